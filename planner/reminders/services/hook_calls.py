"""Calls what is due. A call is taken for as long as a lease lasts; nothing is locked while it is out."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.db import transaction
from django.db.models import F

from planner.reminders.enums import WAITING, HookAnswer, State
from planner.reminders.hook_address import NotAllowed, target_of
from planner.reminders.hook_calling import call
from planner.reminders.hook_signing import body_of, headers_of
from planner.reminders.models import WebhookCall, WebhookEndpoint
from planner.reminders.timing import gap_after

Now = Callable[[], datetime]
# Longer than any call lasts, the look for its host included.
LEASE = timedelta(seconds=60)
# After that it is of no use any more, and an address that let nothing through for so long is left alone.
TRIED_FOR = timedelta(days=3)
GONE = "HTTP 410"
AT_ONCE = 200


def call_due(*, clock: Now, seconds: float = 40) -> Counter[str]:
    """Everything that is due, or what can be done in so many seconds. By the state that each came to."""
    end = monotonic() + seconds
    counts: Counter[str] = Counter()
    down: set[int] = set()
    while monotonic() < end:
        rows = _due(clock(), down)
        if not rows:
            break
        for row in rows:
            if monotonic() > end:
                break
            if row.endpoint_id in down:
                continue
            state = _call_one(row, clock)
            if state != State.SENT:
                # The rest of what this address waits for goes out when it lets one through.
                down.add(row.endpoint_id)
            counts[state] += 1
    return counts


def name_of(row: WebhookCall) -> str:
    """The same at each try: the receiver knows a repeat by it."""
    return f"msg_{row.pk}"


def _due(now: datetime, down: set[int]) -> list[WebhookCall]:
    """What was never tried first: one call that always fails must not hold up the others."""
    rows = WebhookCall.objects.filter(
        state__in=WAITING, due_at__lte=now, endpoint__off_at=None, endpoint__agency__is_active=True
    )
    rows = rows.exclude(endpoint__in=down).select_related("endpoint")
    return list(rows.order_by("tries", "due_at", "pk")[:AT_ONCE])


def _call_one(row: WebhookCall, clock: Now) -> str:
    until = clock() + LEASE
    if not _claimed(row, until):
        return State.CLAIMED
    answer = _answer(row, clock())
    now = clock()
    if answer.startswith("HTTP 2"):
        held = WebhookCall.objects.filter(pk=row.pk, state=State.CLAIMED, due_at=until)
        held.update(state=State.SENT, sent_at=now, answer=answer)
        return State.SENT
    return _failed(row, until, answer, now)


def _claimed(row: WebhookCall, until: datetime) -> bool:
    """Whoever changes it first has it: what it was found by is asked again."""
    free = WebhookCall.objects.filter(
        pk=row.pk, state=row.state, due_at=row.due_at, tries=row.tries
    )
    return bool(free.update(state=State.CLAIMED, due_at=until, tries=F("tries") + 1))


def _answer(row: WebhookCall, now: datetime) -> str:
    endpoint = row.endpoint
    try:
        target = target_of(endpoint.url, settings.WEBHOOK_HOSTS_ALLOWED)
    except NotAllowed:
        return HookAnswer.NOT_ALLOWED
    name = name_of(row)
    body = body_of(name=name, event=row.event, worker=row.worker_id, at=row.happened_at)
    return call(target, body, headers_of(name=name, salt=endpoint.salt, body=body, now=now))


@transaction.atomic
def _failed(row: WebhookCall, until: datetime, answer: str, now: datetime) -> str:
    is_over = now - row.happened_at >= TRIED_FOR or answer == GONE
    state = State.FAILED if is_over else State.PLANNED
    due_at = now + gap_after(row.tries + 1)
    held = WebhookCall.objects.filter(pk=row.pk, state=State.CLAIMED, due_at=until)
    if not held.update(state=state, due_at=due_at, answer=answer):
        return State.CLAIMED
    if is_over and (answer == GONE or _lets_nothing_through(row.endpoint, now)):
        switch_off(row.endpoint, now=now)
    else:
        waiting = WebhookCall.objects.filter(endpoint=row.endpoint, state=State.PLANNED)
        waiting.filter(due_at__lt=due_at).update(due_at=due_at)
    return state


def _lets_nothing_through(endpoint: WebhookEndpoint, now: datetime) -> bool:
    sent = WebhookCall.objects.filter(endpoint=endpoint, sent_at__gt=now - TRIED_FOR)
    return not sent.exists()


def switch_off(endpoint: WebhookEndpoint, *, now: datetime) -> None:
    """Nothing more goes there, and what waits is dropped."""
    WebhookEndpoint.objects.filter(pk=endpoint.pk, off_at=None).update(off_at=now)
    WebhookCall.objects.filter(endpoint=endpoint, state__in=WAITING).update(state=State.CANCELLED)
