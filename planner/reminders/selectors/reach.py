"""Who cannot be reached outside the app any more. The address itself is nobody else's business."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import get_current_timezone

from planner.reminders.models import Address
from planner.sharing.audiences import Opened
from planner.sharing.kept_queries import KEY, KeptQuery


@dataclass(frozen=True, slots=True)
class CutOff:
    """The last address that worked was of this channel, until this day."""

    channel: str
    since: date


# Only ever narrowed further, so what it gives can be kept: making it takes longer than asking it.
@cache
def cut_off() -> QuerySet[Any]:
    """Addresses that were switched off, of those who have none that works; the last one first."""
    works = Address.objects.filter(
        person=OuterRef("person"), verified_at__isnull=False, off_at=None
    )
    rows: QuerySet[Any] = Address.objects.filter(
        ~Exists(works), verified_at__isnull=False, off_at__isnull=False
    )
    return rows.order_by("-off_at", "pk")


def cut_off_open_in(opened: Opened) -> CutOff | None:
    """One query."""
    if Address.section not in opened.sections:
        return None
    rows = _cut_off_of_one().of_key(opened.person.pk)
    if not rows:
        return None
    channel, off_at = rows[0]
    return CutOff(channel, off_at.astimezone(get_current_timezone()).date())


@cache
def _cut_off_of_one() -> KeptQuery:
    return KeptQuery(cut_off().filter(person=KEY).values_list("channel", "off_at")[:1])
