"""How long savings last at home, when it is safe to go, and three ways side by side, out of records."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from planner.money.enums import Condition, MoverKind, ReturnProblem
from planner.plans.models import Benchmark, DecisionSheet, MoneyBasis, SavingsPlan
from planner.plans.selectors.money import money_plan_of
from planner.plans.selectors.months import months_of
from planner.plans.selectors.savings import remittances_of, savings_of
from planner.plans.selectors.told import answers_of
from planner.plans.services.check_ins import record_check_in
from planner.plans.sums.coming_home import (
    USUAL_RUNWAY_MONTHS,
    ComingHome,
    Plans,
    coming_home,
    plans_of,
    side_by_side,
    what_if,
)
from planner.plans.sums.japan import japan_sums
from planner.plans.sums.japan_values import JapanSums
from planner.reference.rates import current_rules
from planner.reference.selectors import current_atlas
from planner.sharing.sections import Section
from planner.sharing.stale import fingerprint
from tests.factories.accounts import UserFactory

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)
MILLION = 1_000_000

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker() -> User:
    """1 yen is 160 dong, and a month at home costs 8 million."""
    person = UserFactory.create()
    MoneyBasis.objects.create(
        person=person,
        vnd_per_jpy=Decimal(160),
        rate_month=date(2026, 11, 1),
        home_wage_vnd=10 * MILLION,
        home_living_vnd=8 * MILLION,
    )
    return person


def tell(person: User, month: date, saved_jpy: int) -> None:
    money = {"net_jpy": 140_000, "sent_jpy": 0, "saved_jpy": saved_jpy, "debt_paid_vnd": 0}
    record_check_in(
        person=person, month=month, values={"money": money}, seen=fingerprint({}), now=NOW
    )


def plan(person: User, **values: Any) -> Plans:
    SavingsPlan.objects.create(person=person, **values)
    return plans_of(savings_of(person))


def sums_of(person: User) -> JapanSums:
    atlas = current_atlas()
    return japan_sums(
        money_plan_of(person),
        months_of(person),
        savings_of(person),
        remittances_of(person),
        answers_of(person),
        trade_code=None,
        rules=current_rules(atlas.version),
        atlas=atlas,
        today=TODAY,
    )


def home_of(person: User, plans: Plans) -> ComingHome:
    found = coming_home(sums_of(person), plans, TODAY)
    assert found is not None
    return found


def test_house_that_takes_everything_leaves_no_month(worker: User) -> None:
    """500,000 yen are 80 million, with 120 million more 200: 25 months, or a house."""
    plans = plan(worker, savings_jpy=500_000, savings_vnd=120 * MILLION, house_vnd=200 * MILLION)

    found = home_of(worker, plans)

    assert found.savings.mid == 200 * MILLION
    assert (found.nest_egg.mid, found.after_house.mid, found.after_all.mid) == (25, 0, 0)


def test_emergency_money_is_no_part_of_the_runway(worker: User) -> None:
    plans = plan(worker, savings_vnd=120 * MILLION, emergency_vnd=40 * MILLION)

    assert home_of(worker, plans).nest_egg.mid == 10


def test_return_waits_until_the_savings_last(worker: User) -> None:
    """October told with 50,000 yen: 8 million dong a month. Needed: 6 × 8 = 48. 5 more months: November to March."""
    tell(worker, date(2026, 10, 1), 50_000)
    plans = plan(worker, runway_months=6)

    found = home_of(worker, plans)

    assert found.answer is not None
    assert (found.answer.on, found.answer.last) == (date(2027, 3, 1), Condition.RUNWAY)


def test_yen_ten_percent_down_moves_the_return_as_worked_out_by_hand(worker: User) -> None:
    """At 144: 7.2 million a month; 48 needed, 7.2 there: 40.8 ÷ 7.2 = 5.67, so 6 months: November to April, one later."""
    tell(worker, date(2026, 10, 1), 50_000)
    plans = plan(worker, runway_months=6)

    found = home_of(worker, plans)

    down = next(row for row in found.movers if row.kind == MoverKind.YEN_DOWN_10)
    assert (down.on, down.months) == (date(2027, 4, 1), 1)


def test_trade_that_is_not_learned_yet_is_waited_for(worker: User) -> None:
    tell(worker, date(2026, 10, 1), 50_000)
    row = Benchmark.objects.create(
        person=worker,
        section=Section.BENCHMARKS,
        key="own:trade",
        words="Bậc 3",
        group="japan",
        due_on=date(2028, 2, 10),
        added_at=NOW,
    )
    plans = plan(worker, trade_benchmark=row)

    waiting = home_of(worker, plans).answer
    row.done_on = date(2026, 11, 1)
    row.save()
    done = home_of(worker, plans_of(savings_of(worker))).answer

    assert waiting is not None
    assert (waiting.on, waiting.last) == (date(2028, 2, 1), Condition.TRADE)
    assert done is not None
    assert done.trade_on is None


def test_trade_whose_day_is_over_is_not_learned_by_that(worker: User) -> None:
    row = Benchmark.objects.create(
        person=worker,
        section=Section.BENCHMARKS,
        key="own:trade",
        words="Bậc 3",
        group="japan",
        due_on=date(2026, 2, 10),
        added_at=NOW,
    )
    tell(worker, date(2026, 10, 1), 50_000)
    found = home_of(worker, plan(worker, trade_benchmark=row, savings_vnd=900 * MILLION))

    assert found.is_trade_late
    assert found.answer is not None
    assert Condition.TRADE not in found.answer.already
    assert found.answer.on == date(2026, 11, 1)


def test_nothing_saved_has_no_date_and_says_why(worker: User) -> None:
    tell(worker, date(2026, 10, 1), 0)

    answer = home_of(worker, Plans()).answer

    assert answer is not None
    assert (answer.on, answer.problem) == (None, ReturnProblem.NOTHING_SAVED)


def test_without_a_month_told_there_is_a_runway_and_no_date(worker: User) -> None:
    found = home_of(worker, plan(worker, savings_vnd=80 * MILLION))

    assert (found.nest_egg.mid, found.answer, found.movers) == (10, None, ())


def test_months_nobody_chose_are_said_to_be_ours(worker: User) -> None:
    plans = plans_of(None)

    assert (plans.runway_months, plans.is_runway_chosen) == (USUAL_RUNWAY_MONTHS, False)


def test_what_is_tried_replaces_only_what_is_given() -> None:
    saved = Plans(house_vnd=500 * MILLION, business_vnd=7, runway_months=9, is_runway_chosen=True)

    tried = what_if(saved, house_vnd=0)

    assert (tried.house_vnd, tried.business_vnd, tried.runway_months) == (0, 7, 9)


def test_three_ways_stand_on_the_same_rows(worker: User) -> None:
    """Stay 12 months: 12 × 8 million more. Elsewhere: 30 million for the way there."""
    tell(worker, date(2026, 10, 1), 50_000)
    plans = plan(worker, savings_vnd=40 * MILLION)
    sheet = DecisionSheet(
        person=worker, elsewhere_kept_vnd=20 * MILLION, elsewhere_cost_vnd=30 * MILLION
    )

    ways = side_by_side(sums_of(worker), home_of(worker, plans), sheet, TODAY)

    assert (ways.stay_months, ways.is_stay_chosen) == (12, False)
    assert ways.stay.savings_vnd == (40 + 8 + 12 * 8) * MILLION
    assert (ways.back.savings_vnd, ways.back.runway_months) == (48 * MILLION, 6)
    assert (ways.elsewhere.savings_vnd, ways.elsewhere.kept_vnd) == (18 * MILLION, 20 * MILLION)
    assert ways.back.kept_vnd == 2 * MILLION


def test_what_is_not_told_stays_open(worker: User) -> None:
    ways = side_by_side(sums_of(worker), None, None, TODAY)

    assert ways.elsewhere.kept_vnd is None
    assert ways.stay.savings_vnd is None
    assert ways.stay.debt_vnd is None
