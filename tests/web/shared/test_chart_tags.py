import re
from decimal import Decimal
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation

from planner.web.shared.charts import BandPoint, BarPair, Line

BARS = (
    "{% load charts %}{% bar_pairs title=title rows=rows unit=unit"
    ' here_label="Bắc Ninh" nation_label="Cả nước" source="2024 · NSO" %}'
)
LINES = '{% load charts %}{% line_chart title="Growth" x_labels=years lines=lines unit="%" %}'
BAND = (
    '{% load charts %}{% range_band title="Savings" points=points unit="triệu đồng"'
    ' target=target target_label="a year at home" %}'
)


def drawn(source: str, language: str = "vi", **context: Any) -> str:
    with translation.override(language):
        return Template(source).render(Context(context))


def bars(*rows: BarPair, unit: str = "%", title: str = "Sectors", language: str = "vi") -> str:
    return drawn(BARS, language, rows=rows, unit=unit, title=title)


def test_a_chart_is_a_picture_with_a_name_and_its_figures_in_words() -> None:
    page = bars(BarPair("Services", 19.6, 42.4))

    assert '<svg role="img"' in page
    assert "<title>Sectors</title>" in page
    assert "<desc>Services: Bắc Ninh 19,6%, Cả nước 42,4%.</desc>" in page


@pytest.mark.parametrize(
    "language, words",
    [("vi", "1.234,5\N{NO-BREAK SPACE}kg"), ("en", "1,234.5\N{NO-BREAK SPACE}kg")],
)
def test_figures_read_as_in_the_language_of_the_page(language: str, words: str) -> None:
    page = bars(BarPair("Rice", Decimal("1234.54")), unit="kg", language=language)

    assert words in page


def test_positions_keep_the_point_that_svg_needs() -> None:
    page = bars(BarPair("Services", 19.6, 42.4))

    assert not re.search(r'="-?\d+,\d*(%|em)?"', page)


def test_an_unknown_figure_is_said_in_picture_and_table() -> None:
    page = bars(BarPair("Services", None, 42.4), language="en")

    assert page.count("no figure") == 3  # description, picture, table


def test_the_figures_are_a_table_behind_the_picture() -> None:
    page = bars(BarPair("Services", 19.6, 42.4))

    assert '<th scope="row">Services</th><td class="n">19,6%</td><td class="n">42,4%</td>' in page


def test_a_hostile_label_stays_text() -> None:
    page = bars(BarPair("<script>x</script>", 1), title="</title><script>")

    assert "<script>" not in page


def test_a_line_chart_shows_its_key_only_when_there_are_two_lines() -> None:
    years = ["2023", "2024"]

    one = drawn(LINES, years=years, lines=[Line("Here", [1, 2])])
    two = drawn(LINES, years=years, lines=[Line("Here", [1, 2]), Line("All", [3, None])])

    assert 'class="key"' not in one
    assert '<li class="nation">All</li>' in two


def test_a_value_below_zero_has_a_real_minus() -> None:
    page = drawn(LINES, years=["2023"], lines=[Line("Here", [-9.28])])

    assert "\N{MINUS SIGN}9,3%" in page


def test_a_band_names_its_target_with_its_amount() -> None:
    page = drawn(BAND, points=[BandPoint("2026", 100, 120, 150)], target=180)

    assert "a year at home: 180\N{NO-BREAK SPACE}triệu đồng" in page


def test_charts_have_no_style_of_their_own() -> None:
    page = bars(BarPair("Services", 1, 2)) + drawn(BAND, points=[BandPoint("1", 1, 2, 3)], target=2)

    assert not re.search(r"\sstyle=|<style|<script", page)
