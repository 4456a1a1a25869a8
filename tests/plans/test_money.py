"""Debts, typed payslip lines and what the sums rest on: closed to others, all of it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError

from accounts.models import User
from planner.plans.enums import ChangeKind
from planner.plans.models import Debt, MoneyBasis, PayYear, PlanChange
from planner.plans.records import DEBT, plain
from planner.plans.selectors.plan import plan_of
from planner.plans.services.money import (
    MOST_DEBTS,
    TooManyDebts,
    keep_basis,
    keep_debt,
    keep_pay_year,
    remove_debt,
)
from planner.plans.services.writing import ClosedHere, NotThere
from planner.sharing.sections import Section
from planner.sharing.stale import ChangedMeanwhile, fingerprint
from tests.factories.accounts import UserFactory
from tests.factories.plans import (
    BASIS_VALUES,
    DEBT_VALUES,
    LATER,
    NEW,
    NOW,
    YEAR_VALUES,
    debt,
    edited_debt,
    money_basis,
    pay_year,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker() -> User:
    person: User = UserFactory.create()
    return person


def newest_change() -> PlanChange:
    change: PlanChange = PlanChange.objects.order_by("-pk")[0]
    return change


def test_debt_is_kept_and_stands_in_the_history(worker: User) -> None:
    debt(worker)

    row = Debt.objects.get()
    change = PlanChange.objects.get()
    assert {name: getattr(row, name) for name in DEBT} == DEBT_VALUES
    assert (change.what, change.section) == (ChangeKind.DEBT, Section.MONEY)
    assert (change.before, change.after) == ({}, plain(row, DEBT))


def test_debt_edited_says_what_changed(worker: User) -> None:
    row = debt(worker)

    edited_debt(row, payment_vnd=5_000_000, now=LATER)

    change = newest_change()
    assert Debt.objects.get().payment_vnd == 5_000_000
    assert (change.before, change.after) == (
        {"payment_vnd": 4_000_000},
        {"payment_vnd": 5_000_000},
    )


def test_same_debt_makes_no_history(worker: User) -> None:
    row = debt(worker)

    edited_debt(row, rate_pct=Decimal("7.50"), now=LATER)

    assert PlanChange.objects.count() == 1


def test_debt_removed_leaves_what_it_was_in_the_history(worker: User) -> None:
    row = debt(worker)
    was = plain(row, DEBT)

    remove_debt(person=worker, pk=row.pk, now=LATER)

    change = newest_change()
    assert not Debt.objects.exists()
    assert (change.what, change.section) == (ChangeKind.DEBT_REMOVED, Section.MONEY)
    assert (change.before, change.after) == (was, {})


def test_debt_too_many_is_refused_and_one_of_them_is_still_edited(worker: User) -> None:
    for _number in range(MOST_DEBTS):
        row = debt(worker)

    with pytest.raises(TooManyDebts):
        debt(worker)
    edited_debt(row, amount_vnd=1)

    assert Debt.objects.count() == MOST_DEBTS


def test_debt_of_another_is_not_there(worker: User) -> None:
    theirs = debt(UserFactory.create())

    with pytest.raises(NotThere):
        keep_debt(
            person=worker,
            pk=theirs.pk,
            values=DEBT_VALUES,
            seen=fingerprint(plain(theirs, DEBT)),
            now=NOW,
        )
    with pytest.raises(NotThere):
        remove_debt(person=worker, pk=theirs.pk, now=NOW)

    assert Debt.objects.get().person == theirs.person


def test_year_of_pay_is_one_row_that_changes(worker: User) -> None:
    pay_year(worker)

    pay_year(worker, lines={"health": 8_500, "pension": 15_555}, now=LATER)

    change = newest_change()
    assert PayYear.objects.get().lines == {"health": 8_500, "pension": 15_555}
    assert (change.what, change.section, change.about) == (
        ChangeKind.PAY_YEAR,
        Section.MONEY,
        "1",
    )
    assert change.before == {"lines": {"health": 8_500}}


def test_years_of_pay_stand_side_by_side(worker: User) -> None:
    pay_year(worker, 3, gross_jpy=190_000)
    pay_year(worker, 1)

    years = plan_of(worker).years

    assert [(year, row.gross_jpy) for year, row in years.items()] == [(1, 170_000), (3, 190_000)]


def test_same_year_of_pay_makes_no_history(worker: User) -> None:
    pay_year(worker)

    pay_year(worker, now=LATER)

    assert PlanChange.objects.count() == 1


def test_basis_keeps_the_columns_that_a_form_leaves_out(worker: User) -> None:
    money_basis(worker)
    seen = fingerprint({"dependants": 2})

    keep_basis(person=worker, values={"dependants": 3}, seen=seen, now=LATER)

    row = MoneyBasis.objects.get()
    change = newest_change()
    assert {name: getattr(row, name) for name in BASIS_VALUES} == BASIS_VALUES | {"dependants": 3}
    assert (change.what, change.section) == (ChangeKind.BASIS, Section.MONEY)
    assert (change.before, change.after) == ({"dependants": 2}, {"dependants": 3})


def test_same_basis_makes_no_history(worker: User) -> None:
    money_basis(worker)

    money_basis(worker, now=LATER)

    assert PlanChange.objects.count() == 1


STALE: dict[str, Callable[[User, str], Any]] = {
    "debt": lambda person, seen: keep_debt(
        person=person,
        pk=Debt.objects.get().pk,
        values=DEBT_VALUES | {"amount_vnd": 1},
        seen=seen,
        now=LATER,
    ),
    "year": lambda person, seen: keep_pay_year(
        person=person, year=1, values=YEAR_VALUES | {"gross_jpy": 1}, seen=seen, now=LATER
    ),
    "basis": lambda person, seen: keep_basis(
        person=person, values={"dependants": 7}, seen=seen, now=LATER
    ),
}


@pytest.mark.parametrize("what", STALE)
def test_what_changed_meanwhile_is_not_written_over(what: str, worker: User) -> None:
    debt(worker)
    pay_year(worker)
    money_basis(worker)

    with pytest.raises(ChangedMeanwhile):
        STALE[what](worker, NEW)

    assert Debt.objects.get().amount_vnd == DEBT_VALUES["amount_vnd"]
    assert PayYear.objects.get().gross_jpy == YEAR_VALUES["gross_jpy"]
    assert MoneyBasis.objects.get().dependants == BASIS_VALUES["dependants"]
    assert PlanChange.objects.count() == 3


def test_nothing_of_money_is_written_in_a_browser_that_is_shut_out(worker: User) -> None:
    row = debt(worker)
    worker.is_shut_out = True

    for write in (
        lambda: debt(worker),
        lambda: keep_debt(person=worker, pk=row.pk, values={}, seen="", now=NOW),
        lambda: remove_debt(person=worker, pk=row.pk, now=NOW),
        lambda: pay_year(worker),
        lambda: money_basis(worker),
    ):
        with pytest.raises(ClosedHere):
            write()

    assert (Debt.objects.count(), PayYear.objects.count(), MoneyBasis.objects.count()) == (1, 0, 0)
    assert PlanChange.objects.count() == 1


@pytest.mark.parametrize("values", [{"amount_vnd": 0}, {"payment_vnd": 0}])
def test_debt_of_nothing_is_refused(values: dict[str, Any], worker: User) -> None:
    with pytest.raises(IntegrityError, match="debt_amounts_above_zero"):
        debt(worker, **values)


@pytest.mark.parametrize("rate", ["-0.01", "100.01"])
def test_debt_at_a_rate_that_cannot_be_is_refused(rate: str, worker: User) -> None:
    with pytest.raises(IntegrityError, match="debt_rate_within_reason"):
        debt(worker, rate_pct=Decimal(rate))


@pytest.mark.parametrize("year", [0, 11])
def test_year_outside_any_stay_is_refused(year: int, worker: User) -> None:
    with pytest.raises(IntegrityError, match="pay_year_within_reason"):
        pay_year(worker, year)


def test_a_year_of_pay_is_there_once(worker: User) -> None:
    pay_year(worker)

    with pytest.raises(IntegrityError):
        PayYear.objects.create(person=worker, year=1)


def test_a_person_has_one_basis(worker: User) -> None:
    money_basis(worker)

    with pytest.raises(IntegrityError):
        MoneyBasis.objects.create(person=worker, rate_month=date(2026, 10, 1))
