"""Worked examples to the yen, and every pay against the oracle."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.money.enums import InsuranceTrade, Line, PayNote
from planner.money.income_tax import tax_of_year, withheld
from planner.money.net_pay import net_pay, year_end
from planner.money.pay import PayQuestion
from planner.money.values import NoRule, Rule, RuleBook
from tests.money import oracle

# A published payslip of about 2020; health, employment insurance and resident tax are typed.
PUBLISHED = PayQuestion(
    260_000,
    date(2020, 10, 1),
    commuting_jpy=10_000,
    age=25,
    typed={Line.HEALTH: 13_860, Line.EMPLOYMENT: 810, Line.RESIDENT_TAX: 22_052},
)
# Aichi, 22, first year in Japan, rates of 2026.
AICHI = PayQuestion(185_000, date(2026, 5, 1), health_total_pct=Decimal("9.93"), age=22)
# An official job order of May 2023 whose premiums are those of grade 150,000 at 9.66 % in all.
ORDER = PayQuestion(
    160_000,
    date(2023, 5, 1),
    health_total_pct=Decimal("9.66"),
    standard_jpy=150_000,
    age=22,
    agreed={Line.RENT: 15_000},
)

fast = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


def counted(question: PayQuestion, book: RuleBook) -> dict[Line, int]:
    return {line.line: line.counted_jpy for line in net_pay(question, book).lines}


def test_published_payslip_equals_to_the_yen(book: RuleBook) -> None:
    pay = net_pay(PUBLISHED, book)

    assert counted(PUBLISHED, book) == {
        Line.HEALTH: 13_860,
        Line.PENSION: 25_620,
        Line.EMPLOYMENT: 810,
        Line.INCOME_TAX: 5_470,
        Line.RESIDENT_TAX: 22_052,
    }
    assert (pay.standard_jpy, pay.net_jpy, pay.is_complete) == (280_000, 202_188, True)


def test_published_payslip_shows_typed_and_estimated(book: RuleBook) -> None:
    health = net_pay(PUBLISHED, book).lines[0]

    assert (health.estimated_jpy, health.typed_jpy, health.counted_jpy) == (14_000, 13_860, 13_860)


def test_aichi_2026_equals_to_the_yen(book: RuleBook) -> None:
    pay = net_pay(AICHI, book)

    assert counted(AICHI, book) == {
        Line.HEALTH: 9_433,
        Line.CHILD_LEVY: 218,
        Line.PENSION: 17_385,
        Line.EMPLOYMENT: 925,
        Line.INCOME_TAX: 2_780,
        Line.RESIDENT_TAX: 0,
    }
    assert (pay.standard_jpy, pay.taxable_jpy, pay.net_jpy) == (190_000, 157_039, 154_259)


@pytest.mark.parametrize(
    "taxable, dependants, tax", [(175_000, 2, 210), (446_000, 8, 940), (775_200, 3, 59_470)]
)
def test_withheld_equals_the_tax_offices_examples(
    taxable: int, dependants: int, tax: int, book: RuleBook
) -> None:
    assert withheld(taxable, dependants, date(2026, 6, 1), book) == tax


def test_withheld_rounds_its_deduction_up(book: RuleBook) -> None:
    # 158,466 × 30 % + 6,667 = 54,206.8 → 54,207; rest 55,925 × 5.105 % = 2,854.97. Cut down, it would be 2,860.
    assert withheld(158_466, 0, date(2026, 6, 1), book) == 2_850


@pytest.mark.parametrize("year, line", [(2024, 1_030_000), (2025, 1_600_000), (2026, 1_780_000)])
def test_tax_of_year_is_nil_up_to_the_zero_line(year: int, line: int, book: RuleBook) -> None:
    taxes = [
        tax_of_year(gross_jpy=gross, insurance_jpy=0, dependants=0, year=year, book=book)
        for gross in (line - 1, line, line + 5_000)
    ]

    assert taxes[:2] == [0, 0]
    assert taxes[2] > 0


def test_job_order_is_met_within_1500_yen(book: RuleBook) -> None:
    pay = net_pay(ORDER, book)

    assert abs(pay.net_jpy - 121_040) <= 1_500
    assert pay.lines[0].counted_jpy + pay.lines[1].counted_jpy == 20_970


def test_job_order_is_met_within_1500_yen_by_the_rates_of_2026(book: RuleBook) -> None:
    today = PayQuestion(160_000, date(2026, 6, 1), age=22, agreed={Line.RENT: 15_000})

    assert abs(net_pay(today, book).net_jpy - 121_040) <= 1_500


def test_year_end_gives_back_what_the_months_of_2026_took(book: RuleBook) -> None:
    year = year_end(AICHI, book)

    assert year.withheld_jpy == 12 * 2_780
    # 2,220,000 − 746,000 = 1,474,000, less 1,040,000 and 335,532: 98,000 × 5 % × 1.021, cut to 100.
    assert year.tax_jpy == 5_000
    assert year.gain_jpy == 28_360


def test_all_together_replaces_every_line_of_insurance_and_tax(book: RuleBook) -> None:
    question = PayQuestion(
        170_000,
        date(2023, 11, 1),
        typed={Line.ALL_TOGETHER: 20_000, Line.HEALTH: 8_000},
        agreed={Line.RENT: 30_000},
    )

    pay = net_pay(question, book)

    assert pay.net_jpy == 120_000
    assert pay.lines[0].estimated_jpy == 8_500
    assert PayNote.TYPED_TOGETHER in pay.notes
    assert year_end(question, book).gain_jpy is None


def test_a_missing_rate_is_not_estimated(book: RuleBook) -> None:
    # No employment-insurance row of farms before October 2022.
    pay = net_pay(
        PayQuestion(170_000, date(2022, 5, 1), insurance=InsuranceTrade.AGRICULTURE), book
    )
    unknown = [line.line for line in pay.lines if not line.is_known]

    assert unknown == [Line.EMPLOYMENT, Line.INCOME_TAX]
    assert not pay.is_complete
    assert PayNote.NOT_ESTIMATED in pay.notes


def test_a_typed_line_closes_the_gap(book: RuleBook) -> None:
    question = PayQuestion(
        170_000,
        date(2022, 5, 1),
        insurance=InsuranceTrade.AGRICULTURE,
        typed={Line.EMPLOYMENT: 680},
    )

    assert net_pay(question, book).is_complete


def test_income_tax_of_2027_is_not_estimated(book: RuleBook) -> None:
    pay = net_pay(replace(AICHI, on=date(2027, 1, 1)), book)

    assert [line.line for line in pay.lines if not line.is_known] == [Line.INCOME_TAX]
    with pytest.raises(NoRule):
        withheld(157_039, 0, date(2027, 1, 1), book)


def test_health_above_the_rows_is_not_estimated(book: RuleBook) -> None:
    pay = net_pay(replace(AICHI, pay_jpy=665_000), book)

    assert pay.standard_jpy is None
    assert pay.lines[0].estimated_jpy is None


@pytest.mark.parametrize("age, has_care", [(39, False), (40, True), (64, True), (65, False)])
def test_care_is_taken_from_40_to_64(age: int, has_care: bool, book: RuleBook) -> None:
    lines = counted(replace(AICHI, age=age), book)

    assert (Line.CARE in lines) == has_care


def test_health_and_care_are_added_before_rounding(book: RuleBook) -> None:
    lines = counted(replace(AICHI, age=50), book)

    # 190,000 × (4.965 + 0.81) % = 10,972.5: one half is dropped.
    assert lines[Line.HEALTH] + lines[Line.CARE] == 10_972


def test_child_levy_begins_in_april_2026(book: RuleBook) -> None:
    assert Line.CHILD_LEVY not in counted(replace(AICHI, on=date(2026, 3, 1)), book)
    assert Line.CHILD_LEVY in counted(replace(AICHI, on=date(2026, 4, 1)), book)


def test_a_line_that_was_only_typed_comes_off(book: RuleBook) -> None:
    plain = net_pay(AICHI, book)
    typed = net_pay(replace(AICHI, typed={Line.CARE: 1_000, Line.MEALS: 9_000}), book)

    assert [line.line for line in typed.lines if line.estimated_jpy is None] == [
        Line.CARE,
        Line.MEALS,
    ]
    assert typed.net_jpy < plain.net_jpy - 9_000


def test_nothing_below_zero_is_asked() -> None:
    with pytest.raises(ValueError, match="never negative"):
        PayQuestion(100_000, date(2026, 5, 1), typed={Line.RENT: -1})


@fast
@given(
    pay=st.integers(0, 640_000),
    commuting=st.integers(0, 20_000),
    trade=st.sampled_from(InsuranceTrade),
    dependants=st.integers(0, 6),
)
def test_net_pay_equals_the_oracle(
    rules: list[Rule],
    book: RuleBook,
    pay: int,
    commuting: int,
    trade: InsuranceTrade,
    dependants: int,
) -> None:
    question = PayQuestion(pay, date(2026, 6, 1), commuting, insurance=trade, dependants=dependants)

    answer = net_pay(question, book)

    assert answer.net_jpy == oracle.net_of_2026(rules, pay, commuting, trade.value, dependants)
    assert answer.net_jpy == answer.paid_jpy - sum(line.counted_jpy for line in answer.lines)
    assert all(isinstance(line.counted_jpy, int) and line.counted_jpy >= 0 for line in answer.lines)


@fast
@given(
    pay=st.integers(50_000, 600_000),
    typed=st.dictionaries(st.sampled_from(Line), st.integers(0, 60_000)),
)
def test_what_was_typed_is_what_counts(book: RuleBook, pay: int, typed: dict[Line, int]) -> None:
    answer = net_pay(PayQuestion(pay, date(2026, 6, 1), typed=typed), book)

    for line in answer.lines:
        if line.line in typed and not line.is_replaced:
            assert line.counted_jpy == typed[line.line]
    assert set(typed) <= {line.line for line in answer.lines}
