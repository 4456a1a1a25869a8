"""Who of a caseload needs a word today, and why. Nothing of it is about money, even where that was opened."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import get_current_timezone

from accounts.enums import Role
from accounts.models import User
from planner.benchmarks.standing import DAYS_TO_CATCH_UP, GRACE_DAYS
from planner.casework.models import Message
from planner.plans.models import Benchmark, CheckIn, Miss, Plan
from planner.reminders.enums import NeedKind
from planner.reminders.models import Address
from planner.reminders.selectors.reach import cut_off
from planner.reminders.selectors.silence import begin_of_silence, first_instant, silent
from planner.sharing.audiences import sections_for
from planner.sharing.models import Assignment
from planner.sharing.sections import Section

# A benchmark that was missed longer ago is no news.
NEW_DAYS = 30
LAST_DAY = date.max
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Need:
    """`since`: the day silence began, a benchmark was due, the oldest message came, the last address went off.

    `title_vi`, `title_en`, `words`: of the benchmark; `cause` of the miss, where it is open. `count` of messages.
    """

    kind: NeedKind
    since: date
    title_vi: str = ""
    title_en: str = ""
    words: str = ""
    cause: str = ""
    count: int = 0
    channel: str = ""


@dataclass(frozen=True, slots=True)
class PersonInNeed:
    """`needs` in the order of NeedKind, of each kind the oldest first."""

    pk: int
    name: str
    counselor: str
    needs: tuple[Need, ...]


def needs_a_word(reader: User, today: date) -> list[PersonInNeed]:
    """Of the reader's caseload, whoever is silent longest first, then the oldest misses, then the oldest messages.

    Five queries, however many people.
    """
    care = Assignment.objects.of_reader(reader).filter(worker__is_active=True)
    sections = sections_for(reader)
    rows = _reasons(sections, today)
    people = care.values("worker")
    needs: defaultdict[int, list[Need]] = defaultdict(list)
    for person, need in (
        *_silences(rows[NeedKind.SILENT].filter(person__in=people)),
        *_misses(rows[NeedKind.MISSED].filter(person__in=people), sections),
        *_messages(
            rows[NeedKind.UNREAD].filter(
                case__assignment__worker__in=people, case__assignment__agency=reader.agency_id
            )
        ),
        *_cut_off(rows[NeedKind.CUT_OFF].filter(person__in=people)),
    ):
        needs[person].append(need)
    names = care.values_list("worker", "worker__name", "counselor__name")
    found = [
        PersonInNeed(pk, name, counselor or "", tuple(needs[pk]))
        for pk, name, counselor in names
        if pk in needs
    ]
    return sorted(found, key=_priority)


def in_need_of_a_word(readers: Collection[User], today: date) -> set[int]:
    """Those of these readers for whom `needs_a_word` names somebody. A query for each role."""
    found: set[int] = set()
    for role in (Role.COUNSELOR, Role.SUPERVISOR):
        of_role = [reader for reader in readers if reader.role == role]
        if of_role:
            care = Assignment.objects.open().filter(
                _any_of(_reasons(sections_for(of_role[0]), today)),
                agency=OuterRef("agency"),
                agency__is_active=True,
                worker__is_active=True,
            )
            if role == Role.COUNSELOR:
                care = care.filter(counselor=OuterRef("pk"))
            people = User.objects.active().filter(
                Exists(care), role=role, pk__in={row.pk for row in of_role}
            )
            found |= set(people.values_list("pk", flat=True))
    return found


def _priority(person: PersonInNeed) -> tuple[date, date, date, date, str, int]:
    """What is not there comes after everything that is."""
    oldest = {need.kind: need.since for need in reversed(person.needs)}
    silence, missed, unread, off = (oldest.get(kind, LAST_DAY) for kind in NeedKind)
    return silence, missed, unread, off, person.name, person.pk


# Only ever narrowed further, so what it gives can be kept: making it takes longer than asking it.
@lru_cache(maxsize=8)
def _reasons(sections: frozenset[Section], today: date) -> Mapping[NeedKind, "QuerySet[Any]"]:
    """Of each kind the rows that are one, of anybody, as far as these sections go."""
    asked: dict[NeedKind, tuple[set[Section], QuerySet[Any]]] = {
        NeedKind.SILENT: ({Plan.section, CheckIn.section}, silent(today)),
        NeedKind.MISSED: ({Section.BENCHMARKS}, _newly_missed(sections, today)),
        NeedKind.UNREAD: (
            {Message.section},
            Message.objects.filter(is_from_worker=True, read_at=None),
        ),
        NeedKind.CUT_OFF: ({Address.section}, cut_off()),
    }
    return {
        kind: rows if needed <= sections else rows.none() for kind, (needed, rows) in asked.items()
    }


def _any_of(rows: Mapping[NeedKind, "QuerySet[Any]"]) -> Q:
    """Of an assignment's worker."""
    unread = rows[NeedKind.UNREAD].filter(
        case__assignment__worker=OuterRef("worker"), case__assignment__agency=OuterRef("agency")
    )
    found = Q(Exists(unread))
    for kind in (NeedKind.MISSED, NeedKind.SILENT, NeedKind.CUT_OFF):
        found |= Q(Exists(rows[kind].filter(person=OuterRef("worker"))))
    return found


def _newly_missed(sections: frozenset[Section], today: date) -> "QuerySet[Any]":
    """Missed as `standing_of` has it, for less than NEW_DAYS.

    Also where a cause is told that is closed: else its absence would tell that it is health or money.
    """
    last = today - timedelta(days=GRACE_DAYS + 1)
    first = last - timedelta(days=NEW_DAYS - 1)
    to_catch_up = timedelta(days=DAYS_TO_CATCH_UP)
    added = (first_instant(first - to_catch_up), first_instant(last - to_catch_up + A_DAY))
    return Benchmark.objects.filter(
        Q(due_on__range=(first, last)) & Q(added_at__date__lte=F("due_on"))
        | Q(added_at__gte=added[0], added_at__lt=added[1]) & Q(due_on__lt=F("added_at__date")),
        section__in=sections - {Section.MONEY},
        done_on=None,
        dropped_on=None,
    )


def _silences(rows: "QuerySet[Any]") -> list[tuple[int, Need]]:
    told = rows.annotate(day=Coalesce("arrives_on", "departs_on")).values_list(
        "person_id", "day", "person__date_joined", "newest"
    )
    return [
        (person, Need(NeedKind.SILENT, begin_of_silence(day, joined, newest)))
        for person, day, joined, newest in told
    ]


def _misses(rows: "QuerySet[Any]", sections: frozenset[Section]) -> list[tuple[int, Need]]:
    causes = Miss.objects.filter(
        benchmark=OuterRef("pk"), due_on=OuterRef("due_on"), section__in=sections
    )
    found = rows.annotate(cause=Subquery(causes.values("cause")[:1])).order_by("due_on", "key")
    columns = ("person_id", "due_on", "title_vi", "title_en", "words", "cause")
    return [
        (person, Need(NeedKind.MISSED, day, vi, en, words, cause or ""))
        for person, day, vi, en, words, cause in found.values_list(*columns)
    ]


def _messages(rows: "QuerySet[Any]") -> list[tuple[int, Need]]:
    worker, zone = "case__assignment__worker", get_current_timezone()
    found = rows.values_list(worker).annotate(Min("sent_at"), Count("pk")).order_by(worker)
    return [
        (person, Need(NeedKind.UNREAD, first.astimezone(zone).date(), count=count))
        for person, first, count in found
    ]


def _cut_off(rows: "QuerySet[Any]") -> list[tuple[int, Need]]:
    """Of each person the address that worked last."""
    zone, found = get_current_timezone(), dict[int, Need]()
    for person, channel, off_at in rows.values_list("person_id", "channel", "off_at"):
        since = off_at.astimezone(zone).date()
        found.setdefault(person, Need(NeedKind.CUT_OFF, since, channel=channel))
    return list(found.items())
