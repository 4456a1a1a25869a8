"""What the form of a month rests on: the stay, the month before, the contract."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.models import User
from planner.benchmarks.check_ins import (
    asked_month,
    months_due,
    next_month,
    tellable_months,
)
from planner.plans.answers import Answers
from planner.plans.enums import Stage
from planner.plans.models import Debt, Plan, PromisedWork
from planner.plans.selectors.months import ToldMonth, months_of
from planner.plans.selectors.told import answers_of
from planner.sharing.audiences import OPENS
from planner.sharing.enums import Purpose
from planner.sharing.sections import Section
from planner.sharing.selectors import holding_consents

# From so many months back other work is offered to tick again, and so many kinds of it.
NAMED_MONTHS, MOST_NAMED = 3, 8
# Who is in Japan but has not said since when may tell of the last year.
YEAR = 12


@dataclass(frozen=True)
class Stay:
    """`arrived_on`: taken to be a year ago where it is not known (`is_arrival_told`)."""

    arrived_on: date
    returned_on: date | None
    is_arrival_told: bool
    today: date
    months: tuple[ToldMonth, ...]

    @cached_property
    def told(self) -> dict[date, ToldMonth]:
        return {row.month: row for row in self.months}

    @property
    def has_begun(self) -> bool:
        return bool(self.tellable)

    @cached_property
    def tellable(self) -> tuple[date, ...]:
        return tellable_months(
            arrived_on=self.arrived_on, returned_on=self.returned_on, today=self.today
        )

    @cached_property
    def asked(self) -> date | None:
        return asked_month(
            arrived_on=self.arrived_on,
            returned_on=self.returned_on,
            told=self.told,
            today=self.today,
        )

    @cached_property
    def untold(self) -> tuple[date, ...]:
        """Nobody is asked for all months before a day that we only take for the arrival."""
        if not self.is_arrival_told:
            asked = self.asked
            return (asked,) if asked and asked not in self.told else ()
        return months_due(
            arrived_on=self.arrived_on,
            returned_on=self.returned_on,
            told=self.told,
            today=self.today,
        )

    def before(self, month: date) -> ToldMonth | None:
        """The newest month told before this one, not older than a year."""
        earlier = [row for row in self.months if row.month < month]
        return earlier[-1] if earlier and _months_apart(earlier[-1].month, month) <= YEAR else None


@dataclass(frozen=True)
class Asked:
    """`saved`: the month as it was told; `last`: the one before it. `named`: other work of the last months."""

    month: date
    saved: ToldMonth | None
    last: ToldMonth | None
    duties: tuple[str, ...]
    named: tuple[str, ...]
    has_debt: bool


def stay_of(person: User, today: date) -> Stay | None:
    """None: not in Japan, as far as it is told."""
    way = Plan.objects.of(person).first()
    arrived_on = (way.arrives_on or way.departs_on) if way else None
    if arrived_on is None:
        arrived_on = _told_arrival(answers_of(person), today)
    if arrived_on is None:
        return None
    return Stay(
        arrived_on=arrived_on,
        returned_on=way.returns_on if way else None,
        is_arrival_told=way is not None,
        today=today,
        months=months_of(person),
    )


def asked_of(person: User, stay: Stay, month: date) -> Asked:
    saved = stay.told.get(month)
    work = PromisedWork.objects.of(person).order_by("-version").first()
    had = saved.work.duties if saved and saved.work else []
    duties = _distinct([*(work.duties if work else []), *had])
    around = [row for row in stay.months if row.month < month][-NAMED_MONTHS:]
    named = _others([*([saved] if saved else []), *reversed(around)], duties)
    paid = saved.money.debt_paid_vnd if saved and saved.money else None
    return Asked(
        month=month,
        saved=saved,
        last=stay.before(month),
        duties=duties,
        named=named,
        has_debt=paid is not None or Debt.objects.of(person).exists(),
    )


def opened_by(person: User) -> frozenset[Section]:
    """Closed sections that the worker has opened to the counselor."""
    return frozenset(OPENS[Purpose(key)] for key in holding_consents(person) if key in OPENS)


def _told_arrival(answers: Answers, today: date) -> date | None:
    if answers.stage not in (Stage.IN_JAPAN, Stage.BEFORE_RETURN):
        return None
    left = answers.departs_in
    year_ago = date(today.year - 1, today.month, 1)
    return left if left and left <= today else next_month(year_ago)


def _months_apart(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def _others(months: Iterable[ToldMonth], duties: Sequence[str]) -> tuple[str, ...]:
    """What was named besides the contract; all of the month itself, of the others the newest."""
    known = {same(duty) for duty in duties}
    found: list[str] = []
    for index, month in enumerate(months):
        for words in month.work.other if month.work else []:
            if same(words) not in known and (index == 0 or len(found) < MOST_NAMED):
                known.add(same(words))
                found.append(words)
    return tuple(found)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(same(text), text)
    return tuple(found.values())


def same(words: str) -> str:
    """Two spellings of one thing."""
    return " ".join(words.split()).casefold()
