"""A changed rate or rule moves plans: one message for each, about nothing but the change."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from planner.benchmarks.enums import Route
from planner.money.enums import Line
from planner.plans.models import Outlook, Plan, PlanMove, RulesKept, SavingsPlan
from planner.plans.selectors.outlooks import inputs_of, move_of, unseen_move_of
from planner.plans.services import outlooks
from planner.plans.services.outlooks import read_move
from planner.plans.services.writing import ClosedHere, NotThere
from planner.reference.models import HelpLine
from planner.reference.selectors import current_atlas
from planner.reference.services import mark_edited
from planner.sharing.stale import ChangedMeanwhile
from tests.factories.accounts import UserFactory
from tests.factories.months import told_month
from tests.factories.outlooks import (
    DECEMBER,
    NOVEMBER,
    NOW,
    looked,
    moves_of,
    read,
    saver,
    seen_of,
    staff_rate,
    staff_rule,
)
from tests.factories.plans import promised_pay

pytestmark = pytest.mark.django_db
AN_HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _one_atlas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it changes here, and it is slow to build."""
    atlas = current_atlas()
    monkeypatch.setattr(outlooks, "current_atlas", lambda: atlas)


@pytest.fixture
def worker() -> User:
    """At 160 dong 24 million are put aside, 8 million come a month: November, December, January."""
    staff_rate("160", now=NOW - AN_HOUR)
    looked(NOW - AN_HOUR)
    return saver()


def test_new_rate_tells_what_moved_and_by_what(worker: User) -> None:
    """At 120: 18 million, 6 a month. 30 are missing: five months, until March."""
    staff_rate("120")

    found = looked()

    [move] = moves_of(worker)
    assert (found.looked, found.moved, found.is_done) == (1, 1, True)
    assert move.results["return"] == ["2027-01-01", "2027-03-01"]
    assert move.results["runway"] == [3, 2]
    [cause] = move.causes
    assert (cause["cause"], cause["before"]["value"], cause["after"]["value"]) == (
        *("rate", "160.00"),
        "120.00",
    )
    assert (cause["after"]["month"], cause["after"]["source"]) == ("2026-11-01", "Vietcombank")


def test_nothing_is_told_before_anything_changes(worker: User) -> None:
    looked()

    assert looked() == outlooks.Refreshed(0, 0, is_done=True)
    assert (moves_of(worker), RulesKept.objects.count()) == ([], 1)


def test_change_that_moves_nothing_tells_nothing(worker: User) -> None:
    """At 161 it takes as long as at 160."""
    staff_rate("161")

    found = looked()

    assert (found.looked, found.moved, moves_of(worker)) == (1, 0, [])


def test_time_that_passes_tells_nothing(worker: User) -> None:
    """Four months on, the earliest return lies four months later, and rules have come into force meanwhile."""
    staff_rate("161")
    looked()
    later = NOW + timedelta(days=130)

    looked(later)
    staff_rate("162", DECEMBER, later)
    looked(later)

    assert moves_of(worker) == []


def test_what_the_person_types_tells_nothing(worker: User) -> None:
    """With a house of 296.5 million: 41 months at 160, and 40 both at 161, where it was typed, and at 161.5."""
    staff_rate("161")
    looked()
    SavingsPlan.objects.update(house_vnd=296_500_000)

    looked()
    staff_rate("161.5", DECEMBER)
    looked(NOW + timedelta(days=12))

    assert moves_of(worker) == []


def test_small_changes_add_up(worker: User) -> None:
    for number, rate in enumerate(["156", "150", "144"], 1):
        staff_rate(rate)
        looked(NOW + AN_HOUR * number)

    [move] = moves_of(worker)
    assert move.causes[0]["before"]["value"] == "160.00"


def test_later_change_is_added_to_what_is_not_read(worker: User) -> None:
    staff_rate("120")
    looked()
    staff_rate("80")
    looked(NOW + AN_HOUR)

    [move] = moves_of(worker)
    assert move.results["return"][0] == "2027-01-01"
    assert move.results["return"][1] == "2027-07-01"
    assert (move.at, move.worked_out_at) == (NOW, NOW + AN_HOUR)


def test_plan_that_moved_back_has_nothing_to_tell(worker: User) -> None:
    staff_rate("120")
    looked()
    staff_rate("160")

    looked(NOW + AN_HOUR)

    assert moves_of(worker) == []


def test_after_reading_a_change_counts_from_what_was_read(worker: User) -> None:
    staff_rate("120")
    looked()
    [first] = moves_of(worker)
    read(first)

    staff_rate("121")
    looked(NOW + AN_HOUR)
    assert moves_of(worker) == [first]

    staff_rate("80")
    looked(NOW + AN_HOUR * 2)
    second = moves_of(worker)[1]
    assert second.results["return"] == ["2027-03-01", "2027-07-01"]
    assert unseen_move_of(worker) == second


def test_rate_that_was_typed_is_moved_by_no_other(worker: User) -> None:
    worker.moneybasis.vnd_per_jpy, worker.moneybasis.rate_month = Decimal(170), NOVEMBER
    worker.moneybasis.save()
    staff_rate("120")

    looked()

    assert moves_of(worker) == []


def test_rule_on_the_lump_sum_is_told_with_its_before_and_after(worker: User) -> None:
    Plan.objects.create(
        person=worker, route=Route.TITP_3, departs_on=date(2024, 5, 1), returns_on=date(2027, 4, 30)
    )
    staff_rule("lump_sum_withholding", rate_pct=Decimal(10))

    looked()

    move = moves_of(worker)[0]
    before, after = move.results["lump_sum"]
    assert after > before > 0
    [cause] = move.causes
    assert (cause["cause"], cause["after"]["value"]) == ("withholding", "10")


def test_rule_on_pay_moves_who_has_not_left_yet() -> None:
    looked(NOW - AN_HOUR)
    person = UserFactory.create(date_joined=NOW - timedelta(days=9))
    promised_pay(person)
    staff_rule("employment_insurance_general", rate_pct=Decimal(9))

    looked()

    [move] = moves_of(person)
    before, after = move.results["kept"]
    assert after < before
    assert [(row["cause"], row["about"]) for row in move.causes] == [("pay_rate", Line.EMPLOYMENT)]


def test_other_reference_data_is_no_change_of_rules(worker: User) -> None:
    line = HelpLine.objects.order_by("pk")[0]
    line.name_en = "Another name"
    mark_edited(row=line, by=UserFactory.create(staff=True), now=NOW)

    assert looked().looked == 0
    assert RulesKept.objects.count() == 1


def test_who_told_nothing_of_money_is_left_out(worker: User) -> None:
    UserFactory.create(date_joined=NOW - timedelta(days=9))
    staff_rate("120")

    assert looked().looked == 1


def test_who_came_after_the_change_has_seen_no_other_plan(worker: User) -> None:
    staff_rate("120")
    looked()
    late = saver()
    late.date_joined = NOW + AN_HOUR
    late.save()
    staff_rate("160")

    looked(NOW + AN_HOUR * 2)

    [move] = moves_of(late)
    assert move.results["return"] == ["2027-03-01", "2027-01-01"]


def test_portions_go_on_where_time_ran_out(worker: User) -> None:
    others = [saver(), saver()]
    staff_rate("120")

    runs = [looked(seconds=-1) for _ in range(4)]

    assert [(run.looked, run.is_done) for run in runs] == [(1, False)] * 3 + [(0, True)]
    assert all(len(moves_of(person)) == 1 for person in [worker, *others])


def test_second_process_does_not_tell_again(worker: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have read the plan; the other one writes first."""
    staff_rate("120")
    keep, calls = outlooks._keep, []

    def slow(*arguments: Any) -> bool:
        calls.append(arguments)
        if len(calls) == 1:
            looked()
        return keep(*arguments)

    monkeypatch.setattr(outlooks, "_keep", slow)
    looked()

    assert len(moves_of(worker)) == 1
    assert Outlook.objects.get().looked == RulesKept.objects.latest("pk")


def test_plan_that_cannot_be_worked_out_stops_nobody(
    worker: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    other = saver()
    staff_rate("120")

    def broken(person: User) -> object:
        if person == worker:
            raise ValueError("no plan of this world")
        return inputs_of(person)

    monkeypatch.setattr(outlooks, "inputs_of", broken)
    found = looked()

    assert found.is_done
    assert len(moves_of(other)) == 1
    assert str(worker.pk) in caplog.text


def test_rules_that_nobody_counts_from_are_forgotten(worker: User) -> None:
    for number, rate in enumerate(["120", "121", "80", "81"], 1):
        staff_rate(rate)
        looked(NOW + AN_HOUR * number)

    newest = RulesKept.objects.latest("pk")
    assert set(RulesKept.objects.all()) == {PlanMove.objects.get().base, newest}


def test_rules_kept_by_an_earlier_version_are_no_base(worker: User) -> None:
    RulesKept.objects.update(rules={"rates": []})
    staff_rate("120")

    assert looked().is_done
    assert moves_of(worker) == []
    assert Outlook.objects.get().base == RulesKept.objects.latest("pk")


def test_only_the_person_reads_it(worker: User) -> None:
    staff_rate("120")
    looked()
    [move] = moves_of(worker)
    stranger = saver()
    told_month(stranger)

    with pytest.raises(NotThere):
        read_move(person=stranger, pk=move.pk, seen=seen_of(move), now=NOW)
    assert move_of(stranger, move.pk) is None
    worker.is_shut_out = True
    with pytest.raises(ClosedHere):
        read_move(person=worker, pk=move.pk, seen=seen_of(move), now=NOW)
    assert unseen_move_of(worker) is None


def test_what_was_added_meanwhile_is_not_read_yet(worker: User) -> None:
    staff_rate("120")
    looked()
    seen = seen_of(moves_of(worker)[0])
    staff_rate("80")
    looked(NOW + AN_HOUR)

    [move] = moves_of(worker)
    with pytest.raises(ChangedMeanwhile):
        read_move(person=worker, pk=move.pk, seen=seen, now=NOW)
    assert unseen_move_of(worker) == move
