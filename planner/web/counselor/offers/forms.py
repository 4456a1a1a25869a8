from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from planner.casework.enums import OfferKind
from planner.reference.selectors import current_atlas
from planner.sharing.sections import Section
from planner.web.shared.fields import DayField
from planner.web.shared.kept_forms import KeptForm
from planner.web.shared.widgets import PlainSelect
from planner.web.worker.forms import trade_choices

LONGEST = timedelta(days=366)
FIRST, LAST = date(2020, 1, 1), date(2100, 12, 31)


class OfferForm(KeptForm):
    form_name = "agency-offer"
    draft_section = Section.PROFILE

    kind = forms.ChoiceField(
        label=_("A course or an order?"),
        choices=OfferKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is: a course or an order.")},
    )
    trade = forms.ChoiceField(
        label=_("For which trade?"),
        help_text=_("Workers of your agency see it beside this trade."),
        widget=PlainSelect,
        error_messages={"required": _("Choose a trade.")},
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        error_messages={"required": _("Write a title.")},
    )
    place = forms.CharField(
        label=_("Where?"), help_text=_("You can leave it blank."), max_length=120, required=False
    )
    begins_on = DayField(
        label=_("When does it begin?"),
        help_text=_("You can leave it blank."),
        least=FIRST,
        most=LAST,
        required=False,
    )
    places = forms.IntegerField(
        label=_("How many places are there?"),
        help_text=_("You can leave it blank."),
        min_value=1,
        max_value=9_999,
        required=False,
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("What workers should know. You can leave it blank."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    shown_until = DayField(
        label=_("Show it until"),
        help_text=_("After this day nobody sees it any more. One year ahead at most."),
        error_messages={"required": _("Choose the last day on which it is shown.")},
    )

    def make_fields(self) -> None:
        today = timezone.localdate()
        self.fields["trade"].choices = trade_choices(current_atlas())  # type: ignore[attr-defined]
        until = self.fields["shown_until"]
        until.least, until.most = today, today + LONGEST  # type: ignore[attr-defined]
