"""Plans of the world's workers, with words and amounts that stand nowhere else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from PIL import Image

from accounts.models import User
from planner.benchmarks.enums import Group
from planner.casework.enums import NoteAudience
from planner.casework.services import write_note
from planner.money.enums import CostKind, Currency
from planner.plans.enums import GoalKind, ProposalKind, TargetKind
from planner.plans.models import Benchmark, Debt, OfferFile, Proposal, Step
from planner.plans.services.offer import add_offer_file
from planner.plans.services.proposals import propose
from planner.sharing.services import open_person
from tests.factories import plans

# What is about money is closed to everybody but the worker.
LENDER = "bà chủ nợ kiểu vạc-sành-7432"
COST = "phí lót tay kiểu vạc-sành-7433"
MONEY_GOAL = "để dành kiểu vạc-sành-7434"
MONEY_STEP = "gửi về kiểu vạc-sành-7435"
MONEY_MARK = "hết nợ kiểu vạc-sành-7436"
FILE = "anh-vac-sanh-7437.jpg"
OWED, PAID, PROMISED, EARNED, SAVED = 287_654_321, 7_654_321, 173_913, 176_543, 345_678_912
MONEY_WORDS = (LENDER, COST, MONEY_GOAL, MONEY_STEP, MONEY_MARK, FILE)
MONEY_AMOUNTS = (OWED, PAID, PROMISED, EARNED, SAVED)
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
    file: OfferFile


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


def tell_open(person: User, now: datetime) -> None:
    """What counselors see."""
    plans.promised_work(person, now=now)
    plans.goal(person, now=now)
    plans.step(person, now=now)
    plans.way(person, now=now)
    plans.laid_out(person, [item for item in plans.LAYOUT if not item.is_money], now=now)


def tell_usual(person: User, now: datetime) -> None:
    """About money too, in words and amounts of everybody."""
    plans.debt(person, now=now)
    plans.step(person, **plans.AMOUNT, now=now)
    plans.benchmark(person, is_money=True, now=now)
    plans.offer_file(person, now=now)


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
        file=OfferFile.objects.get(person=person),
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


def _photo() -> bytes:
    file = BytesIO()
    Image.new("RGB", (8, 8), "white").save(file, "JPEG")
    return file.getvalue()
