from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.money.gap import PromiseGap, promise_gap
from tests.money import oracle_months

rates = st.decimals(90, 300, places=4)
pays = st.integers(0, 600_000)


def tuan(**changes: Any) -> PromiseGap:
    told = {
        "promised_vnd": 35_000_000,
        "rate_promised": Decimal(205),
        "gross_jpy": 100_000,
        "net_jpy": 100_000,
        "rate_paid": Decimal(160),
    }
    return promise_gap(**{**told, **changes})


def test_tuans_gap_is_54_percent_of_which_41_contract_and_22_currency() -> None:
    gap = tuan()

    assert gap.total_change == Decimal("-0.54")
    assert gap.contract_change == Decimal("-0.41")
    assert gap.currency_change == Decimal("-0.22")
    assert gap.deduction_change == 0
    assert (gap.promised_jpy, gap.received_vnd) == (170_732, 16_000_000)


def test_parts_multiply_exactly() -> None:
    gap = tuan(gross_jpy=120_000)

    assert gap.contract == Fraction(120_000 * 205, 35_000_000)
    assert gap.deduction == Fraction(5, 6)
    assert gap.currency == Fraction(32, 41)
    assert gap.total == Fraction(16, 35)
    assert gap.contract * gap.deduction * gap.currency == gap.total


@pytest.mark.parametrize("gross", [None, 0])
def test_without_the_gross_deductions_are_part_of_the_contract(gross: int | None) -> None:
    gap = tuan(gross_jpy=gross)

    assert (gap.contract, gap.deduction) == (Fraction(205, 350), Fraction(1))
    assert gap.total == Fraction(16, 35)


def test_a_promise_in_yen_is_the_same_promise() -> None:
    in_dong, in_yen = tuan(), tuan(promised_vnd=None, promised_jpy=Fraction(35_000_000, 205))

    assert in_yen == in_dong


def test_more_than_promised_is_above_zero() -> None:
    gap = tuan(gross_jpy=200_000, net_jpy=180_000, rate_paid=Decimal(220))

    assert (gap.contract_change, gap.currency_change) == (Decimal("0.17"), Decimal("0.07"))
    assert gap.deduction_change == Decimal("-0.10")


def test_half_a_percent_goes_away_from_zero() -> None:
    gap = tuan(promised_vnd=None, promised_jpy=200_000, gross_jpy=199_000, net_jpy=199_000)

    assert gap.contract_change == Decimal("-0.01")


def test_nothing_paid_is_all_of_it() -> None:
    gap = tuan(gross_jpy=0, net_jpy=0)

    assert (gap.total, gap.received_vnd) == (Fraction(0), 0)
    assert gap.total_change == -1


@pytest.mark.parametrize(
    "wrong",
    [
        {"promised_vnd": 0},
        {"promised_vnd": None},
        {"promised_vnd": None, "promised_jpy": 0},
        {"promised_jpy": 170_000},
        {"rate_promised": Decimal(0)},
        {"rate_paid": Decimal(-1)},
        {"net_jpy": -1},
        {"gross_jpy": -1},
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"promise|rate"):
        tuan(**wrong)


@settings(max_examples=30)
@given(st.integers(1, 60_000_000), rates, st.none() | pays, pays, rates)
def test_gap_equals_the_oracle(
    promised: int, then: Decimal, gross: int | None, net: int, now: Decimal
) -> None:
    gap = tuan(
        promised_vnd=promised, rate_promised=then, gross_jpy=gross, net_jpy=net, rate_paid=now
    )

    expected = oracle_months.gap_factors(promised, then, gross, net, now)
    assert (gap.contract, gap.deduction, gap.currency, gap.total) == expected
    assert gap.contract * gap.deduction * gap.currency == gap.total
    assert abs(gap.total * promised - gap.received_vnd) <= Fraction(1, 2)
    assert abs(Fraction(gap.total_change) - (gap.total - 1)) <= Fraction(1, 200)
