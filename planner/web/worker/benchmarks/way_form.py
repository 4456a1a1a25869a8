"""Which way through Japan, and when."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from planner.benchmarks.enums import Obstacle, Route
from planner.benchmarks.routes import CannotLayOut, check, return_of
from planner.benchmarks.values import Way
from planner.matching.values import Trade
from planner.plans.answers import Answers
from planner.plans.laying_out import PATHWAY_OF, entry_days, has_titp_3, operation_of, way_for
from planner.reference.entry import EntryWindow, entry_windows
from planner.sharing.sections import Section
from planner.web.shared.fields import DayField
from planner.web.shared.fields_only import FieldsOnly
from planner.web.shared.kept_forms import KEY_FIELDS, KeptForm
from planner.web.shared.widgets import PlainSelect
from planner.web.worker.month_fields import day_of, month_field, year_field
from planner.wording.benchmarks import OBSTACLES, ROUTES
from planner.wording.languages import localized

YEARS_AHEAD, YEARS_BACK = 6, 15
MOST_YEARS_IN_JAPAN = 15
# Whoever arrives later than this has mistyped the year.
DAYS_TO_ARRIVE = 366
_FIELD_OF = {
    Obstacle.NOT_OPEN_YET: "route",
    Obstacle.CLOSED: "route",
    Obstacle.ARRIVES_BEFORE_DEPARTURE: "arrives_on",
    Obstacle.RETURNS_BEFORE_ARRIVAL: "returns_on",
}


@dataclass(frozen=True)
class Asked:
    """What the form depends on. `version`: of the reference data."""

    answers: Answers
    trade: Trade | None
    version: str

    def fitting(self, leaves: date | None) -> list[Route]:
        """Those of the programme told; if none of it is open on the day, all that go with the trade."""
        trade, told = self.trade, self.answers.pathway
        routes = [
            route
            for route in Route
            if trade is None
            or (
                (PATHWAY_OF[route] in trade.pathways)
                and (route != Route.TITP_SSW or trade.has_ssw_field)
            )
        ]
        of_told = [
            route
            for route in routes
            if PATHWAY_OF[route] == told and (not leaves or self.window(route).is_open(leaves))
        ]
        return of_told or routes or list(Route)

    def window(self, route: Route) -> EntryWindow:
        return entry_windows(self.version).get(PATHWAY_OF[route], EntryWindow())


class WayForm(KeptForm):
    form_name = "way"
    draft_section = Section.PLAN

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        self.asked = asked
        super().__init__(*args, **kwargs)

    def make_fields(self) -> None:
        saved = day_of(self.saved.get("departs_on"))
        this = timezone.localdate().year
        has_left = self.asked.answers.has_left
        ahead = range(this, this + YEARS_AHEAD + 1)
        back = range(this - YEARS_BACK, this + 1) if has_left else ()
        self.fields["month"] = month_field(
            label=_("In which month did you leave?")
            if has_left
            else _("In which month do you leave?"),
            error_messages={"required": _("Choose the month. You can change it later.")},
        )
        self.fields["year"] = year_field(
            [*ahead, *back, *([saved.year] if saved else [])],
            error_messages={"required": _("Choose the year. You can change it later.")},
        )
        self.fields["day"] = forms.IntegerField(
            label=_("The day, if you know it"),
            help_text=_("Leave it open and we count from the first of the month."),
            min_value=1,
            max_value=31,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        )
        self.fields["route"] = forms.ChoiceField(
            label=_("Which way through Japan?"),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one way. You can change it later.")},
        )
        self._make_operation()
        self.fields["arrives_on"] = DayField(
            label=_("Arrival in Japan, if it is another day"), required=False
        )
        self.fields["returns_on"] = DayField(
            label=_("Return to Viet Nam, if you plan another day"), required=False
        )
        self.helper = self._helper()

    def _make_operation(self) -> None:
        trade = self.asked.trade
        if trade is None or len(trade.operations) < 2:
            return
        self.fields["operation"] = forms.ChoiceField(
            label=_("Your exact job"),
            help_text=_("It stands in your contract (作業)."),
            choices=[
                ("", _("I do not know it yet")),
                *((row.code, f"{localized(row)} ({row.name_ja})") for row in trade.operations),
            ],
            required=False,
            widget=PlainSelect,
        )

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        leaves = day_of(saved.get("departs_on")) or self.asked.answers.departs_in
        return {
            "route": saved.get("route", ""),
            "operation": saved.get("operation", ""),
            "month": leaves and leaves.month,
            "year": leaves and leaves.year,
            "day": leaves.day if leaves and saved else None,
            "arrives_on": day_of(saved.get("arrives_on")),
            "returns_on": day_of(saved.get("returns_on")),
        }

    def after_field(self, name: str) -> None:
        super().after_field(name)
        if name == "route":
            self._offer_routes()
        if name == "returns_on":
            self._tell_return()

    @property
    def operation_asked(self) -> str:
        return str(self["operation"].value() or "") if "operation" in self.fields else ""

    def _offer_routes(self) -> None:
        """Those open on the day; one that was chosen before is refused with its reason, not as unknown."""
        leaves, operation = self._leaves(), self.operation_asked
        # Not by the bound field: it would keep the help text it was made with.
        chosen = (self.data if self.is_bound else self.initial).get("route")
        third = has_titp_3(self.asked.trade, operation)
        offered, notes = [], []
        fitting = self.asked.fitting(leaves)
        for route in Route:
            window = self.asked.window(route)
            if route in fitting:
                note = self._obstacle(route, window, leaves, third=third, operation=operation)
                if note and note not in notes:
                    notes.append(note)
                if not note or route == chosen:
                    offered.append((route.value, _route_label(route, window)))
            elif route == chosen:
                offered.append((route.value, _route_label(route, window)))
        field = self.fields["route"]
        field.choices = offered  # type: ignore[attr-defined]
        field.help_text = " ".join(notes)

    def _obstacle(
        self,
        route: Route,
        window: EntryWindow,
        leaves: date | None,
        *,
        third: bool,
        operation: str,
    ) -> str:
        """Why it is not offered."""
        if route == Route.TITP_3 and not third:
            return self._no_third_stage(operation)
        return _closed_words(route, window, leaves) if leaves else ""

    def _no_third_stage(self, operation: str) -> str:
        trade = self.asked.trade
        row = operation_of(trade, operation) or trade
        return gettext("%(job)s ends after three years: it has no third stage (技能実習3号).") % {
            "job": localized(row) if row else ""
        }

    def _leaves(self) -> date | None:
        """The day asked for, as far as it is one."""
        try:
            month, year = int(self["month"].value()), int(self["year"].value())
            return date(year, month, min(_whole(self["day"].value()), monthrange(year, month)[1]))
        except (TypeError, ValueError, OverflowError):
            return None

    def _tell_return(self) -> None:
        words = gettext("Leave it open and we count it from the way you chose.")
        saved = self.saved
        if saved.get("route") and not saved.get("returns_on"):
            way = self.way_with(
                {
                    **saved,
                    "departs_on": day_of(saved["departs_on"]),
                    "arrives_on": day_of(saved.get("arrives_on")),
                    "returns_on": None,
                }
            )
            words += " " + gettext("Now: %s.") % date_format(return_of(way))
        self.fields["returns_on"].help_text = words

    def way_with(self, values: Mapping[str, Any]) -> Way:
        return way_for(
            route=values["route"],
            operation=values.get("operation") or "",
            departs_on=values["departs_on"],
            arrives_on=values.get("arrives_on"),
            returns_on=values.get("returns_on"),
            ssw_starts_on=self._ssw_start(values["route"]),
            trade=self.asked.trade,
            version=self.asked.version,
        )

    def _ssw_start(self, route: str) -> date | None:
        """The day of a change in Japan, as long as it is the same way."""
        is_same = route == self.saved.get("route")
        return day_of(self.saved.get("ssw_starts_on")) if is_same else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        year, month, day = (cleaned.get(name) for name in ("year", "month", "day"))
        if year and month and not self.has_error("day"):
            if day and day > monthrange(year, month)[1]:
                self.add_error("day", _("This month has no such day."))
            else:
                cleaned["departs_on"] = date(year, month, day or 1)
        if not self.errors:
            self._check_days(cleaned)
        if not self.errors:
            self._check_way(cleaned)
        return cleaned

    def _check_days(self, cleaned: dict[str, Any]) -> None:
        leaves, arrives, returns = (
            cleaned.get(name) for name in ("departs_on", "arrives_on", "returns_on")
        )
        if leaves and arrives and arrives > leaves + timedelta(days=DAYS_TO_ARRIVE):
            self.add_error("arrives_on", _("This is more than a year after you leave."))
        if leaves and returns and returns.year > leaves.year + MOST_YEARS_IN_JAPAN:
            self.add_error("returns_on", _("This is too far away. Check the year."))

    def _check_way(self, cleaned: dict[str, Any]) -> None:
        way = self.way_with(cleaned)
        if way.route == Route.TITP_3 and not way.has_titp_3:
            self.add_error("route", _("Five years as a trainee is not open to your exact job."))
            return
        try:
            check(way, entry_days(self.asked.version))
        except CannotLayOut as found:
            words = [str(OBSTACLES[found.code])]
            window = self.asked.window(way.route)
            if found.code == Obstacle.NOT_OPEN_YET:
                words.append(gettext("First day of entry: %s.") % date_format(window.first))
            elif found.code == Obstacle.CLOSED:
                words.append(gettext("Last day of entry: %s.") % date_format(window.last))
            self.add_error(_FIELD_OF[found.code], " ".join(words))

    @property
    def plan(self) -> dict[str, Any]:
        """The columns of the way."""
        given = self.cleaned_data
        only = operation_of(self.asked.trade, "")
        return {
            "route": given["route"],
            "operation": given.get("operation") or (only.code if only else ""),
            "departs_on": given["departs_on"],
            "arrives_on": given["arrives_on"],
            "returns_on": given["returns_on"],
            "ssw_starts_on": self._ssw_start(given["route"]),
        }

    def _helper(self) -> FieldsOnly:
        return FieldsOnly(
            *KEY_FIELDS,
            Div("month", "year", css_class="pair"),
            "day",
            *(["operation"] if "operation" in self.fields else []),
            "route",
            "arrives_on",
            "returns_on",
        )


def _whole(value: Any) -> int:
    """The first of the month for what is no day."""
    text = str(value or "").strip()
    return max(int(text), 1) if text.isdecimal() and len(text) < 3 else 1


def _route_label(route: Route, window: EntryWindow) -> Any:
    """With the window in which one may enter, where it matters still."""
    if window.last < date.max:
        hint = gettext("last entry %s") % date_format(window.last)
    elif window.first > timezone.localdate():
        hint = gettext("from %s") % date_format(window.first)
    else:
        return ROUTES[route]
    return format_html("{}<small>{}</small>", ROUTES[route], hint)


def _closed_words(route: Route, window: EntryWindow, leaves: date) -> str:
    if leaves < window.first:
        words = gettext("Not open then: %(way)s (from %(day)s).")
        return words % {"way": _programme(route), "day": date_format(window.first)}
    if leaves > window.last:
        words = gettext("Not open then: %(way)s (last entry %(day)s).")
        return words % {"way": _programme(route), "day": date_format(window.last)}
    return ""


def _programme(route: Route) -> str:
    return {"TITP": "技能実習", "SSW": "特定技能", "ESD": "育成就労"}[PATHWAY_OF[route]]
