"""Charts drawn on the server: SVG without script or style, with a table of the figures behind."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils import formats, numberformat
from django.utils.translation import gettext as _

from planner.web.shared.charts import (
    GRID,
    BandPoint,
    BarPair,
    Line,
    Number,
    PlotWords,
    lay_out_band,
    lay_out_bars,
    lay_out_lines,
)
from planner.web.shared.rows import Text, TimelineRow
from planner.web.shared.timeline import DatedMark, lay_out_timeline

register = template.Library()
# By shape, as a timeline counts them: the class that gives its colour.
TONES = {
    "missed": "no",
    "late": "mid",
    "soon": "mid",
    "later": "info",
    "done": "ok",
    "dropped": "soft",
}


@register.inclusion_tag("components/charts/bar_pairs.html")
def bar_pairs(
    *,
    title: str,
    rows: Sequence[BarPair],
    unit: str = "",
    here_label: str,
    nation_label: str = "",
    source: str = "",
    note: str = "",
    digits: int = 1,
) -> dict[str, Any]:
    words_of = _words_in(unit, digits)
    no_figure = _("no figure")
    has_nation = bool(nation_label)
    names = [here_label, nation_label] if has_nation else [here_label]
    table = [(row.label, *_cells([row.here, row.nation][: len(names)], words_of)) for row in rows]
    return {
        "title": title,
        "description": _sentences(names, table),
        "chart": lay_out_bars(rows, words_of=words_of, no_figure=no_figure, has_nation=has_nation),
        "keys": list(zip(names, ("here", "nation"), strict=False)) if has_nation else [],
        "columns": names,
        "table": table,
        "source": source,
        "note": note,
    }


@register.inclusion_tag("components/charts/plot.html")
def line_chart(
    *,
    title: str,
    x_labels: Sequence[str],
    lines: Sequence[Line],
    unit: str = "",
    source: str = "",
    note: str = "",
    digits: int = 1,
) -> dict[str, Any]:
    words_of = _words_in(unit, digits)
    names = [line.label for line in lines]
    table = [
        (label, *_cells([line.values[index] for line in lines], words_of))
        for index, label in enumerate(x_labels)
    ]
    return {
        "title": title,
        "description": _sentences(names, table),
        "chart": lay_out_lines(x_labels, lines, words=_plot_words(unit, digits)),
        "grid": GRID,
        "keys": list(zip(names, ("here", "nation"), strict=False)) if len(lines) > 1 else [],
        "columns": names,
        "table": table,
        "source": source,
        "note": note,
    }


@register.inclusion_tag("components/charts/plot.html")
def range_band(
    *,
    title: str,
    points: Sequence[BandPoint],
    unit: str = "",
    source: str = "",
    note: str = "",
    target: Number | None = None,
    target_label: str = "",
    digits: int = 1,
) -> dict[str, Any]:
    words_of = _words_in(unit, digits)
    names = [_("Low"), _("Middle"), _("High")]
    table = [
        (point.label, *_cells([point.low, point.mid, point.high], words_of)) for point in points
    ]
    keys = [(_("Middle"), "here"), (_("From low to high"), "band")]
    if target is not None and target_label:
        keys.append((f"{target_label}: {words_of(target)}", "target"))
    return {
        "title": title,
        "description": _sentences(names, table),
        "chart": lay_out_band(
            points, words=_plot_words(unit, digits), target=target, target_label=target_label
        ),
        "grid": GRID,
        "keys": keys,
        "columns": names,
        "table": table,
        "source": source,
        "note": note,
    }


@register.inclusion_tag("components/charts/timeline.html")
def timeline(
    *,
    title: str,
    rows: Sequence[TimelineRow],
    today: date,
    column: str,
    labels: Mapping[str, Text],
    note: str = "",
) -> dict[str, Any]:
    """`labels`: what each shape says. `rows`: by day."""
    counts = Counter(row.shape for row in rows)
    keys = [
        {"shape": shape, "tone": tone, "label": labels[shape], "count": counts[shape]}
        for shape, tone in TONES.items()
        if counts[shape]
    ]
    chart = lay_out_timeline([DatedMark(row.on, row.shape, row.is_next) for row in rows], today)
    following = next((row for row in rows if row.is_next), None)
    sentences = [f"{key['label']}: {key['count']}." for key in keys]
    if following:
        sentences.append(f"{following.day}: {following.label}.")
    return {
        "title": title,
        "description": " ".join(sentences),
        "chart": {**vars(chart), "marks": chart.years},
        "marks": [{**vars(mark), "tone": TONES[mark.shape]} for mark in chart.marks],
        "keys": keys,
        "rows": rows,
        "column": column,
        "note": note,
    }


@register.inclusion_tag("components/charts/plot.html")
def level_chart(
    *,
    title: str,
    x_labels: Sequence[str],
    lines: Sequence[Line],
    levels: Sequence[str],
    note: str = "",
) -> dict[str, Any]:
    """Steps on a ladder: a value is a place in `levels`, the lowest 1; 0 is none yet."""

    def words_of(value: Number) -> str:
        place = int(value)
        if place != value or place > len(levels):
            return ""
        return levels[place - 1] if place else "\N{EN DASH}"

    names = [line.label for line in lines]
    table = [
        (label, *_cells([line.values[index] for line in lines], words_of))
        for index, label in enumerate(x_labels)
    ]
    return {
        "title": title,
        "description": _sentences(names, table),
        "chart": lay_out_lines(x_labels, lines, words=PlotWords(words_of, words_of)),
        "grid": GRID,
        "keys": list(zip(names, ("here", "nation"), strict=False)) if len(lines) > 1 else [],
        "columns": names,
        "table": table,
        "note": note,
    }


def _cells(values: Sequence[Number | None], words_of: Callable[[Number], str]) -> list[str]:
    return [_("no figure") if value is None else words_of(value) for value in values]


def _sentences(names: Sequence[str], table: Sequence[tuple[str, ...]]) -> str:
    """The figures as sentences, for whoever hears the picture."""
    return " ".join(
        f"{label}: "
        + ", ".join(f"{name} {cell}" for name, cell in zip(names, cells, strict=True))
        + "."
        for label, *cells in table
    )


def _words_in(unit: str, digits: int) -> Callable[[Number], str]:
    def words_of(value: Number) -> str:
        rounded = round(Decimal(str(value)), digits)
        if rounded == rounded.to_integral_value():
            rounded = rounded.to_integral_value()
        # Django has no grouping for Vietnamese figures, so it is given here.
        figure = numberformat.format(
            rounded,
            formats.get_format("DECIMAL_SEPARATOR"),
            grouping=3,
            thousand_sep=formats.get_format("THOUSAND_SEPARATOR"),
            force_grouping=True,
        ).replace("-", "\N{MINUS SIGN}")
        return f"{figure}{unit}" if unit in ("", "%") else f"{figure}\N{NO-BREAK SPACE}{unit}"

    return words_of


def _plot_words(unit: str, digits: int) -> PlotWords:
    if unit in ("", "%"):
        return PlotWords(_words_in(unit, digits), _words_in(unit, digits))
    return PlotWords(_words_in(unit, digits), _words_in("", digits), unit)
