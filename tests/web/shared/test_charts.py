from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.web.shared.charts import (
    LETTER,
    NARROWEST,
    BandPoint,
    BarChart,
    BarPair,
    Line,
    Mark,
    PlotChart,
    PlotWords,
    lay_out_band,
    lay_out_bars,
    lay_out_lines,
    scale_for,
    wrapped,
)

FIGURES = st.floats(-1e9, 1e9, allow_nan=False)
WORDS = PlotWords(lambda value: f"{value:g}", lambda value: f"{value:g}")


def bars_of(*rows: BarPair, has_nation: bool = True) -> BarChart:
    return lay_out_bars(rows, words_of=str, no_figure="no figure", has_nation=has_nation)


def texts_of(marks: Sequence[Mark]) -> list[str]:
    return [mark.text for mark in marks]


def y_of(chart: PlotChart, tone: str) -> list[float]:
    return [dot.y for dot in chart.dots if dot.tone == tone]


def test_bars_are_as_long_as_their_values_say() -> None:
    chart = bars_of(BarPair("Services", 40, 20))

    here, nation = chart.bars

    assert (here.tone, nation.tone) == ("here", "nation")
    assert here.width == pytest.approx(2 * nation.width, abs=0.02)


def test_an_unknown_value_says_so_and_has_no_bar() -> None:
    chart = bars_of(BarPair("Services", None, 20))

    assert [bar.tone for bar in chart.bars] == ["nation"]
    assert texts_of(chart.marks) == ["Services", "no figure", "20"]


@pytest.mark.parametrize("value", [0, -3.5])
def test_zero_and_less_have_words_but_no_bar(value: float) -> None:
    chart = bars_of(BarPair("Growth", value), has_nation=False)

    assert chart.bars == ()
    assert texts_of(chart.marks) == ["Growth", str(value)]


def test_without_a_country_its_figures_are_left_out() -> None:
    chart = bars_of(BarPair("Services", 40, 20), has_nation=False)

    assert [bar.tone for bar in chart.bars] == ["here"]


def test_no_rows_make_an_empty_picture() -> None:
    assert bars_of() == BarChart(0, (), ())


def test_a_long_label_is_broken_to_fit_the_narrowest_screen() -> None:
    lines = wrapped("Công nghiệp chế biến, chế tạo và xây dựng công trình dân dụng")

    assert len(lines) > 1
    assert all(len(line) * LETTER <= NARROWEST for line in lines)


@given(st.lists(st.tuples(FIGURES | st.none(), FIGURES | st.none()), max_size=8))
def test_bars_and_their_words_stay_inside_the_picture(
    values: list[tuple[float | None, float | None]],
) -> None:
    chart = bars_of(*(BarPair("Label", here, nation) for here, nation in values))

    assert all(0 < bar.width <= 100 for bar in chart.bars)
    assert all(0 <= mark.y <= chart.height for mark in chart.marks)
    assert all(bar.y + bar.height <= chart.height for bar in chart.bars)


@given(st.floats(1, 1e6))
def test_the_longest_bar_leaves_room_for_its_words(value: float) -> None:
    chart = lay_out_bars(
        [BarPair("Pay", value)],
        words_of=lambda _: "8 triệu",
        no_figure="",
        has_nation=False,
    )

    room = NARROWEST * (1 - chart.bars[0].width / 100)

    assert room >= len("8 triệu") * LETTER


@given(st.lists(FIGURES, max_size=8))
def test_a_scale_holds_zero_and_every_value(values: list[float]) -> None:
    scale = scale_for(values)

    assert all(-1e-9 <= scale.share(value) <= 1 + 1e-9 for value in (0, *values))
    assert 2 <= len(scale.ticks) <= 8


def test_a_higher_value_stands_higher() -> None:
    chart = lay_out_lines(["2023", "2024"], [Line("Here", [3, 7])], words=WORDS)

    first, second = y_of(chart, "here")

    assert second < first


def test_a_gap_breaks_the_line() -> None:
    years = ["2020", "2021", "2022", "2023", "2024"]

    chart = lay_out_lines(years, [Line("Here", [1, 2, None, 4, 5])], words=WORDS)

    assert len(chart.lines) == 2
    assert len(chart.dots) == 4


def test_the_second_line_is_the_country() -> None:
    chart = lay_out_lines(["a", "b"], [Line("Here", [1, 2]), Line("All", [3, 4])], words=WORDS)

    assert [shape.tone for shape in chart.lines] == ["line-here", "line-nation"]


def test_a_line_without_any_figure_is_drawn_empty() -> None:
    chart = lay_out_lines(["2023", "2024"], [Line("Here", [None, None])], words=WORDS)

    assert (chart.lines, chart.dots) == ((), ())


@pytest.mark.parametrize("count", [1, 2, 7, 12, 40])
def test_labels_below_a_plot_have_room_and_name_its_ends(count: int) -> None:
    labels = [f"{2000 + year}" for year in range(count)]

    chart = lay_out_lines(labels, [Line("Here", list(range(count)))], words=WORDS)
    shown = [text for text in texts_of(chart.marks) if text in labels]

    assert {shown[0], shown[-1]} == {labels[0], labels[-1]}
    assert len(shown) * (4 * LETTER) <= NARROWEST


def test_a_band_lies_between_low_and_high() -> None:
    points = [BandPoint("2026", 1, 2, 3), BandPoint("2027", 2, 4, 6)]

    chart = lay_out_band(points, words=WORDS)

    assert len(chart.bands[0].points.split()) == 4
    assert chart.target is None


def test_a_band_leaves_out_a_point_with_only_one_edge() -> None:
    points = [BandPoint("2026", 1, 2, None), BandPoint("2027", 2, 4, 6), BandPoint("2028", 3, 5, 7)]

    chart = lay_out_band(points, words=WORDS)

    assert len(chart.bands[0].points.split()) == 4


def test_a_target_above_every_value_is_still_in_the_picture() -> None:
    chart = lay_out_band(
        [BandPoint("2026", 1, 2, 3)], words=WORDS, target=50, target_label="a year at home"
    )

    assert chart.target is not None
    assert 0 < chart.target < chart.height
    assert "a year at home" in texts_of(chart.marks)
