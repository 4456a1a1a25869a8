"""One month in one form: pay and where it went, what work was done, how it goes."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from planner.money.enums import Currency
from planner.plans.enums import Mood
from planner.plans.records import MONTH_FEELING, MONTH_MONEY
from planner.plans.services.check_ins import month_values
from planner.sharing.audiences import own_sections
from planner.sharing.sections import Section
from planner.web.shared.fields import AmountField, NumberField, shown_amount, shown_number
from planner.web.shared.rows import Text
from planner.web.worker.money.forms import MoneyForm, RateMixin
from planner.web.worker.money.pay_form import MOST_PAY_JPY, SMALL_PAY_JPY, Heading
from planner.web.worker.months.asked import Asked, same
from planner.web.worker.offer.forms import LinesField

MOST_KEPT_JPY = 20_000_000
MOST_HOURS = 500
MOST_LINES, LONGEST_LINE, MOST_OTHER = 3, 120, 20
# A zero too many or too few makes ten times as much.
TIMES = 5
# Not blank: that would be ticked as long as nothing is.
NOT_SAID = "-"
MONEY = ("gross_jpy", "net_jpy", "sent_jpy", "vnd_per_jpy", "saved_jpy", "debt_paid_vnd")
COMPARED = ("gross_jpy", "net_jpy", "hours", "sent_jpy", "saved_jpy", "debt_paid_vnd")
ONLY_YOU = _("Only you see this. Your counselor does not.")
OPENED = _("You have opened this to your counselor. Nobody else sees it.")
SHARED = _("Your counselor and the supervisor of your agency see this if you leave the tick below.")
SEEN = _("Your counselor and the supervisor of your agency see this.")


class OtherWorkField(LinesField):
    """A few lines beside the ticks."""

    widget = forms.Textarea(attrs={"rows": 2})

    def validate(self, value: Any) -> None:
        if len(value) > MOST_LINES:
            raise forms.ValidationError(
                _("At most %(most)s lines, please."), params={"most": MOST_LINES}
            )
        super().validate(value)


class CheckInForm(RateMixin, MoneyForm):
    """`asked`: what the month rests on. `opened`: closed sections that the counselor sees.

    In a browser that is shut out of what is closed, only the open part is asked for.
    """

    form_name = "check-in"

    gross_jpy = AmountField(
        label=_("Pay before anything comes off, in yen (総支給額)"),
        currency=Currency.JPY,
        most=MOST_PAY_JPY,
        required=False,
    )
    net_jpy = AmountField(
        label=_("Pay that came to you, in yen (差引支給額)"),
        help_text=_("After insurance, tax, rent and all else on the payslip."),
        currency=Currency.JPY,
        most=MOST_PAY_JPY,
        required=False,
    )
    hours = NumberField(
        label=_("Hours you worked (労働時間)"),
        help_text=_("With overtime."),
        most=MOST_HOURS,
        required=False,
    )
    sent_jpy = AmountField(
        label=_("Sent home, in yen"),
        help_text=_("0 if you sent nothing."),
        currency=Currency.JPY,
        most=MOST_KEPT_JPY,
        required=False,
    )
    vnd_per_jpy = NumberField(
        label=_("Dong that your family got for 1 yen"),
        help_text=_("Leave it empty, and we take the rate of the month."),
        required=False,
        most=10_000,
    )
    saved_jpy = AmountField(
        label=_("Put aside in Japan, in yen"),
        currency=Currency.JPY,
        most=MOST_KEPT_JPY,
        required=False,
    )
    debt_paid_vnd = AmountField(
        label=_("Paid back on debts, in dong"),
        help_text=_("By you or by your family. 0 if nothing was paid."),
        currency=Currency.VND,
        required=False,
    )
    duties = forms.MultipleChoiceField(
        label=_("What work did you really do?"),
        help_text=_("Tick all that you did for some days."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    other = OtherWorkField(
        label=_("Other work, one thing per line"),
        help_text=_("For example: repairing a roof. At most 3 lines."),
        required=False,
    )
    is_shared = forms.BooleanField(
        label=_("My counselor may see what work I did"),
        help_text=_(
            "It shows your hours and your work, not your pay and not how you feel. Without the tick only you see them."
        ),
        required=False,
    )
    mood = forms.TypedChoiceField(
        label=_("How does it go?"),
        choices=[*Mood.choices, (NOT_SAID, _("I do not want to say"))],
        coerce=lambda value: "" if value == NOT_SAID else value,
        empty_value="",
        widget=forms.RadioSelect,
        required=False,
    )
    words = forms.CharField(
        label=_("In your own words, if you like"), max_length=300, required=False
    )

    def __init__(
        self, *args: Any, asked: Asked, opened: frozenset[Section] = frozenset(), **kwargs: Any
    ) -> None:
        self.asked, self.opened = asked, opened
        super().__init__(*args, **kwargs)

    def make_fields(self) -> None:
        self.is_whole = {Section.MONEY, Section.WELL_BEING} <= own_sections(self.person)
        self.draft_section = Section.MONEY if self.is_whole else Section.WORK
        closed = () if self.is_whole else (*MONEY, "is_shared", *MONTH_FEELING)
        for name in closed:
            del self.fields[name]
        if self.is_whole:
            self.fields["hours"].help_text = _(
                "With overtime. Your counselor sees the hours together with your work, if you leave the tick there."
            )
        if self.is_whole and not self.asked.has_debt:
            del self.fields["debt_paid_vnd"]
        if not (self.asked.duties or self.asked.named):
            del self.fields["duties"]
            self.fields["other"].label = _("What work did you really do? One thing per line")
            return
        groups = [(_("In your contract"), self.asked.duties), (_("Other work"), self.asked.named)]
        self.fields["duties"].choices = [  # type: ignore[attr-defined]
            (title, [(words, words) for words in group]) for title, group in groups if group
        ]

    def rows(self) -> tuple[Any, ...]:
        if not self.is_whole:
            return (Heading(_("Work"), SEEN), *self._there("hours", "duties", "other"))
        pay = ("gross_jpy", "net_jpy", "hours", "sent_jpy", "vnd_per_jpy", "saved_jpy")
        return (
            Heading(_("Pay and where it went"), self._who(Section.MONEY)),
            *self._there(*pay, "debt_paid_vnd"),
            Heading(_("Work"), SHARED),
            *self._there("duties", "other", "is_shared"),
            Heading(_("How it goes"), self._who(Section.WELL_BEING)),
            *MONTH_FEELING,
        )

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        """As it was told; a month that was not told yet starts from the one before."""
        if saved:
            return self._told(saved)
        last = self.asked.last
        if last is None:
            return {"is_shared": True}
        values = self._told(month_values(last))
        # A rate and how one feels belong to their month.
        return {
            name: value
            for name, value in values.items()
            if name not in ("vnd_per_jpy", *MONTH_FEELING)
        }

    @property
    def is_from_last(self) -> bool:
        """The boxes hold what was told of the month before."""
        return (
            not self.saved and not self.is_bound and not self.draft and self.asked.last is not None
        )

    @property
    def parts(self) -> dict[str, dict[str, Any] | None]:
        """As the service takes them: None where nothing is told."""
        values = self.values
        is_open = values.get("is_shared", True)
        work = {
            "section": Section.WORK if is_open else Section.WELL_BEING,
            "hours": values["hours"],
            **self._work(),
        }
        has_work = work["hours"] is not None or work["duties"] or work["other"]
        parts: dict[str, dict[str, Any] | None] = {"work": work if has_work else None}
        if self.is_whole:
            money = {name: values.get(name) for name in MONTH_MONEY}
            feeling = {name: values[name] or "" for name in MONTH_FEELING}
            parts["money"] = None if set(money.values()) == {None} else money
            parts["feeling"] = feeling if any(feeling.values()) else None
        return parts

    def clean_hours(self) -> Decimal | None:
        hours = self.cleaned_data.get("hours")
        return None if hours is None else Decimal(hours).quantize(Decimal("0.1"), ROUND_HALF_UP)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        gross, net = cleaned.get("gross_jpy"), cleaned.get("net_jpy")
        if gross is not None and net is not None and net > gross:
            self.add_error(
                "net_jpy",
                gettext("More came than you earned. Did you swap the two amounts, or add a zero?"),
            )
        for name in COMPARED:
            if name in self.fields and cleaned.get(name):
                self._compare(name, cleaned[name])
        kept = (cleaned.get("sent_jpy") or 0) + (cleaned.get("saved_jpy") or 0)
        if net and kept > net:
            self.ask(
                "sent_jpy",
                gettext(
                    "You sent and put aside more than came: %s. Did some of it come from earlier savings? Then tick the box below."
                )
                % shown_amount(kept, Currency.JPY),
            )
        if not self.errors:
            self._check_told()
        return cleaned

    def _check_told(self) -> None:
        if len(self._work()["other"]) > MOST_OTHER:
            self.add_error("other", gettext("Too many kinds of work. Put some of them together."))
        elif not self.saved and not any(self.parts.values()):
            self.add_error(None, gettext("Tell at least one thing of this month."))

    def _compare(self, name: str, now: int | Decimal) -> None:
        """With the month before: is a zero too many, or one missing?"""
        before = self._before(name)
        if not before:
            if name in ("gross_jpy", "net_jpy") and now < SMALL_PAY_JPY:
                words = gettext("%s for a month: is that right? If it is, tick the box below.")
                self.ask(name, words % self._shown(name, now))
            return
        if now >= TIMES * before or TIMES * now <= before:
            words = gettext(
                "%(now)s, and the month before %(before)s: is that right? If it is, tick the box below."
            )
            shown = {"now": self._shown(name, now), "before": self._shown(name, before)}
            self.ask(name, words % shown)

    def _before(self, name: str) -> int | Decimal | None:
        last = self.asked.last
        part = last and (last.work if name == "hours" else last.money)
        found: int | Decimal | None = getattr(part, name, None)
        return found

    def _shown(self, name: str, value: int | Decimal) -> str:
        field = self.fields[name]
        if isinstance(field, AmountField):
            return shown_amount(int(value), field.currency)
        return gettext("%s hours") % shown_number(value)

    def _work(self) -> dict[str, list[str]]:
        """What was ticked and written: of the contract, and other work."""
        known = {same(words): words for words in (*self.asked.duties, *self.asked.named)}
        contract = {same(words) for words in self.asked.duties}
        done: dict[str, str] = {}
        for words in (*(self.values.get("duties") or ()), *(self.values["other"] or ())):
            done.setdefault(same(words), known.get(same(words), words))
        return {
            "duties": [words for key, words in done.items() if key in contract],
            "other": [words for key, words in done.items() if key not in contract],
        }

    def _told(self, values: Mapping[str, Any]) -> dict[str, Any]:
        money, work, feeling = (values.get(name) or {} for name in ("money", "work", "feeling"))
        rate, hours = money.get("vnd_per_jpy"), work.get("hours")
        return {
            **money,
            **feeling,
            "vnd_per_jpy": Decimal(rate) if rate else None,
            "hours": Decimal(hours) if hours else None,
            "duties": [*work.get("duties", ()), *work.get("other", ())],
            "is_shared": work.get("section", Section.WORK) == Section.WORK,
        }

    def _there(self, *names: str) -> tuple[str, ...]:
        return tuple(name for name in names if name in self.fields)

    def _who(self, section: Section) -> Text:
        return OPENED if section in self.opened else ONLY_YOU
