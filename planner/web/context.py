"""What every page says besides its own words."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.models import Announcement
from accounts.selectors import announcements_shown
from planner.wording.languages import localized

VIETNAM, JAPAN = ZoneInfo("Asia/Ho_Chi_Minh"), ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True)
class Banner:
    text: str
    times: str


def announcements(request: HttpRequest) -> dict[str, object]:
    """Asked of the database only by a page that shows them, once."""
    return {"announcements": SimpleLazyObject(_banners)}


def _banners() -> list[Banner]:
    return [
        Banner(localized(item, "text"), times_of(item))
        for item in announcements_shown(now=timezone.now())
    ]


def times_of(item: Announcement) -> str:
    """22:00–23:00 Vietnamese time, 3 May 2026 · 00:00–01:00 Japanese time, 4 May 2026"""
    begin, end = item.about_from, item.about_until or item.about_from
    if begin is None or end is None:
        return ""
    spans = [
        (begin.astimezone(zone), end.astimezone(zone), words)
        for zone, words in [(VIETNAM, _("Vietnamese time")), (JAPAN, _("Japanese time"))]
    ]
    if len({moment.date() for first, last, _words in spans for moment in (first, last)}) == 1:
        hours = ", ".join(f"{_hours(first, last)} {words}" for first, last, words in spans)
        return f"{hours}, {date_format(spans[0][0])}"
    return " · ".join(_on_its_day(*span) for span in spans)


def _on_its_day(first: datetime, last: datetime, words: str) -> str:
    if first.date() == last.date():
        return f"{_hours(first, last)} {words}, {date_format(first)}"
    return f"{_moment(first)} – {_moment(last)} {words}"


def _moment(moment: datetime) -> str:
    return f"{moment:%H:%M} {date_format(moment)}"


def _hours(first: datetime, last: datetime) -> str:
    return f"{first:%H:%M}" if first == last else f"{first:%H:%M}–{last:%H:%M}"
