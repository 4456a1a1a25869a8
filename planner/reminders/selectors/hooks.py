"""Reads of agencies' webhooks. They belong to an agency's supervisors."""

from django.db.models import F, QuerySet

from accounts.enums import Role
from accounts.models import User
from planner.reminders.models import WebhookCall, WebhookEndpoint


def endpoints_of(reader: User) -> QuerySet[WebhookEndpoint]:
    """Of the supervisor's agency: those that are on first, then the newest; of nobody else any."""
    if reader.role != Role.SUPERVISOR or reader.agency_id is None:
        return WebhookEndpoint.objects.none()
    return WebhookEndpoint.objects.filter(agency=reader.agency_id, agency__is_active=True).order_by(
        F("off_at").asc(nulls_first=True), "-made_at", "-pk"
    )


def calls_of(endpoint: WebhookEndpoint, *, most: int = 20) -> list[WebhookCall]:
    """Newest first."""
    return list(WebhookCall.objects.filter(endpoint=endpoint).order_by("-pk")[:most])
