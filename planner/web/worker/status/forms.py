"""The work after a change of status, and its day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from planner.benchmarks.enums import Refusal, StatusStep
from planner.benchmarks.status import StatusRules
from planner.matching.enums import Verdict
from planner.matching.values import Trade
from planner.plans.changing_status import PATHWAY_AFTER, Standpoint, is_linked
from planner.plans.choices import Offer
from planner.sharing.sections import Section
from planner.web.shared.fields import DayField
from planner.web.shared.kept_forms import KeptForm
from planner.web.shared.widgets import PlainSelect
from planner.web.worker.match_rows import trade_slug
from planner.web.worker.trade_groups import trade_group_names
from planner.web.worker.views.choice import CHANGED
from planner.wording.languages import localized
from planner.wording.status import REFUSALS

FIRST, LAST = date(2015, 1, 1), date(2070, 12, 31)
_FIELD_OF = {Refusal.NO_THIRD_STAGE: "operation"}


class TradeForm(forms.Form):
    """Sent by GET: the match of another trade is shown, nothing is kept."""

    trade = forms.ChoiceField(label=_("The work after the change"), widget=PlainSelect)

    def __init__(self, data: Any = None, *, standpoint: Standpoint, step: StatusStep) -> None:
        now = standpoint.trade_after(step)
        super().__init__(data, initial={"trade": trade_slug(now.code) if now else ""})
        self.fields["trade"].choices = _choices(standpoint, step)  # type: ignore[attr-defined]


class ChangeForm(KeptForm):
    """`shown`: which match was on the page. The tick is asked for where home or the rules speak against it."""

    form_name = "status"
    draft_section = Section.PLAN

    def __init__(
        self,
        *args: Any,
        standpoint: Standpoint,
        step: StatusStep,
        trade: Trade | None,
        offer: Offer | None,
        **kwargs: Any,
    ) -> None:
        self.standpoint, self.step, self.trade, self.offer = standpoint, step, trade, offer
        super().__init__(*args, **kwargs)
        # Of this page, not of a draft.
        self.initial["shown"] = self._shown

    def make_fields(self) -> None:
        self.fields["changes_on"] = DayField(
            label=_("From which day?"),
            help_text=_("The day on your new residence card or contract, or the day you plan."),
            least=FIRST,
            most=LAST,
            error_messages={"required": _("Choose the day. You can correct it later.")},
        )
        operations = self.trade.operations if self.trade else ()
        if len(operations) > 1:
            self.fields["operation"] = forms.ChoiceField(
                label=_("Your exact job"),
                help_text=_("It stands in your contract (作業)."),
                choices=[
                    ("", _("I do not know it yet")),
                    *((row.code, f"{localized(row)} ({row.name_ja})") for row in operations),
                ],
                required=False,
                widget=PlainSelect,
            )
        if self.is_misfit or self._is_off(self._day_sent()):
            self.fields["acknowledged"] = forms.BooleanField(
                label=_("I have read this and continue"), required=False
            )
        self.fields["shown"] = forms.CharField(
            widget=forms.HiddenInput, required=False, max_length=64
        )

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        told = next((row for row in self.standpoint.changes if row.kind == self.step), None)
        return {
            "changes_on": told.changes_on if told else None,
            "operation": saved.get("operation", ""),
        }

    @property
    def is_misfit(self) -> bool:
        """The trade does not fit home, or only partly."""
        return self.offer is not None and self.offer.match.verdict != Verdict.ALIGNED

    @property
    def operation(self) -> str:
        """As sent; the only one of a trade that has but one."""
        operations = self.trade.operations if self.trade else ()
        if len(operations) == 1:
            return operations[0].code
        return str(self.cleaned_data.get("operation") or "")

    @property
    def rules(self) -> StatusRules:
        """Of the day that was sent."""
        return self.standpoint.rules(
            self.step, self.cleaned_data["changes_on"], self.trade, self.operation
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("shown", "") != self._shown:
            self._renew("shown", self._shown)
            raise forms.ValidationError(CHANGED)
        day = cleaned.get("changes_on")
        if day is None or self.errors:
            return cleaned
        rules = self.rules
        if rules.refusal:
            self._refuse(rules.refusal, rules.earliest)
        elif self._is_off(day) and not cleaned.get("acknowledged"):
            self.add_error("acknowledged", _off_words(rules, day))
        elif self.is_misfit and not cleaned.get("acknowledged"):
            self.add_error("acknowledged", _("Tick that you have read it, or choose other work."))
        return cleaned

    @property
    def _shown(self) -> str:
        return self.offer.key if self.offer else ""

    def _is_off(self, day: date | None) -> bool:
        """Before the rules make it possible, or after."""
        if day is None:
            return False
        rules = self.standpoint.rules(self.step, day, self.trade, "")
        return rules.is_early(day) or rules.is_late(day)

    def _day_sent(self) -> date | None:
        try:
            return self.fields["changes_on"].clean(self.data.get("changes_on"))  # type: ignore[no-any-return]
        except forms.ValidationError:
            return None

    def _refuse(self, refusal: Refusal, earliest: date) -> None:
        words = str(REFUSALS[refusal])
        if refusal == Refusal.NOT_OPEN_YET:
            words += " " + gettext("Earliest day: %s.") % date_format(earliest)
        field = _FIELD_OF.get(refusal, "changes_on")
        self.add_error(field if field in self.fields else "changes_on", words)


def _off_words(rules: StatusRules, day: date) -> str:
    if rules.latest is None or rules.is_early(day):
        words = gettext(
            "By the rules this is possible from %(day)s at the earliest. "
            "Choose a later day, or tick that you have read this."
        )
        return words % {"day": date_format(rules.earliest)}
    words = gettext(
        "By the rules this must begin by %(day)s: the time at home is less than a year. "
        "Choose an earlier day, or tick that you have read this."
    )
    return words % {"day": date_format(rules.latest)}


def _choices(standpoint: Standpoint, step: StatusStep) -> Sequence[tuple[Any, Any]]:
    """First those in the field of the work before, where no new field test is asked for."""
    trades = sorted(standpoint.trades_after(step), key=localized)
    before = standpoint.trade_before(step)
    near = [row for row in trades if is_linked(before, row, PATHWAY_AFTER[step])]
    groups: dict[str, list[tuple[str, str]]] = {
        key: [] for key in trade_group_names(standpoint.atlas.version)
    }
    for row in trades:
        if row not in near:
            groups[row.group_key].append(_option(row))
    names = trade_group_names(standpoint.atlas.version)
    return [
        ("", _("Choose the work")),
        *([(_("In the same field"), [_option(row) for row in near])] if near else []),
        *((names[key], options) for key, options in groups.items() if options),
    ]


def _option(trade: Trade) -> tuple[str, str]:
    return trade_slug(trade.code), f"{localized(trade)} ({trade.name_ja})"
