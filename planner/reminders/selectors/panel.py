"""Whether reminders leave, in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from planner.reminders.channels import is_configured
from planner.reminders.enums import WAITING, Channel, State
from planner.reminders.models import Alarm, Outgoing, Pulse
from planner.reminders.selectors.log import LONGEST_AHEAD, first_made_at_or_after
from planner.reminders.troubles import LONGEST_SILENCE

PROCESSES = ("beat", "worker", "plan")
# Finding what is due runs once a minute.
LONGEST_WITHOUT_PLAN = timedelta(minutes=5)
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
ENDS = (State.SENT, State.FAILED, State.EXPIRED)
PAST_ALARMS = 20


@dataclass(frozen=True, slots=True)
class Process:
    name: str
    seen_at: datetime | None
    is_alive: bool


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """`pulse`: None where nothing was ever tried. `day`, `week`: rows by state."""

    channel: Channel
    pulse: Pulse | None
    day: Mapping[str, int]
    week: Mapping[str, int]

    @property
    def is_used(self) -> bool:
        return self.pulse is not None or any(self.week.values())


@dataclass(frozen=True, slots=True)
class Waiting:
    due: int
    oldest: datetime | None
    held: int
    next_day: int


@dataclass(frozen=True, slots=True)
class Panel:
    processes: list[Process]
    channels: list[ChannelRow]
    waiting: Waiting
    open_alarms: list[Alarm]
    past_alarms: list[Alarm]


def panel_of(*, now: datetime) -> Panel:
    pulses = {pulse.name: pulse for pulse in Pulse.objects.all()}
    alarms = Alarm.objects.order_by("-noticed_at", "-pk")
    return Panel(
        processes=[_process(name, pulses.get(name), now) for name in PROCESSES],
        channels=_channels(pulses, now),
        waiting=_waiting(now),
        open_alarms=list(alarms.filter(ended_at=None)),
        past_alarms=list(alarms.exclude(ended_at=None)[:PAST_ALARMS]),
    )


def _process(name: str, pulse: Pulse | None, now: datetime) -> Process:
    longest = LONGEST_SILENCE.get(name, LONGEST_WITHOUT_PLAN)  # type: ignore[call-overload]
    seen_at = pulse.seen_at if pulse else None
    return Process(name, seen_at, seen_at is not None and now - seen_at <= longest)


def _waiting(now: datetime) -> Waiting:
    is_due = Q(due_at__lte=now)
    found = Outgoing.objects.filter(state__in=WAITING, due_at__lte=now + A_DAY).aggregate(
        due=Count("pk", filter=is_due),
        oldest=Min("due_at", filter=is_due),
        held=Count("pk", filter=Q(state=State.HELD)),
        next_day=Count("pk", filter=~is_due),
    )
    return Waiting(**found)


def _channels(pulses: Mapping[str, Pulse], now: datetime) -> list[ChannelRow]:
    ends = _ends(now)
    rows = [
        ChannelRow(channel, pulses.get(channel), *ends.get(channel, ({}, {})))
        for channel in Channel
    ]
    return [
        row
        for row in rows
        if row.is_used or row.channel == Channel.IN_APP or is_configured(row.channel)
    ]


def _ends(now: datetime) -> dict[str, tuple[dict[str, int], dict[str, int]]]:
    """By channel: how many came to which end, of a day and of a week; by when they were planned for."""
    rows = Outgoing.objects.filter(
        pk__gte=first_made_at_or_after(now - A_WEEK - LONGEST_AHEAD),
        planned_for__gte=now - A_WEEK,
        state__in=ENDS,
    )
    is_of_day = Q(planned_for__gte=now - A_DAY)
    counted = (
        rows.order_by()
        .values_list("channel", "state")
        .annotate(day=Count("pk", filter=is_of_day), week=Count("pk"))
    )
    found: dict[str, tuple[dict[str, int], dict[str, int]]] = {}
    for channel, state, day, week in counted:
        of_day, of_week = found.setdefault(channel, ({}, {}))
        of_day[state], of_week[state] = day, week
    return found
