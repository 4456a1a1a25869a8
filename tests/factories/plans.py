"""Records of a plan, written by the services as a page would. Any column can be given."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model

from accounts.models import User
from planner.benchmarks.changes import differences
from planner.benchmarks.enums import Group, Route
from planner.benchmarks.values import LaidOut
from planner.money.enums import CostKind, Currency, Interest, Lender
from planner.plans.enums import DropReason, GoalKind, Housing, ProposalKind, StepHelper, TargetKind
from planner.plans.models import (
    Benchmark,
    CostSheet,
    Debt,
    Goal,
    MoneyBasis,
    OfferFile,
    PayYear,
    Plan,
    PromisedPay,
    PromisedWork,
    Proposal,
    SignOff,
    Step,
)
from planner.plans.records import BASIS, BENCHMARK, DEBT, GOAL, PAY, PAY_YEAR, WAY, WORK, plain
from planner.plans.selectors.plan import WholePlan, plan_of, plan_open_in
from planner.plans.services.agreement import agree_plan, seen_of, sign_off_plan
from planner.plans.services.benchmarks import (
    Title,
    add_benchmark,
    choose_way,
    drop_benchmark,
    edit_benchmark,
    kept_of,
    lay_out_benchmarks,
    shown_key,
)
from planner.plans.services.goals import keep_goal, keep_step
from planner.plans.services.money import keep_basis, keep_debt, keep_pay_year
from planner.plans.services.offer import (
    add_offer_file,
    keep_costs,
    promise_pay,
    promise_work,
    sheet_values,
)
from planner.plans.services.proposals import propose
from planner.sharing.audiences import Opened, own_sections, sections_for
from planner.sharing.models import Assignment
from planner.sharing.stale import fingerprint

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LATER = datetime(2026, 12, 24, 9, tzinfo=UTC)
# What a form for a new row was filled from.
NEW = fingerprint({})

PAY_VALUES: dict[str, Any] = {
    "signed_on": date(2026, 11, 2),
    "months": 36,
    "currency": Currency.JPY,
    "low": 150_000,
    "high": 180_000,
    "vnd_per_jpy": Decimal("165.2"),
    "rate_month": date(2026, 10, 1),
    "basic_wage_jpy": 150_000,
    "rent_jpy": 20_000,
    "meals_jpy": None,
}
WORK_VALUES: dict[str, Any] = {
    "employer": "Sakura Foods",
    "prefecture": "23",
    "place": "Toyohashi",
    "duties": ["cắt rau", "đóng gói"],
    "hours_month": Decimal("173.5"),
    "housing": Housing.DORMITORY,
    "housing_words": "",
}
COST_ITEMS: tuple[dict[str, Any], ...] = (
    {
        "kind": CostKind.SERVICE_FEE,
        "amount": 60_000_000,
        "currency": Currency.VND,
        "words": "",
        "has_receipt": True,
    },
    {
        "kind": CostKind.BROKER_FEE,
        "amount": 20_000_000,
        "currency": Currency.VND,
        "words": "anh Ba",
        "has_receipt": False,
    },
)
DEBT_VALUES: dict[str, Any] = {
    "lender": Lender.BANK,
    "lender_words": "",
    "amount_vnd": 80_000_000,
    "interest": Interest.YEAR_ON_REST,
    "rate_pct": Decimal("7.5"),
    "payment_vnd": 4_000_000,
    "first_payment_on": date(2027, 3, 1),
}
BASIS_VALUES: dict[str, Any] = {
    "vnd_per_jpy": Decimal(165),
    "rate_month": date(2026, 10, 1),
    "dependants": 2,
    "home_wage_vnd": 7_000_000,
    "home_living_vnd": 4_000_000,
    "has_rent_at_home": False,
}
YEAR_VALUES: dict[str, Any] = {
    "gross_jpy": 170_000,
    "lines": {"health": 8_500},
    "living_low_jpy": 40_000,
    "living_high_jpy": 55_000,
    "vnd_per_jpy": Decimal(165),
}
STEP_VALUES: dict[str, Any] = {
    "words": "Học tiếng Nhật mỗi tối",
    "helper": StepHelper.MYSELF,
    "helper_words": "",
    "target": TargetKind.LEVEL,
    "target_amount": None,
    "target_currency": "",
    "target_level": "JLPT N3",
    "due_month": date(2028, 7, 1),
}
AMOUNT: dict[str, Any] = {
    "words": "Gửi về nhà",
    "target": TargetKind.AMOUNT,
    "target_amount": 300_000_000,
    "target_currency": Currency.VND,
    "target_level": "",
}
WAY_VALUES: dict[str, Any] = {
    "route": Route.TITP_HOME,
    "operation": "",
    "departs_on": date(2027, 1, 15),
    "arrives_on": None,
    "returns_on": None,
    "ssw_starts_on": None,
}
# By key; the last is closed to others.
LAYOUT: tuple[LaidOut, ...] = (
    LaidOut("passport", "passport", Group.BEFORE, date(2026, 12, 15)),
    LaidOut("first_test", "first_test", Group.JAPAN, date(2027, 12, 15)),
    LaidOut("jlpt:2028-07", "jlpt", Group.JAPAN, date(2028, 7, 2)),
    LaidOut("debt_free", "debt_free", Group.JAPAN, date(2029, 1, 15), is_money=True),
)


def promised_pay(
    person: User, *, reason: str = "", now: datetime = NOW, **values: Any
) -> PromisedPay:
    """A first version, or a correction of the newest."""
    newest = PromisedPay.objects.filter(person=person).order_by("-version").first()
    return promise_pay(
        person=person,
        values=_over(newest, PAY, PAY_VALUES) | values,
        seen=fingerprint(plain(newest, PAY)),
        now=now,
        reason=reason,
    )


def promised_work(
    person: User, *, reason: str = "", now: datetime = NOW, **values: Any
) -> PromisedWork:
    """A first version, or a correction of the newest."""
    newest = PromisedWork.objects.filter(person=person).order_by("-version").first()
    return promise_work(
        person=person,
        values=_over(newest, WORK, WORK_VALUES) | values,
        seen=fingerprint(plain(newest, WORK)),
        now=now,
        reason=reason,
    )


def cost_sheet(
    person: User,
    *items: dict[str, Any],
    reason: str = "",
    now: datetime = NOW,
) -> CostSheet:
    """Of these items, each over the first of COST_ITEMS; of those without any."""
    newest = CostSheet.objects.filter(person=person).order_by("-version").first()
    return keep_costs(
        person=person,
        items=[COST_ITEMS[0] | item for item in items or COST_ITEMS],
        seen=fingerprint(sheet_values(newest)),
        now=now,
        reason=reason,
    )


def offer_file(
    person: User, *, content: bytes = b"%PDF-1.7", name: str = "hợp đồng.pdf", now: datetime = NOW
) -> OfferFile:
    return add_offer_file(
        person=person, content=content, kind="application/pdf", name=name, now=now
    )


def debt(person: User, *, now: datetime = NOW, **values: Any) -> Debt:
    """A new one."""
    return keep_debt(person=person, pk=None, values=DEBT_VALUES | values, seen=NEW, now=now)


def edited_debt(row: Debt, *, now: datetime = NOW, **values: Any) -> Debt:
    row.refresh_from_db()
    return keep_debt(
        person=row.person, pk=row.pk, values=values, seen=fingerprint(plain(row, DEBT)), now=now
    )


def money_basis(person: User, *, now: datetime = NOW, **values: Any) -> MoneyBasis:
    row = MoneyBasis.objects.filter(person=person).first()
    return keep_basis(
        person=person,
        values=_over(row, BASIS, BASIS_VALUES) | values,
        seen=fingerprint(plain(row, BASIS)),
        now=now,
    )


def pay_year(person: User, year: int = 1, *, now: datetime = NOW, **values: Any) -> PayYear:
    row = PayYear.objects.filter(person=person, year=year).first()
    return keep_pay_year(
        person=person,
        year=year,
        values=_over(row, PAY_YEAR, YEAR_VALUES) | values,
        seen=fingerprint(plain(row, PAY_YEAR)),
        now=now,
    )


def goal(
    person: User,
    words: str = "Mở xưởng tiện ở quê",
    *,
    kind: GoalKind = GoalKind.LONG_TERM,
    is_money: bool = False,
    now: datetime = NOW,
    why: str = "",
) -> Goal | None:
    """Set, or set anew. Without words it goes."""
    row = Goal.objects.filter(person=person, kind=kind).first()
    return keep_goal(
        person=person,
        kind=kind,
        words=words,
        is_money=is_money,
        seen=fingerprint(plain(row, GOAL)),
        now=now,
        why=why,
    )


def step(person: User, *, now: datetime = NOW, **values: Any) -> Step:
    """A new one. With `**AMOUNT` about an amount, hence closed to others."""
    return keep_step(person=person, pk=None, values=STEP_VALUES | values, seen=NEW, now=now)


def way(person: User, *, now: datetime = NOW, **values: Any) -> Plan:
    row = Plan.objects.filter(person=person).first()
    return choose_way(
        person=person,
        values=_over(row, WAY, WAY_VALUES) | values,
        seen=fingerprint(plain(row, WAY)),
        now=now,
    )


def laid_out(
    person: User,
    layout: Sequence[LaidOut] = LAYOUT,
    *,
    accepted: Sequence[str] | None = None,
    now: datetime = NOW,
) -> dict[str, Benchmark]:
    """Lays out, or lays out again, and accepts all of it. Gives the benchmarks by key."""
    open_here = [item for item in layout if not (item.is_money and person.is_shut_out)]
    had = kept_of(Benchmark.objects.of(person))
    lay_out_benchmarks(
        person=person,
        laid_out=layout,
        titles={item.template_key: title_of(item.template_key) for item in layout},
        seen=shown_key(differences(had, open_here)) if had else "",
        now=now,
        accepted=accepted,
    )
    return {row.key: row for row in Benchmark.objects.of(person)}


def title_of(template_key: str) -> Title:
    return Title(title_en=f"Do {template_key}", title_vi=f"Làm {template_key}")


def benchmark(
    person: User,
    words: str = "Gọi điện về nhà",
    *,
    due_on: date = date(2027, 6, 1),
    group: Group = Group.JAPAN,
    is_money: bool = False,
    now: datetime = NOW,
) -> Benchmark:
    """One of the person's own."""
    return add_benchmark(
        person=person, words=words, due_on=due_on, group=group, is_money=is_money, now=now
    )


def edited_benchmark(row: Benchmark, *, now: datetime = LATER, **values: Any) -> Benchmark:
    row.refresh_from_db()
    seen = fingerprint(plain(row, BENCHMARK))
    return edit_benchmark(person=row.person, pk=row.pk, values=values, seen=seen, now=now)


def dropped_benchmark(row: Benchmark, words: str = "", *, now: datetime = LATER) -> Benchmark:
    """For lack of time, on the day of `now`."""
    return drop_benchmark(
        person=row.person,
        pk=row.pk,
        reason=DropReason.NO_TIME,
        words=words,
        today=now.date(),
        now=now,
    )


def planned(person: User, *, now: datetime = NOW) -> User:
    """Everything that a plan can have, open and closed, not agreed yet."""
    if not person.is_shut_out:
        promised_pay(person, now=now)
        cost_sheet(person, now=now)
        debt(person, now=now)
        money_basis(person, now=now)
        pay_year(person, now=now)
        step(person, now=now, **AMOUNT)
        goal(person, "Có 500 triệu", kind=GoalKind.OPTION_B, is_money=True, now=now)
    promised_work(person, now=now)
    goal(person, now=now)
    step(person, now=now)
    way(person, now=now)
    laid_out(person, now=now)
    return person


def agreed(person: User, *, now: datetime = NOW) -> WholePlan:
    """Agrees what the plan says now."""
    seen = seen_of(plan_of(person), own_sections(person))
    return agree_plan(person=person, seen=seen, now=now)


def agreed_plan(person: User, *, now: datetime = NOW) -> WholePlan:
    """Everything that a plan can have, agreed."""
    return agreed(planned(person, now=now), now=now)


def opened_by_counselor(assignment: Assignment) -> Opened:
    """As the page of the worker's counselor has it, without a look in the log."""
    assert assignment.counselor is not None
    return Opened(assignment.worker, assignment, sections_for(assignment.counselor))


def signed_off(assignment: Assignment, *, words: str = "", now: datetime = NOW) -> SignOff:
    """By the worker's counselor, of the plan as it is."""
    assert assignment.counselor is not None
    opened = opened_by_counselor(assignment)
    return sign_off_plan(
        opened=opened,
        by=assignment.counselor,
        seen=seen_of(plan_open_in(opened), opened.sections),
        now=now,
        words=words,
    )


PROPOSALS: dict[ProposalKind, dict[str, Any]] = {
    ProposalKind.GOAL: {"kind": "option_a", "words": "Làm ở xưởng của chú"},
    ProposalKind.STEP: {
        "words": "Học nghề hàn",
        "helper": "counselor",
        "target": "level",
        "target_level": "3G",
        "due_month": "2028-05-01",
    },
    ProposalKind.BENCHMARK: {"words": "Gọi cho tư vấn", "due_on": "2027-05-04", "group": "japan"},
}


def proposal(
    assignment: Assignment,
    kind: ProposalKind = ProposalKind.STEP,
    *,
    why: str = "",
    now: datetime = NOW,
    **values: Any,
) -> Proposal:
    """By the worker's counselor."""
    assert assignment.counselor is not None
    return propose(
        opened=opened_by_counselor(assignment),
        by=assignment.counselor,
        kind=kind,
        values=PROPOSALS[kind] | values,
        why=why,
        now=now,
    )


def _over(row: Model | None, columns: tuple[str, ...], defaults: dict[str, Any]) -> dict[str, Any]:
    """The row as it is; the defaults if there is none."""
    return dict(defaults) if row is None else {name: getattr(row, name) for name in columns}
