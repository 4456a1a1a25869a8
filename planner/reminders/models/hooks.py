"""Addresses of agencies' own systems, and what was told to them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from planner.reminders.enums import WAITING, HookEvent, State


class WebhookEndpoint(models.Model):
    """Where an agency's own system is told. What signs it is derived from `salt` and our secret, and kept nowhere."""

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="webhooks", verbose_name=_("agency")
    )
    url = models.URLField(_("address"), max_length=300)
    events = models.JSONField(_("events"), default=list)
    salt = models.CharField(max_length=32, editable=False)
    made_at = models.DateTimeField(_("made"))
    made_by_name = models.CharField(_("made by"), max_length=100)
    # It failed for too long, or somebody stopped it.
    off_at = models.DateTimeField(_("switched off"), null=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.url


class WebhookCall(models.Model):
    """One event for one address. Like the outbox: made once, claimed with a lease, tried again with growing gaps."""

    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="calls")
    event = models.CharField(_("event"), max_length=20, choices=HookEvent.choices)
    # The worker it is about, and the row that says so.
    worker_id = models.BigIntegerField()
    subject_id = models.BigIntegerField()
    happened_at = models.DateTimeField(_("when"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    due_at = models.DateTimeField(_("looked at next"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    answer = models.CharField(_("last answer"), max_length=120, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        verbose_name = _("call of a webhook")
        verbose_name_plural = _("calls of webhooks")
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint", "event", "subject_id"], name="webhook_call_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state__in=WAITING), name="webhook_call_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.pk}"
