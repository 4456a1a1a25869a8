"""Where the pieces of a chart lie. Plain values in, positions out; no Django, no words.

Across, everything is in percent of the width; down, in em. So a chart fills any screen and its text keeps its size.
"""

import math
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

Number = int | float | Decimal
WordsOf = Callable[[Number], str]

NARROWEST = 16.5  # em: the inside of a card on a screen 320 px wide
LETTER = 0.56  # em, a little above the mean of the letters
LINE = 1.3  # em
PLOT_TOP, PLOT_HEIGHT, PLOT_FOOT = 1.9, 9.0, 2.0  # em
GRID = 1000  # units of the inner drawing, stretched to the plot


@dataclass(frozen=True)
class BarPair:
    """What is true here and, if it is known, in the whole country. None: no figure."""

    label: str
    here: Number | None
    nation: Number | None = None


@dataclass(frozen=True)
class Line:
    """One line; its values stand over the labels of the chart, None leaves a gap."""

    label: str
    values: Sequence[Number | None]


@dataclass(frozen=True)
class BandPoint:
    label: str
    low: Number | None
    mid: Number | None
    high: Number | None


@dataclass(frozen=True)
class PlotWords:
    """How a value in the plot reads, how a figure beside it reads, and the unit above those figures."""

    of_value: WordsOf
    of_tick: WordsOf
    unit: str = ""


@dataclass(frozen=True)
class Mark:
    """A piece of text: x in percent plus dx in em, y (its base line) in em."""

    text: str
    y: float
    x: float = 0
    dx: float = 0
    anchor: str = "start"
    tone: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar from the left edge; y and height in em, width in percent."""

    y: float
    height: float
    width: float
    tone: str


@dataclass(frozen=True)
class Rule:
    """A line across the plot at y em."""

    y: float
    is_zero: bool


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    tone: str


@dataclass(frozen=True)
class Shape:
    """Points "x,y x,y" on the inner grid, GRID units each way."""

    points: str
    tone: str


@dataclass(frozen=True)
class BarChart:
    height: float
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class PlotChart:
    height: float
    top: float
    plot_height: float
    gutter: float
    rules: tuple[Rule, ...]
    bands: tuple[Shape, ...]
    lines: tuple[Shape, ...]
    dots: tuple[Dot, ...]
    marks: tuple[Mark, ...]
    target: float | None = None


@dataclass(frozen=True)
class Scale:
    """From values to em below the top of the picture."""

    lowest: float
    highest: float
    ticks: tuple[float, ...]

    def share(self, value: Number) -> float:
        """How far up the plot a value stands, 0-1."""
        return (float(value) - self.lowest) / (self.highest - self.lowest)

    def y(self, value: Number) -> float:
        return _round(PLOT_TOP + PLOT_HEIGHT * (1 - self.share(value)))

    def grid_y(self, value: Number) -> float:
        return _round(GRID * (1 - self.share(value)))


def lay_out_bars(
    rows: Sequence[BarPair], *, words_of: WordsOf, no_figure: str, has_nation: bool
) -> BarChart:
    """Bars from zero, each under its label, with its value behind it. A value below zero has words but no bar."""
    known = [
        value
        for row in rows
        for value in (row.here, row.nation if has_nation else None)
        if value is not None
    ]
    longest_words = max((len(words_of(value)) for value in known), default=0)
    widest = max(25.0, 100 * (1 - (longest_words * LETTER + 0.7) / NARROWEST))
    largest = max((float(value) for value in known), default=0.0)
    bars: list[Bar] = []
    marks: list[Mark] = []
    y = 0.0
    for row in rows:
        for line in wrapped(row.label):
            y += LINE
            marks.append(Mark(line, _round(y - 0.3)))
        pair = [("here", 0.85, row.here)] + ([("nation", 0.55, row.nation)] if has_nation else [])
        for tone, height, value in pair:
            words_tone = "strong" if tone == "here" else "quiet"
            if value is None:
                marks.append(Mark(no_figure, _round(y + 1), tone="quiet"))
            else:
                width = _round(widest * max(float(value), 0) / largest) if largest > 0 else 0.0
                if width:
                    bars.append(Bar(_round(y + (LINE - height) / 2), height, width, tone))
                marks.append(
                    Mark(
                        words_of(value),
                        _round(y + 1),
                        x=width,
                        dx=0.45 if width else 0,
                        tone=words_tone,
                    )
                )
            y += LINE
        y += 0.75
    return BarChart(_round(max(y - 0.75, 0)), tuple(bars), tuple(marks))


def lay_out_lines(x_labels: Sequence[str], lines: Sequence[Line], *, words: PlotWords) -> PlotChart:
    """One or two lines over the same labels: the first is "here", the second "the country"."""
    known = [value for line in lines for value in line.values if value is not None]
    scale = scale_for(known)
    gutter = _gutter(scale, words.of_tick)
    xs = _spread(len(x_labels), gutter)
    shapes: list[Shape] = []
    dots: list[Dot] = []
    for line, tone in zip(lines, ("here", "nation"), strict=False):
        shapes += [
            Shape(_points(run, scale), f"line-{tone}")
            for run in _runs(xs, line.values)
            if len(run) > 1
        ]
        dots += [Dot(x, scale.y(value), tone) for run in _runs(xs, line.values) for x, value in run]
    return PlotChart(
        height=PLOT_TOP + PLOT_HEIGHT + PLOT_FOOT,
        top=PLOT_TOP,
        plot_height=PLOT_HEIGHT,
        gutter=gutter,
        rules=tuple(Rule(scale.y(tick), tick == 0) for tick in scale.ticks),
        bands=(),
        lines=tuple(shapes),
        dots=tuple(dots),
        marks=(
            *_axis_marks(x_labels, xs, scale, words, gutter),
            *_last_values(lines, xs, scale, words.of_value),
        ),
    )


def lay_out_band(
    points: Sequence[BandPoint],
    *,
    words: PlotWords,
    target: Number | None = None,
    target_label: str = "",
) -> PlotChart:
    """A band from low to high with the middle as a line, and a level to reach if there is one."""
    known = [
        value
        for point in points
        for value in (point.low, point.mid, point.high)
        if value is not None
    ]
    scale = scale_for(known if target is None else [*known, target])
    x_labels = [point.label for point in points]
    gutter = _gutter(scale, words.of_tick)
    xs = _spread(len(points), gutter)
    lows = _runs(xs, [None if point.high is None else point.low for point in points])
    highs = _runs(xs, [None if point.low is None else point.high for point in points])
    mids = [point.mid for point in points]
    marks = [
        *_axis_marks(x_labels, xs, scale, words, gutter),
        *_last_values([Line("", mids)], xs, scale, words.of_value),
    ]
    if target is not None and target_label:
        marks.append(
            Mark(target_label, _round(scale.y(target) - 0.4), x=gutter, dx=0.4, tone="halo")
        )
    return PlotChart(
        height=PLOT_TOP + PLOT_HEIGHT + PLOT_FOOT,
        top=PLOT_TOP,
        plot_height=PLOT_HEIGHT,
        gutter=gutter,
        rules=tuple(Rule(scale.y(tick), tick == 0) for tick in scale.ticks),
        bands=tuple(
            Shape(f"{_points(high, scale)} {_points(low[::-1], scale)}", "band")
            for low, high in zip(lows, highs, strict=True)
        ),
        lines=tuple(
            Shape(_points(run, scale), "line-here") for run in _runs(xs, mids) if len(run) > 1
        ),
        dots=tuple(
            Dot(x, scale.y(value), "here") for run in _runs(xs, mids)[-1:] for x, value in run[-1:]
        ),
        marks=tuple(marks),
        target=None if target is None else scale.y(target),
    )


def wrapped(label: str) -> list[str]:
    """The label in lines that fit the narrowest screen."""
    return textwrap.wrap(label, int(NARROWEST / LETTER)) or [""]


def scale_for(values: Sequence[Number]) -> Scale:
    """Round steps that hold every value, and zero."""
    low = min([0.0, *map(float, values)])
    high = max([0.0, *map(float, values)])
    if high - low < 1e-9:
        high = low + 1
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = tuple(index * step for index in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks)


Run = list[tuple[float, Number]]


def _runs(xs: Sequence[float], values: Sequence[Number | None]) -> list[Run]:
    """The stretches without a gap."""

    def known() -> Iterator[tuple[bool, list[tuple[float, Number | None]]]]:
        for is_known, stretch in groupby(
            zip(xs, values, strict=True), key=lambda pair: pair[1] is not None
        ):
            yield is_known, list(stretch)

    return [
        [(x, value) for x, value in run if value is not None]
        for is_known, run in known()
        if is_known
    ]


def _points(run: Run, scale: Scale) -> str:
    return " ".join(f"{x * GRID / 100:g},{scale.grid_y(value):g}" for x, value in run)


def _gutter(scale: Scale, words_of: WordsOf) -> float:
    """Room for the figures left of the plot, in percent."""
    longest = max(len(words_of(tick)) for tick in scale.ticks)
    return _round(100 * (longest * LETTER + 0.5) / NARROWEST)


def _spread(count: int, gutter: float) -> list[float]:
    """x of each point, in percent, a little inside so that the dots are whole."""
    first, last = gutter + 2, 98.0
    if count == 1:
        return [_round((first + last) / 2)]
    return [_round(first + (last - first) * index / (count - 1)) for index in range(count)]


def _axis_marks(
    x_labels: Sequence[str], xs: Sequence[float], scale: Scale, words: PlotWords, gutter: float
) -> list[Mark]:
    marks = [
        Mark(words.of_tick(tick), _round(scale.y(tick) + 0.35), tone="quiet")
        for tick in scale.ticks
    ]
    if words.unit:
        marks.append(Mark(words.unit, _round(PLOT_TOP - 0.95), tone="quiet"))
    last = len(x_labels) - 1
    foot = _round(PLOT_TOP + PLOT_HEIGHT + 1.6)
    for index in _shown(x_labels, gutter):
        if last == 0 or 0 < index < last:
            marks.append(Mark(x_labels[index], foot, x=xs[index], anchor="middle", tone="quiet"))
        elif index == 0:
            marks.append(Mark(x_labels[index], foot, x=gutter, tone="quiet"))
        else:
            marks.append(Mark(x_labels[index], foot, x=100, anchor="end", tone="quiet"))
    return marks


def _shown(x_labels: Sequence[str], gutter: float) -> list[int]:
    """Which labels have room below the plot: the first, the last and some evenly between."""
    last = len(x_labels) - 1
    longest = max((len(label) for label in x_labels), default=0)
    room = max(2, int(NARROWEST * (1 - gutter / 100) / (longest * LETTER + 0.8)))
    step = max(1, math.ceil(last / (room - 1)))
    shown = list(range(0, last + 1, step))
    if shown and shown[-1] != last:
        shown = [*(shown[:-1] if len(shown) > 1 else shown), last]
    return shown


def _last_values(
    lines: Sequence[Line], xs: Sequence[float], scale: Scale, words_of: WordsOf
) -> list[Mark]:
    """The last known value of each line, the upper above its dot and the lower below it."""
    ends = [run[-1] for line in lines for run in _runs(xs, line.values)[-1:]]
    highest = max((float(value) for _, value in ends), default=0.0)
    return [
        Mark(
            words_of(value),
            _round(scale.y(value) + (-0.65 if float(value) == highest else 1.35)),
            x=100.0 if x > 90 else x,
            anchor="end" if x > 90 else "middle",
            tone="strong halo",
        )
        for x, value in ends
    ]


def _round(value: float) -> float:
    return round(value, 2)
