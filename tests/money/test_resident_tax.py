from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.money.enums import Line
from planner.money.net_pay import net_pay
from planner.money.pay import PayQuestion
from planner.money.resident_tax import ResidentTax, income_year, resident_tax
from planner.money.values import Rule, RuleBook
from tests.money import oracle


def of_2026(gross: int, insurance: int, book: RuleBook, dependants: int = 0) -> ResidentTax:
    return resident_tax(
        gross_jpy=gross,
        insurance_jpy=insurance,
        dependants=dependants,
        on=date(2026, 6, 1),
        book=book,
    )


def test_a_year_worked_out_by_hand(book: RuleBook) -> None:
    tax = of_2026(2_400_000, 360_000, book)

    # 2,400,000 − (2,400,000 × 30 % + 80,000) = 1,600,000; − 430,000 − 360,000 = 810,000; 10 % − 2,500 = 78,500.
    assert (tax.taxable_jpy, tax.levy_jpy, tax.per_head_jpy) == (810_000, 78_500, 5_000)
    assert tax.part_jpy(7) == 6_900
    assert tax.part_jpy(6) == 83_500 - 11 * 6_900


@pytest.mark.parametrize("gross, expected", [(1_100_000, 0), (1_101_000, 6_000)])
def test_no_tax_up_to_the_limit(gross: int, expected: int, book: RuleBook) -> None:
    # 451,000 − 430,000 = 21,000: 10 % less 5 % of 21,000 = 1,050, cut to 100.
    assert of_2026(gross, 0, book).year_jpy == expected


@pytest.mark.parametrize(
    "on, year", [(date(2026, 5, 31), 2024), (date(2026, 6, 1), 2025), (date(2027, 1, 1), 2025)]
)
def test_income_year_turns_in_june(on: date, year: int) -> None:
    assert income_year(on) == year


def test_before_2024_there_is_no_forest_tax(book: RuleBook) -> None:
    tax = resident_tax(
        gross_jpy=2_400_000, insurance_jpy=0, dependants=0, on=date(2023, 6, 1), book=book
    )

    assert tax.per_head_jpy == 5_000


@pytest.mark.parametrize("income", [None, 0])
def test_without_income_last_year_it_is_nil(income: int | None, book: RuleBook) -> None:
    question = PayQuestion(185_000, date(2026, 6, 1), income_last_year_jpy=income)

    lines = {line.line: line.estimated_jpy for line in net_pay(question, book).lines}

    assert lines[Line.RESIDENT_TAX] == 0


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gross=st.integers(0, 6_500_000), insurance=st.integers(0, 900_000))
def test_resident_tax_equals_the_oracle(
    rules: list[Rule], book: RuleBook, gross: int, insurance: int
) -> None:
    tax = of_2026(gross, insurance, book)

    assert tax.year_jpy == oracle.resident_of_2026(rules, gross, insurance)
    assert sum(tax.part_jpy(month) for month in range(1, 13)) == tax.year_jpy
    assert min(tax.part_jpy(month) for month in range(1, 13)) >= 0


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gross=st.integers(0, 6_500_000), more=st.integers(0, 500_000))
def test_more_dependants_or_insurance_never_cost_more(
    book: RuleBook, gross: int, more: int
) -> None:
    tax = of_2026(gross, 0, book).year_jpy

    assert of_2026(gross, more, book).year_jpy <= tax
    assert of_2026(gross, 0, book, dependants=1).year_jpy <= tax
