"""Figures of many people for programme staff: only of workers whose yes to statistics holds now.

Counted in one pass: people come by key, and beside them what else is counted, a row per person in the same order. So
nothing is kept but the counters. What is shown of the counters is decided in planner.casework.statistics.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count as CountOf
from django.db.models import F, FilteredRelation, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear

from accounts.enums import Role
from accounts.models import User
from planner.benchmarks.check_ins import first_month, month_before
from planner.benchmarks.standing import GRACE_DAYS
from planner.casework.statistics.cohorts import CohortTable, cohort_table
from planner.casework.statistics.families import Count, What, added
from planner.casework.statistics.suppression import Cell
from planner.casework.statistics.tables import ALL, PART, Told, told_table
from planner.plans.enums import Stage
from planner.plans.models import Agreement, Benchmark, CheckIn, Choice, Debt, MonthMoney
from planner.sharing.enums import Purpose
from planner.sharing.models import Consent
from planner.sharing.sections import Section
from planner.wording.consents import WITHOUT_SEX_AND_AGE

ACTIVE_DAYS = 30
ROWS_AT_ONCE = 5_000
# The consent to statistics leaves these out.
LEFT_OUT = (Section.WELL_BEING, Section.DECISION)
AGES = (20, 25, 30, 35, 40)
COHORT_MONTHS = (12, 24, 36)


class Dimension(StrEnum):
    """What people are told apart by. A category "" is: not told, or none."""

    SEX = "sex"
    AGE = "age"
    PROVINCE = "province"
    FORMER = "former"
    TRADE = "trade"
    AGENCY = "agency"
    YEAR = "year"


# Two lists of the same places are not crossed.
PLACES = (Dimension.PROVINCE, Dimension.FORMER)
# Which stands in the rows where cells are hidden: the former provinces always.
_ORDER = (Dimension.FORMER, *(one for one in Dimension if one != Dimension.FORMER))


@dataclass(frozen=True, slots=True)
class Someone:
    """A row of the pass. Days as the plan has them."""

    pk: int
    sex: str
    birth_year: int | None
    province: str
    former: str
    trade: str
    agency: int | None
    departure_month: date | None
    stage: str
    last_active_on: date | None
    arrives_on: date | None
    returns_on: date | None


_COLUMNS = (
    *("pk", "profile__sex", "profile__birth_year", "home__province__code"),
    *("home__former_province__code", "profile__trade__code", "agency_id"),
    *(
        "profile__departure_month",
        "profile__stage",
        "last_active_on",
        "arrives",
        "plan__returns_on",
    ),
    "yes__text_version",
)


_YES = Q(consents__purpose=Purpose.STATISTICS, consents__taken_back_at=None)


def people_counted() -> QuerySet[User]:
    """Workers with an open account whose yes to statistics holds."""
    return User.objects.active().filter(role=Role.WORKER, pk__in=_consenting())


@dataclass(frozen=True)
class Report:
    """A table as it was asked for. The same cells are hidden whichever of its dimensions stands in the rows."""

    told: Told
    is_turned: bool

    def people(self, row: str | None = None, value: str | None = None) -> int | None:
        """None = hidden."""
        return self.told.people(*((value, row) if self.is_turned else (row, value)))

    def count(self, row: str | None = None, value: str | None = None) -> Count | None:
        """None = hidden."""
        return self.told.count(*((value, row) if self.is_turned else (row, value)))


def report_of(what: What, rows: Dimension, by: Dimension | None, *, today: date) -> Report:
    """Raises ValueError for a dimension beside itself, and for old provinces beside new ones."""
    is_turned = by is not None and _ORDER.index(by) < _ORDER.index(rows)
    first, second = (by, rows) if is_turned and by else (rows, by)
    cells = counts_of(what, first, second, today=today)
    return Report(told_table(what, cells, has_parts=first == Dimension.FORMER), is_turned)


def cohorts_of(other: Dimension | None, *, today: date) -> CohortTable:
    """Years of departure by debts paid back, alone or by a second dimension.

    Raises ValueError for former provinces: a year is a table of its own, where old and new could be set off.
    """
    if other == Dimension.FORMER:
        raise ValueError("cohorts are told by the provinces of today")
    cells = counts_of(What.DEBT, Dimension.YEAR, other, today=today)
    turned = {(category, year): count for (year, category), count in cells.items()}
    return cohort_table(turned, today.year)


def counts_of(
    what: What, rows: Dimension, column: Dimension | None, *, today: date
) -> dict[Cell, Count]:
    """By (category of the row, of the column), nothing hidden: for the rules, never for a page."""
    if rows == column or {rows, column} == set(PLACES):
        raise ValueError("two dimensions that are not one")
    row_of, column_of = _CATEGORIES[rows], _CATEGORIES[column] if column else None
    found: dict[Cell, Count] = {}
    for person, count in _counted(what, today):
        cell = row_of(person, today), column_of(person, today) if column_of else ALL
        found[cell] = added(found[cell], count) if cell in found else count
    return found


def _counted(what: What, today: date) -> Iterator[tuple[Someone, Count]]:
    streams, count = _FAMILIES[what]
    beside = [_Beside(stream(today)) for stream in streams]
    rows = (
        people_counted()
        .annotate(
            arrives=Coalesce("plan__arrives_on", "plan__departs_on"),
            yes=FilteredRelation("consents", condition=_YES),
        )
        .order_by("pk")
        .values_list(*_COLUMNS)
    )
    for pk, sex, born, province, former, trade, *others in rows.iterator(ROWS_AT_ONCE):
        if others.pop() in WITHOUT_SEX_AND_AGE:
            sex, born = "", None  # noqa: PLW2901 - said yes to a text that did not name them
        person = Someone(
            pk, sex or "", born, province or "", former or "", trade or "", *_stage(others)
        )
        yield person, (1, *count(person, [one.of(pk) for one in beside], today))


def _stage(others: list[Any]) -> list[Any]:
    agency, month, stage, *days = others
    return [agency, month, stage or "", *days]


class _Beside:
    """Rows by person, in the order of the people: each is asked for once."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def of(self, pk: int) -> tuple[Any, ...] | None:
        while self._next is not None and self._next[0] < pk:
            self._next = next(self._rows, None)
        found = self._next
        return found[1:] if found is not None and found[0] == pk else None


Found = list[tuple[Any, ...] | None]


def _trade(_person: Someone, found: Found, _today: date) -> Count:
    return int(found[0] is not None), int(found[0] is not None and found[0][0] == "aligned")


def _plan(_person: Someone, found: Found, _today: date) -> Count:
    return (int(found[0] is not None),)


def _benchmarks(_person: Someone, found: Found, _today: date) -> Count:
    due, reached = found[0] or (0, 0)
    return int(due > 0), due, reached


def _months(person: Someone, found: Found, today: date) -> Count:
    is_due = _month_is_due(person, today)
    has_told = is_due and found[0] is not None
    return int(is_due), int(has_told), int(has_told and not _is_active(person, today))


def _active(person: Someone, _found: Found, today: date) -> Count:
    return (int(_is_active(person, today)),)


def _return(person: Someone, _found: Found, today: date) -> Count:
    is_due = person.returns_on is not None and person.returns_on <= today
    is_home = is_due and person.stage == Stage.HOME
    return int(is_due), int(is_home), int(_month_is_due(person, today))


def _debt(person: Someone, found: Found, today: date) -> Count:
    """Of cohorts that are not so far, a later month counts as the one before it: nothing is told of it."""
    owed, paid = found
    year = person.departure_month.year if person.departure_month else today.year
    if owed is None or person.arrives_on is None or year > today.year - 2:
        return 0, 0, 0, 0
    by = [int((paid or (0, 0, 0))[place] >= owed[0]) for place in range(3)]
    far = min(3, today.year - 1 - year)
    return 1, *(by[min(place, far - 1)] for place in range(3))


def _is_active(person: Someone, today: date) -> bool:
    last = person.last_active_on
    return last is not None and last > today - timedelta(days=ACTIVE_DAYS)


def _month_is_due(person: Someone, today: date) -> bool:
    """Last month was spent in Japan, and is over."""
    month = month_before(today)
    return (
        person.arrives_on is not None
        and first_month(person.arrives_on) <= month
        and person.stage != Stage.HOME
        and (person.returns_on is None or person.returns_on >= today.replace(day=1))
    )


def _consenting() -> QuerySet[Consent, Any]:
    return Consent.objects.holding().filter(purpose=Purpose.STATISTICS).values("person")


def _choices(_today: date) -> Iterator[tuple[Any, ...]]:
    """The newest of each. As others may see it: health is left out of statistics."""
    rows = Choice.objects.filter(person__in=_consenting()).order_by("person", "-pk")
    return _first(_rows(rows.values_list("person_id", "match__verdict")))


def _agreements(_today: date) -> Iterator[tuple[Any, ...]]:
    rows = Agreement.objects.filter(person__in=_consenting(), section=Section.PLAN)
    return _first(_rows(rows.order_by("person").values_list("person_id")))


def _targets(today: date) -> Iterator[tuple[Any, ...]]:
    """Benchmarks whose day and grace are over, and those done by then. One whose day was over when it was set is none."""
    rows = Benchmark.objects.filter(
        person__in=_consenting(),
        due_on__lt=today - timedelta(days=GRACE_DAYS),
        dropped_on=None,
        added_at__date__lte=F("due_on"),
    ).exclude(section__in=LEFT_OUT)
    in_time = Q(done_on__lte=F("due_on") + timedelta(days=GRACE_DAYS))
    counted = rows.order_by("person").values_list("person_id")
    return _rows(counted.annotate(due=CountOf("pk"), reached=CountOf("pk", filter=in_time)))


def _last_month(today: date) -> Iterator[tuple[Any, ...]]:
    rows = CheckIn.objects.filter(person__in=_consenting(), month=month_before(today))
    return _rows(rows.order_by("person").values_list("person_id"))


def _borrowed(_today: date) -> Iterator[tuple[Any, ...]]:
    rows = Debt.objects.filter(person__in=_consenting()).order_by("person")
    return _rows(rows.values_list("person_id").annotate(Sum("amount_vnd")))


def _paid(_today: date) -> Iterator[tuple[Any, ...]]:
    """Paid on debts before so many months in Japan were over, dong; that of arrival is the first."""
    arrived = Coalesce("person__plan__arrives_on", "person__plan__departs_on")
    rows = MonthMoney.objects.filter(person__in=_consenting(), debt_paid_vnd__gt=0).alias(
        arrived=arrived,
        month=(ExtractYear("check_in__month") - ExtractYear("arrived")) * 12
        + ExtractMonth("check_in__month")
        - ExtractMonth("arrived"),
    )
    sums = {
        f"by_{months}": Coalesce(Sum("debt_paid_vnd", filter=Q(month__lt=months)), 0)
        for months in COHORT_MONTHS
    }
    return _rows(rows.order_by("person").values_list("person_id").annotate(**sums))


def _rows(query: "QuerySet[Any, Any]") -> Iterator[tuple[Any, ...]]:
    rows: Iterator[tuple[Any, ...]] = query.iterator(ROWS_AT_ONCE)
    return rows


def _first(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Of each person."""
    last = None
    for row in rows:
        if row[0] != last:
            last = row[0]
            yield row


def _age(person: Someone, today: date) -> str:
    """The age reached in this year, as the first of its group: "0" is below 20, "40" is 40 and more."""
    if person.birth_year is None:
        return ""
    age = today.year - person.birth_year
    return str(max((first for first in AGES if first <= age), default=0))


def _former(person: Someone, _today: date) -> str:
    """Within the province of today, so that both lists add up alike."""
    return f"{person.province}{PART}{person.former}"


_CATEGORIES: dict[Dimension, Callable[[Someone, date], str]] = {
    Dimension.SEX: lambda person, _today: person.sex,
    Dimension.AGE: _age,
    Dimension.PROVINCE: lambda person, _today: person.province,
    Dimension.FORMER: _former,
    Dimension.TRADE: lambda person, _today: person.trade,
    Dimension.AGENCY: lambda person, _today: str(person.agency or ""),
    Dimension.YEAR: lambda person, _today: (
        str(person.departure_month.year) if person.departure_month else ""
    ),
}
Stream = Callable[[date], Iterator[tuple[Any, ...]]]
_FAMILIES: dict[What, tuple[tuple[Stream, ...], Callable[[Someone, Found, date], Count]]] = {
    What.PEOPLE: ((), lambda _person, _found, _today: ()),
    What.TRADE: ((_choices,), _trade),
    What.PLAN: ((_agreements,), _plan),
    What.BENCHMARKS: ((_targets,), _benchmarks),
    What.MONTHS: ((_last_month,), _months),
    What.ACTIVE: ((), _active),
    What.RETURN: ((), _return),
    What.DEBT: ((_borrowed, _paid), _debt),
}
