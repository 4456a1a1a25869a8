"""What will come, as far as the rules and the plan of now can tell."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import User
from planner.reminders.coming import Coming, coming_to
from planner.reminders.enums import Channel, Reason, Source, State
from planner.reminders.models import ReminderRule, StoppedKind
from planner.reminders.selectors.people import recipients_of
from planner.reminders.services.planning import plan_due
from tests.factories.accounts import UserFactory
from tests.factories.plans import way
from tests.factories.reminders import NOW, address, benchmark_due, new_rule, outgoing, rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker() -> User:
    return UserFactory.create(date_joined=datetime(2025, 1, 1, tzinfo=UTC))


def coming(worker: User, now: datetime = NOW) -> list[Coming]:
    return coming_to(worker, recipients_of([worker.pk])[worker.pk], now=now)


def shown(items: list[Coming]) -> list[tuple[str, str]]:
    return [(item.row.rule.key, f"{item.at:%Y-%m-%d %H:%M}") for item in items]


def test_rules_of_now_tell_what_comes_in_60_days(worker: User) -> None:
    benchmark_due(worker, date(2026, 12, 25))
    benchmark_due(UserFactory.create(), date(2026, 12, 26))

    assert shown(coming(worker)) == [
        ("benchmark-month", "2026-11-25 19:00"),
        ("benchmark-week", "2026-12-18 19:00"),
        ("benchmark-day", "2026-12-25 19:00"),
        ("miss-why", "2027-01-09 19:00"),
    ]


def test_what_is_in_the_outbox_already_is_told_once(worker: User) -> None:
    benchmark_due(worker, date(2026, 12, 23))
    before = shown(coming(worker))

    plan_due(now=NOW)

    assert shown(coming(worker)) == before
    assert before[0] == ("benchmark-month", "2026-11-23 19:00")


def test_months_are_asked_for_on_the_clock_of_japan(worker: User) -> None:
    way(worker, departs_on=date(2026, 9, 1))

    assert shown(coming(worker)) == [
        ("month-told", "2026-12-01 19:00"),
        ("month-told-again", "2026-12-08 19:00"),
        ("month-told", "2027-01-01 19:00"),
        ("month-told-again", "2027-01-08 19:00"),
    ]
    assert coming(worker)[0].at.utcoffset() == timedelta(hours=9)


def test_nothing_is_told_that_will_not_be_sent(worker: User) -> None:
    benchmark_due(worker, date(2026, 11, 23), now=NOW)
    benchmark_due(worker, date(2027, 6, 1))
    ReminderRule.objects.exclude(key="benchmark-day").update(is_on=False)
    new_rule("too-new", days=-1, holds_from=NOW + timedelta(days=9))

    assert shown(coming(worker)) == [("benchmark-day", "2026-11-23 19:00")]


def test_channel_is_the_first_address_that_works_unless_stopped(worker: User) -> None:
    benchmark_due(worker, date(2026, 11, 23))
    address(worker, "gone@example.com", off_at=NOW)
    address(worker, "0901", channel=Channel.SMS, position=1)
    before = [item.channels for item in coming(worker)]

    StoppedKind.objects.create(person=worker, source=Source.BENCHMARK, stopped_at=NOW)

    assert before[0] == [Channel.IN_APP, Channel.SMS]
    assert coming(worker)[0].channels == [Channel.IN_APP]


def test_what_is_held_back_says_why_and_until_when(worker: User) -> None:
    kept = benchmark_due(worker, date(2026, 11, 22))
    morning = datetime(2026, 11, 23, 0, tzinfo=UTC)
    row = outgoing(
        worker,
        kept,
        rule=rule("benchmark-day"),
        channel=Channel.EMAIL,
        state=State.HELD,
        reason=Reason.QUIET,
    )
    row.due_at = morning
    row.save()

    held = next(item for item in coming(worker) if item.held)

    assert (held.held, held.at, held.channels) == (Reason.QUIET, morning, [Channel.EMAIL])


def test_a_shut_out_browser_is_told_nothing_of_closed_benchmarks(worker: User) -> None:
    benchmark_due(worker, date(2026, 11, 24), section="money", words="Trả hết nợ")
    open_one = benchmark_due(worker, date(2026, 11, 25))
    plan_due(now=NOW + timedelta(days=1))
    worker.is_shut_out = True

    items = coming(worker, NOW + timedelta(hours=1))

    assert items
    assert {item.row.subject_id for item in items} == {open_one.pk}
