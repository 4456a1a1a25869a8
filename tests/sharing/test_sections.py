"""Every model is said to hold a person's data, and of which section, or to hold none."""

from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from planner.plans.models import CareDuties
from planner.reference.models import DataVersion, MatchWeights, ReferenceRow
from planner.sharing.sections import SECTION_OF_OTHERS, NotPersonal, Section

REFERENCE = (ReferenceRow, DataVersion, MatchWeights)


def has_section(model: type[models.Model]) -> bool:
    """Its own, or one in each row."""
    columns = {field.name: field for field in model._meta.concrete_fields}
    if column := columns.get("section"):
        return list(column.choices or []) == Section.choices and not column.null
    return isinstance(getattr(model, "section", None), Section | NotPersonal)


def unclassified(installed: Iterable[type[models.Model]]) -> list[str]:
    return [
        model._meta.label
        for model in installed
        if not issubclass(model, REFERENCE)
        and not has_section(model)
        and model._meta.label not in SECTION_OF_OTHERS
    ]


def test_every_model_has_a_section_or_needs_none() -> None:
    assert unclassified(apps.get_models()) == []


@isolate_apps("planner.plans")
def test_model_without_a_section_is_named() -> None:
    class Diary(models.Model):  # noqa: DJ008
        class Meta:
            app_label = "plans"

    assert unclassified([CareDuties, Diary]) == ["plans.Diary"]


@isolate_apps("planner.plans")
def test_model_with_a_made_up_section_is_named() -> None:
    class Diary(models.Model):  # noqa: DJ008
        section = "secrets"

        class Meta:
            app_label = "plans"

    assert unclassified([Diary]) == ["plans.Diary"]


def test_every_model_of_others_exists() -> None:
    known = {model._meta.label for model in apps.get_models()}

    assert sorted(SECTION_OF_OTHERS.keys() - known) == []


def test_no_model_is_classified_twice() -> None:
    twice = [
        model._meta.label
        for model in apps.get_models()
        if hasattr(model, "section") and model._meta.label in SECTION_OF_OTHERS
    ]

    assert twice == []


def test_care_duties_are_well_being() -> None:
    assert CareDuties.section is Section.WELL_BEING
