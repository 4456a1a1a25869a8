from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from planner.matching.weights import DEFAULT
from planner.reference.models import DataVersion
from planner.reference.selectors import (
    current_atlas,
    current_weights,
    help_lines,
    incomes_near,
    minimum_wages_of,
    pathway_with_facts,
    pathways,
)
from planner.reference.services import change_weights

pytestmark = pytest.mark.django_db


def test_current_weights_are_those_of_the_code_before_the_first_version() -> None:
    assert current_weights() == DEFAULT


def test_current_weights_are_the_newest_version() -> None:
    for person in (20, 25):
        change_weights(
            weights=replace(DEFAULT, person=person), note="try", by=None, now=timezone.now()
        )

    assert current_weights() == replace(DEFAULT, person=25)


def test_no_reference_data_says_which_command_loads_it() -> None:
    DataVersion.objects.all().delete()

    with pytest.raises(LookupError, match="load_reference"):
        current_atlas()


@pytest.mark.parametrize(
    "day, year",
    [
        (date(2025, 12, 31), 2024),
        (date(2026, 1, 1), 2026),
        (date(2030, 1, 1), 2026),
    ],
)
def test_minimum_wages_are_those_of_the_day(day: date, year: int) -> None:
    rows = list(minimum_wages_of("30", day))

    assert [row.area for row in rows] == ["main_city", "rest"]
    assert {row.valid_from.year for row in rows} == {year}


def test_minimum_wages_before_the_first_rule_are_unknown() -> None:
    assert list(minimum_wages_of("30", date(2024, 6, 30))) == []


def test_minimum_wages_of_no_province_are_none() -> None:
    assert list(minimum_wages_of("00", date(2026, 1, 1))) == []


def test_incomes_come_nearest_first_and_newest() -> None:
    rows = incomes_near("38", "3")

    assert [(row.kind, row.period) for row in rows] == [
        ("province", "2025-Q1"),
        ("region", "2025-Q1"),
        ("country", "2025"),
    ]


def test_incomes_of_a_whole_province_have_no_former_one() -> None:
    assert [row.kind for row in incomes_near(None, "3")] == ["region", "country"]


def test_help_lines_begin_with_emergencies_and_keep_kinds_together() -> None:
    lines = help_lines()

    kinds = list(dict.fromkeys(line.kind for line in lines))
    assert [line.key for line in lines][:3] == ["police", "fire_ambulance", "otit_vi"]
    assert kinds == ["emergency", "work", "law", "life", "embassy"]
    assert [line.kind for line in lines] == sorted((line.kind for line in lines), key=kinds.index)


def test_pathways_stand_in_the_order_in_which_they_opened() -> None:
    assert [pathway.key for pathway in pathways()] == ["TITP", "SSW", "ESD"]


def test_a_pathway_comes_with_its_facts(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        pathway = pathway_with_facts("SSW")
        assert pathway is not None
        facts = list(pathway.facts.all())

    assert {fact.pathway_id for fact in facts} == {pathway.pk}
    assert [fact.position for fact in facts] == sorted(fact.position for fact in facts)


def test_there_is_no_pathway_of_another_name() -> None:
    assert pathway_with_facts("MOON") is None
