"""Whose clock the hours of a page are on."""

from datetime import datetime

from django.utils.translation import gettext as _

from planner.reminders.selectors.people import Recipient
from planner.reminders.timing import ABROAD, HOME


def clock_words(who: Recipient, at: datetime) -> str:
    zone = who.clock.hours(at).zone
    if zone == HOME:
        return _("Hours are on the clock of Viet Nam.")
    if zone == ABROAD:
        return _("Hours are on the clock of Japan.")
    return _("Hours are on the clock of %s.") % zone.key.split("/")[-1].replace("_", " ")
