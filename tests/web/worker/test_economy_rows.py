"""Each figure of a province's economy with year and source."""

import re
from datetime import date
from functools import cache

import pytest
from django.utils import translation

from planner.matching.atlas import Atlas
from planner.matching.values import Place
from planner.web.worker.economy_rows import EconomyPage, FigureRow, economy_page

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
DATED = re.compile(r".*20\d\d.* · \S")


@cache
def pages(atlas: Atlas) -> list[tuple[Place, EconomyPage]]:
    with translation.override("en"):
        return [
            (place, economy_page(place, atlas, today=TODAY))
            for place in [*atlas.former.values(), *atlas.current.values()]
        ]


def figure_rows(page: EconomyPage) -> list[FigureRow]:
    growth = [page.growth] if page.growth else []
    return [*growth, *page.facts, *page.products, *page.incomes, *page.minimum_wages]


def test_every_figure_has_year_and_source(atlas: Atlas) -> None:
    bare = [
        (place.name, row.name, row.source)
        for place, page in pages(atlas)
        for row in figure_rows(page)
        if not DATED.match(row.source)
    ]

    assert bare == []


def test_every_chart_with_a_figure_has_year_and_source(atlas: Atlas) -> None:
    bare = [
        (place.name, chart.source)
        for place, page in pages(atlas)
        for chart in page.charts
        if any(bar.here is not None for bar in chart.bars) and not DATED.match(chart.source)
    ]

    assert bare == []


def test_every_claim_has_a_note_and_a_source(atlas: Atlas) -> None:
    bare = [
        (place.name, row.industry)
        for place, page in pages(atlas)
        for row in page.known_for
        if not (row.note and row.source)
    ]

    assert bare == []


def test_every_advertised_wage_has_year_source_and_place(atlas: Atlas) -> None:
    bare = [
        (place.name, wage.occupation)
        for place, page in pages(atlas)
        for wage in page.wages
        if not (DATED.match(wage.source) and wage.place and wage.amount)
    ]

    assert bare == []


def test_leading_industries_come_first(atlas: Atlas) -> None:
    for _place, page in pages(atlas):
        leading = [row.is_leading for row in page.known_for]
        assert leading == sorted(leading, reverse=True)


def test_products_are_known_or_said_to_be_unknown(atlas: Atlas) -> None:
    assert {len(page.products) + len(page.products_unknown) for _, page in pages(atlas)} == {14}


def test_parts_of_the_country_are_at_most_all_of_it(atlas: Atlas) -> None:
    with translation.override("en"):
        parts = [
            float(match[0])
            for _place, page in pages(atlas)
            for row in page.products
            if (match := re.search(r"[\d.]+", row.of_country))
        ]

    assert parts
    assert max(parts) <= 100
