"""Addresses that refuse what is sent are switched off, each alone."""

from datetime import datetime

from django.db.models import F

from planner.reminders.enums import Channel, OffReason
from planner.reminders.models import Address, Outgoing

# One refusal may be the other server's mood. A browser's subscription that is gone does not come back.
MOST_REFUSALS = {
    Channel.EMAIL: 2,
    Channel.PUSH: 1,
    Channel.LINE: 1,
    Channel.ZALO: 1,
    Channel.SMS: 2,
}


def note_accepted(row: Outgoing) -> None:
    """Refusals count in a row only."""
    if row.address and row.address.refusals:
        Address.objects.filter(pk=row.address.pk).update(refusals=0)


def note_refused(row: Outgoing, *, now: datetime) -> None:
    """Off after the last refusal that is put up with: the person sees it, and the counselor."""
    if row.address is None:
        return
    addresses = Address.objects.filter(pk=row.address.pk, off_at=None)
    addresses.update(refusals=F("refusals") + 1)
    is_device = row.channel == Channel.PUSH
    addresses.filter(refusals__gte=MOST_REFUSALS[Channel(row.channel)]).update(
        off_at=now, off_reason=OffReason.GONE if is_device else OffReason.REFUSED
    )
