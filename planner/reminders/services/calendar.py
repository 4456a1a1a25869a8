"""The private address of somebody's calendar. Who has it reads the days of the plan; only its digest is kept."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.tokens import digest_of, new_token
from planner.plans.services.writing import hold
from planner.reminders.models import CalendarFeed
from planner.sharing.audiences import CLOSED


@transaction.atomic
def make_calendar(*, person: User, now: datetime) -> str:
    """A new address, told this once. The one before ends.

    Raises ClosedHere: days of closed sections stand in it, and it outlives the browser.
    """
    hold(person, *CLOSED)
    token = new_token()
    CalendarFeed.objects.update_or_create(
        person=person, defaults={"token_digest": digest_of(token), "made_at": now}
    )
    return token


def end_calendar(*, person: User) -> None:
    CalendarFeed.objects.of(person).delete()
