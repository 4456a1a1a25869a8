"""What happened in agencies that want to be told, out of the rows that say so. Nothing is written where it happens."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.models import Invitation
from planner.casework.enums import CaseEventKind, ReferralKind, ReferralState
from planner.casework.models import CaseEvent, Referral
from planner.plans.enums import ChangeKind
from planner.plans.models import CheckIn, PlanChange
from planner.reminders.enums import HookEvent, State
from planner.reminders.models import Pulse, WebhookCall, WebhookEndpoint
from planner.reminders.services.pulses import beat_of
from planner.sharing.audiences import CLOSED
from planner.sharing.models import Assignment

PULLED = "webhooks"
# A transaction may become visible so long after the instant that it wrote down.
OVERLAP = timedelta(minutes=15)
# What nobody could be told of for longer is told by the API.
LONGEST_OUTAGE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Happened:
    agency_id: int
    worker_id: int
    subject_id: int
    at: datetime


def pull_events(*, now: datetime) -> int:
    """How many calls were written that were not there. A fixed number of queries for each kind of event that somebody wants."""
    endpoints = list(WebhookEndpoint.objects.filter(off_at=None, agency__is_active=True))
    if not endpoints:
        return 0
    wanted: defaultdict[str, list[WebhookEndpoint]] = defaultdict(list)
    for endpoint in endpoints:
        for event in endpoint.events:
            wanted[event].append(endpoint)
    since = _since(now)
    before = WebhookCall.objects.count()
    with transaction.atomic():
        for event, asking in wanted.items():
            if event in FOUND:
                found = FOUND[HookEvent(event)]({row.agency_id for row in asking}, since)
                WebhookCall.objects.bulk_create(
                    _calls(event, asking, found, now), ignore_conflicts=True
                )
        beat_of(PULLED, now=now)
    return WebhookCall.objects.count() - before


def _since(now: datetime) -> datetime:
    last = Pulse.objects.filter(name=PULLED).first()
    seen_at = last.seen_at if last else now
    return max(min(seen_at, now), now - LONGEST_OUTAGE) - OVERLAP


def _calls(
    event: str, endpoints: Iterable[WebhookEndpoint], found: Iterable[Happened], now: datetime
) -> list[WebhookCall]:
    """Nothing from before somebody asked for it."""
    by_agency: defaultdict[int, list[Happened]] = defaultdict(list)
    for item in found:
        by_agency[item.agency_id].append(item)
    return [
        WebhookCall(
            endpoint=endpoint,
            event=event,
            worker_id=item.worker_id,
            subject_id=item.subject_id,
            happened_at=item.at,
            state=State.PLANNED,
            due_at=now,
        )
        for endpoint in endpoints
        for item in by_agency[endpoint.agency_id]
        if item.at > endpoint.made_at
    ]


def _joined(agencies: Collection[int], since: datetime) -> list[Happened]:
    rows = Invitation.objects.filter(
        agency__in=agencies, accepted_at__gte=since, accepted_by__isnull=False
    )
    return [
        *_read(rows, "agency", "accepted_by", "accepted_at"),
        *_taken_over(agencies, since),
    ]


def _taken_over(agencies: Collection[int], since: datetime) -> list[Happened]:
    rows = Referral.objects.filter(
        kind=ReferralKind.TRANSFER,
        state=ReferralState.ACCEPTED,
        to_agency__in=agencies,
        ended_at__gte=since,
    )
    found = _read(rows, "to_agency", "case__assignment__worker", "ended_at")
    # Below zero: a transfer and an invitation may have the same key, and each event is told once by its key.
    return [replace(row, subject_id=-row.subject_id) for row in found]


def _left(agencies: Collection[int], since: datetime) -> list[Happened]:
    """Not whoever goes on with another counselor of the same agency."""
    goes_on = Assignment.objects.filter(
        worker=OuterRef("worker"),
        agency=OuterRef("agency"),
        pk__gt=OuterRef("pk"),
        started_at__lte=OuterRef("ended_at"),
    )
    rows = Assignment.objects.filter(~Exists(goes_on), agency__in=agencies, ended_at__gte=since)
    return _read(rows, "agency", "worker", "ended_at")


def _of_case(kind: CaseEventKind) -> "Callable[[Collection[int], datetime], list[Happened]]":
    care = "case__assignment"

    def found(agencies: Collection[int], since: datetime) -> list[Happened]:
        rows = CaseEvent.objects.filter(
            **{f"{care}__agency__in": agencies}, kind=kind, at__gte=since
        )
        return _read(rows, f"{care}__agency", f"{care}__worker", "at")

    return found


def _done(agencies: Collection[int], since: datetime) -> list[Happened]:
    """Of what is open to an agency."""
    rows = PlanChange.objects.filter(what=ChangeKind.BENCHMARK_DONE, at__gte=since)
    # Opened again it is recorded too, without a day.
    rows = rows.exclude(section__in=CLOSED).exclude(after__done_on=None)
    return _in_care(rows, "at", agencies)


def _told(agencies: Collection[int], since: datetime) -> list[Happened]:
    return _in_care(CheckIn.objects.filter(told_at__gte=since), "told_at", agencies)


def _in_care(rows: "QuerySet[Any]", at: str, agencies: Collection[int]) -> list[Happened]:
    """Of workers who were in the agency's care when it happened."""
    care = "person__assignments"
    rows = rows.filter(
        Q(**{f"{care}__ended_at": None}) | Q(**{f"{care}__ended_at__gt": F(at)}),
        **{f"{care}__agency__in": agencies, f"{care}__started_at__lte": F(at)},
    )
    return _read(rows, f"{care}__agency", "person", at)


def _read(rows: "QuerySet[Any]", agency: str, worker: str, at: str) -> list[Happened]:
    found = rows.order_by("pk").values_list(agency, worker, "pk", at)
    return [Happened(*row) for row in found]


FOUND: dict[HookEvent, Callable[[Collection[int], datetime], list[Happened]]] = {
    HookEvent.WORKER_JOINED: _joined,
    HookEvent.WORKER_LEFT: _left,
    HookEvent.CASE_CLOSED: _of_case(CaseEventKind.CLOSED),
    HookEvent.CASE_REOPENED: _of_case(CaseEventKind.REOPENED),
    HookEvent.BENCHMARK_DONE: _done,
    HookEvent.CHECK_IN_TOLD: _told,
}
