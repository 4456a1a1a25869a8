"""The mornings of who cares for others."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import User
from planner.reminders.due.digest import Mornings
from planner.reminders.enums import Reason, Source, State
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.values import Days, Occurrence
from planner.sharing.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.casework import from_worker
from tests.factories.plans import benchmark
from tests.factories.reminders import outgoing, rule
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
JOINED = datetime(2026, 1, 2, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)


@pytest.fixture
def care() -> Assignment:
    counselor = UserFactory.create(counselor=True, date_joined=JOINED)
    made: Assignment = AssignmentFactory.create(counselor=counselor)
    return made


@pytest.fixture
def digest() -> ReminderRule:
    return rule("morning")


def planned(person: User, on: date = TODAY) -> Outgoing:
    return outgoing(person, source=Source.DIGEST, occasion_on=on, due_at=NOW)


def test_every_morning_of_who_cares_for_somebody_is_found(
    care: Assignment, digest: ReminderRule
) -> None:
    assert care.counselor is not None
    supervisor = UserFactory.create(supervisor=True, agency=care.agency, date_joined=JOINED)
    UserFactory.create(counselor=True, agency=care.agency)
    UserFactory.create(supervisor=True)
    tomorrow = TODAY + timedelta(days=1)

    found = set(Mornings().find(digest, Days(TODAY, tomorrow)))

    assert found == {
        Occurrence(person.pk, 0, day, JOINED)
        for person in (care.counselor, supervisor)
        for day in (TODAY, tomorrow)
    }


def test_whoever_takes_over_at_noon_is_not_told_of_the_morning(
    care: Assignment, digest: ReminderRule
) -> None:
    care.started_at = datetime(2026, 11, 22, 5, tzinfo=UTC)
    care.save()

    [row] = Mornings().find(digest, Days(TODAY, TODAY))

    assert row.since == care.started_at


@pytest.mark.parametrize("state", [State.PLANNED, State.SENT, State.CANCELLED])
def test_morning_comes_once_also_where_nobody_needed_a_word(
    state: State, care: Assignment, digest: ReminderRule
) -> None:
    assert care.counselor is not None
    row = planned(care.counselor)
    Outgoing.objects.filter(pk=row.pk).update(state=state, sent_at=NOW)

    assert not list(Mornings().find(digest, Days(TODAY, TODAY)))


def test_only_those_who_are_asked_for_are_found(care: Assignment, digest: ReminderRule) -> None:
    assert not list(Mornings().find(digest, Days(TODAY, TODAY), {care.worker.pk}))


def test_nobody_of_a_closed_agency_is_found(care: Assignment, digest: ReminderRule) -> None:
    assert care.counselor is not None
    row = planned(care.counselor)
    care.agency.is_active = False
    care.agency.save()

    found = list(
        Mornings().find(digest, Days(TODAY + timedelta(days=1), TODAY + timedelta(days=1)))
    )

    assert not found
    assert Mornings().over([row], NOW) == {row.pk: Reason.CLOSED}


def test_morning_without_need_is_over(care: Assignment, digest: ReminderRule) -> None:
    """As it is at that hour, whatever was known when it was planned."""
    assert care.counselor is not None
    row = planned(care.counselor)

    before = Mornings().over([row], NOW)
    from_worker(care)

    assert (before, Mornings().over([row], NOW)) == ({row.pk: Reason.DONE}, {})


def test_morning_is_that_of_its_own_day(care: Assignment, digest: ReminderRule) -> None:
    """A benchmark counts as missed from the fifteenth day on."""
    assert care.counselor is not None
    benchmark(care.worker, "Thi hàn", due_on=TODAY - timedelta(days=14), now=JOINED)
    row = planned(care.counselor)
    later = planned(care.counselor, TODAY + timedelta(days=1))

    assert Mornings().over([row, later], NOW) == {row.pk: Reason.DONE}
