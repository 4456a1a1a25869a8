"""Plans of the world's workers, with words and amounts that stand nowhere else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO

from PIL import Image

from accounts.models import User
from planner.benchmarks.enums import Group
from planner.casework.enums import NoteAudience
from planner.casework.models import Message
from planner.casework.services.threads import write_note
from planner.money.enums import CostKind, Currency
from planner.plans.enums import GoalKind, MissCause, ProposalKind, TargetKind
from planner.plans.models import (
    Benchmark,
    CheckIn,
    Debt,
    DecisionSheet,
    Evidence,
    JapaneseTest,
    OfferFile,
    Proposal,
    Remittance,
    Step,
)
from planner.plans.services.offer import add_offer_file
from planner.plans.services.proposals import propose
from planner.sharing.models import Assignment
from planner.sharing.sections import Section
from planner.sharing.services import open_person
from tests.factories import casework, months, plans, savings, standing

# What is about money is closed to everybody but the worker.
LENDER = "bà chủ nợ kiểu vạc-sành-7432"
COST = "phí lót tay kiểu vạc-sành-7433"
MONEY_GOAL = "để dành kiểu vạc-sành-7434"
MONEY_STEP = "gửi về kiểu vạc-sành-7435"
MONEY_MARK = "hết nợ kiểu vạc-sành-7436"
FILE = "anh-vac-sanh-7437.jpg"
OWED, PAID, PROMISED, EARNED, SAVED = 287_654_321, 7_654_321, 173_913, 176_543, 345_678_912
SENT_FOR, PAYSLIP = "xây mộ kiểu vạc-sành-7439", "luong-vac-sanh-7440.pdf"
NET, PUT_ASIDE, HOUSE = 123_457, 765_431, 876_543_219
MONEY_WORDS = (LENDER, COST, MONEY_GOAL, MONEY_STEP, MONEY_MARK, FILE, SENT_FOR, PAYSLIP)
MONEY_AMOUNTS = (OWED, PAID, PROMISED, EARNED, SAVED, NET, PUT_ASIDE, HOUSE)
# How one is, and whether to stay.
FEELING, KEPT_WORK = "mất ngủ kiểu vạc-sành-7441", "khiêng đá kiểu vạc-sành-7442"
ILLNESS, DECISION = "nằm viện kiểu vạc-sành-7443", "ở lại kiểu vạc-sành-7444"
CLOSED_WORDS = (FEELING, KEPT_WORK, ILLNESS, DECISION)
DEPARTED = date(2025, 4, 10)
LATE, LATE_DAYS = "Thi bằng lái", 40
SHARED_WORK: dict[str, object] = {"section": Section.WORK, "other": ["xúc tuyết"]}
# Between counselors.
PRIVATE_NOTE = "ghi chú riêng kiểu vạc-sành-7438"


@dataclass(frozen=True)
class PlanRows:
    """What the addresses of a worker's plan name."""

    debt: Debt
    step: Step
    money_step: Step
    benchmark: Benchmark
    money_benchmark: Benchmark
    dropped: Benchmark
    late: Benchmark
    # For a reason that is closed.
    missed: Benchmark
    file: OfferFile
    check_in: CheckIn
    evidence: Evidence
    payslip: Evidence
    japanese_test: JapaneseTest
    remittance: Remittance

    @property
    def month(self) -> dict[str, object]:
        """As addresses name it."""
        return {"year": self.check_in.month.year, "month": self.check_in.month.month}


def tell_closed(person: User, now: datetime) -> None:
    """Everything about money that a plan can hold."""
    plans.promised_pay(person, low=PROMISED, high=PROMISED, now=now)
    plans.promised_pay(person, months=35, reason="viết nhầm", now=now)
    cost = {"kind": CostKind.BROKER_FEE, "amount": SAVED, "words": COST}
    plans.cost_sheet(person, cost, now=now)
    plans.debt(
        person, amount_vnd=OWED, payment_vnd=PAID, lender="private", lender_words=LENDER, now=now
    )
    plans.money_basis(person, now=now)
    plans.pay_year(person, 2, gross_jpy=EARNED, now=now)
    plans.goal(person, MONEY_GOAL, kind=GoalKind.OPTION_B, is_money=True, now=now)
    plans.step(
        person,
        words=MONEY_STEP,
        target=TargetKind.AMOUNT,
        target_amount=SAVED,
        target_currency=Currency.VND,
        target_level="",
        now=now,
    )
    plans.benchmark(person, MONEY_MARK, is_money=True, now=now)
    add_offer_file(person=person, content=_photo(), kind="image/jpeg", name=FILE, now=now)
    _tell_closed_months(person, now)
    savings.savings_plan(person, savings_jpy=PUT_ASIDE, house_vnd=HOUSE, now=now)
    savings.remittance(person, what_for=SENT_FOR, now=now)
    standing.told_miss(_late(person, 1), MissCause.HEALTH, ILLNESS, now=now)
    DecisionSheet.objects.create(person=person, words={"risk": {"stay": DECISION}})


def _tell_closed_months(person: User, now: datetime) -> None:
    """Of months of which others know that they were told."""
    newest, before = _months(now)
    money = {"net_jpy": NET, "debt_paid_vnd": PAID}
    told = months.told_month(
        person, newest, money=money, feeling={"words": FEELING}, work=SHARED_WORK, now=now
    )
    kept = {"section": Section.WELL_BEING, "other": [KEPT_WORK], "duties": []}
    months.told_month(person, before, money=None, feeling=None, work=kept, now=now)
    standing.payslip(told, name=PAYSLIP, now=now)


def _months(now: datetime) -> tuple[date, date]:
    """The last two that are over, the newest first."""
    newest = (now.date().replace(day=1) - timedelta(days=1)).replace(day=1)
    return newest, (newest - timedelta(days=1)).replace(day=1)


def _late(person: User, place: int) -> Benchmark:
    rows = Benchmark.objects.filter(person=person, words__startswith=LATE, dropped_on=None)
    row: Benchmark = rows.order_by("pk")[place]
    return row


def tell_open(person: User, now: datetime) -> None:
    """What counselors see."""
    plans.promised_work(person, now=now)
    plans.goal(person, now=now)
    plans.step(person, now=now)
    plans.way(person, departs_on=DEPARTED, now=now)
    plans.laid_out(person, [item for item in plans.LAYOUT if not item.is_money], now=now)
    newest, before = _months(now)
    months.told_month(person, newest, money=None, feeling=None, work=SHARED_WORK, now=now)
    months.told_month(person, before, money=None, feeling=None, work=None, now=now)
    standing.japanese_test(person, now=now)
    long_ago = now - timedelta(days=2 * LATE_DAYS)
    for number in (1, 2):
        row = plans.benchmark(
            person,
            f"{LATE} {number}",
            due_on=(now - timedelta(days=LATE_DAYS + number)).date(),
            now=long_ago,
        )
        # Of a twin it is the same.
        Benchmark.objects.filter(pk=row.pk).update(key=f"own:{number}")
    late = standing.told_miss(_late(person, 0), now=now)
    standing.proof(late.benchmark, now=now)


def tell_usual(person: User, now: datetime) -> None:
    """About money too, in words and amounts of everybody."""
    plans.debt(person, now=now)
    plans.step(person, **plans.AMOUNT, now=now)
    plans.benchmark(person, is_money=True, now=now)
    plans.offer_file(person, now=now)
    told = months.told_month(person, _months(now)[0], work=SHARED_WORK, now=now)
    standing.payslip(told, now=now)
    savings.savings_plan(person, now=now)
    savings.remittance(person, now=now)


def make_plan(
    person: User, now: datetime, tell: Callable[[User, datetime], None] = tell_closed
) -> PlanRows:
    tell_open(person, now)
    dropped = plans.benchmark(person, "Học lái xe", group=Group.JAPAN, now=now)
    plans.dropped_benchmark(dropped, now=now)
    tell(person, now)
    plans.agreed(person, now=now)
    # There is something to agree again, and for others nothing has changed.
    plans.pay_year(person, 3, now=now)
    mine = Benchmark.objects.filter(person=person)
    steps = Step.objects.filter(person=person)
    return PlanRows(
        debt=Debt.objects.get(person=person),
        step=steps.get(section="plan"),
        money_step=steps.get(section="money"),
        benchmark=mine.filter(section="benchmarks", dropped_on=None).order_by("pk")[0],
        money_benchmark=mine.get(section="money"),
        dropped=dropped,
        late=_late(person, 0),
        missed=_late(person, 1),
        file=OfferFile.objects.get(person=person),
        check_in=CheckIn.objects.filter(person=person).latest("month"),
        evidence=Evidence.objects.get(person=person, benchmark__isnull=False),
        payslip=Evidence.objects.get(person=person, check_in__isnull=False),
        japanese_test=JapaneseTest.objects.get(person=person),
        remittance=Remittance.objects.get(person=person),
    )


def work_on(worker: User, counselor: User, now: datetime) -> Proposal:
    """A note for each audience, and something to answer."""
    opened = open_person(reader=counselor, worker_pk=worker.pk, now=now)
    for text, audience in [
        (PRIVATE_NOTE, NoteAudience.COUNSELORS),
        ("Nhớ giữ hợp đồng", NoteAudience.WORKER),
    ]:
        write_note(opened=opened, by=counselor, text=text, audience=audience, now=now)
    values = plans.PROPOSALS[ProposalKind.STEP]
    return propose(
        opened=opened, by=counselor, kind=ProposalKind.STEP, values=values, why="nghề", now=now
    )


def write_to_each_other(worker: User, now: datetime) -> Mapping[str, Message]:
    """A message with a photo each way, by who sent it."""
    assignment = Assignment.objects.open().get(worker=worker)
    shown = casework.photo()
    return {
        "worker": casework.from_worker(assignment, photo=shown, now=now),
        "desk": casework.from_desk(assignment, photo=shown, now=now),
    }


def _photo() -> bytes:
    file = BytesIO()
    Image.new("RGB", (8, 8), "white").save(file, "JPEG")
    return file.getvalue()
