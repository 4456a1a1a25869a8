"""Months in Japan, told as a page would, or many at once. Any column can be given."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from accounts.models import User
from planner.benchmarks.check_ins import next_month
from planner.plans.enums import Mood
from planner.plans.models import CheckIn, MonthFeeling, MonthMoney, MonthWork
from planner.plans.selectors.months import months_of
from planner.plans.services.check_ins import month_values, record_check_in
from planner.sharing.sections import Section
from planner.sharing.stale import fingerprint

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
OCTOBER = date(2026, 10, 1)

MONEY: dict[str, Any] = {
    "gross_jpy": 180_000,
    "net_jpy": 121_000,
    "sent_jpy": 50_000,
    "vnd_per_jpy": Decimal("165.5"),
    "saved_jpy": 10_000,
    "debt_paid_vnd": 6_000_000,
}
WORK: dict[str, Any] = {
    "section": Section.WORK,
    "hours": Decimal("176.5"),
    "duties": ["cắt rau"],
    "other": ["sửa mái nhà"],
}
FEELING: dict[str, Any] = {"mood": Mood.FAIR, "words": "nhớ nhà"}
# Not given: as above. None: not told.
USUAL: dict[str, Any] = {}

Part = Mapping[str, Any] | None


def told_month(
    person: User,
    month: date = OCTOBER,
    *,
    money: Part = USUAL,
    work: Part = USUAL,
    feeling: Part = USUAL,
    now: datetime = NOW,
) -> CheckIn:
    """Told, or told otherwise. `money={"net_jpy": 1}`: the rest as above; None: nothing of it told."""
    told = next((row for row in months_of(person) if row.month == month), None)
    return record_check_in(
        person=person,
        month=month,
        values={
            "money": _over(MONEY, money),
            "work": _over(WORK, work),
            "feeling": _over(FEELING, feeling),
        },
        seen=fingerprint(month_values(told)),
        now=now,
    )


def told_months(
    person: User, count: int, first: date = date(2021, 11, 1), *, now: datetime = NOW
) -> list[CheckIn]:
    """So many in a row with every part, in four queries."""
    months = [first]
    while len(months) < count:
        months.append(next_month(months[-1]))
    rows = CheckIn.objects.bulk_create(
        CheckIn(person=person, month=month, told_at=now) for month in months
    )
    MonthMoney.objects.bulk_create(MonthMoney(person=person, check_in=row, **MONEY) for row in rows)
    MonthWork.objects.bulk_create(MonthWork(person=person, check_in=row, **WORK) for row in rows)
    MonthFeeling.objects.bulk_create(
        MonthFeeling(person=person, check_in=row, **FEELING) for row in rows
    )
    return list(rows)


def _over(usual: dict[str, Any], given: Part) -> Part:
    return None if given is None else {**usual, **given}
