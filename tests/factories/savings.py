"""Savings and what was agreed with the family. Any column can be given."""

from datetime import date, datetime
from typing import Any

from django.db.models import Model

from accounts.models import User
from planner.money.enums import Currency
from planner.plans.models import Remittance, SavingsPlan
from planner.plans.records import SAVINGS, plain
from planner.plans.services.savings import keep_remittance, keep_savings
from planner.sharing.stale import fingerprint
from tests.factories.plans import NEW, NOW

SAVINGS_VALUES: dict[str, Any] = {
    "savings_month": date(2026, 10, 1),
    "savings_jpy": 400_000,
    "savings_vnd": 50_000_000,
    "emergency_vnd": 20_000_000,
    "house_vnd": 200_000_000,
    "business_vnd": None,
    "runway_months": 12,
    "trade_benchmark_id": None,
}
REMITTANCE_VALUES: dict[str, Any] = {
    "from_month": date(2026, 1, 1),
    "amount": 10_000_000,
    "currency": Currency.VND,
    "agreed_with": "Mẹ",
    "what_for": "Trả nợ",
}


def savings_plan(person: User, *, now: datetime = NOW, **values: Any) -> SavingsPlan:
    row = SavingsPlan.objects.filter(person=person).first()
    return keep_savings(
        person=person,
        values=_over(row, SAVINGS, SAVINGS_VALUES) | values,
        seen=fingerprint(plain(row, SAVINGS)),
        now=now,
    )


def remittance(person: User, *, now: datetime = NOW, **values: Any) -> Remittance:
    """A new one."""
    return keep_remittance(
        person=person, pk=None, values=REMITTANCE_VALUES | values, seen=NEW, now=now
    )


def _over(row: Model | None, columns: tuple[str, ...], defaults: dict[str, Any]) -> dict[str, Any]:
    """The row as it is; the defaults if there is none."""
    return dict(defaults) if row is None else {name: getattr(row, name) for name in columns}
