"""What of the caseload is asked for: the filter, as the address has it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from planner.casework.enums import CaseloadOrder, CaseloadState, FlagKind, ReasonKind, StepDue
from planner.casework.selectors.caseload import NOBODY, Asked
from planner.matching.atlas import Atlas
from planner.plans.enums import Stage
from planner.sharing.selectors import counselors_of
from planner.web.shared.rows import Text
from planner.web.shared.widgets import PlainSelect
from planner.wording.languages import localized

ALL = ("", _("All"))
NO_CHOICE = {"invalid_choice": _("This choice is not there any more. Choose another.")}
REASONS: dict[str, Text] = {
    ReasonKind.STATUS_ENDS: _("Residence status ends"),
    ReasonKind.FLAG_URGENT: _("Marked as urgent"),
    ReasonKind.SILENT: _("Silent"),
    ReasonKind.NO_HOME_PLAN: _("Return near, no plan for home"),
    ReasonKind.MISSED: _("A benchmark was missed"),
    ReasonKind.UNREAD: _("A message waits"),
    ReasonKind.STEP_DUE: _("My next step is due"),
    ReasonKind.PAY_GAP: _("Paid less than promised"),
    ReasonKind.SAVINGS_BEHIND: _("Savings behind the plan"),
    ReasonKind.CUT_OFF: _("Not reachable"),
    ReasonKind.ANSWER_WAITS: _("A referral waits for an answer"),
}
# Of money a supervisor is told nothing.
OF_MONEY = (ReasonKind.PAY_GAP, ReasonKind.SAVINGS_BEHIND)
ORDERS = frozenset(way + key for key in CaseloadOrder.values for way in ("", "-"))


def choice(label: Any, choices: Any = ()) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[ALL, *choices],
        required=False,
        widget=PlainSelect,
        error_messages=NO_CHOICE,
    )


# Keys and names of the counselors of an agency.
Team = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ActiveWord:
    """One thing that narrows the list. `query`: of the list without it."""

    label: str
    value: str
    query: str


class FilterForm(forms.Form):
    """Narrow the caseload. What is not a choice is said, and narrows nothing."""

    q = forms.CharField(
        label=_("Search"),
        help_text=_("Name, number, phone or e-mail"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    state = choice(_("Cases"))
    reason = choice(_("Needs a word because"))
    stage = choice(_("Stage"), Stage.choices)
    province = choice(pgettext_lazy("where somebody comes from", "Home"))
    trade = choice(_("Trade chosen or worked in"))
    flag = choice(_("Flag"), FlagKind.choices)
    step = choice(_("Next step"), StepDue.choices)
    counselor = choice(_("Counselor"))
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    # Those that most people ask for stand open, the others behind a word.
    first = ("state", "reason")
    more = ("stage", "province", "trade", "flag", "step", "counselor")

    def __init__(self, data: QueryDict, *, atlas: Atlas, team: Team | None) -> None:
        """`team`: of the supervisor who asks; None for a counselor."""
        super().__init__(data)
        language = get_language() or ""
        self._offer("state", CaseloadState.choices)
        of_money = OF_MONEY if team is not None else ()
        self._offer("reason", [ALL, *(row for row in REASONS.items() if row[0] not in of_money)])
        self._offer("province", [ALL, *_provinces(atlas, language)])
        self._offer("trade", [ALL, *_trades(atlas, language)])
        if team is None:
            del self.fields["counselor"]
        else:
            self._offer("counselor", [ALL, (NOBODY, _("Nobody")), *team])

    def _offer(self, name: str, choices: Any) -> None:
        # As a function: a list of two hundred would be gone through for every request.
        self.fields[name].choices = lambda: choices  # type: ignore[attr-defined]

    def clean_sort(self) -> str:
        """Of an order that is not there nobody need be told."""
        order: str = self.cleaned_data["sort"]
        return order if order in ORDERS else ""

    @cached_property
    def chosen(self) -> dict[str, str]:
        """What narrows or orders the list, in the order of the fields. Only after `is_valid()`."""
        plain = {"state": CaseloadState.OPEN, "sort": CaseloadOrder.NAME}
        given = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return {
            name: str(value) for name, value in given.items() if value and value != plain.get(name)
        }

    @property
    def shown_first(self) -> list[forms.BoundField]:
        return [self[name] for name in self.first]

    @property
    def shown_more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.more if name in self.fields]

    @property
    def query(self) -> str:
        return urlencode(self.chosen)

    @property
    def is_narrowing(self) -> bool:
        return bool(self.chosen.keys() - {"sort"})

    @property
    def has_more(self) -> bool:
        """The part behind the word must be seen: something of it is chosen or wrong."""
        return any(name in self.chosen or name in self.errors for name in self.more)

    def asked(self, people: Collection[int] | None) -> Asked:
        """`people`: those who have the reason that is asked for."""
        given = {
            name: value for name, value in self.chosen.items() if name not in ("reason", "sort")
        }
        return Asked(**given, order=self.chosen.get("sort", CaseloadOrder.NAME), people=people)

    def with_order(self, order: str) -> str:
        return urlencode({**self.chosen, "sort": order})

    def words(self) -> Iterator[ActiveWord]:
        for name in self.chosen:
            if name != "sort":
                rest = {key: kept for key, kept in self.chosen.items() if key != name}
                yield ActiveWord(str(self.fields[name].label), self._word(name), urlencode(rest))

    def _word(self, name: str) -> str:
        value = self.chosen[name]
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            return f"“{value}”"
        choices: Any = field.choices
        for key, label in choices:
            options = label if isinstance(label, list) else [(key, label)]
            for code, word in options:
                if str(code) == value:
                    return str(word)
        return value


def team_of(reader: User) -> Team | None:
    """Whom a supervisor can ask for. One query."""
    if reader.role != Role.SUPERVISOR or reader.agency is None:
        return None
    team = counselors_of(reader.agency).values_list("pk", "name")
    return tuple((str(pk), name) for pk, name in team)


def choices_html(form: FilterForm, atlas: Atlas, team: Team | None) -> SafeString:
    """What there is to choose from, as HTML. Three hundred options take longer than the list itself: kept."""
    if form.errors:
        return _rendered(form)
    chosen = tuple(
        (name, value) for name, value in form.chosen.items() if name not in ("q", "sort")
    )
    return _choices_html(chosen, atlas, team, get_language() or "")


@lru_cache(maxsize=256)
def _choices_html(
    chosen: tuple[tuple[str, str], ...], atlas: Atlas, team: Team | None, _language: str
) -> SafeString:
    form = FilterForm(QueryDict(urlencode(chosen)), atlas=atlas, team=team)
    form.is_valid()
    return _rendered(form)


def _rendered(form: FilterForm) -> SafeString:
    return render_to_string("counselor/caseload/choices.html", {"form": form})


# Only the words of the page's language are in them: they are the same for everybody.
@lru_cache(maxsize=8)
def _provinces(atlas: Atlas, _language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    def options(kind: str, places: Any) -> list[tuple[str, str]]:
        return [(f"{kind}-{place.code}", place.name) for place in places]

    by_name = {
        kind: sorted(places.values(), key=lambda place: place.name)
        for kind, places in (("current", atlas.current), ("former", atlas.former))
    }
    return [
        (gettext("Provinces of today"), options("current", by_name["current"])),
        (gettext("Former provinces"), options("former", by_name["former"])),
    ]


@lru_cache(maxsize=8)
def _trades(atlas: Atlas, _language: str) -> list[tuple[str, str]]:
    return sorted(
        ((trade.code, localized(trade)) for trade in atlas.trades), key=lambda option: option[1]
    )
