"""A province's economy as charts and rows, each figure with year and source."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from planner.matching.atlas import Atlas
from planner.matching.enums import Sector, Strength
from planner.matching.values import Figure, Place
from planner.reference.models import Indicator, Industry
from planner.reference.selectors import incomes_near, minimum_wages_of
from planner.web.shared.charts import BarPair
from planner.web.worker.match_rows import PayRow
from planner.wording.figures import band, note_of, number, percent, source_line
from planner.wording.languages import localized
from planner.wording.terms import PAY_LEVELS, SECTORS

# What is grown and made, in the order in which it is shown.
PRODUCTS = (
    "paddy_output",
    "maize_output",
    "cassava_output",
    "sweet_potato_output",
    "groundnut_output",
    "sugarcane_output",
    "pigs",
    "cattle",
    "buffaloes",
    "poultry",
    "aquaculture_output",
    "aquaculture_shrimp_output",
    "fishery_caught_output",
    "wood_output",
)
FACTS = (
    "population_average",
    "employed_persons_15plus",
    "grdp_per_capita_current_prices",
    "labour_productivity",
    "trained_labour_force_share",
    "unemployment_rate_working_age",
)
INCOMES = (
    "monthly_income_of_employed_workers",
    "monthly_income_per_capita",
    "monthly_income_per_capita_from_wages",
    "monthly_income_per_capita_from_agriculture",
    "monthly_income_per_capita_from_nonfarm_self_employment",
)


@dataclass(frozen=True)
class SectorChart:
    """`bars` with an unknown sector say "no figure"."""

    title: str
    place: str
    bars: list[BarPair]
    source: str
    note: str


@dataclass(frozen=True)
class KnownRow:
    industry: str
    is_leading: bool
    note: str
    source: str
    place: str


@dataclass(frozen=True)
class FigureRow:
    """`of_country`: part of the country's output, percent; blank where that says nothing."""

    name: str
    value: str
    source: str
    of_country: str = ""


@dataclass(frozen=True)
class EconomyPage:
    charts: list[SectorChart]
    growth: FigureRow | None
    facts: list[FigureRow]
    known_for: list[KnownRow]
    products: list[FigureRow]
    products_unknown: list[str]
    incomes: list[FigureRow]
    minimum_wages: list[FigureRow]
    wages: list[PayRow]


def economy_page(place: Place, atlas: Atlas, *, today: date) -> EconomyPage:
    indicators = Indicator.objects.in_bulk(field_name="key")
    now = atlas.current[place.now_code]
    is_merged = place.kind == "former" and len(atlas.formers_of(now.code)) > 1
    charts = [_sector_chart(place, atlas)] + ([_sector_chart(now, atlas)] if is_merged else [])
    known, unknown = _products(place, atlas, indicators)
    return EconomyPage(
        charts=charts,
        growth=_growth(place),
        facts=[
            _figure_row(place.statistics[key], indicators[key])
            for key in FACTS
            if key in place.statistics
        ],
        known_for=list(_known_for(place, atlas)),
        products=known,
        products_unknown=unknown,
        incomes=list(_incomes(place, indicators)),
        minimum_wages=list(_minimum_wages(place, today)),
        wages=list(_wages(place, atlas)),
    )


def _sector_chart(place: Place, atlas: Atlas) -> SectorChart:
    bars = [
        BarPair(
            label=str(SECTORS[sector]),
            here=_value(place.shares.get(sector)),
            nation=_value(atlas.nation_shares[sector]),
        )
        for sector in Sector
    ]
    first = next(iter(place.shares.values()), None)
    title = (
        _("%s, the former province")
        if place.kind == "former" and len(atlas.formers_of(place.now_code)) > 1
        else _("%s")
        if len(atlas.formers_of(place.now_code)) == 1
        else _("%s, the province of today")
    )
    return SectorChart(
        title % place.name,
        place.name,
        bars,
        source_line([first]) if first else "",
        note_of(first) if first else "",
    )


def _value(figure: Figure | None) -> float | None:
    return float(figure.value) if figure else None


def _growth(place: Place) -> FigureRow | None:
    figure = place.statistics.get("growth")
    if figure is None:
        return None
    return FigureRow(_("Growth in a year"), percent(float(figure.value)), source_line([figure]))


def _figure_row(figure: Figure, indicator: Indicator, of_country: str = "") -> FigureRow:
    value = float(figure.value)
    shown = number(value, 0 if abs(value) >= 100 or value == int(value) else 1)
    unit = str(indicator.unit)
    joined = f"{shown}{unit}" if unit == "%" else f"{shown} {unit}"
    return FigureRow(str(indicator.name), joined, source_line([figure]), of_country)


def _known_for(place: Place, atlas: Atlas) -> Iterator[KnownRow]:
    """Leading first. A province of today shows what its former ones are known for, by name."""
    names = {row.vsic_division: str(row.name) for row in Industry.objects.all()}
    parts = [place] if place.kind == "former" else list(atlas.formers_of(place.code))
    found = [activity for part in parts for rows in part.activities.values() for activity in rows]
    found.sort(key=lambda item: (item.strength is not Strength.LEADING, item.division))
    for activity in found:
        yield KnownRow(
            names[activity.division],
            activity.strength is Strength.LEADING,
            note_of(activity.figure),
            source_line([activity.figure]),
            activity.figure.place if len(parts) > 1 else "",
        )


def _products(
    place: Place, atlas: Atlas, indicators: dict[str, Indicator]
) -> tuple[list[FigureRow], list[str]]:
    known, unknown = [], []
    for key in PRODUCTS:
        figure = place.statistics.get(key)
        if figure is None:
            unknown.append(str(indicators[key].name))
            continue
        part = 100 * float(figure.value) / atlas.totals[key]
        known.append(_figure_row(figure, indicators[key], percent(part)))
    return known, unknown


def _incomes(place: Place, indicators: dict[str, Indicator]) -> Iterator[FigureRow]:
    for income in incomes_near(place.code if place.kind == "former" else None, place.region_code):
        figure = Figure(
            "income", income.income_vnd_month, "vnd_month", income.period, income.source
        )
        where = income.province.name if income.province else income.region or _("the whole country")
        name = _("%(who)s, %(where)s") % {"who": income.who, "where": where}
        yield FigureRow(
            name, band(income.income_vnd_month, income.income_vnd_month), source_line([figure])
        )
    for key in INCOMES:
        if key in place.statistics:
            yield _figure_row(place.statistics[key], indicators[key])


def _minimum_wages(place: Place, today: date) -> Iterator[FigureRow]:
    for row in minimum_wages_of(place.code, today) if place.kind == "former" else ():
        figure = Figure(
            "minimum_wage", row.vnd_month, "vnd_month", str(row.valid_from.year), row.source
        )
        name = _("%(area)s (zone %(zone)s)") % {"area": row.area_name, "zone": row.zone}
        yield FigureRow(name, f"{number(row.vnd_month)} đ", source_line([figure]))


def _wages(place: Place, atlas: Atlas) -> Iterator[PayRow]:
    """What job advertisements in this province offer."""
    for wage in atlas.wages:
        if place.now_code in wage.places:
            figure = Figure("pay", wage.low_vnd or 0, "vnd_month", wage.year, wage.source)
            yield PayRow(
                band(wage.low_vnd, wage.high_vnd),
                PAY_LEVELS["occupation"],
                localized(wage, "place"),
                localized(wage),
                source_line([figure]),
                localized(wage, "note"),
            )
