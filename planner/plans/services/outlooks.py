"""Finds the plans that a changed rate or rule has moved, and keeps one message for each."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from time import monotonic
from typing import Any

from django.db import transaction
from django.utils.timezone import get_default_timezone

from accounts.models import User
from planner.plans.models import Outlook, PlanMove, RulesKept
from planner.plans.records import plain
from planner.plans.selectors.outlooks import (
    Inputs,
    inputs_of,
    people_with_money_told,
    unseen_move_of,
)
from planner.plans.services.writing import NotThere, hold
from planner.plans.sums.outlook import Outlook as Figures
from planner.plans.sums.outlook import both, causes, has_moved, outlook_of
from planner.plans.sums.rules_kept import NotReadable, kept_rules, rules_of
from planner.reference.models import DataVersion
from planner.reference.rates import CurrentRules, current_rules
from planner.reference.selectors import current_atlas, data_version
from planner.sharing.sections import Section
from planner.sharing.stale import check_seen

logger = logging.getLogger(__name__)

PORTION = 200
# What tells one state of a message from the next.
MOVE = ("worked_out_at",)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """`looked`: at how many plans; `moved`: for how many a message was made or changed; `is_done`: none is left."""

    looked: int
    moved: int
    is_done: bool


def refresh_outlooks(*, now: datetime, seconds: float = 60) -> Refreshed:
    """Works each plan out with the rules before and after a change, on the same day and with the same inputs.

    So neither a month that passes nor what somebody types moves a plan. Small changes add up as long as nothing is
    typed; with new inputs only the newest change counts. Stops after so many seconds: where, is kept, and the next
    run goes on there. Safe in two processes at once.
    """
    end = monotonic() + seconds
    newest = _newest_rules(now)
    if newest.looked_at:
        return Refreshed(0, 0, is_done=True)
    look = _Look(newest, now)
    while portion := look.left():
        for person in portion:
            look.at(person)
            if monotonic() > end:
                return Refreshed(look.looked, look.moved, is_done=False)
    RulesKept.objects.filter(pk=newest.pk).update(looked_at=now)
    _forget_unused(newest)
    return Refreshed(look.looked, look.moved, is_done=True)


@transaction.atomic
def read_move(*, person: User, pk: int, seen: str, now: datetime) -> None:
    """The person has read it. `seen`: the fingerprint of MOVE. Raises ClosedHere, NotThere, ChangedMeanwhile."""
    hold(person, Section.MONEY)
    row = PlanMove.objects.filter(person=person, pk=pk).first()
    if row is None:
        raise NotThere
    check_seen(seen, plain(row, MOVE))
    if row.seen_at is None:
        row.seen_at = now
        row.save(update_fields=["seen_at"])


def _newest_rules(now: datetime) -> RulesKept:
    """The rules in force today; a new row where they are not those kept last."""
    mark, stored = _in_force(data_version(), _day_of(now))
    newest = _kept_last()
    if newest and newest.mark == mark:
        return newest
    with transaction.atomic():
        # Another process may be here with the same change.
        list(DataVersion.objects.select_for_update().filter(pk=1))
        newest = _kept_last()
        if newest and newest.mark == mark:
            return newest
        # Nobody has seen a plan with rules before the first ones.
        looked_at = None if newest else now
        return RulesKept.objects.create(mark=mark, rules=stored, made_at=now, looked_at=looked_at)


@lru_cache(maxsize=2)
def _in_force(version: str, today: date) -> tuple[str, dict[str, Any]]:
    return kept_rules(current_rules(version), today)


def _day_of(now: datetime) -> date:
    return now.astimezone(get_default_timezone()).date()


def _kept_last() -> RulesKept | None:
    return RulesKept.objects.defer("rules").order_by("-pk").first()


def _forget_unused(newest: RulesKept) -> None:
    used: set[int] = {newest.pk}
    for rows in (Outlook.objects.values_list("base"), Outlook.objects.values_list("looked")):
        used.update(pk for (pk,) in rows.distinct())
    used.update(pk for (pk,) in PlanMove.objects.values_list("base").distinct())
    RulesKept.objects.filter(pk__lt=newest.pk).exclude(pk__in=used).delete()


class _Look:
    """At the plans of everybody, with one change of the rules."""

    def __init__(self, newest: RulesKept, now: datetime) -> None:
        self.newest, self.now, self.today = newest, now, _day_of(now)
        self.atlas = current_atlas()
        earlier = RulesKept.objects.filter(pk__lt=newest.pk, looked_at__isnull=False)
        # What a plan was seen with that was never looked at.
        self.previous = earlier.order_by("-pk").values_list("pk", flat=True).first()
        self.after = newest.looked_until
        self.rules: dict[int, CurrentRules] = {}
        self.looked = self.moved = 0

    def left(self) -> list[User]:
        """The next ones. Until here, all are looked at."""
        RulesKept.objects.filter(pk=self.newest.pk, looked_until__lt=self.after).update(
            looked_until=self.after
        )
        people = people_with_money_told().filter(
            pk__gt=self.after, date_joined__lt=self.newest.made_at
        )
        found = list(people.exclude(outlook__looked=self.newest.pk).order_by("pk")[:PORTION])
        if found:
            self.after = found[-1].pk
        return found

    def at(self, person: User) -> None:
        self.looked += 1
        try:
            while not self._look(person):
                pass
        except (ArithmeticError, LookupError, ValueError):
            # One plan that cannot be worked out must not stop those after it.
            logger.exception("The outlook of person %d cannot be worked out.", person.pk)

    def _look(self, person: User) -> bool:
        """False: something that this rests on was written meanwhile."""
        seen = _Seen(Outlook.objects.filter(person=person).first(), unseen_move_of(person))
        inputs = inputs_of(person)
        base = self._base(seen, inputs.mark)
        rules = self._rules(base)
        if base is None or rules is None:
            return _keep(person, seen, Outlook(base=self.newest, **self._now(inputs)), seen.move)
        before = outlook_of(inputs, rules, self.atlas, self.today)
        after = self._after(inputs)
        move = None
        if has_moved(before, after):
            move = PlanMove(
                base_id=base,
                at=self.now,
                worked_out_at=self.now,
                results=both(before, after),
                causes=causes(before, after),
            )
        self.moved += move is not None
        told_of = self.newest.pk if move else base
        return _keep(person, seen, Outlook(base_id=told_of, **self._now(inputs)), move)

    def _now(self, inputs: Inputs) -> dict[str, Any]:
        return {"looked_id": self.newest.pk, "inputs_mark": inputs.mark}

    def _after(self, inputs: Inputs) -> Figures:
        rules = self._rules(self.newest.pk)
        assert rules is not None  # noqa: S101 - written by this very version
        return outlook_of(inputs, rules, self.atlas, self.today)

    def _base(self, seen: "_Seen", inputs_mark: str) -> int | None:
        """The rules to count from. None: there are none."""
        if seen.move:
            return seen.move.base_id
        if seen.outlook is None:
            return self.previous
        same = seen.outlook.inputs_mark == inputs_mark
        return seen.outlook.base_id if same else seen.outlook.looked_id

    def _rules(self, pk: int | None) -> CurrentRules | None:
        """None: there are none, or an earlier version of this program kept them otherwise."""
        if pk is not None and pk not in self.rules:
            row = RulesKept.objects.get(pk=pk)
            with suppress(NotReadable):
                self.rules[pk] = rules_of(row.rules, row.mark)
        return self.rules.get(pk) if pk is not None else None


@dataclass(frozen=True, slots=True)
class _Seen:
    """What there was when a plan was read."""

    outlook: Outlook | None
    move: PlanMove | None

    @property
    def marks(self) -> tuple[int | None, int | None]:
        return (
            self.outlook.looked_id if self.outlook else None,
            self.move.pk if self.move else None,
        )


@transaction.atomic
def _keep(person: User, seen: _Seen, outlook: Outlook, move: PlanMove | None) -> bool:
    """One unread message at most. False, and nothing is written: another process or the person was faster."""
    # Whoever writes to this plan waits; who is gone has none.
    if User.objects.get_queryset().select_for_update().filter(pk=person.pk).first() is None:
        return True
    unseen = PlanMove.objects.filter(person=person, seen_at=None).first()
    if _Seen(Outlook.objects.filter(person=person).first(), unseen).marks != seen.marks:
        return False
    if unseen and move:
        unseen.results, unseen.causes = move.results, move.causes
        unseen.worked_out_at = move.worked_out_at
        unseen.save(update_fields=["results", "causes", "worked_out_at"])
    elif move:
        move.person = person
        move.save()
    elif unseen:
        # It moved back to where it was.
        unseen.delete()
    outlook.person = person
    outlook.pk = seen.outlook.pk if seen.outlook else None
    outlook.save()
    return True
