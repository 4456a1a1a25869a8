"""A plan with all its parts, as far as the reader may see them. The same number of queries for any plan."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from accounts.models import User
from planner.plans.enums import ProposalKind
from planner.plans.models import (
    Agreement,
    Benchmark,
    CostItem,
    CostSheet,
    Debt,
    Goal,
    MoneyBasis,
    OfferFile,
    PayYear,
    Plan,
    PlanChange,
    PromisedPay,
    PromisedWork,
    Proposal,
    SignOff,
    Step,
)
from planner.plans.records import BASIS, COST, DEBT, PAY, PAY_YEAR, STEP, WAY, WORK, plain
from planner.sharing.audiences import Opened, PersonalQuerySet
from planner.sharing.sections import Section
from planner.sharing.stale import fingerprint

Rows = Callable[[type[Any]], PersonalQuerySet]


@dataclass(frozen=True)
class WholePlan:
    """None and empty: not told, or not open to the reader."""

    way: Plan | None = None
    goals: dict[str, Goal] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    pay: PromisedPay | None = None
    work: PromisedWork | None = None
    costs: CostSheet | None = None
    items: tuple[CostItem, ...] = ()
    debts: tuple[Debt, ...] = ()
    years: dict[int, PayYear] = field(default_factory=dict)
    basis: MoneyBasis | None = None
    agreements: dict[str, Agreement] = field(default_factory=dict)
    sign_offs: tuple[SignOff, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.way or self.goals or self.steps or self.benchmarks or self.work)

    @cached_property
    def digests(self) -> dict[str, str]:
        """What each section says, to tell whether it is still what was agreed. Done is no change."""
        goals = [[goal.section, goal.kind, goal.words] for goal in self.goals.values()]
        steps = [[row.section, *_no_done(plain(row, STEP)).values()] for row in self.steps]
        marks = [
            [row.section, row.key, row.words, str(row.due_on), str(row.dropped_on is None)]
            for row in self.benchmarks
        ]
        return {
            Section.PLAN: fingerprint(
                {
                    "way": plain(self.way, WAY),
                    "goals": _of(goals, Section.PLAN),
                    "steps": _of(steps, Section.PLAN),
                }
            ),
            Section.BENCHMARKS: fingerprint({"benchmarks": _of(marks, Section.BENCHMARKS)}),
            Section.WORK: fingerprint(plain(self.work, WORK)),
            Section.MONEY: fingerprint(
                {
                    "pay": plain(self.pay, PAY),
                    "costs": [plain(item, COST) for item in self.items],
                    "debts": sorted(str(plain(debt, DEBT)) for debt in self.debts),
                    "years": {str(key): plain(row, PAY_YEAR) for key, row in self.years.items()},
                    "basis": plain(self.basis, BASIS),
                    "goals": _of(goals, Section.MONEY),
                    "steps": _of(steps, Section.MONEY),
                    "benchmarks": _of(marks, Section.MONEY),
                }
            ),
        }

    def changed_since_agreed(self, sections: Iterable[str]) -> list[str]:
        """Sections that say something else than was agreed, or were never agreed."""
        now = self.digests
        return [
            section
            for section in now
            if section in sections
            and (section not in self.agreements or self.agreements[section].digest != now[section])
        ]


def _no_done(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "done_on"}


def _of(rows: list[list[Any]], section: Section) -> list[str]:
    return sorted(str(row[1:]) for row in rows if row[0] == section)


def plan_of(person: User) -> WholePlan:
    """The person's own, as this browser may show it."""
    return _whole(lambda model: model.objects.of(person))


def plan_open_in(opened: Opened) -> WholePlan:
    """What is open of it to whoever opened the page."""
    return _whole(lambda model: model.objects.open_in(opened))


def _whole(rows: Rows) -> WholePlan:
    sheet = rows(CostSheet).order_by("-version").first()
    agreements = rows(Agreement).order_by("pk")
    return WholePlan(
        way=rows(Plan).first(),
        goals={goal.kind: goal for goal in rows(Goal)},
        steps=tuple(rows(Step).order_by("due_month", "pk")),
        benchmarks=tuple(rows(Benchmark).order_by("due_on", "key")),
        pay=rows(PromisedPay).order_by("-version").first(),
        work=rows(PromisedWork).order_by("-version").first(),
        costs=sheet,
        items=tuple(sheet.items.order_by("position")) if sheet else (),
        debts=tuple(rows(Debt).order_by("pk")),
        years={row.year: row for row in rows(PayYear).order_by("year")},
        basis=rows(MoneyBasis).first(),
        agreements={row.section: row for row in agreements},
        sign_offs=tuple(rows(SignOff).order_by("-pk")[:10]),
    )


def promised_pay_versions(person: User) -> list[PromisedPay]:
    """Newest first."""
    return list(PromisedPay.objects.of(person).order_by("-version"))


def promised_work_versions(person: User) -> list[PromisedWork]:
    """Newest first."""
    return list(PromisedWork.objects.of(person).order_by("-version"))


def cost_sheet_versions(person: User) -> list[CostSheet]:
    """Newest first, with their items."""
    rows = CostSheet.objects.of(person).order_by("-version")
    return list(rows.prefetch_related("items"))


def offer_files_of(person: User) -> list[OfferFile]:
    return list(OfferFile.objects.of(person).order_by("pk"))


def offer_file_of(person: User, pk: int) -> OfferFile | None:
    row: OfferFile | None = OfferFile.objects.of(person).filter(pk=pk).first()
    return row


def history_of(person: User) -> PersonalQuerySet:
    """Every change, newest first."""
    return PlanChange.objects.of(person).order_by("-pk")


def history_open_in(opened: Opened) -> PersonalQuerySet:
    return PlanChange.objects.open_in(opened).order_by("-pk")


def proposals_of(person: User) -> list[Proposal]:
    """Open ones first, then the newest."""
    rows = Proposal.objects.of(person).order_by("-pk")[:50]
    return sorted(rows, key=lambda row: row.answered_at is not None)


def proposals_open_in(opened: Opened) -> list[Proposal]:
    rows = Proposal.objects.open_in(opened).order_by("-pk")[:50]
    return sorted(rows, key=lambda row: row.answered_at is not None)


def replaced_by(person: User, proposal: Proposal) -> str:
    """The person's own goal that stands where the proposed one would."""
    if proposal.kind != ProposalKind.GOAL:
        return ""
    goals = Goal.objects.of(person).filter(kind=proposal.values["kind"])
    return str(next(iter(goals.values_list("words", flat=True)), ""))
