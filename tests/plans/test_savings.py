"""What is put aside, and what was agreed with the family: closed to others, all of it."""

from datetime import date

import pytest

from accounts.models import User
from planner.money.enums import Currency
from planner.plans.enums import ChangeKind
from planner.plans.models import PlanChange, Remittance, SavingsPlan
from planner.plans.records import REMITTANCE, SAVINGS, plain
from planner.plans.selectors.savings import remittance_of, remittances_of, savings_of
from planner.plans.services.savings import (
    MOST_REMITTANCES,
    MonthTaken,
    TooManyRemittances,
    keep_remittance,
    keep_savings,
    remove_remittance,
)
from planner.plans.services.writing import ClosedHere, NotThere
from planner.sharing.sections import Section
from planner.sharing.stale import ChangedMeanwhile, fingerprint
from tests.factories.accounts import UserFactory
from tests.factories.plans import LATER, NEW, NOW, benchmark
from tests.factories.savings import (
    REMITTANCE_VALUES,
    SAVINGS_VALUES,
    remittance,
    savings_plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker() -> User:
    person: User = UserFactory.create()
    return person


@pytest.fixture
def shut_out(worker: User) -> User:
    worker.is_shut_out = True
    return worker


def newest_change() -> PlanChange:
    change: PlanChange = PlanChange.objects.order_by("-pk")[0]
    return change


def test_savings_are_kept_and_stand_in_the_history(worker: User) -> None:
    mark = benchmark(worker)

    savings_plan(worker, trade_benchmark_id=mark.pk)

    row, change = SavingsPlan.objects.get(), newest_change()
    wanted = SAVINGS_VALUES | {"trade_benchmark_id": mark.pk}
    assert {name: getattr(row, name) for name in SAVINGS} == wanted
    assert (change.what, change.section) == (ChangeKind.SAVINGS, Section.MONEY)
    told = {name: value for name, value in plain(row, SAVINGS).items() if value is not None}
    assert change.after == told


def test_savings_changed_say_what_changed(worker: User) -> None:
    savings_plan(worker)

    savings_plan(worker, savings_jpy=500_000, now=LATER)
    savings_plan(worker, now=LATER)

    change = newest_change()
    assert PlanChange.objects.count() == 2
    assert (change.before, change.after) == ({"savings_jpy": 400_000}, {"savings_jpy": 500_000})


def test_savings_of_a_page_that_is_old_are_refused(worker: User) -> None:
    savings_plan(worker)

    with pytest.raises(ChangedMeanwhile):
        keep_savings(person=worker, values=SAVINGS_VALUES, seen=NEW, now=NOW)


def test_savings_take_no_benchmark_of_another(worker: User) -> None:
    theirs = benchmark(UserFactory.create())

    with pytest.raises(NotThere):
        savings_plan(worker, trade_benchmark_id=theirs.pk)

    assert not SavingsPlan.objects.exists()


def test_benchmark_removed_leaves_the_savings(worker: User) -> None:
    mark = benchmark(worker)
    savings_plan(worker, trade_benchmark_id=mark.pk)

    mark.delete()

    found = savings_of(worker)
    assert found is not None
    assert (found.trade_benchmark, found.savings_jpy) == (None, 400_000)


def test_remittances_are_kept_by_month(worker: User) -> None:
    later = remittance(worker, from_month=date(2027, 1, 1), amount=50_000, currency=Currency.JPY)
    first = remittance(worker)

    assert remittances_of(worker) == [first, later]
    assert {name: getattr(first, name) for name in REMITTANCE} == REMITTANCE_VALUES
    assert newest_change().what == ChangeKind.REMITTANCE


def test_remittance_of_a_month_that_has_one_is_refused(worker: User) -> None:
    row = remittance(worker)
    other = remittance(worker, from_month=date(2026, 5, 1))
    seen = fingerprint(plain(other, REMITTANCE))

    with pytest.raises(MonthTaken):
        remittance(worker, amount=1_000_000)
    with pytest.raises(MonthTaken):
        keep_remittance(person=worker, pk=other.pk, values=REMITTANCE_VALUES, seen=seen, now=NOW)
    keep_remittance(
        person=worker,
        pk=row.pk,
        values=REMITTANCE_VALUES | {"amount": 9_000_000},
        seen=fingerprint(plain(row, REMITTANCE)),
        now=LATER,
    )

    amounts = [row.amount for row in remittances_of(worker)]
    assert amounts == [9_000_000, 10_000_000]


def test_remittance_removed_leaves_what_it_was_in_the_history(worker: User) -> None:
    row = remittance(worker)
    was = plain(row, REMITTANCE)

    remove_remittance(person=worker, pk=row.pk, now=LATER)

    assert not Remittance.objects.exists()
    assert (newest_change().before, newest_change().after) == (was, {})


def test_remittance_of_another_is_not_there(worker: User) -> None:
    theirs = remittance(UserFactory.create())
    seen = fingerprint(plain(theirs, REMITTANCE))

    with pytest.raises(NotThere):
        keep_remittance(person=worker, pk=theirs.pk, values=REMITTANCE_VALUES, seen=seen, now=NOW)
    with pytest.raises(NotThere):
        remove_remittance(person=worker, pk=theirs.pk, now=NOW)

    assert remittance_of(worker, theirs.pk) is None
    assert Remittance.objects.count() == 1


def test_remittances_too_many_are_refused(worker: User) -> None:
    Remittance.objects.bulk_create(
        Remittance(person=worker, **REMITTANCE_VALUES | {"from_month": date(2000 + number, 1, 1)})
        for number in range(MOST_REMITTANCES)
    )

    with pytest.raises(TooManyRemittances):
        remittance(worker, from_month=date(2026, 2, 1))


def test_a_browser_that_is_shut_out_neither_reads_nor_writes(worker: User, shut_out: User) -> None:
    SavingsPlan.objects.create(person=worker, **SAVINGS_VALUES)
    row = Remittance.objects.create(person=worker, **REMITTANCE_VALUES)

    for write in (
        lambda: savings_plan(shut_out),
        lambda: remittance(shut_out, from_month=date(2026, 2, 1)),
        lambda: remove_remittance(person=shut_out, pk=row.pk, now=NOW),
    ):
        with pytest.raises(ClosedHere):
            write()

    assert (savings_of(shut_out), remittances_of(shut_out)) == (None, [])
    assert Remittance.objects.count() == 1
