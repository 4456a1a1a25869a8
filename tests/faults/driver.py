"""Planning and sending in this process, at a time that the test moves."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from planner.reminders.enums import WAITING, Channel
from planner.reminders.models import Outgoing
from planner.reminders.services.planning import plan_due
from planner.reminders.services.sending import send_due

HOUR = timedelta(hours=1)


@dataclass
class Driver:
    now: datetime
    planned_at: list[datetime] = field(default_factory=list)

    def clock(self) -> datetime:
        return self.now

    def plan(self) -> None:
        plan_due(now=self.now)
        self.planned_at.append(self.now)

    def send(self) -> None:
        send_due(clock=self.clock)

    def tick(self) -> None:
        self.plan()
        self.send()

    def forward(self, to: datetime, *, plan_every: timedelta = 12 * HOUR) -> None:
        """As time goes by: plans now and then, sends whenever something is due."""
        self.tick()
        next_plan = self.now + plan_every
        while True:
            due_at = waiting().filter(due_at__gt=self.now).order_by("due_at").first()
            upcoming = min(due_at.due_at, next_plan) if due_at else next_plan
            if upcoming > to:
                self.now = to
                self.tick()
                return
            self.now = upcoming
            if upcoming == next_plan:
                self.plan()
                next_plan += plan_every
            self.send()


def waiting() -> "QuerySet[Any]":
    return Outgoing.objects.filter(state__in=WAITING)


def outside() -> "QuerySet[Any]":
    """What leaves the app."""
    return Outgoing.objects.exclude(channel=Channel.IN_APP)
