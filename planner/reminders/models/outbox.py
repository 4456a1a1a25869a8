from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from planner.plans.models.owned import Owned
from planner.reminders.enums import WAITING, Channel, Reason, Source, State
from planner.reminders.models.people import Address
from planner.reminders.models.rules import ReminderRule
from planner.sharing.sections import Section


class Outgoing(Owned):
    """One reminder to one person on one channel. It holds no words: they are made when it is sent or read.

    Subject: `source` and `subject_id`. Occasion: the day it is about, `step` days from it, for the `round`th time
    (snoozed). The database keeps each to one row, so nothing is sent twice.
    """

    section = Section.PROFILE

    # No index of its own, like that of the rule: "outgoing_once" begins with it. Each one more would be written five
    # times before a message is out.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        verbose_name=_("person"),
    )
    source = models.CharField(_("about"), max_length=12, choices=Source.choices)
    subject_id = models.BigIntegerField(_("subject"), default=0)
    occasion_on = models.DateField(_("day it is about"))
    step = models.SmallIntegerField(_("days from it"), default=0)
    round = models.PositiveSmallIntegerField(_("snoozed"), default=0)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    address = models.ForeignKey(
        Address, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("address")
    )
    rule = models.ForeignKey(
        ReminderRule,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("reminder"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PLANNED
    )
    reason = models.CharField(_("why"), max_length=12, choices=Reason.choices, blank=True)
    planned_for = models.DateTimeField(_("planned for"))
    # When it is looked at next: its time, the end of a hold, the next try, the end of a lease.
    due_at = models.DateTimeField(_("due"))
    # It came to be then: what lies before is not reminded of.
    eligible_from = models.DateTimeField(_("not before"))
    expires_at = models.DateTimeField(_("of no use after"))
    claim = models.UUIDField(null=True, editable=False)
    # Sent together with this one, in one message named after it.
    lead = models.BigIntegerField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    # What the other server said. Its own words, so never a person's.
    error = models.CharField(_("error"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("made"))
    sent_at = models.DateTimeField(_("sent"), null=True)
    seen_at = models.DateTimeField(_("seen"), null=True)

    class Meta:
        verbose_name = _("outgoing reminder")
        verbose_name_plural = _("outgoing reminders")
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("person", "source", "subject_id", "occasion_on", "step", "round"),
                    "channel",
                ],
                name="outgoing_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SENT) | Q(sent_at__isnull=False),
                name="outgoing_sent_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state__in=WAITING), name="outgoing_waiting"
            ),
            models.Index(
                fields=["channel", "state", "-sent_at"],
                condition=~Q(state__in=WAITING),
                name="outgoing_log",
            ),
        ]
