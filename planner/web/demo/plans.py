"""Plans of some of the demo people: Tuan's follows the published account, the others are invented."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from planner.benchmarks.enums import Route
from planner.casework.enums import NoteAudience
from planner.casework.services.threads import write_note
from planner.matching.atlas import Atlas
from planner.money.enums import CostKind, Currency, Interest, Lender, Line
from planner.plans.enums import GoalKind, ProposalKind, StepHelper, TargetKind
from planner.plans.laying_out import layout_for, way_of
from planner.plans.models import Benchmark
from planner.plans.selectors.plan import plan_of, plan_open_in
from planner.plans.services.agreement import agree_plan, seen_of, sign_off_plan
from planner.plans.services.benchmarks import (
    choose_way,
    finish_benchmark,
    lay_out_benchmarks,
)
from planner.plans.services.goals import keep_goal, keep_step
from planner.plans.services.money import keep_basis, keep_debt, keep_pay_year
from planner.plans.services.offer import keep_costs, promise_pay, promise_work
from planner.plans.services.proposals import propose
from planner.sharing.audiences import Opened, own_sections
from planner.sharing.stale import fingerprint

NEW = fingerprint({})
VND, JPY = Currency.VND, Currency.JPY
Values = Mapping[str, Any]


@dataclass(frozen=True)
class DemoPlan:
    """What a demo person told of the plan. `done_before`: benchmarks due before that day are ticked."""

    goal: str
    option_a: str
    option_b: str
    steps: tuple[Values, ...]
    way: Values
    work: Values
    pay: Values
    costs: tuple[Values, ...]
    debts: tuple[Values, ...] = ()
    years: Mapping[int, Values] | None = None
    basis: Values | None = None
    # Where the exact job is not known.
    trade: str = ""
    done_before: date | None = None
    # Templates of those that were not reached all the same.
    missed: tuple[str, ...] = ()
    is_agreed: bool = False
    proposal: Values | None = None


def _step(words: str, helper: StepHelper, **target: Any) -> Values:
    return {"words": words, "helper": helper, "target": TargetKind.YES_NO, **target}


def _cost(kind: CostKind, amount: int, words: str = "", currency: Currency = VND) -> Values:
    return {"kind": kind, "amount": amount, "currency": currency, "words": words}


# VnExpress International, article 4992054. It gives no rate, no interest and no items.
TUAN = DemoPlan(
    goal="Mở một vườn cây cảnh nhỏ gần nhà, tự mình làm chủ",
    option_a="Về Bắc Ninh làm vườn ươm, bán cho khu đô thị mới",
    option_b="Vào làm kỹ thuật viên cho một công ty cây xanh",
    steps=(
        _step("Hỏi giá thuê đất vườn ở ba xã gần nhà", StepHelper.FAMILY),
        _step(
            "Học cắt tỉa bonsai đến mức tự làm được",
            StepHelper.EMPLOYER,
            target=TargetKind.LEVEL,
            target_level="làm một chậu từ đầu đến cuối",
        ),
        _step(
            "Để dành vốn mở vườn",
            StepHelper.MYSELF,
            target=TargetKind.AMOUNT,
            target_amount=150_000_000,
            target_currency=VND,
        ),
    ),
    way={
        "route": Route.TITP_SSW,
        "operation": "TITP 1-1-1",
        "departs_on": date(2020, 10, 1),
        "arrives_on": None,
        "returns_on": None,
    },
    work={
        "employer": "",
        "prefecture": "21",
        "place": "nhà kính trồng xương rồng và bonsai",
        "duties": ["chăm sóc bonsai"],
        "hours_month": Decimal(174),
        "housing": "dormitory",
        "housing_words": "",
    },
    pay={
        "signed_on": date(2020, 8, 1),
        "months": 36,
        "currency": VND,
        "low": 30_000_000,
        "high": 40_000_000,
        "vnd_per_jpy": Decimal(205),
    },
    costs=(_cost(CostKind.NOT_ITEMISED, 300_000_000, "trọn gói"),),
    debts=(
        {
            "lender": Lender.FAMILY,
            "lender_words": "bố mẹ",
            "amount_vnd": 300_000_000,
            "interest": Interest.NONE,
            "rate_pct": Decimal(0),
            "payment_vnd": 12_500_000,
            "first_payment_on": date(2020, 11, 1),
        },
    ),
    years={
        4: {
            "gross_jpy": 170_000,
            "lines": {Line.ALL_TOGETHER: 20_000, Line.RENT: 50_000},
            "living_low_jpy": 12_500,
            "living_high_jpy": 25_000,
            "vnd_per_jpy": Decimal(160),
        }
    },
    basis={"home_wage_vnd": 10_000_000},
    done_before=date(2026, 9, 1),
    missed=("t2_jlpt_n3", "t2_grade3_written"),
    is_agreed=True,
)
YEN = DemoPlan(
    goal="Trồng rau công nghệ cao trên đất nhà ở Lâm Đồng",
    option_a="Dựng nhà lưới trên 1.000 m² đất nhà",
    option_b="Làm kỹ thuật viên cho hợp tác xã rau sạch hai năm rồi mới tự làm",
    steps=(
        _step(
            "Thi đỗ tiếng Nhật N4 trước khi đi",
            StepHelper.SCHOOL,
            target=TargetKind.LEVEL,
            target_level="JLPT N4",
        ),
        _step("Đi xem hai hợp tác xã trồng rau trong nhà lưới", StepHelper.FAMILY),
        _step(
            "Để dành vốn dựng nhà lưới",
            StepHelper.MYSELF,
            target=TargetKind.AMOUNT,
            target_amount=300_000_000,
            target_currency=VND,
        ),
    ),
    way={
        "route": Route.TITP_HOME,
        "operation": "TITP 1-1-1",
        "departs_on": date(2027, 3, 15),
        "arrives_on": None,
        "returns_on": None,
    },
    work={
        "employer": "Trang trại Aozora (mẫu)",
        "prefecture": "23",
        "place": "Toyohashi",
        "duties": ["trồng cà chua trong nhà kính", "thu hoạch", "đóng gói"],
        "hours_month": Decimal(174),
        "housing": "shared",
        "housing_words": "bốn người một căn hộ",
    },
    pay={
        "signed_on": date(2026, 11, 2),
        "months": 36,
        "currency": JPY,
        "low": 198_000,
        "high": 205_000,
        "basic_wage_jpy": 198_000,
        "rent_jpy": 20_000,
    },
    costs=(
        _cost(CostKind.SERVICE_FEE, 70_000_000),
        _cost(CostKind.TRAINING, 18_000_000, "tiếng Nhật sáu tháng"),
        _cost(CostKind.BROKER_FEE, 15_000_000, "người giới thiệu ở xã"),
        _cost(CostKind.HEALTH_CHECK, 1_200_000),
    ),
    debts=(
        {
            "lender": Lender.SOCIAL_POLICY_BANK,
            "lender_words": "",
            "amount_vnd": 80_000_000,
            "interest": Interest.YEAR_ON_REST,
            "rate_pct": Decimal("6.6"),
            "payment_vnd": 5_000_000,
            "first_payment_on": date(2027, 6, 1),
        },
    ),
    is_agreed=True,
    proposal={
        "words": "Ghi lại nhật ký nhà kính mỗi tuần một trang",
        "helper": StepHelper.EMPLOYER,
        "target": TargetKind.YES_NO,
    },
)
MINH = DemoPlan(
    goal="Xây nhà cho bố mẹ và mở đội thợ hoàn thiện ở huyện",
    option_a="Mở đội thợ thạch cao ba người",
    option_b="Làm tổ trưởng cho một công ty xây dựng ở Hải Phòng",
    steps=(
        _step(
            "Lấy chứng chỉ tay nghề bậc 3",
            StepHelper.EMPLOYER,
            target=TargetKind.LEVEL,
            target_level="bậc 3",
        ),
        _step(
            "Để dành tiền xây nhà",
            StepHelper.MYSELF,
            target=TargetKind.AMOUNT,
            target_amount=900_000_000,
            target_currency=VND,
        ),
    ),
    way={
        "route": Route.TITP_SSW,
        "operation": "",
        "departs_on": date(2023, 5, 8),
        "arrives_on": None,
        "returns_on": None,
    },
    work={
        "employer": "",
        "prefecture": "11",
        "place": "Kawaguchi",
        "duties": ["lắp vách thạch cao", "trần treo"],
        "hours_month": Decimal(174),
        "housing": "shared",
        "housing_words": "",
    },
    pay={
        "signed_on": date(2023, 2, 1),
        "months": 36,
        "currency": JPY,
        "low": 195_000,
        "high": 210_000,
    },
    costs=(_cost(CostKind.SERVICE_FEE, 90_000_000), _cost(CostKind.TRAINING, 25_000_000)),
    debts=(
        {
            "lender": Lender.BANK,
            "lender_words": "",
            "amount_vnd": 120_000_000,
            "interest": Interest.YEAR_ON_REST,
            "rate_pct": Decimal("9.5"),
            "payment_vnd": 5_000_000,
            "first_payment_on": date(2023, 8, 1),
        },
    ),
    trade="TITP 7-7",
    done_before=date(2026, 8, 1),
    missed=("t2_jlpt_n3",),
)
PLANS: dict[str, DemoPlan] = {"tuan": TUAN, "minh": MINH, "yen": YEN}


def tell_plan(person: User, plan: DemoPlan, atlas: Atlas, now: datetime) -> None:
    """Through the same services as the pages."""
    common: dict[str, Any] = {"person": person, "now": now}
    pay = {"rate_month": None, "vnd_per_jpy": None, "basic_wage_jpy": None, "rent_jpy": None}
    promise_pay(values={**pay, "meals_jpy": None, **plan.pay}, seen=NEW, **common)
    promise_work(values=plan.work, seen=NEW, **common)
    costs = [{"has_receipt": False, **item} for item in plan.costs]
    keep_costs(items=costs, seen=NEW, **common)
    for debt in plan.debts:
        keep_debt(pk=None, values=debt, seen=NEW, **common)
    for year, values in (plan.years or {}).items():
        keep_pay_year(year=year, values=values, seen=NEW, **common)
    if plan.basis:
        keep_basis(values=plan.basis, seen=fingerprint({}), **common)
    goals = zip(GoalKind, (plan.goal, plan.option_a, plan.option_b), strict=True)
    for kind, words in goals:
        keep_goal(kind=kind, words=words, is_money=False, seen=NEW, **common)
    for step in plan.steps:
        keep_step(pk=None, values=step, seen=NEW, **common)
    _lay_out(person, plan, atlas, now)
    if plan.is_agreed:
        agree_plan(seen=seen_of(plan_of(person), own_sections(person)), **common)


def answer_plan(opened: Opened, by: User, plan: DemoPlan, now: datetime) -> None:
    """What the counselor does with it: signs, proposes, writes a note for each audience."""
    seen = seen_of(plan_open_in(opened), opened.sections)
    sign_off_plan(
        opened=opened, by=by, seen=seen, now=now, words="Đã đọc cùng nhau qua điện thoại."
    )
    write_note(
        opened=opened,
        by=by,
        text="Gọi lại sau kỳ thi tiếng Nhật.",
        audience=NoteAudience.COUNSELORS,
        now=now,
    )
    write_note(
        opened=opened,
        by=by,
        text="Nhớ giữ bản hợp đồng tiếng Việt của bạn nhé.",
        audience=NoteAudience.WORKER,
        now=now,
    )
    if plan.proposal:
        propose(
            opened=opened,
            by=by,
            kind=ProposalKind.STEP,
            values=plan.proposal,
            why="Khi về, nhật ký này là bằng chứng tay nghề của bạn.",
            now=now,
        )


def _lay_out(person: User, plan: DemoPlan, atlas: Atlas, now: datetime) -> None:
    row = choose_way(person=person, values=plan.way, seen=NEW, now=now)
    code = plan.way["operation"] or plan.trade
    trade = atlas.operations_to_trades.get(code) or atlas.trades_by_code[code]
    layout = layout_for(person, way_of(row, trade, atlas.version), [], atlas.version)
    lay_out_benchmarks(
        person=person, laid_out=layout.laid_out, titles=layout.titles, seen="", now=now
    )
    if plan.done_before:
        due = Benchmark.objects.filter(person=person, due_on__lt=plan.done_before)
        due = due.exclude(template_key__in=plan.missed)
        for benchmark in due.order_by("due_on", "pk"):
            done_on = min(benchmark.due_on + timedelta(days=3), now.date())
            finish_benchmark(person=person, pk=benchmark.pk, done_on=done_on, now=now)
