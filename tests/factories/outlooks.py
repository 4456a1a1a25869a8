"""Rates and rules as staff enter them, and a worker whose plan rests on them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from accounts.models import User
from planner.plans.models import MoneyBasis, PlanMove, RulesKept, SavingsPlan
from planner.plans.records import plain
from planner.plans.services.outlooks import MOVE, Refreshed, read_move, refresh_outlooks
from planner.reference.models import DataVersion, ExchangeRate, JapanesePayRule, ReferenceRow
from planner.sharing.stale import fingerprint
from tests.factories.accounts import UserFactory
from tests.factories.months import told_month

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
JOINED = datetime(2026, 1, 5, tzinfo=UTC)
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
MILLION = 1_000_000


def saver(**values: object) -> User:
    """100,000 yen put aside and 50,000 more a month; 48 million dong are needed: six months at home of 8 million."""
    person: User = UserFactory.create(language="en", date_joined=JOINED)
    MoneyBasis.objects.create(
        person=person, home_wage_vnd=10 * MILLION, home_living_vnd=8 * MILLION
    )
    SavingsPlan.objects.create(
        person=person,
        **{
            "savings_month": date(2026, 9, 1),
            "savings_jpy": 100_000,
            "savings_vnd": 0,
            "runway_months": 6,
            **values,
        },
    )
    money = {"saved_jpy": 50_000, "sent_jpy": 0, "debt_paid_vnd": 0}
    told_month(person, money=money, now=NOW)
    return person


def staff_rate(rate: str, month: date = NOVEMBER, now: datetime = NOW) -> None:
    """Dong for one yen, as staff enter it in the admin, or correct it."""
    row = ExchangeRate.objects.filter(series="staff", month=month).first()
    row = row or ExchangeRate(series="staff", month=month, source="Vietcombank", year="2026")
    row.vnd_per_jpy = Decimal(rate)
    _enter(row, now)


def staff_rule(name: str, now: datetime = NOW, **values: object) -> JapanesePayRule:
    """The rule that holds today, otherwise."""
    begun = JapanesePayRule.objects.filter(name=name).exclude(valid_from__gt=now)
    row = begun.order_by("valid_from").last()
    assert row is not None
    for column, value in values.items():
        setattr(row, column, value)
    _enter(row, now)
    return row


def _enter(row: ReferenceRow, now: datetime) -> None:
    """As mark_edited, which reads every table for the new version."""
    row.save()
    DataVersion.objects.update(digest=uuid4().hex, changed_at=now)


def looked(now: datetime = NOW, seconds: float = 60) -> Refreshed:
    return refresh_outlooks(now=now, seconds=seconds)


def moves_of(person: User) -> list[PlanMove]:
    return list(PlanMove.objects.filter(person=person).order_by("pk"))


def seen_of(move: PlanMove) -> str:
    return fingerprint(plain(move, MOVE))


def read(move: PlanMove, now: datetime = NOW) -> None:
    read_move(person=move.person, pk=move.pk, seen=seen_of(move), now=now)


def moved_plan(person: User, *, now: datetime = NOW, **values: Any) -> PlanMove:
    """As a fallen yen moves it. Any column can be given."""
    kept = RulesKept.objects.first() or RulesKept.objects.create(mark="", rules={}, made_at=now)
    usual = {
        "results": {
            "return": ["2027-01-01", "2027-03-01"],
            "debt_free": ["2028-06-01", "2028-06-01"],
            "runway": [3, 2],
        },
        "causes": [
            {
                "cause": "rate",
                "about": "",
                "before": {**_RATE, "value": "160.00", "month": "2026-10-01"},
                "after": {**_RATE, "value": "120.00", "month": "2026-11-01"},
            }
        ],
    }
    row: PlanMove = PlanMove.objects.create(
        person=person, base=kept, at=now, worked_out_at=now, **{**usual, **values}
    )
    return row


_RATE = {"source": "Vietcombank", "year": "2026", "url": ""}
