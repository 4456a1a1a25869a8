"""What the files say to people in need, and about the ways to Japan."""

import re
from typing import Any

import pytest
from django.db import IntegrityError

from planner.reference.enums import FactTopic
from planner.reference.models import HelpLine, Pathway, PathwayFact

pytestmark = pytest.mark.django_db


def fact(**changes: Any) -> PathwayFact:
    fields = {"topic": FactTopic.PAY, "position": 99, "text_en": "a", "text_vi": "b", "year": "1"}
    return PathwayFact(pathway=Pathway.objects.get(key="TITP"), **(fields | changes))


def test_old_and_undated_pages_say_what_to_check() -> None:
    """An official page that is undated is named as such by its year alone."""
    silent = HelpLine.objects.filter(check_vi="").exclude(year__gte="2022")

    assert [line.key for line in silent if line.phone] == ["houterasu"]


def test_lines_in_the_language_of_the_reader_have_no_word_of_the_other() -> None:
    for line in HelpLine.objects.all():
        english = f"{line.hours_en} {line.vietnamese_en} {line.cost_en} {line.topics_en}"
        vietnamese = f"{line.hours_vi} {line.vietnamese_vi} {line.cost_vi} {line.topics_vi}"

        assert re.sub("[–“”]", "", english).isascii()
        assert not re.search(r"\b(the|yes|free|check|page|Mon|Fri)\b", vietnamese)


def test_every_fact_has_a_year_and_a_source_one_can_open() -> None:
    assert not PathwayFact.objects.filter(year="").exists()
    assert not PathwayFact.objects.filter(source="").exists()
    assert not PathwayFact.objects.filter(source_url="").exists()


@pytest.mark.parametrize("key", ["TITP", "SSW", "ESD"])
def test_every_topic_of_a_pathway_has_a_fact(key: str) -> None:
    """How long is a column of the pathway itself too."""
    topics = PathwayFact.objects.filter(pathway__key=key).values_list("topic", flat=True)

    assert set(topics) == set(FactTopic.values)


def test_the_pay_of_the_pathways_is_what_the_survey_of_2024_found() -> None:
    paid = PathwayFact.objects.filter(topic=FactTopic.PAY, year="2024", unit="month")

    assert {(row.pathway.key, row.amount_jpy) for row in paid.select_related("pathway")} == {
        ("TITP", 182_700),
        ("TITP", 210_000),
        ("SSW", 211_200),
        ("SSW", 250_300),
    }


def test_nobody_is_promised_a_wage_under_the_way_that_has_not_begun() -> None:
    assert not PathwayFact.objects.filter(
        pathway__key="ESD", unit="month", amount_jpy__isnull=False
    ).exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"amount_jpy": 1000},
        {"unit": "month"},
        {"amount_to_jpy": 1000},
        {"amount_jpy": 1000, "amount_to_jpy": 1000, "unit": "month"},
        {"amount_jpy": 1000, "amount_to_jpy": 999, "unit": "month"},
    ],
)
def test_an_amount_that_cannot_be_is_refused_by_the_database(changes: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        fact(**changes).save()


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"amount_jpy": 1000, "unit": "hour"},
        {"amount_jpy": 1, "amount_to_jpy": 2, "unit": "year"},
    ],
)
def test_an_amount_with_its_unit_is_kept(changes: dict[str, Any]) -> None:
    fact(**changes).save()

    assert PathwayFact.objects.filter(position=99).exists()
