"""One form for each question. Each takes the answers so far and gives back the part it asked for."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from planner.matching.atlas import Atlas
from planner.matching.person import STATEMENTS
from planner.matching.values import Place
from planner.plans.answers import Answers
from planner.plans.enums import CareFor, FamilyHope, Stage
from planner.plans.models import MOST_LAND_M2
from planner.reference.places import find_places, nearest_names, plain_name
from planner.web.shared.widgets import PlainSelect
from planner.wording.numbers import NotANumber, parse_number
from planner.wording.statements import RATINGS
from planner.wording.statements import STATEMENTS as SENTENCES
from planner.wording.terms import GROUPS, WISHES, either

NONE = "none"
PER_PAGE = 6
WORDS = forms.Textarea(attrs={"rows": 3})


class QuestionForm(forms.Form):
    """A question. `question_field`: the field whose label is the page's heading."""

    question_field = ""

    def __init__(self, data: Any = None, *, answers: Answers, atlas: Atlas) -> None:
        self.answers, self.atlas = answers, atlas
        super().__init__(data, initial=self.from_answers(answers))

    def from_answers(self, answers: Answers) -> dict[str, Any]:
        return {}

    @property
    def heading(self) -> Any:
        return self.fields[self.question_field].label if self.question_field else ""

    @abstractmethod
    def part(self) -> Answers:
        """What was answered here. Only after `is_valid()`."""


class ProvinceForm(QuestionForm):
    question_field = "name"

    name = forms.CharField(
        label=_("Where is home?"),
        help_text=_(
            "Old or new province, with or without marks. For example: Hải Dương, hai duong."
        ),
        max_length=100,
        error_messages={"required": _("Write the name of your province.")},
        widget=forms.TextInput(attrs={"list": "provinces", "autocomplete": "address-level1"}),
    )

    def from_answers(self, answers: Answers) -> dict[str, Any]:
        place = _home_place(answers, self.atlas)
        return {"name": place.name if place else ""}

    @property
    def known_names(self) -> list[str]:
        places = [*self.atlas.former.values(), *self.atlas.current.values()]
        return sorted({place.name for place in places}, key=plain_name)

    def clean_name(self) -> Place:
        text = self.cleaned_data["name"]
        found = find_places(self.atlas, text)
        names = list(dict.fromkeys(place.name for place in found))
        if len(names) == 1:
            # A name of today first: which former province is meant is the next question.
            return next((place for place in found if place.kind == "current"), found[0])
        if names:
            raise forms.ValidationError(
                _("Several provinces match. Which one? %(names)s"),
                params={"names": either(names[:8])},
            )
        near = nearest_names(self.atlas, text)
        if near:
            raise forms.ValidationError(
                _("We do not know this province. Do you mean %(names)s?"),
                params={"names": either(near)},
            )
        raise forms.ValidationError(_("We do not know this province. Check the spelling."))

    def part(self) -> Answers:
        place: Place = self.cleaned_data["name"]
        if place.kind == "former":
            return Answers(province=place.now_code, former_province=place.code)
        formers = self.atlas.formers_of(place.code)
        if len(formers) == 1:
            return Answers(province=place.code, former_province=formers[0].code)
        was = self.answers.former_province
        return Answers(
            province=place.code,
            former_province=was if was in {former.code for former in formers} else None,
        )


class FormerProvinceForm(QuestionForm):
    question_field = "former"
    UNSURE = "unsure"

    former = forms.ChoiceField(
        label=_("Which part is home?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one, or “not sure”.")},
    )

    def __init__(self, data: Any = None, *, answers: Answers, atlas: Atlas) -> None:
        super().__init__(data, answers=answers, atlas=atlas)
        now = atlas.current[answers.province or ""]
        formers = sorted(atlas.formers_of(now.code), key=lambda place: plain_name(place.name))
        field = self.fields["former"]
        field.help_text = gettext(
            "Since July 2025 %(province)s is made of %(count)s former provinces."
        ) % {"province": now.name, "count": len(formers)}
        choices: list[tuple[str, Any]] = [
            (place.code, gettext("%s (as it was before July 2025)") % place.name)
            for place in formers
        ]
        choices.append((self.UNSURE, _("Not sure: take the whole province")))
        field.choices = choices  # type: ignore[attr-defined]

    def from_answers(self, answers: Answers) -> dict[str, Any]:
        return {"former": answers.former_province}

    def part(self) -> Answers:
        chosen = self.cleaned_data["former"]
        return Answers(
            province=self.answers.province,
            former_province=None if chosen == self.UNSURE else chosen,
        )


class SeveralOrNone(forms.MultipleChoiceField):
    """Any of several, or expressly none of them."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[str]:
        chosen: list[str] = super().clean(value)
        if NONE in chosen and len(chosen) > 1:
            raise forms.ValidationError(_("Tick either “none” or the others, not both."))
        return [item for item in chosen if item != NONE]


def with_none(choices: Iterable[tuple[str, Any]], none: Any) -> list[tuple[str, Any]]:
    return [*choices, (NONE, none)]


def told(chosen: tuple[str, ...] | None) -> list[str] | None:
    """What to tick again: nothing before the first answer, "none" after an empty one."""
    return None if chosen is None else list(chosen) or [NONE]


class FamilyForm(QuestionForm):
    question_field = "assets"

    assets = SeveralOrNone(
        label=_("What does your family have to work with?"),
        help_text=_("Tick all that is there. Nothing is fine too."),
        choices=with_none(
            [
                ("farmland", _("Farmland or garden")),
                ("pond", _("A pond for fish or shrimp")),
                ("livestock", _("Livestock")),
                ("workshop", _("A workshop")),
                ("shop", _("A shop or stall")),
                ("vehicle", _("A van or truck")),
                ("craft", _("A family craft")),
            ],
            _("None of these"),
        ),
        error_messages={"required": _("Tick what your family has, or “none of these”.")},
    )

    def from_answers(self, answers: Answers) -> dict[str, Any]:
        return {"assets": told(answers.assets)}

    def part(self) -> Answers:
        return Answers(assets=tuple(self.cleaned_data["assets"]))


# Square metres. The sào differs: 360 in the north, 500 in the centre; the công of the south is 1,000.
LAND_UNITS: dict[str, tuple[int, StrOrPromise]] = {
    "m2": (1, _("square metres (m²)")),
    "sao_north": (360, _("sào of the north (360 m²)")),
    "sao_centre": (500, _("sào of the centre (500 m²)")),
    "cong": (1_000, _("công of the south (1,000 m²)")),
    "ha": (10_000, _("hectares (10,000 m²)")),
}


class LandForm(QuestionForm):
    question_field = "amount"

    amount = forms.CharField(
        label=_("How much land does your family have?"),
        help_text=_("Only a number, for example 3 or 1,080. Then choose the unit."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": _("Write how much, or skip this question.")},
    )
    unit = forms.ChoiceField(
        label=_("Unit"),
        choices=[(key, label) for key, (_size, label) in LAND_UNITS.items()],
        widget=PlainSelect,
    )

    def from_answers(self, answers: Answers) -> dict[str, Any]:
        return {"amount": "" if answers.land_m2 is None else str(answers.land_m2), "unit": "m2"}

    def clean_amount(self) -> Decimal:
        try:
            return parse_number(self.cleaned_data["amount"])
        except NotANumber:
            raise forms.ValidationError(
                _("Only a number, please: for example 3 or 1,080.")
            ) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "amount" in cleaned and "unit" in cleaned:
            cleaned["m2"] = round(cleaned["amount"] * LAND_UNITS[cleaned["unit"]][0])
            if cleaned["m2"] < 1:
                self.add_error(
                    "amount", _("More than zero, please. No land? Go back one question.")
                )
            elif cleaned["m2"] > MOST_LAND_M2:
                self.add_error("amount", _("That would be more than 100 hectares. Check the unit."))
        return cleaned

    def part(self) -> Answers:
        return Answers(land_m2=self.cleaned_data["m2"])


class CareForm(QuestionForm):
    question_field = "care"

    care = SeveralOrNone(
        label=_("Who must be cared for at home?"),
        help_text=_("Only you see this. No counselor does, unless you open it."),
        choices=with_none(CareFor.choices, _("Nobody for now")),
        error_messages={"required": _("Tick who needs care, or “nobody for now”.")},
    )

    def from_answers(self, answers: Answers) -> dict[str, Any]:
        return {"care": told(answers.care)}

    def part(self) -> Answers:
        return Answers(care=tuple(self.cleaned_data["care"]))


class HopeForm(QuestionForm):
    question_field = "hope"

    hope = forms.ChoiceField(
        label=_("What does your family hope for?"),
        help_text=_("It stands beside your own wish. It does not change the ranking."),
        choices=FamilyHope.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes closest.")},
    )
    words = forms.CharField(
        label=_("In their own words, if you like"), max_length=300, required=False, widget=WORDS
    )

    def from_answers(self, answers: Answers) -> dict[str, Any]:
        return {"hope": answers.family_hope, "words": answers.family_words}

    def part(self) -> Answers:
        return Answers(
            family_hope=self.cleaned_data["hope"], family_words=self.cleaned_data["words"]
        )


class WishForm(QuestionForm):
    question_field = "wish"

    wish = forms.ChoiceField(
        label=_("What do you want to do when you are back?"),
        help_text=_("Your own wish. You can change it at any time."),
        choices=[(str(code), label) for code, label in WISHES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one, or “not sure yet”.")},
    )
    words = forms.CharField(
        label=_("In your own words, if you like"), max_length=300, required=False, widget=WORDS
    )

    def from_answers(self, answers: Answers) -> dict[str, Any]:
        return {"wish": answers.wish, "words": answers.wish_words}

    def part(self) -> Answers:
        return Answers(wish=self.cleaned_data["wish"], wish_words=self.cleaned_data["words"])


class StatementsForm(QuestionForm):
    """Six statements. `page` counts from 1; subclasses set it."""

    page = 1
    choices_in_a_row = True

    def __init__(self, data: Any = None, *, answers: Answers, atlas: Atlas) -> None:
        super().__init__(data, answers=answers, atlas=atlas)
        for key in self.statement_keys():
            self.fields[key] = forms.TypedChoiceField(
                label=SENTENCES[key],
                choices=[(str(value), label) for value, label in RATINGS.items()],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )

    @classmethod
    def statement_keys(cls) -> list[str]:
        return list(STATEMENTS)[(cls.page - 1) * PER_PAGE : cls.page * PER_PAGE]

    def from_answers(self, answers: Answers) -> dict[str, Any]:
        return dict(answers.ratings or {})

    def part(self) -> Answers:
        given: Mapping[str, int | None] = self.cleaned_data
        return Answers(ratings={key: value for key, value in given.items() if value is not None})


def statements_form(number: int) -> type[StatementsForm]:
    return type(f"StatementsForm{number}", (StatementsForm,), {"page": number})


class JapanForm(QuestionForm):
    question_field = "stage"

    stage = forms.ChoiceField(
        label=_("Where are you now?"),
        choices=[
            (Stage.BEFORE_DEPARTURE, _("I have not left yet")),
            (Stage.IN_JAPAN, _("I work in Japan")),
            (Stage.BEFORE_RETURN, _("I work in Japan and go home within a year")),
            (Stage.HOME, _("I am back from Japan")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    trade = forms.ChoiceField(
        label=_("If in Japan, or back: in which trade?"),
        help_text=_("As in your contract or on your skills test."),
        required=False,
        widget=PlainSelect,
    )

    def __init__(self, data: Any = None, *, answers: Answers, atlas: Atlas) -> None:
        super().__init__(data, answers=answers, atlas=atlas)
        self.fields["trade"].choices = trade_choices(atlas)  # type: ignore[attr-defined]

    def from_answers(self, answers: Answers) -> dict[str, Any]:
        return {"stage": answers.stage, "trade": answers.trade}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        has_left = cleaned.get("stage", Stage.BEFORE_DEPARTURE) != Stage.BEFORE_DEPARTURE
        if has_left and not cleaned.get("trade") and "trade" not in self.errors:
            self.add_error("trade", _("Choose the trade you work in, or worked in."))
        return cleaned

    def part(self) -> Answers:
        stage = self.cleaned_data["stage"]
        has_left = stage != Stage.BEFORE_DEPARTURE
        return Answers(stage=stage, trade=self.cleaned_data["trade"] if has_left else None)


def trade_choices(atlas: Atlas) -> list[tuple[Any, Any]]:
    """Job categories under their groups, for a select."""
    english = get_language() == "en"
    groups: dict[str, list[tuple[str, str]]] = {}
    for trade in atlas.trades:
        name = trade.name_en if english else trade.name_vi
        groups.setdefault(trade.group, []).append((trade.code, f"{name} ({trade.name_ja})"))
    choices: list[tuple[Any, Any]] = [("", _("Choose a trade"))]
    return choices + [
        (label, sorted(groups[key], key=lambda item: plain_name(item[1])))
        for key, label in GROUPS.items()
    ]


def _home_place(answers: Answers, atlas: Atlas) -> Place | None:
    return atlas.former.get(answers.former_province or "") or atlas.current.get(
        answers.province or ""
    )
