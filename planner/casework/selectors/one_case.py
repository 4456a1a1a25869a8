"""Triage of one case out of what its page has loaded already: the same reasons, at a fraction of the cost."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils.timezone import get_current_timezone

from planner.benchmarks.check_ins import silent_since
from planner.benchmarks.enums import Standing
from planner.benchmarks.standing import GRACE_DAYS
from planner.casework.enums import FlagKind, ReferralKind, ReferralState
from planner.casework.selectors.case import AtAGlance, CaseInSight, PlanInSight
from planner.casework.selectors.next_steps import NextStep
from planner.casework.selectors.triage import AFTER_RETURN, InCare, Missed
from planner.casework.triage import MISSED_DAYS, RETURN_DAYS, Facts
from planner.plans.enums import GoalKind, Stage
from planner.plans.models import Agreement, Benchmark, Goal, Miss
from planner.plans.standing import day_that_counts, standing_of
from planner.sharing.audiences import Opened
from planner.sharing.kept_queries import KeptQuery, anything_open
from planner.sharing.sections import Section


def in_care_in(
    opened: Opened,
    case: CaseInSight,
    plan: PlanInSight,
    told: AtAGlance,
    *,
    cut_off_since: date | None,
    today: date,
) -> InCare | None:
    """As `people_in_care` has it, but for money. None: not in the caseload, since it is closed or the account is.

    No query, unless the return is near or something was missed lately.
    """
    worker, row = opened.person, case.case
    if case.is_closed or not (worker.is_active or worker.is_invited):
        return None
    step = case.steps[0] if case.steps else None
    flags = {flag.kind: _day(flag.raised_at) for flag in case.flags}
    missed = _newly_missed(opened, plan.benchmarks, today)
    returns_on = told.returns_on or (row.returns_on if row else None)
    is_home = told.stage == Stage.HOME
    facts = Facts(
        pk=worker.pk,
        name_key=worker.name_key,
        is_invited=worker.is_invited,
        is_home=is_home,
        status_ends_on=row.status_ends_on if row else None,
        returns_on=returns_on,
        has_home_plan=_is_near(returns_on, today) and _has_home_plan(opened, plan),
        silent_since=None if is_home else _silent_since(opened, plan, told, today),
        missed_on=tuple(one.on for one in missed),
        unread=told.unread,
        unread_since=_day(told.unread_since) if told.unread_since else None,
        cut_off_since=cut_off_since,
        urgent_since=flags.get(FlagKind.URGENT),
        step_due_on=step.due_on if step else None,
        answer_waits_since=_waits_since(case),
    )
    counselor = opened.assignment.counselor
    return InCare(
        worker.pk,
        worker.name,
        counselor.name if counselor else "",
        (row.phone if row else "") or worker.phone or "",
        worker.is_invited,
        facts,
        NextStep(step.kind, step.words, step.due_on) if step else None,
        tuple(flags),
        missed,
    )


def _silent_since(opened: Opened, plan: PlanInSight, told: AtAGlance, today: date) -> date | None:
    arrived_on = told.arrives_on or told.departs_on
    if arrived_on is None or not opened.person.is_active:
        return None
    return silent_since(
        arrived_on=arrived_on,
        returned_on=told.returns_on,
        told=[month for _at, month in plan.months],
        today=today,
        joined_on=_day(opened.person.date_joined),
    )


def _newly_missed(opened: Opened, rows: Sequence[Benchmark], today: date) -> tuple[Missed, ...]:
    """The one that was due first comes first. A cause only where it is open."""
    late = [(_missed_on(row), row) for row in rows if standing_of(row, today) == Standing.MISSED]
    new = [(on, row) for on, row in late if (today - on).days < MISSED_DAYS]
    if not new:
        return ()
    told = Miss.objects.open_in(opened).exclude(section=Section.MONEY)
    causes = {
        (pk, due_on): cause
        for pk, due_on, cause in told.filter(benchmark__in=[row for _on, row in new]).values_list(
            "benchmark", "due_on", "cause"
        )
    }
    return tuple(
        Missed(
            on,
            row.due_on,
            row.title_vi,
            row.title_en,
            row.words,
            causes.get((row.pk, row.due_on), ""),
        )
        for on, row in new
    )


def _missed_on(row: Benchmark) -> date:
    return day_that_counts(row) + timedelta(days=GRACE_DAYS + 1)


def _is_near(returns_on: date | None, today: date) -> bool:
    return returns_on is not None and today <= returns_on <= today + timedelta(days=RETURN_DAYS)


def _has_home_plan(opened: Opened, plan: PlanInSight) -> bool:
    """As `has_home_plan` has it."""
    if not _goals(opened.sections).of_key(opened.person.pk):
        return False
    if any(row.group in AFTER_RETURN and row.dropped_on is None for row in plan.benchmarks):
        return True
    agreed = Agreement.objects.open_in(opened).filter(section=Section.PLAN)
    return bool(agreed.exists())


@lru_cache(maxsize=16)
def _goals(sections: frozenset[Section]) -> KeptQuery:
    goals = Goal.objects.open_in(anything_open(sections)).filter(kind=GoalKind.LONG_TERM)
    return KeptQuery(goals.exclude(section=Section.MONEY).values_list("pk")[:1])


def _waits_since(case: CaseInSight) -> date | None:
    """A place that helps was asked, the worker agreed, and what it said is not written down."""
    answered = [
        _day(row.worker_answered_at)
        for row in case.referrals
        if row.kind == ReferralKind.HELP
        and row.state == ReferralState.AGREED
        and row.worker_answered_at
    ]
    return min(answered, default=None)


def _day(instant: datetime) -> date:
    return instant.astimezone(get_current_timezone()).date()
