"""What the world's people are reminded of, and where they can be reached."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import User
from planner.plans.models import Benchmark, PlanMove
from planner.reminders.enums import Channel, OffReason, Source, State, Trouble
from planner.reminders.models import Address, Alarm, Outgoing, Pulse
from planner.reminders.services.calendar import make_calendar
from tests.factories import reminders as factory
from tests.factories.outlooks import moved_plan

# Places that stand nowhere else: nobody but their owner sees them.
FIRST_PLACE, SECOND_PLACE = "vac-sanh-7441@post.example", "vac-sanh-7442@post.example"
PLACES = (FIRST_PLACE, SECOND_PLACE, "vac-sanh-7443@post.example", "vac-sanh-7444@post.example")


@dataclass(frozen=True)
class Reminding:
    """What the addresses of the worker's reminders name. `calendar`: the token of the feed."""

    reminder: Outgoing
    second: Address
    waiting: Address
    off: Address
    calendar: str
    move: PlanMove


def remind_of(worker: User, about: Benchmark, now: datetime) -> Reminding:
    """A reminder in each state, and an address of each kind."""
    first, second, waiting, off = PLACES
    kept = factory.address(worker, first, position=0)
    reminder = factory.outgoing(worker, about, state=State.SENT, sent_at=now, due_at=now)
    factory.outgoing(
        worker,
        about,
        channel=Channel.EMAIL,
        address=kept,
        state=State.FAILED,
        reason="refused",
        error="550 no such user",
        due_at=now,
    )
    factory.outgoing(
        worker, source=Source.CHECK_IN, occasion_on=now.date(), due_at=now + timedelta(hours=5)
    )
    _alarm(now)
    return Reminding(
        reminder=reminder,
        second=factory.address(worker, second, position=1),
        waiting=factory.address(worker, waiting, position=2, verified_at=None),
        off=factory.address(
            worker, off, position=3, off_at=now, off_reason=OffReason.REFUSED, refusals=2
        ),
        calendar=make_calendar(person=worker, now=now),
        move=moved_plan(worker, now=now),
    )


def _alarm(now: datetime) -> None:
    for name in ("beat", "worker", "plan", Channel.EMAIL):
        Pulse.objects.update_or_create(name=name, defaults={"seen_at": now})
    Alarm.objects.create(
        trouble=Trouble.CHANNEL, about=Channel.EMAIL, since=now, noticed_at=now, mailed_at=now
    )
