"""Alarms: found, told to the programme's staff by e-mail once, and once more when they are over."""

import logging
import smtplib
from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Min, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from planner.reminders.enums import WAITING, Channel
from planner.reminders.models import Alarm, Outgoing, Pulse
from planner.reminders.troubles import LONGEST_WAIT, Signs, troubles_in

logger = logging.getLogger(__name__)

SECONDS_FOR_A_MAIL = 20


def look(*, now: datetime, watching_since: datetime) -> list[Alarm]:
    """Opens what is new and ends what is over. Those that nobody was told of yet."""
    found = {
        (item.trouble, item.about): item for item in troubles_in(_signs(watching_since, now), now)
    }
    with transaction.atomic():
        lasting = Alarm.objects.select_for_update().filter(ended_at=None)
        known = {(alarm.trouble, alarm.about): alarm for alarm in lasting}
        for key, alarm in known.items():
            if key not in found:
                alarm.ended_at = now
                alarm.save(update_fields=["ended_at"])
                logger.warning("Alarm over: %s", alarm)
        for key, item in found.items():
            if key not in known:
                alarm = Alarm.objects.create(
                    trouble=item.trouble, about=item.about, since=item.since, noticed_at=now
                )
                logger.error("Alarm: %s", alarm)
    return alarms_to_tell()


def alarms_to_tell() -> list[Alarm]:
    """`mailed_at` is of the last mail: one before the end was about the beginning."""
    untold = Q(mailed_at=None) | Q(mailed_at__lt=F("ended_at"))
    return list(Alarm.objects.filter(untold).order_by("since", "pk"))


class Teller:
    """Tells all programme staff. It remembers who was told, so that a broken line repeats nothing to the others."""

    def __init__(self) -> None:
        self.told: set[tuple[int, bool, int]] = set()

    def tell(self, alarms: Sequence[Alarm], *, now: datetime) -> None:
        """What the mail server does not take is told again with the next look."""
        if not alarms:
            return
        staff = User.objects.filter(role=Role.STAFF, is_active=True, email__isnull=False)
        people = list(staff.order_by("pk"))
        if not people:
            logger.error("Nobody of the staff has an e-mail address to be told of an alarm.")
            return
        for alarm in alarms:
            if self._tell_all(alarm, people):
                alarm.mailed_at = now
                alarm.save(update_fields=["mailed_at"])

    def _tell_all(self, alarm: Alarm, people: Sequence[User]) -> bool:
        try:
            with _line() as line:
                for person in people:
                    self._tell_one(line, alarm, person)
        except (OSError, smtplib.SMTPException) as error:
            logger.error("The alarm %s could not be mailed: %s", alarm, type(error).__name__)
            return False
        return True

    def _tell_one(self, line: Any, alarm: Alarm, person: User) -> None:
        key = (alarm.pk, alarm.ended_at is not None, person.pk)
        if key in self.told:
            return
        try:
            line.send_messages([mail_of(alarm, person)])
        except smtplib.SMTPRecipientsRefused as refusal:
            code = next(iter(refusal.recipients.values()))[0]
            if code < 500:
                raise
            # This address takes nothing: the others are told all the same.
            logger.error("An address of the staff refuses mail: person %d", person.pk)
        self.told.add(key)


def mail_of(alarm: Alarm, person: User) -> EmailMessage:
    """In the language and on the clock of who reads it."""
    with translation.override(person.language), timezone.override(person.zone):
        what = str(alarm.get_trouble_display())
        if alarm.about in Channel.values:
            what = f"{what}: {Channel(alarm.about).label}"
        is_over = alarm.ended_at is not None
        title = _("Over: %(what)s") if is_over else _("Alarm: %(what)s")
        page = settings.SITE_URL + reverse("admin:reminders_pulse_changelist")
        context = {"alarm": alarm, "what": what, "page": page, "zone": person.time_zone}
        body = render_to_string("emails/alarm.txt", context)
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    phase = "over" if is_over else "open"
    headers = {
        # The same when it is sent again: whoever took it before can tell.
        "Message-ID": f"<alarm-{alarm.pk}-{phase}-{person.pk}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(title % {"what": what}, body, to=[person.email or ""], headers=headers)


def _line() -> Any:
    """A relay of its own, where one is set: the broken one cannot tell of itself."""
    if not settings.ALARM_EMAIL_HOST:
        return get_connection(fail_silently=False, timeout=SECONDS_FOR_A_MAIL)
    return get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        fail_silently=False,
        host=settings.ALARM_EMAIL_HOST,
        port=settings.ALARM_EMAIL_PORT,
        username=settings.ALARM_EMAIL_USER,
        password=settings.ALARM_EMAIL_PASSWORD,
        use_tls=settings.ALARM_EMAIL_USE_TLS,
        timeout=SECONDS_FOR_A_MAIL,
    )


def _signs(watching_since: datetime, now: datetime) -> Signs:
    pulses = list(Pulse.objects.all())
    # What came late into the outbox has not waited since the time it was planned for.
    stuck = Outgoing.objects.filter(
        state__in=WAITING, due_at__lt=now - LONGEST_WAIT, made_at__lt=now - LONGEST_WAIT
    )
    return Signs(
        watching_since=watching_since,
        seen={pulse.name: pulse.seen_at for pulse in pulses},
        failing={
            pulse.name: pulse.failing_since
            for pulse in pulses
            if pulse.failing_since and pulse.name in Channel.values
        },
        oldest_due=stuck.aggregate(oldest=Min("due_at"))["oldest"],
    )
