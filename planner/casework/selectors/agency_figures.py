"""Agencies beside each other: what was paid of what was promised. And how many colleagues use the desk."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Avg, Count, Q

from accounts.enums import Role
from accounts.models import Agency, User
from planner.casework.selectors.indicators import ACTIVE_DAYS, people_counted
from planner.casework.statistics.families import FAMILIES, What
from planner.casework.statistics.suppression import Safety
from planner.casework.statistics.tables import ALL, told_table
from planner.money.enums import Currency
from planner.plans.models import MonthMoney, PromisedPay

ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class AgencyPay:
    """`change_pct`: median over people of (paid − promised) ÷ promised, in percent; below 0 = less than promised.

    `people`: of whom both are known. Both None = hidden.
    """

    agency: str
    people: int | None
    change_pct: Decimal | None


@dataclass(frozen=True, slots=True)
class Usage:
    """Colleagues of a role with an open account, and those seen in the last 30 days. None = fewer than ten."""

    role: Role
    people: int | None
    active: int | None


def pay_by_agency(agencies: dict[int, str]) -> list[AgencyPay]:
    """`agencies`: names by key. In the order of the names. Only people who count in statistics."""
    changes: defaultdict[str, list[Decimal]] = defaultdict(list)
    of_person = dict(_promised())
    cells: dict[tuple[str, str], tuple[int, ...]] = {}
    agency_of = dict(people_counted().values_list("pk", "agency_id").iterator(ROWS_AT_ONCE))
    for person, paid in _paid():
        promised = of_person.get(person)
        if promised and person in agency_of:
            key = str(agency_of[person] or "")
            changes[key].append((Decimal(paid) - promised) / promised * 100)
    for agency in agency_of.values():
        key = str(agency or "")
        people, known = cells.get((key, ALL), (0, 0))
        cells[key, ALL] = people + 1, known
    for key, known_changes in changes.items():
        cells[key, ALL] = cells[key, ALL][0], len(known_changes)
    told = told_table(What.PAY, cells)
    rows = []
    for pk, name in sorted(agencies.items(), key=lambda item: (item[1], item[0])):
        count = told.count(str(pk)) if (str(pk), ALL) in cells else None
        middle = round(median(changes[str(pk)]), 0) if count else None
        rows.append(AgencyPay(name, count[1] if count else None, middle))
    return rows


def agency_names() -> dict[int, str]:
    return dict(Agency.objects.values_list("pk", "name"))


def usage_by_role(*, today: date) -> list[Usage]:
    since = today - timedelta(days=ACTIVE_DAYS)
    rows = (
        User.objects.active()
        .filter(role__in=[Role.COUNSELOR, Role.SUPERVISOR])
        .order_by()
        .values_list("role")
        .annotate(people=Count("pk"), seen=Count("pk", filter=Q(last_active_on__gt=since)))
    )
    found = {role: (people, active) for role, people, active in rows}
    return [_usage(role, found.get(role, (0, 0))) for role in (Role.COUNSELOR, Role.SUPERVISOR)]


def _usage(role: Role, count: tuple[int, int]) -> Usage:
    is_told = Safety(FAMILIES[What.PEOPLE].atoms, count[:1]).allows(count[:1])
    people = count[0] if is_told else None
    active = count[1] if Safety(FAMILIES[What.ACTIVE].atoms, (2, 1)).allows(count) else None
    return Usage(role, people, active)


def _promised() -> Iterator[tuple[int, Decimal]]:
    """The newest promise of each in yen a month, its middle. One in dong by the rate written down with it."""
    rows = (
        PromisedPay.objects.filter(person__in=people_counted())
        .order_by("person", "version")
        .values_list("person_id", "currency", "low", "high", "vnd_per_jpy")
    )
    for person, currency, low, high, rate in rows.iterator(ROWS_AT_ONCE):
        middle = Decimal(low + high) / 2
        if currency == Currency.JPY:
            yield person, middle
        elif currency == Currency.VND and rate:
            yield person, middle / rate
        else:
            yield person, Decimal(0)


def _paid() -> Iterator[tuple[int, Any]]:
    """The mean pay of the months told, before anything comes off, yen."""
    rows = MonthMoney.objects.filter(person__in=people_counted(), gross_jpy__gt=0)
    return iter(
        rows.order_by("person")
        .values_list("person_id")
        .annotate(Avg("gross_jpy"))
        .iterator(ROWS_AT_ONCE)
    )
