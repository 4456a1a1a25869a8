"""Months in Japan of some of the demo people. Tuan's follow the published account as far as it goes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from planner.benchmarks.dates import add_months
from planner.money.enums import Currency
from planner.plans.enums import Japanese, MissCause, Mood
from planner.plans.models import Benchmark
from planner.plans.services.check_ins import record_check_in
from planner.plans.services.japanese import keep_japanese_test
from planner.plans.services.misses import WhatNow, tell_miss, told_values
from planner.plans.services.savings import keep_remittance, keep_savings
from planner.sharing.sections import Section
from planner.sharing.stale import fingerprint

NEW = fingerprint({})
A_LONG_TIME = timedelta(days=2000)
# From the first day of the month that is told.
TOLD_AFTER, EVENING = timedelta(days=33), time(20)
Values = Mapping[str, Any]
# Hours, duties of the contract, other work.
Work = tuple[int, list[str], list[str]]


@dataclass(frozen=True)
class DemoMonths:
    """`month_of`: what is told of the n-th month. `newest`: how many months back the last one told lies."""

    first: date
    month_of: Callable[[int, date], Values]
    newest: int = 1
    oldest: int | None = None
    savings: Values | None = None
    sent_home: tuple[Values, ...] = ()
    # Level, day, whether passed.
    tests: tuple[tuple[Japanese, date, bool], ...] = ()
    # Cause and words for the newest benchmark that was missed.
    miss: tuple[MissCause, str] | None = None


def _month(
    net: int,
    sent: int,
    saved: int,
    work: Work,
    *,
    gross: int | None = None,
    debt: int | None = None,
    mood: Mood = Mood.FAIR,
    words: str = "",
) -> Values:
    hours, duties, other = work
    return {
        "money": {
            "gross_jpy": gross,
            "net_jpy": net,
            "sent_jpy": sent,
            "vnd_per_jpy": None,
            "saved_jpy": saved,
            "debt_paid_vnd": debt,
        },
        "work": {
            "section": Section.WORK,
            "hours": Decimal(hours),
            "duties": duties,
            "other": other,
        },
        "feeling": {"mood": mood, "words": words},
    }


# VnExpress International, article 4992054: 90,000–110,000 yen for three years, debt free after two; then 170,000 yen of which
# 50,000 goes to rent and food and 20,000 to insurance and tax. How it spreads over the months is ours.
def _tuan(number: int, month: date) -> Values:
    net = (100_000, 90_000, 105_000, 110_000, 95_000)[number % 5]
    if number >= 36:
        kept = (80_000, 75_000, 87_000, 82_000)[number % 4]
        later: Work = (176, ["chăm sóc bonsai"], ["cắt gai xương rồng"])
        return _month(100_000, 40_000, kept - 40_000, later, gross=170_000)
    debt = 12_500_000 if 1 <= number <= 24 else 0
    mood = Mood.HARD if month.month in (1, 2) else Mood.FAIR
    words = "Trời lạnh, đau lưng." if mood == Mood.HARD else ""
    sent, saved = (65_000, 0) if number <= 24 else (30_000, 30_000)
    work: Work = (190, *_tuan_work(number, month))
    return _month(net, sent, saved, work, debt=debt, mood=mood, words=words)


def _tuan_work(number: int, month: date) -> tuple[list[str], list[str]]:
    other = ["sửa mái nhà", "thông cống"]
    if month.month in (12, 1, 2):
        other.append("xúc tuyết")
    if month.month in (9, 10, 11):
        other.append("thu hoạch củ sen")
    return (["chăm sóc bonsai"] if number % 3 == 0 else []), [*other, "cắt gai xương rồng"]


def _minh(number: int, month: date) -> Values:
    work: Work = (182, ["lắp vách thạch cao", "trần treo"], [])
    return _month(142_000, 50_000, 45_000, work, gross=196_000, debt=5_000_000, mood=Mood.GOOD)


MONTHS: dict[str, DemoMonths] = {
    "tuan": DemoMonths(
        first=date(2020, 10, 1),
        month_of=_tuan,
        newest=2,
        savings={
            "savings_jpy": None,
            "savings_vnd": 30_000_000,
            "emergency_vnd": 20_000_000,
            "house_vnd": None,
            "business_vnd": 150_000_000,
            "runway_months": 12,
            "trade_benchmark_id": None,
        },
        sent_home=(
            {
                "from_month": date(2020, 11, 1),
                "amount": 13_000_000,
                "currency": Currency.VND,
                "agreed_with": "bố mẹ",
                "what_for": "trả nợ",
            },
            {
                "from_month": date(2022, 11, 1),
                "amount": 6_000_000,
                "currency": Currency.VND,
                "agreed_with": "bố mẹ",
                "what_for": "chi tiêu trong nhà",
            },
        ),
        tests=(
            (Japanese.N5, date(2019, 12, 1), True),
            (Japanese.N4, date(2022, 7, 3), True),
            (Japanese.N3, date(2022, 12, 4), False),
        ),
        miss=(MissCause.EMPLOYER, "Chủ không cho nghỉ để đi thi."),
    ),
    "minh": DemoMonths(
        first=date(2023, 5, 1),
        month_of=_minh,
        oldest=1,
        savings={
            "savings_jpy": 900_000,
            "savings_vnd": 150_000_000,
            "emergency_vnd": 30_000_000,
            "house_vnd": 900_000_000,
            "business_vnd": None,
            "runway_months": 6,
            "trade_benchmark_id": None,
        },
    ),
}


def tell_months(person: User, told: DemoMonths, now: datetime) -> None:
    """Through the same services as the pages."""
    common: dict[str, Any] = {"person": person, "now": now}
    for number, month in _months(told, now.date()):
        record_check_in(
            person=person,
            month=month,
            values=told.month_of(number, month),
            seen=NEW,
            now=min(now, datetime.combine(month + TOLD_AFTER, EVENING).astimezone()),
        )
    if told.savings:
        # Of two months ago, where an amount is told: months after it add to it.
        since = add_months(now.date().replace(day=1), Decimal(-2))
        typed = {"savings_month": since if told.savings["savings_jpy"] else None}
        keep_savings(values={**told.savings, **typed}, seen=NEW, **common)
    for values in told.sent_home:
        keep_remittance(pk=None, values=values, seen=NEW, **common)
    for level, day, is_passed in told.tests:
        values = {"level": level, "taken_on": day, "is_passed": is_passed, "points": None}
        keep_japanese_test(pk=None, values=values, seen=NEW, **common)
    if told.miss:
        _tell_miss(person, *told.miss, now)


def _months(told: DemoMonths, today: date) -> Iterator[tuple[int, date]]:
    """Number and first day of each month that is told, up to `newest` months back."""
    this = today.replace(day=1)
    last = add_months(this, Decimal(-told.newest))
    first = told.first if told.oldest is None else add_months(this, Decimal(-told.oldest))
    count = (last.year - told.first.year) * 12 + last.month - told.first.month
    for number in range(count + 1):
        month = add_months(told.first, Decimal(number))
        if month >= first:
            yield number, month


def _tell_miss(person: User, cause: MissCause, words: str, now: datetime) -> None:
    rows = Benchmark.objects.filter(
        person=person, section=Section.BENCHMARKS, done_on=None, dropped_on=None
    )
    # As if they had been laid out before the flight: else nothing would be late yet.
    rows.update(added_at=now - A_LONG_TIME)
    row = rows.filter(due_on__lt=now.date()).order_by("-due_on", "pk").first()
    if row:
        tell_miss(
            person=person,
            pk=row.pk,
            cause=cause,
            words=words,
            what_now=WhatNow.LEAVE,
            seen=fingerprint(told_values(row, None)),
            today=now.date(),
            now=now,
        )
