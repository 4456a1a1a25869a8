"""Reads of what came to somebody in the app, and of what waits."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from accounts.models import User
from planner.casework.models import Case, Nudge
from planner.plans.models import Benchmark
from planner.reminders.enums import WAITING, Channel, Reason, Source, State
from planner.reminders.models import Outgoing
from planner.sharing.audiences import PersonalQuerySet, own_sections

# Their subject is a benchmark, which may be closed to this browser.
OF_BENCHMARKS = (Source.BENCHMARK, Source.MISS)


def unread_reminders(person: User) -> int:
    """How many came and were not seen. One query."""
    return came_to(person).filter(state=State.SENT, seen_at=None).count()


def came_to(person: User) -> PersonalQuerySet:
    """What came, and what did not come since its day had moved; newest first."""
    moved = Q(state=State.CANCELLED, reason=Reason.MOVED)
    rows = _shown_to(person).filter(Q(state=State.SENT) | moved, channel=Channel.IN_APP)
    dated: PersonalQuerySet = rows.alias(at=Coalesce("sent_at", "planned_for"))
    return dated.order_by("-at", "-pk")


def waiting_for(person: User, *, until: datetime) -> list[Outgoing]:
    """What is in the outbox and has not gone out, on every channel."""
    rows = _shown_to(person).filter(state__in=WAITING, planned_for__lte=until)
    return list(rows.select_related("address").order_by("planned_for", "pk"))


def benchmarks_named(person: User, pks: Iterable[int]) -> dict[int, Benchmark]:
    """Of these the person's own, as this browser may show them."""
    return {row.pk: row for row in Benchmark.objects.of(person).filter(pk__in=set(pks))}


def workers_of_cases(pks: Iterable[int]) -> dict[int, int]:
    """Case to worker."""
    rows = Case.objects.filter(pk__in=set(pks))
    return dict(rows.values_list("pk", "assignment__worker"))


def kinds_of_nudges(person: User, pks: Iterable[int]) -> dict[int, str]:
    """What this worker was reminded of by hand."""
    rows = Nudge.objects.filter(pk__in=set(pks), case__assignment__worker=person)
    return dict(rows.values_list("pk", "kind"))


def _shown_to(person: User) -> PersonalQuerySet:
    """Without codes, which go to an address alone, and without what is closed to this browser."""
    rows = Outgoing.objects.of(person).exclude(source=Source.ADDRESS)
    if not person.is_shut_out:
        return rows
    closed = Benchmark.objects.filter(pk=OuterRef("subject_id"), person=person).exclude(
        section__in=own_sections(person)
    )
    return rows.exclude(Q(source__in=OF_BENCHMARKS) & Exists(closed))
