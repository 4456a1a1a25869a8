"""Woken by beat, with no arguments: everything there is to know lies in the database."""

import logging
from collections.abc import Callable
from datetime import datetime

from celery import shared_task
from django.conf import settings
from django.utils.module_loading import import_string

from planner.plans.services.outlooks import refresh_outlooks
from planner.reminders.services.hook_calls import call_due
from planner.reminders.services.hook_events import pull_events
from planner.reminders.services.planning import plan_due
from planner.reminders.services.pulses import beat_of
from planner.reminders.services.sending import send_due, states

logger = logging.getLogger(__name__)

WORKER = "worker"


def clock() -> Callable[[], datetime]:
    now: Callable[[], datetime] = import_string(settings.REMINDER_CLOCK)
    return now


@shared_task  # type: ignore[untyped-decorator]
def plan_reminders() -> None:
    made = plan_due(now=clock()())
    logger.info("Planned %d reminders.", made)


@shared_task  # type: ignore[untyped-decorator]
def send_reminders() -> None:
    now = clock()
    beat_of(WORKER, now=now())
    counts = send_due(clock=now)
    logger.info("Reminders: %s.", ", ".join(states(counts)) or "none due")


@shared_task  # type: ignore[untyped-decorator]
def call_webhooks() -> None:
    now = clock()
    pull_events(now=now())
    counts = call_due(clock=now)
    logger.info("Webhooks: %s.", ", ".join(states(counts)) or "none due")


@shared_task  # type: ignore[untyped-decorator]
def look_for_moved_plans() -> None:
    """A rate or a rule that changed may have moved them."""
    looked = refresh_outlooks(now=clock()(), seconds=100)
    logger.info("Looked at %d plans: %d moved.", looked.looked, looked.moved)
