from dataclasses import replace

import pytest
from django.utils import translation

from planner.matching.values import Figure
from planner.wording.figures import (
    band,
    million_dong,
    note_of,
    number,
    percent,
    publisher_of,
    quantity,
    source_line,
    year_of,
)

FIGURE = Figure(
    "paddy_output",
    1234.5,
    "thousand tonnes",
    "2024",
    "National Statistics Office of Viet Nam: Statistical Yearbook 2024",
    note_en="January–June",
    note_vi="6 tháng đầu năm",
)


@pytest.mark.parametrize(
    "value, digits, vietnamese, english",
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (1234567, 0, "1.234.567", "1,234,567"),
        (999, 0, "999", "999"),
        (0, 0, "0", "0"),
        (2.5, 0, "3", "3"),
        (0.125, 2, "0,13", "0.13"),
        (-1234.56, 1, "-1.234,6", "-1,234.6"),
        (1e-7, 2, "0,00", "0.00"),
    ],
)
def test_number_is_grouped_as_the_reader_groups(
    value: float, digits: int, vietnamese: str, english: str
) -> None:
    with translation.override("vi"):
        assert number(value, digits) == vietnamese
    with translation.override("en"):
        assert number(value, digits) == english


@pytest.mark.parametrize(
    "value, vietnamese, english",
    [
        (6.88, "6,9%", "6.9%"),
        (42.4, "42%", "42%"),
        (0.04, "dưới 0,1%", "less than 0.1%"),
        (0, "0,0%", "0.0%"),
        (100.0, "100%", "100%"),
    ],
)
def test_percent_has_one_place_below_ten(value: float, vietnamese: str, english: str) -> None:
    with translation.override("vi"):
        assert percent(value) == vietnamese
    with translation.override("en"):
        assert percent(value) == english


@pytest.mark.parametrize(
    "vnd, vietnamese, english",
    [(8_000_000, "8", "8"), (4_840_000, "4,8", "4.8"), (12_500_000, "12,5", "12.5")],
)
def test_million_dong_is_short(vnd: int, vietnamese: str, english: str) -> None:
    with translation.override("vi"):
        assert million_dong(vnd) == vietnamese
    with translation.override("en"):
        assert million_dong(vnd) == english


@pytest.mark.parametrize(
    "low, high, text",
    [
        (8_000_000, 12_500_000, "8–12.5 million dong a month"),
        (8_000_000, 8_000_000, "8 million dong a month"),
        (8_000_000, None, "from 8 million dong a month"),
        (None, 12_500_000, "up to 12.5 million dong a month"),
    ],
)
def test_band_says_the_low_value_first(
    low: int | None, high: int | None, text: str, english: None
) -> None:
    assert band(low, high) == text


def test_quantity_has_its_unit_in_the_readers_language() -> None:
    with translation.override("en"):
        assert quantity(FIGURE) == "1,235 thousand tonnes"
    with translation.override("vi"):
        assert quantity(FIGURE) == "1.235 nghìn tấn"


def test_quantity_of_a_small_number_has_one_place(english: None) -> None:
    assert quantity(replace(FIGURE, value=12.34)) == "12.3 thousand tonnes"


def test_quantity_of_a_share_is_a_percentage(english: None) -> None:
    assert quantity(replace(FIGURE, value=12.34, unit="percent")) == "12%"


def test_year_of_an_undated_page_says_when_it_was_seen(english: None) -> None:
    assert year_of(FIGURE) == "2024"
    assert year_of(replace(FIGURE, year="")) == "undated, seen 11/2026"


def test_publisher_is_named_without_the_title(english: None) -> None:
    assert publisher_of(FIGURE) == "National Statistics Office"
    assert publisher_of(replace(FIGURE, source="CafeF: GRDP 2024")) == "CafeF"
    assert publisher_of(replace(FIGURE, source="")) == "widely known, no page found"


def test_source_line_names_each_year_and_publisher_once(english: None) -> None:
    other = replace(FIGURE, year="2018", source="CafeF: GRDP 2018")

    assert source_line([FIGURE, other, FIGURE]) == (
        "2024 · National Statistics Office; 2018 · CafeF"
    )


def test_source_line_of_nothing_is_blank() -> None:
    assert source_line([]) == ""


def test_source_line_of_an_activity_without_a_page_says_so(english: None) -> None:
    activity = Figure("activity", "leading", "", "", "")

    assert source_line([activity]) == "widely known, no page found"


def test_note_is_in_the_readers_language() -> None:
    with translation.override("en"):
        assert note_of(FIGURE) == "January–June"
    with translation.override("vi"):
        assert note_of(FIGURE) == "6 tháng đầu năm"
