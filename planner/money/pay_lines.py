"""Estimates of the lines of a payslip. A line without a row that holds in that month has none: never a guess."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from planner.money.enums import Line
from planner.money.income_tax import withheld
from planner.money.insurance import (
    CARE_AGES,
    employment_rule_name,
    health_standard,
    pension_standard,
    premium,
    rate_of,
)
from planner.money.pay import PayLine, PayQuestion
from planner.money.resident_tax import resident_tax
from planner.money.rounding import share_of
from planner.money.values import NoRule, RuleBook, Source


def social_lines(question: PayQuestion, book: RuleBook) -> list[PayLine]:
    """Insurance, in the order of the payslip."""
    return [
        *_health(question, book),
        *_levy(question, book),
        _pension(question, book),
        _employment(question, book),
    ]


def income_tax_line(question: PayQuestion, taxable_jpy: int | None, book: RuleBook) -> PayLine:
    """Withheld in the month; not estimated while the insurance before it is unknown."""
    if taxable_jpy is None:
        return PayLine(Line.INCOME_TAX)
    try:
        tax = withheld(taxable_jpy, question.dependants, question.on, book)
        source = book.rule("withholding_dependant_month", question.on).source
    except NoRule:
        return PayLine(Line.INCOME_TAX, base_jpy=taxable_jpy)
    return PayLine(Line.INCOME_TAX, tax, None, taxable_jpy, None, source)


def resident_tax_line(question: PayQuestion, insurance_jpy: int | None, book: RuleBook) -> PayLine:
    """This month's part. Last year's insurance is taken as the same share of pay as this month's."""
    gross = question.income_last_year_jpy or 0
    if gross == 0:
        return PayLine(Line.RESIDENT_TAX, 0)
    if insurance_jpy is None:
        return PayLine(Line.RESIDENT_TAX)
    try:
        tax = resident_tax(
            gross_jpy=gross,
            insurance_jpy=share_of(gross, insurance_jpy, question.pay_jpy),
            dependants=question.dependants,
            on=question.on,
            book=book,
        )
        source = book.rule("resident_income_levy_municipal", question.on).source
    except NoRule:
        return PayLine(Line.RESIDENT_TAX)
    return PayLine(
        Line.RESIDENT_TAX, tax.part_jpy(question.on.month), None, tax.taxable_jpy, None, source
    )


def health_standard_of(question: PayQuestion, book: RuleBook) -> int | None:
    """Standard monthly amount of health insurance; None above the rows."""
    return _standard(health_standard, question, book)


def _standard(
    grade: Callable[[int, date, RuleBook], int], question: PayQuestion, book: RuleBook
) -> int | None:
    if question.standard_jpy is not None:
        return question.standard_jpy
    try:
        return grade(question.pay_jpy + question.commuting_jpy, question.on, book)
    except NoRule:
        return None


def _health(question: PayQuestion, book: RuleBook) -> list[PayLine]:
    """Health insurance, and from 40 to 64 care insurance: their rates are added before rounding."""
    standard = health_standard_of(question, book)
    try:
        rule = book.rule("health_employee_share_avg", question.on)
        rate: Decimal | None = rate_of(rule)
        source: Source | None = rule.source
    except NoRule:
        rate = source = None
    if question.health_total_pct is not None:
        rate, source = question.health_total_pct / 2, question.health_source
    health = None if standard is None or rate is None else premium(standard, rate)
    lines = [PayLine(Line.HEALTH, health, None, standard, rate, source)]
    if question.age in CARE_AGES:
        lines.append(_care(question, standard, rate, book))
    return lines


def _care(
    question: PayQuestion, standard: int | None, health_pct: Decimal | None, book: RuleBook
) -> PayLine:
    try:
        rule = book.rule("care_employee_share", question.on)
        rate = rate_of(rule)
    except NoRule:
        return PayLine(Line.CARE, base_jpy=standard)
    if standard is None or health_pct is None:
        return PayLine(Line.CARE, None, None, standard, rate, rule.source)
    both = premium(standard, health_pct + rate)
    return PayLine(
        Line.CARE, both - premium(standard, health_pct), None, standard, rate, rule.source
    )


def _levy(question: PayQuestion, book: RuleBook) -> list[PayLine]:
    begins = book.begins("child_support_levy_employee_share")
    if begins is None or question.on < begins:
        return []
    standard = health_standard_of(question, book)
    return [
        _percent(Line.CHILD_LEVY, "child_support_levy_employee_share", standard, question, book)
    ]


def _pension(question: PayQuestion, book: RuleBook) -> PayLine:
    standard = _standard(pension_standard, question, book)
    return _percent(Line.PENSION, "pension_employee_share", standard, question, book)


def _percent(
    line: Line, name: str, base_jpy: int | None, question: PayQuestion, book: RuleBook
) -> PayLine:
    try:
        rule = book.rule(name, question.on)
        rate = rate_of(rule)
    except NoRule:
        return PayLine(line, base_jpy=base_jpy)
    estimated = None if base_jpy is None else premium(base_jpy, rate)
    return PayLine(line, estimated, None, base_jpy, rate, rule.source)


def _employment(question: PayQuestion, book: RuleBook) -> PayLine:
    name = employment_rule_name(question.insurance)
    return _percent(
        Line.EMPLOYMENT, name, question.pay_jpy + question.commuting_jpy, question, book
    )
