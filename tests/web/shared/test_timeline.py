"""Where the marks of a timeline lie, and what the page says of them."""

from datetime import date, timedelta

from django.utils import translation

from planner.web.shared.charts import NARROWEST, Line
from planner.web.shared.rows import TimelineRow
from planner.web.shared.timeline import MARK, DatedMark, lay_out_timeline
from planner.web.templatetags.charts import TONES, level_chart, timeline

TODAY = date(2026, 11, 22)


def marks(*days: date) -> list[DatedMark]:
    return [DatedMark(day, "later") for day in days]


def test_first_and_last_stand_at_the_edges_and_today_between() -> None:
    chart = lay_out_timeline(marks(date(2024, 11, 22), date(2028, 11, 22)), TODAY)

    assert [mark.x for mark in chart.marks] == [3.0, 97.0]
    assert 49 < chart.today < 51


def test_marks_of_one_day_stand_above_each_other_and_none_hides_another() -> None:
    days = [TODAY + timedelta(days=13 * (number // 2)) for number in range(70)]

    chart = lay_out_timeline(marks(*days), TODAY)

    room = 100 * MARK / NARROWEST
    for index, one in enumerate(chart.marks):
        for other in chart.marks[index + 1 :]:
            assert abs(one.x - other.x) >= room - 0.02 or abs(one.y - other.y) >= MARK - 0.02
    assert all(0 < mark.y < chart.base for mark in chart.marks)
    assert chart.base < chart.height


def test_earlier_stands_left_of_later() -> None:
    days = [TODAY + timedelta(days=40 * number) for number in (5, 0, 30, 2)]

    chart = lay_out_timeline(marks(*days), TODAY)

    xs = [mark.x for mark in chart.marks]
    assert xs == sorted(xs)
    assert len(set(xs)) == 4


def test_years_are_written_where_they_begin_without_touching() -> None:
    chart = lay_out_timeline(marks(date(2021, 3, 1), date(2037, 6, 1)), TODAY)

    years = [mark.text for mark in chart.years]
    assert years[0] == "2021"
    gaps = [after.x - one.x for one, after in zip(chart.years, chart.years[1:], strict=False)]
    assert min(gaps) * NARROWEST / 100 > 4 * 0.56
    assert len(chart.ticks) == 17


def test_nothing_but_today_is_no_error() -> None:
    chart = lay_out_timeline([], TODAY)

    assert chart.marks == ()
    assert chart.today_anchor == "start"


def row(shape: str, on: date, *, is_next: bool = False) -> TimelineRow:
    return TimelineRow(on, str(on), f"Mốc {on}", shape, "words", is_next=is_next)


def test_shapes_are_counted_in_one_order_with_a_tone_each() -> None:
    rows = [row("done", TODAY), row("missed", TODAY), row("done", TODAY)]
    labels = {shape: shape.upper() for shape in TONES}

    found = timeline(title="T", rows=rows, today=TODAY, column="C", labels=labels)

    assert [(key["label"], key["count"]) for key in found["keys"]] == [("MISSED", 1), ("DONE", 2)]
    assert [mark["tone"] for mark in found["marks"]] == ["ok", "no", "ok"]


def test_picture_says_what_is_next() -> None:
    found = timeline(
        title="T",
        rows=[row("later", TODAY, is_next=True)],
        today=TODAY,
        column="C",
        labels={"later": "Later"},
    )

    assert found["description"] == "Later: 1. 2026-11-22: Mốc 2026-11-22."


def test_levels_are_written_by_name() -> None:
    with translation.override("en"):
        found = level_chart(
            title="T",
            x_labels=["Jul 2025", "Dec 2025"],
            lines=[Line("Passed", [0, 2]), Line("Wanted", [3, 3])],
            levels=("N5", "N4", "N3"),
        )

    assert found["table"] == [("Jul 2025", "–", "N3"), ("Dec 2025", "N4", "N3")]
    assert {"N5", "N4", "N3"} <= {mark.text for mark in found["chart"].marks}
