"""What Hypothesis fills into a form: most fields as a person would, some as nobody should."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from tests.sweeps.html import Field, Form

Value = str | bytes
NASTY: list[Value] = [
    "",
    "   ",
    "\x00",
    "Lan\x00",
    b"\xff\xfe\xc3",
    "1.000.000",
    "1,000,000",
    "0,125",
    "١٢٣",
    "１２３",
    "3²",
    "½",
    "-1",
    "−5",
    "9" * 40,
    str(2**31),
    str(2**63),
    "-99999999999999999999",
    "1e309",
    "NaN",
    "Infinity",
    "0001-01-01",
    "9999-12-31",
    "99999-99-99",
    "2026-02-30",
    "\u202e0912345678",
    "👩‍🌾🌾 nuôi tôm",
    unicodedata.normalize("NFD", "Hải Dương"),
    "x" * 10_000,
    "ẵ" * 10_000,
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "{{ 7|add:7 }} {% url 'front' %} %(name)s %s {0}",
    "../../etc/passwd",
    "https://elsewhere.example/",
    "//elsewhere.example",
    "a@b",
    "line\r\nSet-Cookie: a=b",
]


@dataclass(frozen=True)
class Post:
    """What is sent: pairs of name and value, in order."""

    pairs: tuple[tuple[str, Value], ...]


def values(options: list[str]) -> st.SearchStrategy[Value]:
    return st.one_of(
        st.sampled_from(NASTY),
        st.sampled_from(options or [""]),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
        st.integers().map(str),
        st.decimals(allow_nan=False).map(str),
        st.dates(date(1, 1, 1)).map(str),
    )


@st.composite
def posts(draw: st.DrawFn, form: Form) -> Post:
    """All fields, one button of several, and up to three fields gone wrong, doubled or left out."""
    pairs: list[tuple[str, Value]] = []
    names = [name for name in form.fields if name != "csrfmiddlewaretoken"]
    wrong = set(draw(st.lists(st.sampled_from(names), max_size=3))) if names else set()
    buttons = [item for item in form.fields.values() if item.kind == "submit"]
    pressed = draw(st.sampled_from(buttons)) if buttons else None
    for name in names:
        item = form.fields[name]
        if name in wrong:
            found = draw(st.lists(values(item.options), max_size=2))
        elif item.kind == "submit" and item is not pressed:
            found = []
        else:
            found = _as_a_person(draw, item)
        pairs += [(name, value) for value in found]
    return Post(tuple(pairs))


def _as_a_person(draw: st.DrawFn, item: Field) -> list[Value]:
    if item.kind in ("hidden", "checkbox") or (item.values and item.values != [""]):
        return list(item.values)
    if item.options:
        return [draw(st.sampled_from(item.options))]
    return [draw(st.sampled_from(["An Giang", "3", "lan@example.com", "sông Hồng chảy mãi"]))]
