"""What happened in an agency's care becomes calls: each once, and only of its own people."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Agency, Invitation
from accounts.services import accept_invitation, invite_worker
from planner.casework.enums import CaseEventKind, ReferralState
from planner.casework.services.cases import happened
from planner.casework.services.referrals import accept_transfer
from planner.plans.models import CheckIn
from planner.plans.services.benchmarks import finish_benchmark
from planner.reminders.enums import HookEvent, State
from planner.reminders.models import Pulse, WebhookCall, WebhookEndpoint
from planner.reminders.services.hook_events import PULLED, pull_events
from planner.sharing.models import Assignment
from planner.sharing.services import end_assignment, move_assignment
from tests.factories.accounts import UserFactory
from tests.factories.cases import referral_of
from tests.factories.desk import case_of
from tests.factories.hooks import endpoint
from tests.factories.plans import benchmark
from tests.factories.reminders import NOW
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db
BEFORE, LATER = NOW - timedelta(minutes=1), NOW + timedelta(minutes=5)


@pytest.fixture
def care() -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


@pytest.fixture
def agency(care: Assignment) -> Agency:
    return care.agency


@pytest.fixture
def kept(agency: Agency) -> WebhookEndpoint:
    return endpoint(agency)


def told(*, now: datetime = NOW) -> list[tuple[str, int]]:
    """What is new."""
    last = WebhookCall.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    pull_events(now=now)
    rows = WebhookCall.objects.filter(pk__gt=last).order_by("pk")
    return [(row.event, row.worker_id) for row in rows]


def closed(care: Assignment, *, now: datetime = BEFORE) -> None:
    by = UserFactory.create(supervisor=True, agency=care.agency)
    happened(CaseEventKind.CLOSED, case=case_of(care), by=by, now=now)


def test_each_kind_is_found_once(care: Assignment, kept: WebhookEndpoint) -> None:
    assert care.counselor is not None
    newcomer = UserFactory.create()
    token = invite_worker(counselor=care.counselor, name="Lan", now=BEFORE)[1]
    accept_invitation(token=token, person=newcomer, now=BEFORE)
    closed(care)
    happened(CaseEventKind.REOPENED, case=case_of(care), by=care.counselor, now=BEFORE)
    happened(CaseEventKind.FLAGGED, case=case_of(care), by=care.counselor, now=BEFORE)
    row = benchmark(care.worker, now=BEFORE)
    finish_benchmark(person=care.worker, pk=row.pk, done_on=NOW.date(), now=BEFORE)
    CheckIn.objects.create(person=care.worker, month=NOW.date().replace(day=1), told_at=BEFORE)
    gone = AssignmentFactory.create(counselor=care.counselor)
    end_assignment(worker=gone.worker, now=BEFORE)

    assert sorted(told()) == [
        (HookEvent.BENCHMARK_DONE, care.worker_id),
        (HookEvent.CASE_CLOSED, care.worker_id),
        (HookEvent.CASE_REOPENED, care.worker_id),
        (HookEvent.CHECK_IN_TOLD, care.worker_id),
        (HookEvent.WORKER_JOINED, newcomer.pk),
        (HookEvent.WORKER_LEFT, gone.worker_id),
    ]
    assert told(now=LATER) == []
    assert set(WebhookCall.objects.values_list("state", "happened_at")) == {(State.PLANNED, BEFORE)}


def test_worker_who_comes_by_a_transfer_has_joined(care: Assignment, kept: WebhookEndpoint) -> None:
    there = UserFactory.create(supervisor=True)
    assert there.agency is not None
    other = endpoint(there.agency)
    row = referral_of(case_of(care), to_agency=there.agency, state=ReferralState.AGREED)
    accept_transfer(by=there, referral=row, counselor=there, now=BEFORE)
    # An invitation of the same key hides nothing.
    newcomer = UserFactory.create()
    invitation, token = invite_worker(counselor=there, name="Lan", now=BEFORE)
    Invitation.objects.filter(pk=invitation.pk).update(id=row.pk)
    accept_invitation(token=token, person=newcomer, now=BEFORE)

    pull_events(now=NOW)

    calls = WebhookCall.objects.values_list("endpoint", "event", "worker_id")
    assert set(calls) == {
        (other.pk, HookEvent.WORKER_JOINED, care.worker_id),
        (other.pk, HookEvent.WORKER_JOINED, newcomer.pk),
        (kept.pk, HookEvent.CASE_CLOSED, care.worker_id),
        (kept.pk, HookEvent.WORKER_LEFT, care.worker_id),
    }
    assert told(now=LATER) == []


def test_another_counselor_of_the_agency_is_no_leaving(
    care: Assignment, kept: WebhookEndpoint
) -> None:
    supervisor = UserFactory.create(supervisor=True, agency=care.agency)

    move_assignment(assignment=care, to=supervisor, by=supervisor, now=BEFORE)

    assert told() == []


def test_what_happens_outside_the_care_is_not_told(care: Assignment, kept: WebhookEndpoint) -> None:
    """Of another agency; before the worker came; after the worker left."""
    closed(AssignmentFactory.create())
    month = NOW.date().replace(day=1)
    for columns in ({"started_at": NOW}, {"ended_at": NOW - timedelta(minutes=2)}):
        one = AssignmentFactory.create(counselor=care.counselor, **columns)
        CheckIn.objects.create(person=one.worker, month=month, told_at=BEFORE)

    assert [event for event, _worker in told() if event != HookEvent.WORKER_LEFT] == []


def test_what_is_about_money_is_not_told(care: Assignment, kept: WebhookEndpoint) -> None:
    row = benchmark(care.worker, is_money=True, now=BEFORE)
    finish_benchmark(person=care.worker, pk=row.pk, done_on=NOW.date(), now=BEFORE)

    assert told() == []


def test_benchmark_that_is_opened_again_is_not_reached(
    care: Assignment, kept: WebhookEndpoint
) -> None:
    row = benchmark(care.worker, now=BEFORE)
    for day in (NOW.date(), None):
        finish_benchmark(person=care.worker, pk=row.pk, done_on=day, now=BEFORE)

    assert told() == [(HookEvent.BENCHMARK_DONE, care.worker_id)]


def test_only_what_was_asked_for_and_since_it_was(care: Assignment, agency: Agency) -> None:
    old = endpoint(agency, events=(HookEvent.CASE_CLOSED,))
    endpoint(agency, now=NOW)
    endpoint(agency, events=(HookEvent.CHECK_IN_TOLD,))
    off = endpoint(agency)
    off.off_at = NOW
    off.save()

    closed(care)

    assert told() == [(HookEvent.CASE_CLOSED, care.worker_id)]
    assert WebhookCall.objects.get().endpoint == old


def test_nothing_is_told_of_a_closed_agency(care: Assignment, kept: WebhookEndpoint) -> None:
    closed(care)

    Agency.objects.update(is_active=False)

    assert told() == []


def test_what_happened_while_nobody_looked_is_found(
    care: Assignment, kept: WebhookEndpoint
) -> None:
    pull_events(now=NOW)
    closed(care, now=NOW + timedelta(hours=1))
    closed(care, now=NOW - timedelta(minutes=10))

    assert len(told(now=NOW + timedelta(hours=40))) == 2
    assert Pulse.objects.get(name=PULLED).seen_at == NOW + timedelta(hours=40)


def test_looking_takes_the_same_queries_for_any_number_of_agencies(
    care: Assignment, kept: WebhookEndpoint
) -> None:
    with CaptureQueriesContext(
        connection,
    ) as one:
        pull_events(now=NOW)
    for _ in range(3):
        endpoint(AssignmentFactory.create().agency)

    with CaptureQueriesContext(connection) as many:
        pull_events(now=NOW)

    assert len(many) <= len(one) + 1
