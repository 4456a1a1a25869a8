"""Signs in the money of workers who opened it to this very counselor. For anybody else nothing is asked."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet

from accounts.enums import Role
from accounts.models import User
from planner.casework.money_signs import (
    PaidMonth,
    Promise,
    SavingsAim,
    asked_a_month,
    missing_shares,
    months_behind,
)
from planner.money.month_numbers import first_of, month_number
from planner.plans.models import MonthMoney, PromisedPay, SavingsPlan
from planner.sharing.audiences import consents_to
from planner.sharing.enums import Purpose

# What was told longer ago says nothing of today.
MONTHS_LOOKED_AT = 6


class MoneySigns(NamedTuple):
    """As `triage.Facts` has them."""

    pay_gap: Decimal | None = None
    net_pay_gap: Decimal | None = None
    months_behind: int | None = None


def money_questions(reader: User, today: date, **whose: object) -> "dict[str, QuerySet[Any]]":
    """Three about those in care who opened their money to this reader; none from a supervisor.

    `whose`: which consents, where not all of them.
    """
    if reader.role != Role.COUNSELOR:
        return {}
    consents = consents_to(reader).filter(purpose=Purpose.OPEN_MONEY, **whose)
    opened = consents.values("person")
    return {"months": _months(opened, today), "promises": _promises(opened), "aims": _aims(opened)}


def money_signs(
    answers: Mapping[str, Sequence[Sequence[Any]]], returns_on: Mapping[int, date | None]
) -> dict[int, MoneySigns]:
    """By worker, out of what was answered to `money_questions`."""
    months: defaultdict[int, list[PaidMonth]] = defaultdict(list)
    for pk, *month in answers.get("months", ()):
        months[pk].append(PaidMonth(*month))
    # The newest version is the last.
    promises = {pk: Promise(*promise) for pk, *promise in answers.get("promises", ())}
    aims = {row[0]: _aim(*row[1:]) for row in answers.get("aims", ())}
    return {
        pk: _signs(rows, promises.get(pk), aims.get(pk), returns_on.get(pk))
        for pk, rows in months.items()
    }


def _signs(
    months: list[PaidMonth],
    promise: Promise | None,
    aim: SavingsAim | None,
    returns_on: date | None,
) -> MoneySigns:
    gap, net_gap = missing_shares(promise, months) if promise else (None, None)
    asked = asked_a_month(aim, returns_on) if aim and returns_on else None
    if asked is None or aim is None:
        return MoneySigns(gap, net_gap)
    saved = {row.month: row.saved_jpy for row in months if row.month > aim.from_month}
    return MoneySigns(gap, net_gap, months_behind(saved, asked))


def _aim(
    month: date,
    jpy: int | None,
    vnd: int | None,
    rate: Decimal,
    runway: int | None,
    living_vnd: int | None,
    *amounts: int | None,
) -> SavingsAim:
    needed = sum(amount or 0 for amount in amounts) + (runway or 0) * (living_vnd or 0)
    return SavingsAim(month, jpy or 0, vnd or 0, needed, rate)


def _months(opened: "QuerySet[Any]", today: date) -> "QuerySet[Any]":
    first = first_of(month_number(today) - MONTHS_LOOKED_AT)
    rows = MonthMoney.objects.filter(person__in=opened, check_in__month__gte=first)
    columns = ("person_id", "check_in__month", "gross_jpy", "net_jpy", "saved_jpy")
    return rows.order_by("check_in__month").values_list(*columns)


def _promises(opened: "QuerySet[Any]") -> "QuerySet[Any]":
    rows = PromisedPay.objects.filter(person__in=opened).order_by("version")
    return rows.values_list("person_id", "low", "high", "currency", "vnd_per_jpy")


def _aims(opened: "QuerySet[Any]") -> "QuerySet[Any]":
    """Of those who told what savings are for, how much there was, and what a yen is worth."""
    basis = "person__moneybasis__"
    rows = SavingsPlan.objects.filter(
        person__in=opened, savings_month__isnull=False, **{f"{basis}vnd_per_jpy__isnull": False}
    )
    return rows.values_list(
        *("person_id", "savings_month", "savings_jpy", "savings_vnd", f"{basis}vnd_per_jpy"),
        *("runway_months", f"{basis}home_living_vnd"),
        *("house_vnd", "business_vnd", "emergency_vnd"),
    )
