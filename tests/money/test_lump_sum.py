from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.money.lump_sum import LumpSum, Multiplier, claim_by, lump_sum
from planner.money.values import Rule, Source
from tests.money import oracle_months
from tests.money.conftest import rows

TAX = Decimal("20.42")


def multipliers() -> list[Multiplier]:
    return [
        Multiplier(
            int(row["months_from"]),
            int(row["months_to"]) if row["months_to"] else None,
            Decimal(row["multiplier"]),
            Source(row["source"], row["year"], row["source_url"]),
        )
        for row in rows("pension_multipliers.csv")
    ]


MULTIPLIERS = multipliers()


def paid(mean_pay: int, months: int) -> LumpSum | None:
    return lump_sum(mean_pay, months, MULTIPLIERS, TAX)


def test_three_years_are_paid_3_3_months_less_tax() -> None:
    lump = paid(180_000, 36)

    assert lump is not None
    # 180,000 × 3.3; × 20.42 % = 121,294.8, cut.
    assert (lump.gross_jpy, lump.withheld_jpy, lump.net_jpy) == (594_000, 121_294, 472_706)
    assert (lump.multiplier, lump.is_capped) == (Decimal("3.3"), False)
    assert lump.source.name


@pytest.mark.parametrize(
    "months, multiplier",
    [
        (6, "0.5"),
        (11, "0.5"),
        (12, "1.1"),
        (18, "1.6"),
        (24, "2.2"),
        (30, "2.7"),
        (35, "2.7"),
        (36, "3.3"),
        (42, "3.8"),
        (48, "4.4"),
        (54, "4.9"),
        (59, "4.9"),
        (60, "5.5"),
    ],
)
def test_each_step_has_its_multiplier(months: int, multiplier: str) -> None:
    lump = paid(200_000, months)

    assert lump is not None
    assert lump.multiplier == Decimal(multiplier)
    assert lump.gross_jpy == 200_000 * Decimal(multiplier)


def test_months_above_60_count_no_more() -> None:
    five_years, seven_years = paid(200_000, 60), paid(200_000, 84)

    assert five_years is not None
    assert seven_years is not None
    assert seven_years.gross_jpy == five_years.gross_jpy
    assert (five_years.is_capped, seven_years.is_capped) == (False, True)


@pytest.mark.parametrize("months", [0, 1, 5])
def test_under_six_months_nothing_is_paid(months: int) -> None:
    assert paid(200_000, months) is None
    # Also where a row has no lower end.
    every = [Multiplier(0, None, Decimal(1), Source("", ""))]
    assert lump_sum(200_000, months, every, TAX) is None


def test_without_a_row_nothing_is_guessed() -> None:
    assert lump_sum(200_000, 36, [], TAX) is None
    assert lump_sum(200_000, 8, MULTIPLIERS[2:], TAX) is None
    assert lump_sum(200_000, 8, [Multiplier(6, 11, Decimal(0), Source("", ""))], TAX) is None


def test_the_tax_is_the_rule_on_pay(rules: list[Rule]) -> None:
    [rule] = [rule for rule in rules if rule.name == "lump_sum_withholding"]

    assert rule.rate_pct == TAX


@pytest.mark.parametrize("pay, months, tax", [(-1, 6, "20"), (1, -1, "20"), (1, 6, "101")])
def test_what_cannot_be_is_refused(pay: int, months: int, tax: str) -> None:
    with pytest.raises(ValueError, match="not below 0"):
        lump_sum(pay, months, MULTIPLIERS, Decimal(tax))


@pytest.mark.parametrize(
    "left, last",
    [
        (date(2026, 11, 22), date(2028, 11, 22)),
        (date(2028, 2, 29), date(2030, 2, 28)),
        (date(2026, 2, 28), date(2028, 2, 28)),
        (date(2026, 3, 1), date(2028, 3, 1)),
        (date(2026, 12, 31), date(2028, 12, 31)),
    ],
)
def test_it_is_claimed_within_two_years(left: date, last: date) -> None:
    assert claim_by(left) == last


@settings(max_examples=30)
@given(st.integers(0, 650_000), st.integers(0, 130))
def test_lump_sum_equals_the_law(mean_pay: int, months: int) -> None:
    lump = paid(mean_pay, months)

    expected = oracle_months.lump_by_law(mean_pay, months)
    assert (None if lump is None else (lump.gross_jpy, lump.net_jpy)) == expected
    if lump is not None:
        assert lump.withheld_jpy == lump.gross_jpy - lump.net_jpy
