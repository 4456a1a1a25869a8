from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from planner.plans.enums import Japanese, MissCause
from planner.plans.models import Benchmark
from planner.plans.services.misses import WhatNow, section_of_miss
from planner.sharing.audiences import own_sections
from planner.sharing.sections import Section
from planner.web.shared.fields import DayField, NumberField
from planner.web.shared.kept_forms import KeptForm
from planner.web.shared.uploads import UploadField
from planner.web.worker.month_fields import day_of
from planner.web.worker.seen_by import seen_by

LAST_DAY = date(2070, 12, 31)
FIRST_TEST = date(1990, 1, 1)
# Whole points: of the JLPT, and of JFT-Basic.
MOST_POINTS, MOST_POINTS_JFT = 180, 250
LEVELS = [item for item in Japanese if item not in (Japanese.NONE, Japanese.BEGINNER)]


class MissForm(KeptForm):
    """In a browser that is shut out nothing closed is asked."""

    form_name = "miss"

    words = forms.CharField(
        label=_("In your own words, if you like"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    what_now = forms.ChoiceField(
        label=_("What now?"),
        choices=[
            (WhatNow.NEW_DAY.value, _("I set a new day")),
            (WhatNow.LEAVE.value, _("Leave it as it is for now")),
            (WhatNow.DROP.value, _("Drop it from my plan")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you want to do now.")},
    )

    def __init__(self, *args: Any, row: Benchmark, today: date, **kwargs: Any) -> None:
        self.row, self.today = row, today
        super().__init__(*args, **kwargs)

    def make_fields(self) -> None:
        open_here = own_sections(self.person)
        self.draft_section = Section(self.row.section)
        if self.draft_section == Section.BENCHMARKS and Section.WELL_BEING in open_here:
            # Before it is saved nobody knows which cause it will be.
            self.draft_section = Section.WELL_BEING
        causes = [
            (cause, section)
            for cause in MissCause
            if (section := section_of_miss(cause, self.row.section)) in open_here
        ]
        cause = forms.ChoiceField(
            label=_("Why was it missed?"),
            choices=[
                (cause.value, format_html("{}<small>{}</small>", cause.label, seen_by(section)))
                for cause, section in causes
            ],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose the cause that fits best.")},
        )
        new_day = DayField(
            label=_("The new day, if you set one"),
            least=self.today,
            most=LAST_DAY,
            required=False,
        )
        self.fields = {"cause": cause, **self.fields, "new_day": new_day}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_new_day = cleaned.get("what_now") == WhatNow.NEW_DAY
        if is_new_day and not cleaned.get("new_day") and not self.has_error("new_day"):
            self.add_error("new_day", _("Choose the new day."))
        return cleaned


class ProofForm(KeptForm):
    form_name = "proof"

    file = UploadField(
        label=_("Photo or PDF"),
        help_text=_("One page in one photo, so that every line can be read. At most 8 MB."),
        error_messages={"required": _("Choose a photo or a PDF first.")},
    )

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        self.draft_section = section
        super().__init__(*args, **kwargs)


class JapaneseTestForm(KeptForm):
    form_name = "japanese-test"
    draft_section = Section.BENCHMARKS

    level = forms.ChoiceField(
        label=_("Which test?"),
        choices=[
            (item.value, _("JFT-Basic") if item == Japanese.JFT else item.label) for item in LEVELS
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the test.")},
    )
    is_passed = forms.TypedChoiceField(
        label=_("How did it end?"),
        choices=[("1", _("Passed")), ("0", _("Not passed"))],
        coerce=lambda sent: sent == "1",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    points = NumberField(
        label=_("Points, if you know them"),
        help_text=_("They stand on the result sheet, for example 105."),
        most=MOST_POINTS_JFT,
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def make_fields(self) -> None:
        day = DayField(
            label=_("Day of the test"),
            least=FIRST_TEST,
            most=self.today,
            error_messages={"required": _("Choose the day of the test.")},
        )
        level = self.fields.pop("level")
        self.fields = {"level": level, "taken_on": day, **self.fields}

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        if not saved:
            return {}
        return {
            **super().from_saved(saved),
            "taken_on": day_of(saved["taken_on"]),
            "is_passed": "1" if saved["is_passed"] else "0",
        }

    def clean_points(self) -> int | None:
        points = self.cleaned_data["points"]
        if points is not None and points != int(points):
            raise forms.ValidationError(_("Whole points only, for example 105."))
        return None if points is None else int(points)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        points = cleaned.get("points") or 0
        if cleaned.get("level") not in (None, Japanese.JFT) and points > MOST_POINTS:
            self.add_error("points", _("The JLPT has at most 180 points."))
        return cleaned
