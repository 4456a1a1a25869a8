"""The measured figures of the simulation, as docs/money.md prints them."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from planner.money.coverage import (
    Coverage,
    Window,
    coverages,
    share_held,
    walk_reaches,
    windows_of,
)
from planner.money.simulation import BAND_MONTHS, LEAST_MONTHS, MEASURED, extremes, rate_bands
from planner.money.values import ExchangeRate


def published(history: Sequence[ExchangeRate], windows: Sequence[Window]) -> list[str]:
    """Every line that must stand in docs/money.md. `windows`: those of the history."""
    walk = windows_of(history, reaches=walk_reaches)
    return [
        *(row("pieces", coverage) for coverage in coverages(windows)),
        *(row("random walk", coverage) for coverage in coverages(walk)),
        *own_ranges(history),
        scenario(history),
        later_begun(windows),
    ]


def row(method: str, measured: Coverage) -> str:
    cells = [
        method,
        str(measured.months_ahead),
        f"{measured.windows} ({measured.independent})",
        pct(measured.share),
        f"{one_place(100 * measured.width)} %",
        one_place(100 * measured.score),
        f"{measured.low_factor:.2f}",
        pct(measured.widened_share),
        f"{one_place(100 * measured.widened_width)} %",
        pct(measured.known_then_share),
    ]
    return f"| {' | '.join(cells)} |"


def own_ranges(history: Sequence[ExchangeRate]) -> Iterator[str]:
    """The band of the newest month beside the deepest fall and the highest rise over as many months."""
    start = history[-1].vnd_per_jpy
    for band in rate_bands(history, start):
        if band.is_scenario:
            continue
        found = extremes(history, band.months_ahead)
        assert found is not None
        fall, rise = found
        cells = [
            str(band.months_ahead),
            change(band.low / start),
            change(band.high / start),
            change(fall),
            change(rise),
            pct((band.high - band.low) / start / (rise - fall)),
        ]
        yield f"| {' | '.join(cells)} |"


def scenario(history: Sequence[ExchangeRate]) -> str:
    start = history[-1].vnd_per_jpy
    five_years = rate_bands(history, start)[-1]
    assert five_years.is_scenario
    fall, rise = change(five_years.low / start), change(five_years.high / start)
    return f"the deepest fall ({fall}) and × the highest rise ({rise})"


def later_begun(windows: Sequence[Window]) -> str:
    """The same with bands from the 61st month on only: the calm years before are left out."""
    begins = windows[0].origin + 60 - LEAST_MONTHS
    late = {
        months: [w for w in windows if w.origin >= begins and w.months_ahead == months]
        for months in BAND_MONTHS
    }
    plain = [pct(share_held(late[months], Decimal(1))) for months in BAND_MONTHS]
    widened = [pct(share_held(late[months], MEASURED[months].low_factor)) for months in BAND_MONTHS]
    return f"plain {', '.join(plain)}; widened {', '.join(widened)}"


def pct(share: Decimal) -> str:
    return f"{whole_pct(share)} %"


def whole_pct(share: Decimal) -> int:
    return int((100 * share).quantize(Decimal(1), ROUND_HALF_UP))


def one_place(number: Decimal) -> str:
    return str(number.quantize(Decimal("0.1"), ROUND_HALF_UP))


def change(ratio: Decimal) -> str:
    return f"{whole_pct(ratio) - 100:+d} %".replace("-", "−")
