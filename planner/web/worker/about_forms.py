"""The questions of *About me*. None of them is needed for the ranking to begin."""

import re
from calendar import monthrange
from datetime import date
from typing import Any
from unicodedata import normalize

from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from planner.matching.atlas import Atlas
from planner.plans.answers import Answers
from planner.plans.enums import Japanese, Schooling, Sex
from planner.plans.models import FIRST_BIRTH_YEAR
from planner.reference.models import Pathway
from planner.reference.selectors import pathways_open
from planner.web.shared.widgets import PlainSelect
from planner.web.worker.forms import WORDS, QuestionForm, SeveralOrNone, told, with_none
from planner.web.worker.trade_groups import trade_group_names
from planner.wording.terms import HEALTH_LIMITS

YOUNGEST = 15
# Nobody plans a flight further ahead; nobody in Japan under these programmes left before.
YEARS_AHEAD, YEARS_BACK = 5, 15


class BirthYearForm(QuestionForm):
    question_field = "year"

    year = forms.CharField(
        label=_("In which year were you born?"),
        help_text=_("Four digits, for example 2001."),
        error_messages={"required": _("Write the year, or skip this question.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year"}),
    )

    def from_answers(self, answers: Answers) -> dict[str, Any]:
        return {"year": answers.birth_year}

    def clean_year(self) -> int:
        # A Japanese keyboard writes ２００１.
        text = normalize("NFKC", self.cleaned_data["year"])
        if not re.fullmatch(r"[0-9]{4}", text):
            raise forms.ValidationError(_("Only the year, please: four digits, for example 2001."))
        year = int(text)
        last = timezone.localdate().year - YOUNGEST
        if not FIRST_BIRTH_YEAR <= year <= last:
            raise forms.ValidationError(
                _("Write a year from %(first)s to %(last)s."),
                # As text: a year is not grouped like an amount.
                params={"first": str(FIRST_BIRTH_YEAR), "last": str(last)},
            )
        return year

    def part(self) -> Answers:
        return Answers(birth_year=self.cleaned_data["year"])


class SexForm(QuestionForm):
    question_field = "sex"

    sex = forms.ChoiceField(
        label=_("Are you a woman or a man?"),
        help_text=_(
            "Only for counting how many women and men go, if you say yes to statistics. It changes no trade and no plan, your agency does not see it here, and you may leave it out."
        ),
        choices=Sex.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one, or skip this question.")},
    )

    def from_answers(self, answers: Answers) -> dict[str, Any]:
        return {"sex": answers.sex}

    def part(self) -> Answers:
        return Answers(sex=self.cleaned_data["sex"])


class SchoolingForm(QuestionForm):
    question_field = "schooling"

    schooling = forms.ChoiceField(
        label=_("How far did you go to school?"),
        choices=Schooling.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one, or skip this question.")},
    )

    def from_answers(self, answers: Answers) -> dict[str, Any]:
        return {"schooling": answers.schooling}

    def part(self) -> Answers:
        return Answers(schooling=self.cleaned_data["schooling"])


class WorkForm(QuestionForm):
    question_field = "experience"

    experience = SeveralOrNone(
        label=_("What work have you done for a year or more?"),
        help_text=_("At home, in a factory, anywhere. Tick all that is true."),
        error_messages={"required": _("Tick what you have done, or “none of these”.")},
    )
    words = forms.CharField(
        label=_("In your own words, if you like"), max_length=300, required=False, widget=WORDS
    )

    def __init__(self, data: Any = None, *, answers: Answers, atlas: Atlas) -> None:
        super().__init__(data, answers=answers, atlas=atlas)
        names = trade_group_names(atlas.version).items()
        choices = with_none(names, _("None of these"))
        self.fields["experience"].choices = choices  # type: ignore[attr-defined]

    def from_answers(self, answers: Answers) -> dict[str, Any]:
        return {"experience": told(answers.experience), "words": answers.work_words}

    def part(self) -> Answers:
        given = self.cleaned_data
        return Answers(experience=tuple(given["experience"]), work_words=given["words"])


class JapaneseForm(QuestionForm):
    question_field = "japanese"

    japanese = forms.ChoiceField(
        label=_("How is your Japanese?"),
        help_text=_("The highest test you have passed."),
        choices=Japanese.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one, or skip this question.")},
    )

    def from_answers(self, answers: Answers) -> dict[str, Any]:
        return {"japanese": answers.japanese}

    def part(self) -> Answers:
        return Answers(japanese=self.cleaned_data["japanese"])


class HealthForm(QuestionForm):
    question_field = "health"

    health = SeveralOrNone(
        label=_("Is there something your body does not stand at work?"),
        help_text=_("Only you see this. Your agency does not, unless you open it."),
        choices=with_none(
            [(str(key), label) for key, label in HEALTH_LIMITS.items()], _("Nothing")
        ),
        error_messages={"required": _("Tick what is true, or “nothing”.")},
    )
    words = forms.CharField(
        label=_("Something else, in your own words"), max_length=300, required=False, widget=WORDS
    )

    def from_answers(self, answers: Answers) -> dict[str, Any]:
        return {"health": told(answers.health), "words": answers.health_words}

    def part(self) -> Answers:
        given = self.cleaned_data
        return Answers(health=tuple(given["health"]), health_words=given["words"])


class DepartureForm(QuestionForm):
    """The month; the day of the flight comes with the contract."""

    month = forms.TypedChoiceField(
        label=_("Month"),
        coerce=int,
        choices=[("", _("Choose the month")), *((number, name) for number, name in MONTHS.items())],
        widget=PlainSelect,
        error_messages={"required": _("Choose the month, or skip this question.")},
    )
    year = forms.TypedChoiceField(
        label=_("Year"),
        coerce=int,
        widget=PlainSelect,
        error_messages={"required": _("Choose the year, or skip this question.")},
    )

    def __init__(self, data: Any = None, *, answers: Answers, atlas: Atlas) -> None:
        super().__init__(data, answers=answers, atlas=atlas)
        this = timezone.localdate().year
        years = (
            range(this, this - YEARS_BACK - 1, -1)
            if answers.has_left
            else range(this, this + YEARS_AHEAD + 1)
        )
        choices = [("", _("Choose the year")), *((str(year), str(year)) for year in years)]
        self.fields["year"].choices = choices  # type: ignore[attr-defined]

    @property
    def heading(self) -> Any:
        if self.answers.has_left:
            return _("When did you leave for Japan?")
        return _("When do you plan to leave?")

    def from_answers(self, answers: Answers) -> dict[str, Any]:
        month = answers.departs_in
        return {"month": month.month, "year": month.year} if month else {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("month") and cleaned.get("year"):
            first = date(cleaned["year"], cleaned["month"], 1)
            this = timezone.localdate().replace(day=1)
            if self.answers.has_left and first > this:
                self.add_error("month", _("This month has not come yet."))
            elif not self.answers.has_left and first < this:
                self.add_error("month", _("This month is over. Choose a later one."))
            cleaned["first"] = first
        return cleaned

    def part(self) -> Answers:
        first: date = self.cleaned_data["first"]
        kept = {row.key for row in _open_in(self.answers, first)} & {self.answers.pathway}
        return Answers(departure_month=first.isoformat(), pathway=next(iter(kept), None))


class PathwayForm(QuestionForm):
    question_field = "pathway"

    pathway = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one, or skip this question."),
            "invalid_choice": _("This way is not open then. Choose one of those below."),
        },
    )

    def __init__(self, data: Any = None, *, answers: Answers, atlas: Atlas) -> None:
        super().__init__(data, answers=answers, atlas=atlas)
        field = self.fields["pathway"]
        rows = _open_in(answers, answers.departs_in)
        field.choices = [  # type: ignore[attr-defined]
            (row.key, format_html("{}<small>{}</small>", row.name, _window(row))) for row in rows
        ]
        if answers.has_left:
            field.label = gettext("Under which programme did you go to Japan?")
        else:
            field.label = gettext("Which way do you want to go?")
            if answers.departs_in:
                month = date_format(answers.departs_in, "YEAR_MONTH_FORMAT")
                field.help_text = gettext("These are open in %s.") % month

    def from_answers(self, answers: Answers) -> dict[str, Any]:
        return {"pathway": answers.pathway}

    def part(self) -> Answers:
        return Answers(pathway=self.cleaned_data["pathway"])


def _open_in(answers: Answers, first: date | None) -> list[Pathway]:
    """The ways that can be, or could be, entered in a month; without one, from today on or until today."""
    if first:
        return list(pathways_open(first, first.replace(day=monthrange(first.year, first.month)[1])))
    today = timezone.localdate()
    return list(
        pathways_open(date.min, today) if answers.has_left else pathways_open(today, date.max)
    )


def _window(row: Pathway) -> str:
    """How long it lasts, and until or from when one may enter it."""
    parts = [str(row.years)]
    today = timezone.localdate()
    if row.entry_from and row.entry_from > today:
        parts.append(gettext("from %s") % date_format(row.entry_from))
    if row.entry_to:
        parts.append(gettext("last entry %s") % date_format(row.entry_to))
    return " · ".join(parts)
