"""How far a plan is: for task lists. One query."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from planner.benchmarks.standing import DAYS_TO_CATCH_UP, GRACE_DAYS
from planner.plans.models import (
    Agreement,
    Benchmark,
    CheckIn,
    CostSheet,
    Debt,
    Goal,
    Miss,
    MoneyBasis,
    Plan,
    PromisedPay,
    PromisedWork,
    Proposal,
    SavingsPlan,
    SignOff,
)
from planner.sharing.audiences import Opened, own_sections
from planner.sharing.sections import Section

_OF: dict[str, tuple[type, Section, dict[str, object]]] = {
    "has_pay": (PromisedPay, Section.MONEY, {}),
    "has_costs": (CostSheet, Section.MONEY, {}),
    "has_debt": (Debt, Section.MONEY, {}),
    "has_basis": (MoneyBasis, Section.MONEY, {}),
    "has_savings": (SavingsPlan, Section.MONEY, {}),
    "has_work": (PromisedWork, Section.WORK, {}),
    "has_goal": (Goal, Section.PLAN, {"section": Section.PLAN}),
    "has_money_goal": (Goal, Section.MONEY, {"section": Section.MONEY}),
    "has_way": (Plan, Section.PLAN, {}),
    "has_benchmarks": (Benchmark, Section.BENCHMARKS, {"section": Section.BENCHMARKS}),
    "is_agreed": (Agreement, Section.PLAN, {"section": Section.PLAN}),
    "is_signed": (SignOff, Section.PLAN, {}),
    "has_open_proposal": (Proposal, Section.PLAN, {"answered_at": None}),
}


@dataclass(frozen=True)
class Progress:
    """False and None for what is not there, and for what the reader may not know.

    `has_missed`: a benchmark is missed, and nobody has said why. `newest_month`: the last one told in Japan.
    """

    has_pay: bool = False
    has_costs: bool = False
    has_debt: bool = False
    has_basis: bool = False
    has_savings: bool = False
    has_work: bool = False
    has_goal: bool = False
    has_money_goal: bool = False
    has_way: bool = False
    has_benchmarks: bool = False
    is_agreed: bool = False
    is_signed: bool = False
    has_open_proposal: bool = False
    has_missed: bool = False
    newest_month: date | None = None
    arrived_on: date | None = None


def progress_of(person: User, *, today: date) -> Progress:
    """The person's own, as this browser may show it."""
    return _progress(person, own_sections(person), today)


def progress_open_in(opened: Opened, *, today: date) -> Progress:
    """What is open of it to whoever opened the page."""
    return _progress(opened.person, opened.sections, today)


def _progress(person: User, sections: frozenset[Section], today: date) -> Progress:
    asked: dict[str, Any] = {
        name: Exists(model._default_manager.filter(person=OuterRef("pk"), **only))  # type: ignore[attr-defined]
        for name, (model, section, only) in _OF.items()
        if section in sections
    }
    if Section.BENCHMARKS in sections:
        months = CheckIn.objects.filter(person=OuterRef("pk")).order_by("-month")
        asked["newest_month"] = Subquery(months.values("month")[:1])
        asked["has_missed"] = Exists(_missed(sections, today).filter(person=OuterRef("pk")))
    if Section.PLAN in sections:
        ways = Plan.objects.filter(person=OuterRef("pk"))
        asked["arrived_on"] = Subquery(ways.values(day=Coalesce("arrives_on", "departs_on"))[:1])
    found = User.objects.filter(pk=person.pk).annotate(**asked).values(*asked).first()
    return Progress(**found) if found and asked else Progress()


def _missed(sections: frozenset[Section], today: date) -> QuerySet[Benchmark]:
    """Missed as `standing_of` has it, in these sections, and no cause told in them."""
    told = Miss.objects.filter(
        benchmark=OuterRef("pk"), due_on=OuterRef("due_on"), section__in=sections
    )
    late = today - timedelta(days=GRACE_DAYS)
    caught_up = late - timedelta(days=DAYS_TO_CATCH_UP)
    return Benchmark.objects.filter(
        Q(added_at__date__lte=F("due_on")) | Q(added_at__date__lt=caught_up),
        ~Exists(told),
        section__in=sections,
        due_on__lt=late,
        done_on=None,
        dropped_on=None,
    )
