"""Savings by month: from what was typed, plus what later months put aside."""

from datetime import date
from decimal import Decimal

from planner.money.values import ExchangeRate, Source
from planner.plans.enums import TargetKind
from planner.plans.models import SavingsPlan, Step
from planner.web.worker.standing.savings_rows import saved_months, savings_card

SOURCE = Source("World Bank", "2026")
RATES = [
    ExchangeRate(date(2026, 8, 1), Decimal(200), SOURCE),
    ExchangeRate(date(2026, 10, 1), Decimal(150), SOURCE),
]
TODAY = date(2026, 11, 22)


def target(amount: int, currency: str = "VND", due: date | None = None) -> Step:
    return Step(
        words="Vốn",
        target=TargetKind.AMOUNT,
        target_amount=amount,
        target_currency=currency,
        due_month=due,
    )


def test_month_of_the_typed_savings_is_not_counted_twice() -> None:
    plan = SavingsPlan(savings_month=date(2026, 8, 1), savings_jpy=400, savings_vnd=7)
    months = {date(2026, month, 1): 100 for month in (7, 8, 10)}

    found = saved_months(plan, months)

    assert [(row.month.month, row.jpy, row.vnd) for row in found] == [
        (8, 400, 7),
        (9, None, 7),
        (10, 500, 7),
    ]


def test_without_typed_savings_it_starts_at_0_with_the_first_month_told() -> None:
    months = {date(2025, 12, 1): 100, date(2026, 2, 1): 0}

    assert [row.jpy for row in saved_months(None, months)] == [100, None, 100]
    assert saved_months(None, {}) == []


def test_dong_target_takes_each_month_at_its_own_rate() -> None:
    plan = SavingsPlan(savings_month=date(2026, 8, 1), savings_jpy=10_000, savings_vnd=1_000_000)

    card = savings_card(
        [target(9_000_000, due=date(2027, 2, 1))],
        plan,
        {date(2026, 10, 1): 10_000},
        RATES,
        TODAY,
    )

    assert card is not None
    # 10,000 × 200 + 1 million; none told; 20,000 × 150 + 1 million.
    assert card.lines[0].values == [3, None, 4]
    assert card.lines[1].values == [9, 9, 9]
    # Five million missing, November to February: four months.
    assert "1.250.000" in card.rows[0].a_month
    assert card.rows[0].is_reached is False
    assert card.source == SOURCE


def test_reached_or_too_late_asks_for_nothing_a_month() -> None:
    months = {date(2026, 10, 1): 500}
    targets = [
        target(500, "JPY", date(2027, 1, 1)),
        target(900, "JPY", date(2026, 10, 1)),
        target(900, "JPY"),
    ]

    card = savings_card(targets, None, months, (), TODAY)

    assert card is not None
    assert [row.a_month for row in card.rows] == ["", "", ""]
    assert [row.is_reached for row in card.rows] == [True, False, False]


def test_without_a_rate_dong_has_no_figures() -> None:
    card = savings_card([target(900)], None, {date(2026, 10, 1): 500}, (), TODAY)

    assert card is not None
    assert not card.has_figures


def test_done_targets_and_dollars_are_left_out() -> None:
    done = target(900)
    done.done_on = TODAY

    assert savings_card([done, target(900, "USD")], None, {}, RATES, TODAY) is None


def test_years_are_drawn_by_quarter_each_at_its_last_month() -> None:
    months = {date(2024 + number // 12, number % 12 + 1, 1): 1_000 for number in range(30)}

    card = savings_card([target(90_000, "JPY")], None, months, (), TODAY)

    assert card is not None
    assert card.lines[0].values == [3 * number for number in range(1, 11)]
    assert len(card.x_labels) == 10
