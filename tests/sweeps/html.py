"""What a page of HTML holds, as far as the sweeps ask."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Field:
    name: str
    kind: str
    values: list[str] = field(default_factory=list)  # as the page has them filled in
    options: list[str] = field(default_factory=list)  # what the page offers


@dataclass
class Form:
    method: str = "get"
    action: str = ""
    fields: dict[str, Field] = field(default_factory=dict)

    def add(self, name: str, kind: str, value: str, *, is_chosen: bool, is_option: bool) -> None:
        item = self.fields.setdefault(name, Field(name, kind))
        if is_option:
            item.options.append(value)
        if is_chosen:
            item.values.append(value)


@dataclass
class Text:
    words: str
    language: str
    classes: frozenset[str]


@dataclass
class Tag:
    """As it begins. `inline`: of its attributes, what a strict policy forbids."""

    name: str
    given: dict[str, str]
    inline: list[str]
    is_closed: bool = False


# By how they are written: pages begin the same elements again and again.
TAGS: dict[str, Tag] = {}
MOST_TAGS = 50_000


class Html(HTMLParser):
    """`inline`: what a strict content security policy forbids; `ids`: in order, twice if twice there."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.language = ""
        self.forms: list[Form] = []
        self.inline: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.files: list[str] = []  # what the page loads
        self.texts: list[Text] = []
        self._open: list[tuple[str, str, frozenset[str]]] = []
        self._form: Form | None = None
        self._by_id: dict[str, Form] = {}
        self._select = ""
        self._textarea: Field | None = None
        self.feed(page)
        self.close()

    def updatepos(self, i: int, j: int) -> int:
        """Nobody asks for the line."""
        return j

    def parse_starttag(self, i: int) -> int:
        end = self.check_for_whole_start_tag(i)
        known = TAGS.get(self.rawdata[i:end]) if end > i else None
        if known is None:
            return super().parse_starttag(i)
        self.lasttag = known.name
        self._begin(known)
        if known.is_closed:
            self.handle_endtag(known.name)
        elif known.name in self.CDATA_CONTENT_ELEMENTS:
            self.set_cdata_mode(known.name)
        return end

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        found = Tag(tag, given, list(_inline(given)))
        if len(TAGS) >= MOST_TAGS:
            TAGS.clear()
        TAGS[self.get_starttag_text() or ""] = found
        self._begin(found)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_startendtag(tag, attrs)
        TAGS[self.get_starttag_text() or ""].is_closed = True

    def _begin(self, found: Tag) -> None:
        tag, given = found.name, found.given
        is_data = given.get("type") == "application/json"
        if tag == "style" or (tag == "script" and "src" not in given and not is_data):
            self.inline.append(f"<{tag}>")
        self.inline += found.inline
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "html":
            self.language = given.get("lang", "")
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in ("link", "img", "script"):
            self.files += [given[name] for name in ("href", "src") if given.get(name)]
        self._note_form(tag, given)
        if tag not in VOID:
            outer = self._open[-1] if self._open else ("", "", frozenset())
            classes = outer[2].union(given["class"].split()) if "class" in given else outer[2]
            self._open.append((tag, given.get("lang", outer[1]), classes))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag in ("select", "textarea"):
            self._select, self._textarea = "", None
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                break

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            self._textarea.values[-1] += data
        elif self._open and data.strip() and self._open[-1][0] not in ("script", "style"):
            _tag, language, classes = self._open[-1]
            self.texts.append(Text(" ".join(data.split()), language, classes))

    def _note_form(self, tag: str, given: dict[str, str]) -> None:
        if tag == "form":
            self._form = self._by_id.setdefault(given.get("id", f"#{len(self.forms)}"), Form())
            self._form.method = given.get("method", "get").lower()
            self._form.action = given.get("action", "")
            self.forms.append(self._form)
        form = self._form_of(given)
        name = given.get("name", "")
        if form is None:
            return
        if tag == "input" and name:
            kind = given.get("type", "text")
            is_option = kind in ("radio", "checkbox", "submit")
            is_chosen = "checked" in given or not is_option
            value = given.get("value", "on" if kind == "checkbox" else "")
            form.add(name, kind, value, is_chosen=is_chosen, is_option=is_option)
        elif tag == "button" and name:
            form.add(name, "submit", given.get("value", ""), is_chosen=False, is_option=True)
        elif tag == "select":
            self._select = name
            form.fields.setdefault(name, Field(name, "select"))
        elif tag == "option" and self._select:
            chosen = "selected" in given
            form.add(
                self._select, "select", given.get("value", ""), is_chosen=chosen, is_option=True
            )
        elif tag == "textarea" and name:
            form.add(name, "textarea", "", is_chosen=True, is_option=False)
            self._textarea = form.fields[name]

    def _form_of(self, given: dict[str, str]) -> Form | None:
        """An input may stand outside its form, even before it, and name it."""
        if "form" not in given:
            return self._form
        return self._by_id.setdefault(given["form"], Form())


def _inline(given: dict[str, str]) -> Iterator[str]:
    for name, value in given.items():
        if (
            name == "style"
            or re.fullmatch(r"on[a-z]+", name)
            or value.strip().lower().startswith("javascript:")
        ):
            yield f"{name}={value[:40]}"
