"""The days of a plan as a calendar that a phone subscribes to (RFC 5545). It stands on lock screens."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration

from planner.benchmarks.check_ins import due_day
from planner.plans.models import Benchmark
from planner.reminders.models import CalendarFeed
from planner.reminders.selectors.calendar import PlannedDays
from planner.reminders.text_checks import MONEY_WORDS
from planner.sharing.audiences import CLOSED
from planner.wording.languages import localized

PRODUCT = "-//Loi Ve//Reminders//EN"
ASK_AGAIN_AFTER = timedelta(hours=6)
# A title of one's own, and a few of ours, name it without being about it.
_MORE_WORDS = ("unpaid", "saving", "savings", "triệu")
_TELLS_OF_MONEY = re.compile(rf"\b(?:{'|'.join((*MONEY_WORDS, *_MORE_WORDS))})\b")


def calendar_text(days: PlannedDays, feed: CalendarFeed) -> bytes:
    """In the language of its person. The same days give the same bytes."""
    with translation.override(feed.person.language):
        calendar = Calendar()
        calendar.add("version", "2.0")
        calendar.add("prodid", PRODUCT)
        calendar.add("calscale", "GREGORIAN")
        calendar.add("name", "Lối Về")
        calendar.add("x-wr-calname", "Lối Về")
        calendar.add("refresh-interval", ASK_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
        # The same for those who do not know the line before.
        calendar.add("x-published-ttl", vDuration(ASK_AGAIN_AFTER))
        for row in days.benchmarks:
            calendar.add_component(_benchmark(row))
        for month in days.months:
            calendar.add_component(_check_in(month, feed))
        text: bytes = calendar.to_ical()
        return text


def neutral_title(row: Benchmark) -> str:
    """What may be read by whoever sees the phone."""
    title = row.words or localized(row, "title")
    plain = unicodedata.normalize("NFC", title).casefold()
    if row.section in CLOSED or _TELLS_OF_MONEY.search(plain):
        return _("A day of your plan")
    return title


def _benchmark(row: Benchmark) -> Event:
    changed_at = row.dated_at or row.added_at
    return _event(
        f"benchmark-{row.pk}",
        row.due_on,
        neutral_title(row),
        changed_at,
        # It has to grow with every change of the day; seconds do, and fit.
        sequence=max(0, int((changed_at - row.added_at).total_seconds())),
        path=reverse("benchmark", args=[row.pk]),
    )


def _check_in(month: date, feed: CalendarFeed) -> Event:
    title = _("How was your month? %(month)s") % {"month": date_format(month, "YEAR_MONTH_FORMAT")}
    name = f"check-in-{feed.person_id}-{month:%Y-%m}"
    return _event(name, due_day(month), title, feed.made_at, path=reverse("check_in"))


def _event(
    name: str, day: date, title: str, changed_at: datetime, *, path: str, sequence: int = 0
) -> Event:
    event = Event()
    event.add("uid", f"{name}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstart", day)
    event.add("summary", title)
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", sequence)
    event.add("url", settings.SITE_URL + path)
    # Nobody is busy all day because of it.
    event.add("transp", "TRANSPARENT")
    return event
