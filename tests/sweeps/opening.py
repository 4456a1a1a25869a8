"""Words and amounts of a worker that are closed, section by section; what a counselor reads once they are opened."""

from datetime import date, datetime

from accounts.models import User
from planner.plans.enums import MissCause, Mood
from planner.plans.models import (
    Benchmark,
    CheckIn,
    DecisionSheet,
    Miss,
    MonthFeeling,
    MonthMoney,
    MonthWork,
    Remittance,
    SavingsPlan,
)
from planner.sharing.enums import Purpose
from planner.sharing.sections import Section
from tests.sweeps import planning
from tests.sweeps.world import HEALTH_WORDS, World

# Before everything else that the world may tell of the months.
MONTH = date(2019, 5, 1)
NET, HOUSE, KEPT_THERE = 187_431, 765_432_198, 43_218_765
SENT_TO, MOOD_WORDS = "mẹ kiểu vạc-sành-7501", "buồn kiểu vạc-sành-7502"
HIDDEN_WORK, MISSED = "cọ cống kiểu vạc-sành-7503", "nằm viện kiểu vạc-sành-7504"
SHEET_WORDS, ELSEWHERE = "ở lại kiểu vạc-sành-7505", "Hàn Quốc kiểu vạc-sành-7506"
# Opened or not, no counselor sees a file.
NEVER = (planning.FILE,)


def printed(amount: int) -> str:
    """As a page in Vietnamese has it."""
    return f"{amount:,}".replace(",", ".")


CANARIES: dict[Purpose, frozenset[str]] = {
    Purpose.OPEN_MONEY: frozenset(
        {
            *(planning.LENDER, planning.COST, planning.MONEY_GOAL, planning.MONEY_STEP),
            *(planning.MONEY_MARK, SENT_TO),
            *map(printed, (planning.OWED, planning.PROMISED, planning.SAVED, NET, HOUSE)),
        }
    ),
    Purpose.OPEN_WELL_BEING: frozenset({HEALTH_WORDS, MOOD_WORDS, HIDDEN_WORK, MISSED}),
    Purpose.OPEN_DECISION: frozenset({SHEET_WORDS, ELSEWHERE, printed(KEPT_THERE)}),
}


def tell_of_japan(world: World, now: datetime) -> None:
    """What the worker of the world has not told: a month, savings, a miss and the sheet."""
    worker = world.worker
    _tell_month(worker, now)
    SavingsPlan.objects.update_or_create(person=worker, defaults={"house_vnd": HOUSE})
    Remittance.objects.create(
        person=worker, from_month=MONTH, amount=9, currency="JPY", agreed_with=SENT_TO
    )
    mark = Benchmark.objects.get(pk=world.plans["worker"].benchmark.pk)
    Miss.objects.create(
        person=worker,
        section=Section.WELL_BEING,
        benchmark=mark,
        due_on=MONTH,
        cause=MissCause.HEALTH,
        words=MISSED,
        told_at=now,
    )
    sheet = {
        "elsewhere": ELSEWHERE,
        "elsewhere_kept_vnd": KEPT_THERE,
        "words": {"risk": {"stay": SHEET_WORDS}},
    }
    DecisionSheet.objects.update_or_create(person=worker, defaults=sheet)


def _tell_month(worker: User, now: datetime) -> None:
    check_in = CheckIn.objects.create(person=worker, month=MONTH, told_at=now)
    MonthMoney.objects.create(person=worker, check_in=check_in, net_jpy=NET)
    MonthFeeling.objects.create(person=worker, check_in=check_in, mood=Mood.HARD, words=MOOD_WORDS)
    MonthWork.objects.create(
        person=worker, check_in=check_in, section=Section.WELL_BEING, other=[HIDDEN_WORK]
    )
