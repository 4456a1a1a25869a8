"""Referrals and transfers that wait for an answer."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Agency, User
from planner.casework.enums import ReferralKind, ReferralState
from planner.casework.models import Referral
from planner.reminders.due.referrals import OpenReferrals
from planner.reminders.enums import Reason, Source
from planner.reminders.models import Outgoing, ReminderRule
from planner.reminders.services.planning import plan_due
from planner.reminders.values import Days, Occurrence
from planner.sharing.models import Assignment
from tests.factories.accounts import AgencyFactory, UserFactory
from tests.factories.desk import agreed_to, transfer_asked
from tests.factories.reminders import NOW, outgoing
from tests.factories.reminders import rule as reminder_rule
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

DAY, LATER = NOW.date(), NOW + timedelta(days=1)


@pytest.fixture
def care() -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


@pytest.fixture
def other() -> Agency:
    agency: Agency = AgencyFactory.create()
    return agency


@pytest.fixture
def rule() -> ReminderRule:
    return reminder_rule("referral-asked")


def found(rule: ReminderRule, day: date = DAY) -> list[Occurrence]:
    return list(OpenReferrals().find(rule, Days(day, day)))


def planned(person: User, row: Referral, day: date = DAY) -> Outgoing:
    return outgoing(person, source=Source.REFERRAL, subject_id=row.pk, occasion_on=day)


def test_worker_is_asked_first_and_nobody_else(
    care: Assignment, other: Agency, rule: ReminderRule
) -> None:
    UserFactory.create(supervisor=True, agency=other)

    row = transfer_asked(care, other)

    assert found(rule) == [Occurrence(care.worker.pk, row.pk, DAY, NOW)]


def test_supervisors_of_the_other_agency_follow_a_yes(
    care: Assignment, other: Agency, rule: ReminderRule
) -> None:
    supervisor = UserFactory.create(supervisor=True, agency=other)
    UserFactory.create(counselor=True, agency=other)
    UserFactory.create(supervisor=True, agency=care.agency)
    row = transfer_asked(care, other)
    asked = planned(care.worker, row)

    agreed_to(row, now=LATER)

    assert found(rule, LATER.date()) == [Occurrence(supervisor.pk, row.pk, LATER.date(), LATER)]
    assert found(rule) == []
    assert OpenReferrals().over([asked], LATER) == {asked.pk: Reason.DONE}


def test_what_a_place_that_helps_says_is_waited_for_by_nobody(
    care: Assignment, other: Agency, rule: ReminderRule
) -> None:
    row = agreed_to(transfer_asked(care, other), now=NOW)

    row.kind, row.to_agency, row.to_place = ReferralKind.HELP, None, "Phòng khám"
    row.save()

    assert found(rule) == []


@pytest.mark.parametrize(
    "state", [ReferralState.REFUSED, ReferralState.REVOKED, ReferralState.ACCEPTED]
)
def test_answered_is_quiet(
    care: Assignment, other: Agency, rule: ReminderRule, state: ReferralState
) -> None:
    row = transfer_asked(care, other)
    waiting = planned(care.worker, row)
    assert OpenReferrals().over([waiting], NOW) == {}

    Referral.objects.update(state=state)

    assert found(rule) == []
    assert OpenReferrals().over([waiting], NOW) == {waiting.pk: Reason.DONE}


def test_nobody_who_left_is_asked(care: Assignment, other: Agency, rule: ReminderRule) -> None:
    supervisor = UserFactory.create(supervisor=True, agency=other)
    row = agreed_to(transfer_asked(care, other), now=NOW)
    waiting = planned(supervisor, row)

    supervisor.is_active = False
    supervisor.save()
    assert OpenReferrals().over([waiting], NOW) == {waiting.pk: Reason.CLOSED}

    Assignment.objects.update(ended_at=LATER)
    assert found(rule) == []


def test_it_comes_at_once_and_once_more_after_three_days(care: Assignment, other: Agency) -> None:
    late = datetime(2026, 11, 22, 14, tzinfo=UTC)
    transfer_asked(care, other, now=late)

    for days in (0, 0, 2):
        plan_due(now=late + timedelta(days=days))

    rows = Outgoing.objects.filter(source=Source.REFERRAL).order_by("step")
    assert list(rows.values_list("step", "planned_for")) == [
        (0, late),
        (3, datetime(2026, 11, 25, 12, tzinfo=UTC)),
    ]


def test_finding_takes_the_same_queries_for_one_and_for_many(
    care: Assignment,
    other: Agency,
    rule: ReminderRule,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    UserFactory.create(supervisor=True, agency=other)
    transfer_asked(care, other)
    for _ in range(3):
        agreed_to(transfer_asked(AssignmentFactory.create(), other), now=NOW)

    with django_assert_num_queries(3):
        assert len(found(rule)) == 4
