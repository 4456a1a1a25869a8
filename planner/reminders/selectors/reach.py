"""Who cannot be reached outside the app any more. The address itself is nobody else's business."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import get_current_timezone

from planner.reminders.models import Address
from planner.sharing.audiences import Opened


@dataclass(frozen=True, slots=True)
class CutOff:
    """The last address that worked was of this channel, until this day."""

    channel: str
    since: date


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
    row = cut_off().filter(person=opened.person).values_list("channel", "off_at").first()
    if row is None:
        return None
    channel, off_at = row
    return CutOff(channel, off_at.astimezone(get_current_timezone()).date())
