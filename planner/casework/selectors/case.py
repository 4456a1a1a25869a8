"""Everything of a case that its page shows at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache

from django.db.models import Count, Exists, Min, OuterRef, QuerySet, Subquery

from accounts.models import Invitation
from planner.casework.enums import OPEN_REFERRALS, ReferralKind
from planner.casework.models import Case, CaseFlag, FollowUp, Message, Referral
from planner.plans.answers import Answers
from planner.plans.models import Benchmark, CheckIn, Choice
from planner.plans.records import plain
from planner.sharing.audiences import OPENS, Opened
from planner.sharing.kept_queries import KEY, KeptQuery, anything_open
from planner.sharing.models import Assignment, Consent
from planner.sharing.sections import Section

STEP = ("kind", "words", "due_on")
FACTS = (
    *("reference", "phone", "email", "employer"),
    *("departs_on", "returns_on", "status_ends_on"),
)


SHOWN_AT_A_GLANCE = frozenset({Section.PROFILE, Section.PLAN})


class NotOpen(Exception):
    """The reader may not know what a case shows at a glance."""


@dataclass(frozen=True)
class CaseInSight:
    """`case`: None as long as nobody has worked on it. `cases`: with those of counselors of the agency before.

    `steps`: the open ones, the next first. `referrals`: that wait for an answer. `invited_until`: the link that somebody invited may still open.
    """

    case: Case | None
    cases: Sequence[Case] = ()
    steps: Sequence[FollowUp] = ()
    flags: Sequence[CaseFlag] = ()
    referrals: Sequence[Referral] = ()
    invited_until: datetime | None = None

    @property
    def is_closed(self) -> bool:
        return self.case is not None and self.case.closed_at is not None

    @property
    def has_open_transfer(self) -> bool:
        return any(row.kind == ReferralKind.TRANSFER for row in self.referrals)


@dataclass(frozen=True)
class PlanInSight:
    """`benchmarks` by day. `months`: when each was told, and which, newest first; never what was told."""

    benchmarks: Sequence[Benchmark] = ()
    months: Sequence[tuple[datetime, date]] = ()


@dataclass(frozen=True)
class AtAGlance:
    """What the worker has told, and what leads to the worker. Blank and None: not told.

    `unread`: messages of the worker that nobody has said to have read, the first came at `unread_since`.
    `has_opened`: something closed, to the counselor of the case.
    """

    stage: str | None
    birth_year: int | None
    province: str | None
    former_province: str | None
    departs_on: date | None
    arrives_on: date | None
    returns_on: date | None
    trade: str | None
    unread: int
    unread_since: datetime | None
    has_opened: bool

    @property
    def home(self) -> Answers:
        return Answers(province=self.province, former_province=self.former_province)


def case_in(opened: Opened, *, now: datetime) -> CaseInSight:
    """At most five queries."""
    cases = cases_in(opened)
    case = next((row for row in cases if row.assignment_id == opened.assignment.pk), None)
    invited_until = _invited_until(opened, now) if opened.person.is_invited else None
    if case is None:
        return CaseInSight(None, cases, invited_until=invited_until)
    steps, flags, referrals = _open_ones()
    return CaseInSight(
        case,
        cases,
        steps=tuple(steps.filter(case=case.pk)),
        flags=tuple(flags.filter(case=case.pk)),
        referrals=tuple(referrals.filter(case=case.pk)),
        invited_until=invited_until,
    )


# Only ever narrowed further, so what it gives can be kept: making it takes longer than asking it.
@cache
def _open_ones() -> tuple[QuerySet[FollowUp], QuerySet[CaseFlag], QuerySet[Referral]]:
    return (
        FollowUp.objects.filter(done_at=None).order_by("due_on", "pk"),
        CaseFlag.objects.filter(cleared_at=None).order_by("pk"),
        Referral.objects.filter(state__in=OPEN_REFERRALS).order_by("pk"),
    )


def cases_in(opened: Opened) -> list[Case]:
    """Of the own agency with this worker."""
    rows = Case.objects.filter(
        assignment__worker=opened.person, assignment__agency=opened.assignment.agency_id
    )
    return list(rows.order_by("pk"))


def plan_in(opened: Opened) -> PlanInSight:
    """Without money, even where it was opened. Two queries."""
    marks = Benchmark.objects.open_in(opened).exclude(section=Section.MONEY)
    return PlanInSight(
        benchmarks=tuple(marks.order_by("due_on", "key")),
        months=tuple(_months(opened.sections).of_key(opened.person.pk)),
    )


@lru_cache(maxsize=16)
def _months(sections: frozenset[Section]) -> KeptQuery:
    rows = CheckIn.objects.open_in(anything_open(sections)).order_by("-told_at", "-month")
    return KeptQuery(rows.values_list("told_at", "month"))


def at_a_glance(opened: Opened) -> AtAGlance:
    """One query. Raises NotOpen where profile or plan are closed to the reader."""
    if not opened.sections >= SHOWN_AT_A_GLANCE:
        raise NotOpen
    [row] = _glances().of_key(opened.assignment.pk)
    told = AtAGlance(*row)
    return told if told.unread else replace(told, unread=0)


@cache
def _glances() -> KeptQuery:
    """Of an assignment."""
    choices = Choice.objects.filter(person=OuterRef("worker")).order_by("-pk")
    unread = (
        Message.objects.filter(
            case__assignment__worker=OuterRef("worker"),
            case__assignment__agency=OuterRef("agency"),
            is_from_worker=True,
            read_at=None,
        )
        .order_by()
        .values("is_from_worker")
    )
    opened = Consent.objects.holding().filter(
        person=OuterRef("worker"), counselor=OuterRef("counselor"), purpose__in=OPENS
    )
    rows = Assignment.objects.filter(pk=KEY).values_list(
        *("worker__profile__stage", "worker__profile__birth_year"),
        *("worker__home__province__code", "worker__home__former_province__code"),
        *("worker__plan__departs_on", "worker__plan__arrives_on", "worker__plan__returns_on"),
        Subquery(choices.values("trade__code")[:1]),
        Subquery(unread.annotate(count=Count("pk")).values("count")),
        Subquery(unread.annotate(first=Min("sent_at")).values("first")),
        Exists(opened),
    )
    return KeptQuery(rows)


def case_of(assignment: Assignment) -> Case | None:
    return Case.objects.filter(assignment=assignment).first()


def next_step_of(case: Case | None) -> FollowUp | None:
    """The open one with the earliest day."""
    if case is None:
        return None
    return case.follow_ups.filter(done_at=None).order_by("due_on", "pk").first()


def step_values(row: FollowUp | None) -> dict[str, object]:
    """What a page shows of a step."""
    return plain(row, STEP)


def fact_values(case: Case | None) -> dict[str, object]:
    """What the agency knows, as a page shows it; of a case that nobody has opened yet, blanks."""
    return plain(case or Case(), FACTS)


def has_reference(agency_pk: int, reference: str, *, but: int) -> bool:
    """Another worker's case of the agency, one that is not closed, goes by this number. `but`: this worker."""
    return (
        Case.objects.filter(
            assignment__agency=agency_pk,
            assignment__ended_at=None,
            closed_at=None,
            reference__iexact=reference,
        )
        .exclude(assignment__worker=but)
        .exists()
    )


def _invited_until(opened: Opened, now: datetime) -> datetime | None:
    rows = Invitation.objects.open(now=now).filter(
        person=opened.person, agency=opened.assignment.agency_id
    )
    return rows.order_by("-expires_at").values_list("expires_at", flat=True).first()
