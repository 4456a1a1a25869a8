from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from planner.matching.weights import DEFAULT
from planner.reference.models import DataVersion
from planner.reference.selectors import (
    current_atlas,
    current_weights,
    incomes_near,
    minimum_wages_of,
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
