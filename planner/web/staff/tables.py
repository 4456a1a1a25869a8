"""Reports as rows for a page and for a file. What is hidden is None, and says so in words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.casework.selectors.agency_figures import agency_names, pay_by_agency
from planner.casework.selectors.indicators import Dimension, cohorts_of, report_of
from planner.casework.statistics.families import FAMILIES, Count, What
from planner.documents.cells import Cell
from planner.web.shared.charts import BarPair
from planner.web.staff.words import DIMENSIONS, FIGURES, categories_of
from planner.wording.figures import number

MOST_BARS = 40
MOST_NAMES = 40


@dataclass(frozen=True)
class Share:
    """`part` of `whole`. `is_later`: not so far yet; else None = hidden."""

    part: int | None
    whole: int | None
    is_later: bool = False

    @property
    def percent(self) -> Decimal | None:
        if self.part is None or not self.whole:
            return None
        return round(Decimal(self.part * 100) / self.whole, 1)


@dataclass(frozen=True)
class Row:
    label: str
    people: int | None
    shares: tuple[Share, ...]

    @property
    def is_hidden(self) -> bool:
        return self.people is None and all(share.part is None for share in self.shares)


@dataclass(frozen=True)
class Table:
    """`whole`: the row of all together. `rows`: of every category there could be."""

    what: What
    first: str
    figures: tuple[tuple[str, str], ...]
    whole: Row
    rows: tuple[Row, ...]

    @property
    def shown(self) -> list[Row]:
        return [row for row in self.rows if not row.is_hidden]

    @property
    def hidden(self) -> str:
        """The names of the others, as long as they are not too many."""
        names = [row.label for row in self.rows if row.is_hidden]
        more = len(names) - MOST_NAMES
        if more > 0:
            rest = ngettext("and %s more", "and %s more", more) % number(more)
            return f"{'; '.join(names[:MOST_NAMES])}; {rest}"
        return "; ".join(names)

    @property
    def bars(self) -> list[BarPair]:
        """Of one figure: the last; of cohorts the first, for it comes first; or of people."""
        rows = [row for row in self.shown if self._bar(row) is not None]
        return [BarPair(row.label, self._bar(row)) for row in rows[:MOST_BARS]]

    def _bar(self, row: Row) -> Decimal | int | None:
        if not self.figures:
            return row.people
        return row.shares[self.bar_place].percent

    @property
    def bar_place(self) -> int:
        return 0 if FAMILIES[self.what].is_cohort else -1


Tell = Callable[[str | None], tuple[int | None, tuple[Share, ...]]]


def table_for(
    what: What, rows: Dimension, by: Dimension | None, value: str | None, today: date
) -> Table:
    """`value`: the category of `by` that it is about."""
    tell = (
        _cohorts(by, value, today)
        if FAMILIES[what].is_cohort
        else _report(what, rows, by, value, today)
    )
    figures = [FIGURES[figure] for figure in FAMILIES[what].places]
    return Table(
        what,
        str(DIMENSIONS[rows]),
        tuple((str(label), str(of)) for label, of in figures),
        Row(_("All together"), *tell(None)),
        tuple(Row(label, *tell(key)) for key, label in categories_of(rows, today).items()),
    )


def _report(
    what: What, rows: Dimension, by: Dimension | None, value: str | None, today: date
) -> Tell:
    report = report_of(what, rows, by, today=today)

    def tell(key: str | None) -> tuple[int | None, tuple[Share, ...]]:
        return report.people(key, value), tuple(_shares(what, report.count(key, value)))

    return tell


def _cohorts(by: Dimension | None, value: str | None, today: date) -> Tell:
    cohorts = cohorts_of(by, today=today)

    def tell(year: str | None) -> tuple[int | None, tuple[Share, ...]]:
        if year is None:  # years are not added up
            later = Share(None, None, is_later=True)
            return cohorts.people.people(value, None), (later,) * len(FAMILIES[What.DEBT].places)
        shares = _shares(What.DEBT, cohorts.count(year, value))
        return cohorts.people.people(value, year), tuple(
            share if cohorts.has_come(year, figure) else Share(None, None, is_later=True)
            for figure, share in zip(FAMILIES[What.DEBT].places, shares, strict=True)
        )

    return tell


def _shares(what: What, count: Count | None) -> Iterator[Share]:
    for part, whole in FAMILIES[what].places.values():
        yield Share(count[part], count[whole]) if count else Share(None, None)


def file_of(table: Table) -> tuple[list[str], list[list[Cell]]]:
    """Headings and rows. Hidden figures in words, so that nobody takes them for none."""
    headings = [table.first, _("People")]
    for label, of in table.figures:
        headings += [label, of, _("Percent")]
    return headings, [_line(row) for row in (table.whole, *table.rows)]


def _line(row: Row) -> list[Cell]:
    cells: list[Cell] = [row.label, hidden_words() if row.people is None else row.people]
    for share in row.shares:
        if share.part is None:
            words = later_words() if share.is_later else hidden_words()
            cells += [words, words, words]
        else:
            cells += [share.part, share.whole, share.percent]
    return cells


def hidden_words() -> str:
    return _("< 10, or hidden to protect others")


def later_words() -> str:
    return _("not told")


def pay_rows() -> list[tuple[str, int | None, Decimal | None]]:
    return [(row.agency, row.people, row.change_pct) for row in pay_by_agency(agency_names())]
