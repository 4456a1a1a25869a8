from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from planner.matching.weights import DEFAULT, Weights, WeightsError

# Heading, explanation, and for each weight of it: label, help text.
GROUPS: list[tuple[StrPromise, StrPromise, dict[str, tuple[StrPromise, StrPromise]]]] = [
    (
        _("The four parts of a match"),
        _(
            "How much each part counts. Only their relation matters: 30 and 15 say the same as 60 and 30."
        ),
        {
            "home_economy": (
                _("Economy at home"),
                _("Is there work or a market for the trade in the home province?"),
            ),
            "family_and_wish": (
                _("Family and wish"),
                _("What the family has, who must be cared for, what the worker wants."),
            ),
            "person": (_("The person"), _("The worker's own abilities and interests.")),
            "skill": (
                _("Skill carried home"),
                _("What the trade teaches beyond one position on a line."),
            ),
        },
    ),
    (
        _("Inside the economy at home"),
        _("What tells whether the trade has a place there."),
        {
            "economy_sector": (
                _("Sector"),
                _("Farming, industry or services: larger here than in the country?"),
            ),
            "economy_activity": (
                _("Known industries"),
                _("What the province and its neighbours are known for."),
            ),
            "economy_production": (
                _("Production and market"),
                _("Crops, herds and catch; for local trades the size of the market."),
            ),
        },
    ),
    (
        _("Inside family and wish"),
        _("What counts of what the worker tells about home."),
        {
            "family_wish": (_("Wish"), _("What the worker wants to do on return.")),
            "family_assets": (
                _("What the family has"),
                _("Land, pond, livestock, workshop, shop, vehicle, craft."),
            ),
            "family_care": (
                _("Care at home"),
                _("Somebody must be cared for: work near home counts more."),
            ),
        },
    ),
    (
        _("Neighbours"),
        _("How much of the demand elsewhere counts, in percent of demand at home."),
        {
            "nearby_percent": (_("Same new province"), _("100 = as much as at home.")),
            "region_percent": (_("Same region"), _("0 = not at all.")),
        },
    ),
    (
        _("From points to a verdict"),
        _("Points of 100. What is neither fits in part."),
        {
            "aligned_from": (
                _("“Fits home” from"),
                _("The whole match must reach this many points …"),
            ),
            "aligned_component_from": (
                _("“Fits home”: weaker part from"),
                _("… and the economy at home, family and wish must each reach this many."),
            ),
            "misaligned_below": (
                _("“Does not fit home” below"),
                _("The whole match has fewer points than this …"),
            ),
            "misaligned_component_below": (
                _("“Does not fit home”: a part below"),
                _("… or the economy at home, or family and wish, has fewer than this."),
            ),
        },
    ),
]
LABELS: dict[str, StrPromise] = {
    name: label for _title, _text, fields in GROUPS for name, (label, _help) in fields.items()
}
PROBLEMS: dict[str, StrPromise] = {
    "out_of_range": _("Write a whole number from 0 to 100."),
    "all_zero": _("At least one weight of this group must be above 0."),
    "above_aligned": _("This must not be above the number from which a trade fits home."),
}


class WeightsForm(forms.Form):
    """One number for each weight, and why it is changed."""

    required_css_class = "required"

    def __init__(self, *args: Any, current: Weights = DEFAULT, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.current = current
        self.weights = current
        for _title, _text, weights in GROUPS:
            for name, (label, help_text) in weights.items():
                self.fields[name] = forms.IntegerField(
                    label=label, help_text=help_text, min_value=0, max_value=100
                )
        self.fields["note"] = forms.CharField(
            label=_("Why"),
            help_text=_("What the change is for. It stays with the version."),
            max_length=300,
            widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
        )

    def groups(self) -> Iterator[tuple[StrPromise, StrPromise, list[forms.BoundField]]]:
        for title, text, weights in GROUPS:
            yield title, text, [self[name] for name in weights]

    @property
    def changes(self) -> list[tuple[StrPromise, int, int]]:
        """Label, weight of today, new weight; only what differs."""
        today, then = asdict(self.current), asdict(self.weights)
        return [
            (LABELS[name], today[name], then[name]) for name in today if today[name] != then[name]
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            self.weights = Weights(**{name: cleaned[name] for name in asdict(DEFAULT)})
        except WeightsError as error:
            self.add_error(error.field, PROBLEMS[error.code])
            return cleaned
        if self.weights == self.current:
            self.add_error(None, _("These are the weights that hold today: nothing differs."))
        return cleaned
