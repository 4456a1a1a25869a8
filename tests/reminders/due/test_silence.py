"""Who is told of silence, and when it is no longer so."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import User
from planner.plans.models import CheckIn, Plan
from planner.reminders.due.silence import SilentWorkers
from planner.reminders.enums import Reason, Source, State
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.values import Days, Occurrence
from planner.sharing.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.plans import way
from tests.factories.reminders import outgoing, rule
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

JOINED = datetime(2026, 1, 2, tzinfo=UTC)
BEGAN = date(2026, 10, 1)
AFTER_14, AFTER_21 = date(2026, 10, 15), date(2026, 10, 22)


@pytest.fixture
def care() -> Assignment:
    """Of a worker in Japan since January, who has told every month until August."""
    counselor = UserFactory.create(counselor=True)
    worker = UserFactory.create(agency=counselor.agency, date_joined=JOINED)
    way(worker, departs_on=date(2026, 1, 10), arrives_on=date(2026, 1, 10))
    tell(worker, *range(1, 9))
    made: Assignment = AssignmentFactory.create(worker=worker, counselor=counselor)
    return made


@pytest.fixture
def supervisor(care: Assignment) -> User:
    return UserFactory.create(supervisor=True, agency=care.agency)


def tell(worker: User, *months: int) -> None:
    for month in months:
        CheckIn.objects.create(person=worker, month=date(2026, month, 1), told_at=JOINED)


def rule_of(days: int = 14) -> ReminderRule:
    return rule({14: "silence-two-weeks", 21: "silence-three-weeks"}[days])


def found(days: int = 14, on: date = AFTER_14, people: set[int] | None = None) -> set[Occurrence]:
    return set(SilentWorkers().find(rule_of(days), Days(on, on), people))


def told_to(*people: User, about: int) -> set[tuple[int, int]]:
    return {(person.pk, about) for person in people}


def heard(days: int = 14, on: date = AFTER_14) -> set[tuple[int, int]]:
    return {(row.person_id, row.subject_id) for row in found(days, on)}


def planned(person: User, subject: int) -> Outgoing:
    return outgoing(
        person,
        source=Source.SILENCE,
        subject_id=subject,
        occasion_on=BEGAN,
        step=14,
        rule=rule_of(14),
    )


def test_counselor_hears_on_the_fourteenth_day_of_silence(
    care: Assignment, supervisor: User
) -> None:
    assert care.counselor is not None

    [row] = found()

    assert row == Occurrence(care.counselor.pk, care.worker.pk, BEGAN, JOINED)
    assert not found(on=AFTER_14 - timedelta(days=1))
    assert not found(on=AFTER_14 + timedelta(days=1))


def test_supervisor_hears_a_week_later(care: Assignment, supervisor: User) -> None:
    second = UserFactory.create(supervisor=True, agency=care.agency)

    assert heard(21, AFTER_21) == told_to(supervisor, second, about=care.worker.pk)


def test_silence_of_months_is_told_of_once(care: Assignment) -> None:
    assert not found(on=date(2026, 11, 15))


@pytest.mark.parametrize("days, on", [(14, AFTER_14), (21, AFTER_21)])
def test_where_the_one_to_tell_is_gone_somebody_else_hears(
    days: int, on: date, care: Assignment, supervisor: User
) -> None:
    """No person is named to whoever may not open the worker's page."""
    staff = UserFactory.create(staff=True)
    UserFactory.create(counselor=True)
    colleague = UserFactory.create(counselor=True, agency=care.agency)
    assert care.counselor is not None
    first = heard(days, on)

    heard_by = []
    for gone in (care.counselor, supervisor, colleague):
        gone.is_active = False
        gone.save()
        heard_by.append(heard(days, on))

    one_to_tell = care.counselor if days == 14 else supervisor
    assert first == told_to(one_to_tell, about=care.worker.pk)
    assert heard_by == [
        told_to(supervisor, about=care.worker.pk),
        told_to(colleague, about=-care.agency.pk),
        told_to(staff, about=-care.agency.pk),
    ]


def test_counselor_hears_again_where_there_is_no_supervisor(care: Assignment) -> None:
    UserFactory.create(counselor=True, agency=care.agency)
    assert care.counselor is not None

    assert heard(21, AFTER_21) == told_to(care.counselor, about=care.worker.pk)


def _told(care: Assignment) -> None:
    tell(care.worker, 9)


def _home(care: Assignment) -> None:
    Plan.objects.filter(person=care.worker).update(returns_on=date(2026, 10, 10))


def _joined_since(care: Assignment) -> None:
    care.worker.date_joined = datetime(2026, 10, 3, tzinfo=UTC)
    care.worker.save()


def _closed(care: Assignment) -> None:
    care.agency.is_active = False
    care.agency.save()


def _left(care: Assignment) -> None:
    care.ended_at = JOINED
    care.started_at = JOINED
    care.save()


def _without_account(care: Assignment) -> None:
    care.worker.is_active = False
    care.worker.save()


CHANGES: dict[Callable[[Assignment], None], Reason] = {
    _told: Reason.DONE,
    _home: Reason.DONE,
    _joined_since: Reason.DONE,
    _closed: Reason.CLOSED,
    _left: Reason.CLOSED,
    _without_account: Reason.DONE,
}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_nobody_hears_of_who_is_not_silent_or_not_in_care(
    change: Callable[[Assignment], None], care: Assignment, supervisor: User
) -> None:
    assert care.counselor is not None
    now = datetime(2026, 10, 15, 3, tzinfo=UTC)
    row = planned(care.counselor, care.worker.pk)
    assert SilentWorkers().over([row], now) == {}
    change(care)

    assert SilentWorkers().over([row], now) == {row.pk: CHANGES[change]}
    assert not set(SilentWorkers().find(row.rule, Days(AFTER_14, AFTER_14)))


def test_whoever_handed_the_worker_over_hears_no_more(care: Assignment) -> None:
    assert care.counselor is not None
    row = planned(care.counselor, care.worker.pk)
    care.counselor = UserFactory.create(counselor=True, agency=care.agency)
    care.save()

    over = SilentWorkers().over([row], datetime(2026, 10, 15, 3, tzinfo=UTC))

    assert over == {row.pk: Reason.CLOSED}


def test_staff_hear_no_more_once_somebody_is_there(care: Assignment) -> None:
    assert care.counselor is not None
    care.counselor.is_active = False
    care.counselor.save()
    row = planned(UserFactory.create(staff=True), -care.agency.pk)
    now = datetime(2026, 10, 15, 3, tzinfo=UTC)
    assert SilentWorkers().over([row], now) == {}

    UserFactory.create(supervisor=True, agency=care.agency)

    assert SilentWorkers().over([row], now) == {row.pk: Reason.CLOSED}


def test_what_is_planned_is_not_found_again_unless_it_was_cancelled(care: Assignment) -> None:
    assert care.counselor is not None
    row = planned(care.counselor, care.worker.pk)
    day = Days(AFTER_14, AFTER_14)

    before = list(SilentWorkers().find(row.rule, day))
    row.state = State.CANCELLED
    row.save()

    assert (before, len(list(SilentWorkers().find(row.rule, day)))) == ([], 1)


def test_only_those_who_are_asked_for_are_found(care: Assignment, supervisor: User) -> None:
    assert not found(people={supervisor.pk})


def test_whoever_takes_over_is_not_told_of_the_time_before(care: Assignment) -> None:
    care.started_at = datetime(2026, 10, 14, 20, tzinfo=UTC)
    care.save()

    [row] = found()

    assert row.since == care.started_at
