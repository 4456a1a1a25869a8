"""Who of a caseload needs somebody, why, and in which order: the facts of casework with what only reminders know."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache, reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.timezone import get_current_timezone, get_current_timezone_name

from accounts.enums import Role
from accounts.models import User
from planner.benchmarks.check_ins import untold_since
from planner.casework.enums import FlagKind, ReasonKind
from planner.casework.models import CaseFlag, FollowUp
from planner.casework.selectors.money_signs import money_questions, money_signs
from planner.casework.selectors.triage import (
    CASE_KEY,
    OPEN_CASE,
    REACHED,
    RETURNS_ON,
    WORKER_KEY,
    InCare,
    KnownAbove,
    day_of,
    everybody,
    has_home_plan,
    newly_missed,
    people_in_care,
    questions_of_cases,
    questions_of_people,
    unread_messages,
    unwritten_answers,
)
from planner.casework.triage import (
    RETURN_DAYS,
    STATUS_DAYS,
    STEP_DAYS,
    Facts,
    Reason,
    place_of,
    reasons_of,
)
from planner.plans.enums import Stage
from planner.plans.models import CheckIn, Plan
from planner.reminders.models import Address
from planner.reminders.selectors.reach import CutOff, cut_off
from planner.reminders.selectors.silence import silent
from planner.sharing.audiences import sections_for
from planner.sharing.kept_queries import KEYS, KeptQuery, anybody
from planner.sharing.models import Assignment, AssignmentQuerySet
from planner.sharing.sections import Section

Rows = QuerySet[Any]
OF_MONEY = (ReasonKind.PAY_GAP, ReasonKind.SAVINGS_BEHIND)


class PersonInNeed(NamedTuple):
    """`reasons`: the most pressing first. `cut_off`: also where it is no reason."""

    person: InCare
    reasons: tuple[Reason, ...]
    cut_off: CutOff | None = None

    @property
    def priority(self) -> int:
        return self.reasons[0].priority


def triage_of(reader: User, today: date) -> list[PersonInNeed]:
    """Whoever of the reader's caseload has a reason, in the order of docs/triage.md.

    Eight queries, for a counselor three more, however many people.
    """
    kept = _kept(reader.role, today, get_current_timezone_name())
    rows = kept.everybody.of(reader)
    people = [row[WORKER_KEY] for row in rows]
    cases = [row[CASE_KEY] for row in rows if row[CASE_KEY]]
    answers = {name: query.of_keys(people, reader) for name, query in kept.of_people.items()}
    answers |= {name: query.of_keys(cases, reader) for name, query in kept.of_cases.items()}
    off = _cut_off(answers["off"])
    above = KnownAbove(_silences(answers["silent"]), {pk: row.since for pk, row in off.items()})
    found = [
        PersonInNeed(person, reasons, off.get(person.pk))
        for person in people_in_care(rows, answers, above, today)
        if (reasons := reasons_of(person.facts, today))
    ]
    return sorted(found, key=lambda row: place_of(row.person.facts, row.reasons, today))


def people_with(reader: User, kind: ReasonKind, today: date) -> frozenset[int]:
    """Workers to whom `triage_of` gives a reason of this kind: one query, and of money three."""
    kept = _kept_of(reader.role, kind, today, get_current_timezone_name())
    answers = {name: query.of(reader) for name, query in kept.items()}
    back = dict(answers["people"])
    if kind not in OF_MONEY:
        return frozenset(back)
    signs = money_signs(answers, back)
    facts = (Facts(pk, "", **signs[pk]._asdict()) for pk in back.keys() & signs.keys())
    return frozenset(
        row.pk for row in facts if any(why.kind == kind for why in reasons_of(row, today))
    )


def in_need_of_a_word(readers: Collection[User], today: date) -> set[int]:
    """Those of these readers for whom `triage_of` names somebody for a reason that is not about money.

    A query for each role.
    """
    found: set[int] = set()
    for role in (Role.COUNSELOR, Role.SUPERVISOR):
        of_role = [reader for reader in readers if reader.role == role]
        if of_role:
            care = _anybody_in_need(sections_for(of_role[0]), today, get_current_timezone_name())
            if role == Role.COUNSELOR:
                care = care.filter(counselor=OuterRef("pk"))
            people = User.objects.active().filter(
                Exists(care), role=role, pk__in={row.pk for row in of_role}
            )
            found |= set(people.values_list("pk", flat=True))
    return found


class _Kept(NamedTuple):
    """First who is in care, then what is asked of these."""

    everybody: KeptQuery
    of_people: Mapping[str, KeptQuery]
    of_cases: Mapping[str, KeptQuery]


@lru_cache(maxsize=16)
def _kept(role: str, today: date, _zone: str) -> _Kept:
    """A day begins elsewhere in another time zone."""
    reader = anybody(role)
    of_people = _above(sections_for(reader), today) | questions_of_people(reader, today)
    return _Kept(
        KeptQuery(everybody(reader, today)),
        {name: KeptQuery(rows) for name, rows in of_people.items()},
        {name: KeptQuery(rows) for name, rows in questions_of_cases().items()},
    )


@lru_cache(maxsize=64)
def _kept_of(role: str, kind: ReasonKind, today: date, _zone: str) -> Mapping[str, KeptQuery]:
    """Everybody with a reason of this kind and the day of return; of money everybody, and what tells who."""
    reader = anybody(role)
    care = _with_return(Assignment.objects.of_reader(reader).filter(REACHED, OPEN_CASE))
    if kind in OF_MONEY:
        care = care.filter(worker__is_invited=False)
        asked = money_questions(reader, today)
    else:
        care, asked = care.filter(_conditions(sections_for(reader), today)[kind]), {}
    told = {"people": care.values_list("worker_id", RETURNS_ON), **asked}
    return {name: KeptQuery(rows) for name, rows in told.items()}


def _above(sections: frozenset[Section], today: date) -> dict[str, Rows]:
    """What only reminders know of these workers, KEYS."""
    silences = _silent(sections, today).filter(person__among=KEYS)
    off = _unreachable(sections).filter(person__among=KEYS)
    return {
        "silent": silences.values_list("person_id", "day", "person__date_joined", "newest"),
        "off": off.values_list("person_id", "channel", "off_at"),
    }


def _silent(sections: frozenset[Section], today: date) -> Rows:
    """Plans, each with the day from which months are told."""
    rows: Rows = silent(today).annotate(day=Coalesce("arrives_on", "departs_on"))
    return rows if {Plan.section, CheckIn.section} <= sections else rows.none()


def _unreachable(sections: frozenset[Section]) -> Rows:
    """Addresses."""
    return cut_off() if Address.section in sections else cut_off().none()


def _silences(rows: Iterable[Sequence[Any]]) -> dict[int, date]:
    zone = get_current_timezone()
    return {
        pk: untold_since(arrived_on=day, newest=newest, joined_on=day_of(joined, zone))
        for pk, day, joined, newest in rows
    }


def _cut_off(rows: Iterable[Sequence[Any]]) -> dict[int, CutOff]:
    """Of each person the address that worked last."""
    zone, found = get_current_timezone(), dict[int, CutOff]()
    for person, channel, off_at in rows:
        if person not in found:
            found[person] = CutOff(channel, day_of(off_at, zone))
    return found


# Only ever narrowed further, so what it gives can be kept: making it takes longer than asking it.
@lru_cache(maxsize=8)
def _anybody_in_need(sections: frozenset[Section], today: date, _zone: str) -> Rows:
    """Open assignments in an agency outside, of workers with a reason."""
    told = _conditions(sections, today).values()
    care = Assignment.objects.open().filter(
        REACHED, OPEN_CASE, agency=OuterRef("agency"), agency__is_active=True
    )
    return _with_return(care).filter(reduce(or_, told))


def _with_return(care: AssignmentQuerySet) -> AssignmentQuerySet:
    """The day of return as `back`."""
    return care.alias(back=RETURNS_ON)


def _conditions(sections: frozenset[Section], today: date) -> dict[ReasonKind, Q]:
    """Of assignments with `back`, whose worker has a reason of this kind. None of money: it is not asked of the database."""
    of_person = {"person": OuterRef("worker")}
    of_case = {"case__assignment": OuterRef("pk")}
    of_thread = {
        "case__assignment__worker": OuterRef("worker"),
        "case__assignment__agency": OuterRef("agency"),
    }
    due_on = today + timedelta(days=STEP_DAYS)
    steps = FollowUp.objects.filter(done_at=None, due_on__lte=due_on, **of_case)
    urgent = CaseFlag.objects.filter(kind=FlagKind.URGENT, cleared_at=None, **of_case)
    waits = unwritten_answers().filter(worker_answered_at__isnull=False, **of_case)
    of_the_case = {
        ReasonKind.STEP_DUE: Q(Exists(steps)),
        ReasonKind.FLAG_URGENT: Q(Exists(urgent)),
        ReasonKind.STATUS_ENDS: _status_ends(today),
    }
    of_the_person = {
        ReasonKind.UNREAD: Q(Exists(unread_messages(sections).filter(**of_thread))),
        ReasonKind.MISSED: Q(Exists(newly_missed(sections, today).filter(**of_person))),
        ReasonKind.SILENT: Q(Exists(_silent(sections, today).filter(**of_person))),
        ReasonKind.CUT_OFF: Q(Exists(_unreachable(sections).filter(**of_person))),
        ReasonKind.ANSWER_WAITS: Q(Exists(waits)),
        ReasonKind.NO_HOME_PLAN: _returns_unprepared(sections, today),
    }
    is_here = Q(worker__is_invited=False)
    return of_the_case | {kind: is_here & found for kind, found in of_the_person.items()}


def _status_ends(today: date) -> Q:
    return _is_away(today) & Q(case__status_ends_on__lte=today + timedelta(days=STATUS_DAYS))


def _returns_unprepared(sections: frozenset[Section], today: date) -> Q:
    near = Q(back__lte=today + timedelta(days=RETURN_DAYS))
    return _is_away(today) & near & ~has_home_plan(sections, "worker")


def _is_away(today: date) -> Q:
    """Not back home. A stage that was not told must not make it unknown."""
    is_home = Q(worker__profile__stage=Stage.HOME)
    return (Q(worker__profile=None) | ~is_home) & (Q(back=None) | Q(back__gt=today))
