from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.money.ceilings import Contract, CostRates
from planner.money.costs import CostItem, ItemCheck, check_costs
from planner.money.enums import CostFlag, CostKind, Currency, Programme
from planner.money.values import Ceiling

TRAINEE = Contract(Programme.TITP, date(2026, 11, 22), Decimal(3), basic_wage_jpy=170_000)
TUAN = Contract(Programme.TITP, date(2020, 9, 1), Decimal(3), basic_wage_jpy=100_000)
RATES = CostRates(vnd_per_jpy=Decimal(170))


def vnd(kind: CostKind, amount: int) -> CostItem:
    return CostItem(kind, amount, Currency.VND)


def one(
    item: CostItem, contract: Contract, ceilings: list[Ceiling], rates: CostRates = RATES
) -> ItemCheck:
    return check_costs([item], contract, ceilings, rates).items[0]


def test_tuans_sum_is_not_itemised(ceilings: list[Ceiling]) -> None:
    check = check_costs([vnd(CostKind.NOT_ITEMISED, 300_000_000)], TUAN, ceilings, RATES)

    assert check.items[0].flags == (CostFlag.NOT_ITEMISED,)
    assert check.flags == (CostFlag.NOT_ITEMISED,)
    assert check.total_vnd == 300_000_000


@pytest.mark.parametrize("signed_on", [date(2010, 1, 1), date(2020, 9, 1), date(2026, 11, 22)])
def test_a_broker_fee_is_always_flagged(signed_on: date, ceilings: list[Ceiling]) -> None:
    contract = replace(TRAINEE, signed_on=signed_on)

    check = check_costs([vnd(CostKind.BROKER_FEE, 1)], contract, ceilings, RATES)

    assert CostFlag.BROKER_FEE in check.items[0].flags
    assert check.flags == (CostFlag.BROKER_FEE,)


def test_a_broker_fee_is_forbidden_since_2022(ceilings: list[Ceiling]) -> None:
    found = one(vnd(CostKind.BROKER_FEE, 20_000_000), TRAINEE, ceilings)

    assert found.flags == (CostFlag.BROKER_FEE, CostFlag.FORBIDDEN)
    assert found.over_by == 20_000_000


# Three months of 170,000 yen at 170 dong: 86,700,000.
@pytest.mark.parametrize(
    "amount, flag, over",
    [(86_700_000, CostFlag.WITHIN, 0), (86_700_001, CostFlag.OVER_CEILING, 1)],
)
def test_service_fee_of_three_years(
    amount: int, flag: CostFlag, over: int, ceilings: list[Ceiling]
) -> None:
    found = one(vnd(CostKind.SERVICE_FEE, amount), TRAINEE, ceilings)

    assert (found.flags, found.limit, found.over_by) == ((flag,), 86_700_000, over)


def test_service_fee_goes_by_the_length_of_the_contract(ceilings: list[Ceiling]) -> None:
    limits = [
        one(vnd(CostKind.SERVICE_FEE, 1), replace(TRAINEE, years=Decimal(years)), ceilings).limit
        for years in ("1", "1.5", "5")
    ]

    assert limits == [28_900_000, 43_350_000, 86_700_000]


def test_the_lowest_ceiling_wins(ceilings: list[Ceiling]) -> None:
    contract = Contract(Programme.SSW, date(2026, 11, 22), Decimal(5), 180_000, is_after_titp=True)

    found = one(vnd(CostKind.SERVICE_FEE, 1_000_000), contract, ceilings)

    assert found.flags == (CostFlag.FORBIDDEN,)
    assert found.ceiling is not None
    assert found.ceiling.key == "service_fee_ssw_after_titp"


def test_esd_allows_two_months(ceilings: list[Ceiling]) -> None:
    contract = Contract(Programme.ESD, date(2027, 4, 1), Decimal(3), 180_000)

    found = one(CostItem(CostKind.SERVICE_FEE, 400_000, Currency.JPY), contract, ceilings)

    assert (found.limit, found.over_by) == (360_000, 40_000)


def test_items_of_one_kind_are_held_together(ceilings: list[Ceiling]) -> None:
    halves = [vnd(CostKind.SERVICE_FEE, 50_000_000), vnd(CostKind.SERVICE_FEE, 50_000_000)]

    check = check_costs(halves, TRAINEE, ceilings, RATES)

    assert [item.over_by for item in check.items] == [13_300_000, 13_300_000]


def test_a_ceiling_in_months_needs_the_wage(ceilings: list[Ceiling]) -> None:
    found = one(
        vnd(CostKind.SERVICE_FEE, 90_000_000), replace(TRAINEE, basic_wage_jpy=None), ceilings
    )

    assert found.flags == (CostFlag.NEEDS_WAGE,)


def test_dollars_are_compared_only_with_dollars(ceilings: list[Ceiling]) -> None:
    in_dong = one(vnd(CostKind.SERVICE_FEE, 120_000_000), TUAN, ceilings)
    in_dollars = one(CostItem(CostKind.SERVICE_FEE, 4_000, Currency.USD), TUAN, ceilings)

    assert in_dong.flags == (CostFlag.OTHER_CURRENCY,)
    assert (in_dollars.flags, in_dollars.over_by) == ((CostFlag.OVER_CEILING,), 400)


def test_a_dollar_rate_with_a_source_compares(ceilings: list[Ceiling]) -> None:
    rates = CostRates(Decimal(220), Decimal(23_200))

    found = one(vnd(CostKind.SERVICE_FEE, 120_000_000), TUAN, ceilings, rates)

    assert (found.flags, found.over_by) == ((CostFlag.OVER_CEILING,), 120_000_000 - 83_520_000)


@pytest.mark.parametrize("kind", [CostKind.DEPOSIT, CostKind.AIRFARE, CostKind.SUPERVISION_FEE])
def test_nothing_is_nothing_in_every_currency(kind: CostKind, ceilings: list[Ceiling]) -> None:
    assert one(vnd(kind, 1_000), TRAINEE, ceilings, CostRates()).flags == (CostFlag.FORBIDDEN,)


def test_todays_training_has_no_ceiling(ceilings: list[Ceiling]) -> None:
    today = one(vnd(CostKind.TRAINING, 20_000_000), TRAINEE, ceilings)
    then = one(vnd(CostKind.TRAINING, 20_000_000), TUAN, ceilings)

    assert today.flags == (CostFlag.NO_CEILING_KNOWN,)
    assert (then.flags, then.over_by) == ((CostFlag.OVER_CEILING,), 14_100_000)


def test_minimums_of_the_japanese_side_are_facts(ceilings: list[Ceiling]) -> None:
    check = check_costs([], replace(TRAINEE, is_care=True), ceilings, RATES)
    keys = {ceiling.key for ceiling in check.japan_side}

    assert "training_min_titp_care" in keys
    assert "training_min_titp_other" not in keys
    assert all(ceiling.payer == "japan_side" for ceiling in check.japan_side)


def test_rules_in_words_hold_too(ceilings: list[Ceiling]) -> None:
    keys = {row.key for row in check_costs([], TRAINEE, ceilings, RATES).rules_in_words}

    assert {"refund_early_return", "service_fee_timing", "rent_cap_titp"} <= keys
    assert "no_payment_before_coe_old" not in keys


def test_totals_are_kept_by_currency(ceilings: list[Ceiling]) -> None:
    items = [
        vnd(CostKind.PAPERS, 5_000_000),
        CostItem(CostKind.OTHER, 10_000, Currency.JPY),
        CostItem(CostKind.OTHER, 100, Currency.USD),
    ]

    check = check_costs(items, TRAINEE, ceilings, RATES)

    assert check.totals == {Currency.VND: 5_000_000, Currency.JPY: 10_000, Currency.USD: 100}
    assert check.total_vnd is None
    assert check_costs(items[:2], TRAINEE, ceilings, RATES).total_vnd == 6_700_000


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(CostKind),
    st.integers(0, 500_000_000),
    st.integers(0, 100_000_000),
    st.sampled_from(Programme),
    st.dates(date(2015, 1, 1), date(2028, 12, 31)),
    st.decimals("0.5", "5", places=1),
)
def test_paying_more_never_looks_better(
    ceilings: list[Ceiling],
    kind: CostKind,
    amount: int,
    more: int,
    programme: Programme,
    signed_on: date,
    years: Decimal,
) -> None:
    contract = Contract(programme, signed_on, years, 170_000)

    less = one(vnd(kind, amount), contract, ceilings)
    dearer = one(vnd(kind, amount + more), contract, ceilings)

    assert dearer.over_by >= less.over_by
    assert bool(less.over_by) == bool({CostFlag.OVER_CEILING, CostFlag.FORBIDDEN} & set(less.flags))
    assert less.flags
