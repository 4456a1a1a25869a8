"""What somebody wants of reminders: when, where, and what not."""

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.validators import validate_time_zone
from planner.plans.models.owned import OfPerson, Owned
from planner.reminders.enums import Channel, OffReason, Source
from planner.sharing.sections import Section


class ReminderSettings(OfPerson):
    """Who has none gets the values below. `time_zone` blank: it goes with the plan, Viet Nam or Japan."""

    section = Section.PROFILE

    at = models.TimeField(_("when"), default=time(19))
    quiet_from = models.TimeField(_("quiet from"), default=time(22))
    quiet_to = models.TimeField(_("quiet until"), default=time(7))
    time_zone = models.CharField(
        _("time zone"), max_length=64, blank=True, validators=[validate_time_zone]
    )
    # Messages on one day, beside the app. What is more waits for the next day, in one message.
    daily_cap = models.PositiveSmallIntegerField(_("at most a day"), default=3)

    class Meta:
        verbose_name = _("reminder settings")
        verbose_name_plural = _("reminder settings")


class Address(Owned):
    """Where somebody can be reached outside the app. The first that works is used, by `position`.

    `value`: an e-mail address, a number, the id that LINE or Zalo gave; for push the browser's subscription.
    """

    section = Section.PROFILE

    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    value = models.CharField(_("address"), max_length=1000)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    added_at = models.DateTimeField(_("added"))
    # Nothing but its code is sent before.
    verified_at = models.DateTimeField(_("verified"), null=True)
    code_digest = models.CharField(max_length=64, blank=True, editable=False)
    code_until = models.DateTimeField(_("code holds until"), null=True)
    code_tries = models.PositiveSmallIntegerField(_("wrong codes"), default=0)
    # Refusals in a row.
    refusals = models.PositiveSmallIntegerField(_("refused in a row"), default=0)
    off_at = models.DateTimeField(_("switched off"), null=True)
    off_reason = models.CharField(
        _("why switched off"), max_length=8, choices=OffReason.choices, blank=True
    )

    class Meta:
        verbose_name = _("address for reminders")
        verbose_name_plural = _("addresses for reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "channel", "value"], name="address_once_per_person"
            )
        ]
        indexes = [
            models.Index(fields=["channel", "value"], name="address_by_value"),
            models.Index(
                fields=["code_digest"],
                condition=~models.Q(code_digest=""),
                name="address_waiting_for_code",
            ),
        ]


class StoppedKind(Owned):
    """A kind that somebody wants outside the app no more."""

    section = Section.PROFILE

    source = models.CharField(_("about"), max_length=12, choices=Source.choices)
    stopped_at = models.DateTimeField(_("stopped"))

    class Meta:
        verbose_name = _("stopped kind of reminder")
        verbose_name_plural = _("stopped kinds of reminders")
        constraints = [
            models.UniqueConstraint(fields=["person", "source"], name="stopped_kind_once")
        ]


class CalendarFeed(OfPerson):
    """The private address of somebody's calendar; only its digest is kept. A new one ends the old."""

    section = Section.PROFILE

    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")
