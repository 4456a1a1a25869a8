"""How far the plans of several people are: for task lists. One query, however many."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from planner.plans.models import (
    Agreement,
    Benchmark,
    CostSheet,
    Debt,
    Goal,
    MoneyBasis,
    Plan,
    PromisedPay,
    PromisedWork,
    Proposal,
    SignOff,
)
from planner.sharing.audiences import Opened, own_sections, sections_for
from planner.sharing.models import Assignment
from planner.sharing.sections import Section

_OF: dict[str, tuple[type, Section, dict[str, object]]] = {
    "has_pay": (PromisedPay, Section.MONEY, {}),
    "has_costs": (CostSheet, Section.MONEY, {}),
    "has_debt": (Debt, Section.MONEY, {}),
    "has_basis": (MoneyBasis, Section.MONEY, {}),
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
    """False for what is not there, and for what the reader may not know."""

    has_pay: bool = False
    has_costs: bool = False
    has_debt: bool = False
    has_basis: bool = False
    has_work: bool = False
    has_goal: bool = False
    has_money_goal: bool = False
    has_way: bool = False
    has_benchmarks: bool = False
    is_agreed: bool = False
    is_signed: bool = False
    has_open_proposal: bool = False


def progress_of(person: User) -> Progress:
    """The person's own, as this browser may show it."""
    people = User.objects.filter(pk=person.pk)
    return _progress(people, own_sections(person)).get(person.pk, Progress())


def progress_open_in(opened: Opened) -> Progress:
    """What is open of it to whoever opened the page."""
    people = User.objects.filter(pk=opened.person.pk)
    return _progress(people, opened.sections).get(opened.person.pk, Progress())


def progress_in_caseload(reader: User, people: Iterable[int]) -> dict[int, Progress]:
    """What is open to the reader, of those of these people who are in the reader's care."""
    in_care = Assignment.objects.of_reader(reader).filter(worker__in=people).values("worker")
    return _progress(User.objects.filter(pk__in=in_care), sections_for(reader))


def _progress(people: QuerySet[User], sections: frozenset[Section]) -> dict[int, Progress]:
    asked = {
        name: Exists(model._default_manager.filter(person=OuterRef("pk"), **only))  # type: ignore[attr-defined]
        for name, (model, section, only) in _OF.items()
        if section in sections
    }
    rows = people.annotate(**asked).values_list("pk", *asked)
    return {pk: Progress(**dict(zip(asked, found, strict=True))) for pk, *found in rows}
