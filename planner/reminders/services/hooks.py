"""Webhooks of an agency, as its supervisors set them up."""

from collections.abc import Collection
from datetime import datetime
from secrets import token_hex

from django.conf import settings
from django.db import transaction

from accounts.enums import Role
from accounts.models import Agency, User
from planner.reminders.enums import HookEvent, State
from planner.reminders.hook_address import target_of
from planner.reminders.models import WebhookCall, WebhookEndpoint
from planner.reminders.services.hook_calls import switch_off

MOST_ENDPOINTS = 5
TEST = "test"


class MayNotHook(Exception):
    """Only an active supervisor of an active agency sets up webhooks."""


class TooManyEndpoints(Exception):
    """The agency has `MOST_ENDPOINTS`."""


@transaction.atomic
def add_endpoint(
    *, by: User, url: str, events: Collection[HookEvent], now: datetime
) -> WebhookEndpoint:
    """It is told of what happens from now on. Raises MayNotHook, NotAllowed, TooManyEndpoints."""
    target_of(url, settings.WEBHOOK_HOSTS_ALLOWED)
    if not (by.is_active and by.role == Role.SUPERVISOR and by.agency_id is not None):
        raise MayNotHook
    agency = Agency.objects.select_for_update().filter(pk=by.agency_id, is_active=True).first()
    if agency is None:
        raise MayNotHook
    if WebhookEndpoint.objects.filter(agency=agency).count() >= MOST_ENDPOINTS:
        raise TooManyEndpoints
    return WebhookEndpoint.objects.create(
        agency=agency,
        url=url,
        events=_in_order(events),
        salt=token_hex(16),
        made_at=now,
        made_by_name=by.name,
    )


@transaction.atomic
def choose_events(*, endpoint: WebhookEndpoint, events: Collection[HookEvent]) -> None:
    endpoint.events = _in_order(events)
    endpoint.save(update_fields=["events"])


@transaction.atomic
def stop_endpoint(*, endpoint: WebhookEndpoint, now: datetime) -> None:
    switch_off(endpoint, now=now)


@transaction.atomic
def start_endpoint(*, endpoint: WebhookEndpoint, now: datetime) -> None:
    """On again. What happened while it was off is not told."""
    started = WebhookEndpoint.objects.filter(pk=endpoint.pk, off_at__isnull=False)
    started.update(off_at=None, made_at=now)


@transaction.atomic
def remove_endpoint(*, endpoint: WebhookEndpoint) -> None:
    endpoint.delete()


@transaction.atomic
def send_test(*, endpoint: WebhookEndpoint, now: datetime) -> WebhookCall:
    """An event of nobody, at once. A second one within the same second is the same."""
    return WebhookCall.objects.get_or_create(
        endpoint=endpoint,
        event=TEST,
        subject_id=int(now.timestamp()),
        defaults={
            "worker_id": 0,
            "happened_at": now,
            "state": State.PLANNED,
            "due_at": now,
        },
    )[0]


def _in_order(events: Collection[HookEvent]) -> list[str]:
    return [event.value for event in HookEvent if event in events]
