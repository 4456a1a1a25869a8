"""What is known of everybody in care, for triage. The same few queries for nobody and for many; nothing closed is read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.timezone import get_current_timezone, make_aware

from accounts.models import User
from planner.benchmarks.enums import Group
from planner.benchmarks.standing import DAYS_TO_CATCH_UP, GRACE_DAYS
from planner.casework.enums import FlagKind, ReferralKind, ReferralState
from planner.casework.models import CaseFlag, FollowUp, Message, Referral
from planner.casework.selectors.money_signs import MoneySigns, money_questions, money_signs
from planner.casework.selectors.next_steps import NextStep
from planner.casework.triage import MISSED_DAYS, RETURN_DAYS, Facts
from planner.plans.enums import GoalKind, Stage
from planner.plans.models import Agreement, Benchmark, Goal, Miss
from planner.sharing.audiences import sections_for
from planner.sharing.kept_queries import KEYS
from planner.sharing.models import Assignment, AssignmentQuerySet
from planner.sharing.sections import Section

Rows = QuerySet[Any]
# By question.
Answers = Mapping[str, Sequence[Sequence[Any]]]
WORKER = "case__assignment__worker"
# Whoever has a closed account is not called; who is invited has none yet.
REACHED = Q(worker__is_active=True) | Q(worker__is_invited=True)
OPEN_CASE = Q(case=None) | Q(case__closed_at=None)
# Of an assignment: the plan's own day goes before that of the case.
RETURNS_ON = Coalesce("worker__plan__returns_on", "case__returns_on")
AFTER_RETURN = (Group.BEFORE_RETURN, Group.HOME)
TO_CATCH_UP = timedelta(days=DAYS_TO_CATCH_UP)
# A benchmark counts as missed from this many days after the day that counts.
MISSED_AFTER = timedelta(days=GRACE_DAYS + 1)
A_DAY = timedelta(days=1)
NO_SIGNS = MoneySigns()
# Places in a row of everybody.
WORKER_KEY, CASE_KEY, STATUS, RETURN = 0, 1, 9, 10


class Missed(NamedTuple):
    """A benchmark. `on`: from when it counts as missed; `cause` where that is open."""

    on: date
    due_on: date
    title_vi: str
    title_en: str
    words: str
    cause: str


class InCare(NamedTuple):
    """Somebody whose case is open. `phone`: as the agency knows it, else of the account. `flags`: kinds, oldest first."""

    pk: int
    name: str
    counselor: str
    phone: str
    is_invited: bool
    facts: Facts
    step: NextStep | None
    flags: tuple[str, ...]
    missed: tuple[Missed, ...]


@dataclass(frozen=True, slots=True)
class KnownAbove:
    """What rooms above casework find out, by worker: since when somebody is silent, and cut off."""

    silent_since: Mapping[int, date] = field(default_factory=dict)
    cut_off_since: Mapping[int, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Known:
    """Of a caseload, by worker or by case; who has nothing of it is not there."""

    above: KnownAbove
    missed: Mapping[int, list[Missed]]
    unread: Mapping[int, tuple[int, date]]
    money: Mapping[int, MoneySigns]
    steps: Mapping[int, NextStep]
    flags: Mapping[int, Mapping[str, date | None]]
    waits: Mapping[int, date]

    def people(self) -> set[int]:
        """Workers of whom anything of it is known."""
        told = (self.missed, self.unread, self.money)
        return set().union(*told, self.above.silent_since, self.above.cut_off_since)

    def cases(self) -> set[int]:
        return set().union(self.steps, self.flags, self.waits)


def everybody(reader: User, today: date) -> Rows:
    """Who is in the reader's care with an open case: what `people_in_care` begins with."""
    return _everybody(Assignment.objects.of_reader(reader), sections_for(reader), today)


def questions_of_people(reader: User, today: date) -> dict[str, Rows]:
    """What is asked then of these workers, KEYS: of a counselor also about the money of those who opened it."""
    sections = sections_for(reader)
    inside = {f"{WORKER}__among": KEYS, "case__assignment__agency": reader.agency_id}
    missed = perhaps_missed(sections, today).filter(person__among=KEYS)
    return {
        "missed": _missed(missed, sections),
        "unread": _unread(unread_messages(sections).filter(**inside)),
        **money_questions(reader, today, person__among=KEYS),
    }


def questions_of_cases() -> dict[str, Rows]:
    """And of these cases, KEYS."""
    return {
        "steps": _steps(FollowUp.objects.filter(case__among=KEYS)),
        "flags": _flags(CaseFlag.objects.filter(case__among=KEYS)),
        "waits": _waits(unwritten_answers().filter(case__among=KEYS)),
    }


def people_in_care(
    rows: Sequence[Sequence[Any]], answers: Answers, above: KnownAbove, today: date
) -> Iterator[InCare]:
    """Of `everybody` those of whom there is any fact, in no order. `answers`: to the questions of them."""
    zone = get_current_timezone()
    known = _Known(
        above,
        missed=_by_person(answers["missed"], today, zone),
        unread={pk: (count, day_of(first, zone)) for pk, count, first in answers["unread"]},
        money=money_signs(answers, {row[WORKER_KEY]: row[RETURN] for row in rows}),
        steps=_first_steps(answers["steps"]),
        flags=_by_kind(answers["flags"], zone),
        waits={case: day_of(first, zone) for case, first in answers["waits"] if first},
    )
    people, cases = known.people(), known.cases()
    for row in rows:
        has_a_day = row[STATUS] or row[RETURN]
        if has_a_day or row[WORKER_KEY] in people or row[CASE_KEY] in cases:
            yield _in_care(row, known)


def newly_missed(sections: frozenset[Section], today: date) -> Rows:
    """Benchmarks that came to count as missed, as `standing_of` has it, in the last MISSED_DAYS.

    Also where a cause is told that is closed: else its absence would tell that it is health or money.
    """
    return perhaps_missed(sections, today).filter(
        Q(due_on__gte=_first_missed(today)) & Q(added_at__date__lte=F("due_on"))
        | Q(added_at__lt=_last_caught_up(today)) & Q(due_on__lt=F("added_at__date"))
    )


def perhaps_missed(sections: frozenset[Section], today: date) -> Rows:
    """Those and a few more: which of its two days counts is not asked. SQLite calls Python for each such question."""
    first = _first_missed(today)
    return Benchmark.objects.filter(
        Q(due_on__gte=first)
        | Q(added_at__gte=_first_instant(first - TO_CATCH_UP), added_at__lt=_last_caught_up(today)),
        due_on__lte=today - MISSED_AFTER,
        section__in=(sections & {Section.BENCHMARKS}) and sections - {Section.MONEY},
        done_on=None,
        dropped_on=None,
    )


def unread_messages(sections: frozenset[Section]) -> Rows:
    rows = Message.objects.filter(is_from_worker=True, read_at=None)
    return rows if Message.section in sections else rows.none()


def unwritten_answers() -> Rows:
    """A place that helps was asked, the worker agreed, and what it said is not written down."""
    return Referral.objects.filter(kind=ReferralKind.HELP, state=ReferralState.AGREED)


def has_home_plan(sections: frozenset[Section], person: str) -> Q:
    """A long-term goal, and an agreed plan or benchmarks for coming home. `person`: the column outside."""
    mine: dict[str, Any] = {"person": OuterRef(person), "section__in": sections - {Section.MONEY}}
    ahead = Benchmark.objects.filter(**mine, group__in=AFTER_RETURN, dropped_on=None)
    return Exists(Goal.objects.filter(**mine, kind=GoalKind.LONG_TERM)) & (
        Exists(Agreement.objects.filter(**mine | {"section": Section.PLAN})) | Exists(ahead)
    )


def _everybody(care: AssignmentQuerySet, sections: frozenset[Section], today: date) -> Rows:
    """The plan for home is asked for only near the return."""
    near = Q(back__range=(today, today + timedelta(days=RETURN_DAYS)))
    # Only as a condition does SQLite leave the second half unasked where the first does not hold.
    planned = Case(
        When(near & has_home_plan(sections, "worker"), then=True),
        default=False,
        output_field=BooleanField(),
    )
    told = care.filter(REACHED, OPEN_CASE).alias(back=RETURNS_ON)
    rows: Rows = told.values_list(
        *("worker_id", "case__id", "worker__name", "worker__name_key", "worker__is_invited"),
        *("counselor__name", "worker__phone", "case__phone", "worker__profile__stage"),
        *("case__status_ends_on", RETURNS_ON, planned),
    )
    return rows


def _in_care(row: Sequence[Any], known: _Known) -> InCare:
    pk, case, name, key, is_invited, counselor, *rest = row
    phone, case_phone, stage, ends_on, back, planned = rest
    step, flags = known.steps.get(case), known.flags.get(case, {})
    missed, signs = tuple(known.missed.get(pk, ())), known.money.get(pk, NO_SIGNS)
    unread, unread_since = known.unread.get(pk, (0, None))
    facts = Facts(
        pk=pk,
        name_key=key,
        is_invited=is_invited,
        is_home=stage == Stage.HOME,
        status_ends_on=ends_on,
        returns_on=back,
        has_home_plan=bool(planned),
        silent_since=known.above.silent_since.get(pk),
        missed_on=tuple([row.on for row in missed]),
        unread=unread,
        unread_since=unread_since,
        cut_off_since=known.above.cut_off_since.get(pk),
        urgent_since=flags.get(FlagKind.URGENT),
        step_due_on=step.due_on if step else None,
        answer_waits_since=known.waits.get(case),
        pay_gap=signs.pay_gap,
        net_pay_gap=signs.net_pay_gap,
        months_behind=signs.months_behind,
    )
    calls = case_phone or phone or ""
    return InCare(pk, name, counselor or "", calls, is_invited, facts, step, tuple(flags), missed)


def _steps(rows: Rows) -> Rows:
    told = rows.filter(done_at=None).order_by("due_on", "pk")
    found: Rows = told.values_list("case_id", "kind", "words", "due_on")
    return found


def _flags(rows: Rows) -> Rows:
    told = rows.filter(cleared_at=None).order_by("raised_at", "pk")
    # An instant takes long to read, and only this one is told.
    urgent_since = Case(When(kind=FlagKind.URGENT, then="raised_at"))
    found: Rows = told.values_list("case_id", "kind", urgent_since)
    return found


def _missed(rows: Rows, sections: frozenset[Section]) -> Rows:
    causes = Miss.objects.filter(
        benchmark=OuterRef("pk"), due_on=OuterRef("due_on"), section__in=sections
    )
    told = rows.annotate(cause=Subquery(causes.values("cause")[:1])).order_by("due_on", "key")
    columns = ("person_id", "added_at", "due_on", "title_vi", "title_en", "words", "cause")
    found: Rows = told.values_list(*columns)
    return found


def _unread(rows: Rows) -> Rows:
    told = rows.values_list(WORKER).annotate(Count("pk"), Min("sent_at"))
    found: Rows = told.order_by(WORKER)
    return found


def _waits(rows: Rows) -> Rows:
    first = Min("worker_answered_at")
    found: Rows = rows.values_list("case_id").annotate(first).order_by("case_id")
    return found


def _first_steps(rows: Iterable[Sequence[Any]]) -> dict[int, NextStep]:
    """Of each case the earliest that is open."""
    found: dict[int, NextStep] = {}
    for case, *step in rows:
        if case not in found:
            found[case] = NextStep(*step)
    return found


def _by_kind(rows: Iterable[Sequence[Any]], zone: tzinfo) -> dict[int, dict[str, date | None]]:
    found: defaultdict[int, dict[str, date | None]] = defaultdict(dict)
    for case, kind, raised_at in rows:
        found[case][kind] = day_of(raised_at, zone) if raised_at else None
    return found


def _by_person(rows: Iterable[Sequence[Any]], today: date, zone: tzinfo) -> dict[int, list[Missed]]:
    """Of `perhaps_missed` those that are. The one that was due first comes first."""
    found: defaultdict[int, list[Missed]] = defaultdict(list)
    for pk, added_at, due_on, title_vi, title_en, words, cause in rows:
        added_on = day_of(added_at, zone)
        counts_on = due_on if due_on >= added_on else added_on + TO_CATCH_UP
        on = counts_on + MISSED_AFTER
        if 0 <= (today - on).days < MISSED_DAYS:
            found[pk].append(Missed(on, due_on, title_vi, title_en, words, cause or ""))
    return found


def day_of(instant: datetime, zone: tzinfo | None = None) -> date:
    return instant.astimezone(zone or get_current_timezone()).date()


def _first_missed(today: date) -> date:
    """Was due on this day, and is new for the last time."""
    return today - MISSED_AFTER - timedelta(days=MISSED_DAYS - 1)


def _last_caught_up(today: date) -> datetime:
    """What lay behind and was added from here on could still be caught up."""
    return _first_instant(today - MISSED_AFTER - TO_CATCH_UP + A_DAY)


def _first_instant(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
