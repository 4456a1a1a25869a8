"""Net pay of one month in Japan, line by line as on the payslip. Whole yen.

Order: standard monthly amount → health, care, child levy, pension → employment insurance → taxable pay (A) → income tax →
resident tax → agreed deductions. A line that the worker typed counts instead of the estimate; both stay in sight.
"""

from collections.abc import Mapping
from dataclasses import replace

from planner.money.enums import Line, PayNote
from planner.money.income_tax import tax_of_year
from planner.money.pay import AGREED, SOCIAL, TAXES, NetPay, PayLine, PayQuestion, YearEnd
from planner.money.pay_lines import (
    health_standard_of,
    income_tax_line,
    resident_tax_line,
    social_lines,
)
from planner.money.values import NoRule, RuleBook


def net_pay(question: PayQuestion, book: RuleBook) -> NetPay:
    """What is left of a month's pay, with every line. Missing rows are lines without an estimate, never an error."""
    social = _typed_beside(social_lines(question, book), SOCIAL, question.typed)
    is_known = all(line.is_known for line in social)
    insurance = sum(line.counted_jpy for line in social)
    taxable = max(question.pay_jpy - insurance, 0) if is_known else None
    taxes = _typed_beside(
        [
            income_tax_line(question, taxable, book),
            resident_tax_line(question, insurance if is_known else None, book),
        ],
        TAXES,
        question.typed,
    )
    lines = [*social, *taxes]
    together = question.typed.get(Line.ALL_TOGETHER)
    if together is not None:
        lines = [replace(line, is_replaced=True) for line in lines]
        lines.append(PayLine(Line.ALL_TOGETHER, typed_jpy=together))
    lines += _agreed(question)
    paid = question.pay_jpy + question.commuting_jpy
    return NetPay(
        lines=tuple(lines),
        paid_jpy=paid,
        net_jpy=paid - sum(line.counted_jpy for line in lines),
        standard_jpy=health_standard_of(question, book),
        taxable_jpy=taxable,
        is_complete=all(line.is_known for line in lines),
        notes=tuple(_notes(question, lines)),
    )


def year_end(question: PayQuestion, book: RuleBook) -> YearEnd:
    """The tax of the calendar year of `question.on` beside what twelve months like this one withhold, whole yen."""
    month = net_pay(question, book)
    year = question.on.year
    if month.taxable_jpy is None or Line.ALL_TOGETHER in question.typed:
        return YearEnd(year, None, None)
    tax_line = next(line for line in month.lines if line.line == Line.INCOME_TAX)
    withheld_jpy = 12 * tax_line.counted_jpy if tax_line.is_known else None
    social = sum(line.counted_jpy for line in month.lines if line.line in SOCIAL)
    try:
        tax = tax_of_year(
            gross_jpy=12 * question.pay_jpy,
            insurance_jpy=12 * social,
            dependants=question.dependants,
            year=year,
            book=book,
        )
    except NoRule:
        return YearEnd(year, None, withheld_jpy)
    return YearEnd(year, tax, withheld_jpy)


def _typed_beside(
    lines: list[PayLine], kinds: tuple[Line, ...], typed: Mapping[Line, int]
) -> list[PayLine]:
    """The estimates with what was typed; a line that was only typed is one too."""
    estimated = {line.line: line for line in lines}
    return [
        replace(estimated.get(kind, PayLine(kind)), typed_jpy=typed.get(kind))
        for kind in kinds
        if kind in estimated or kind in typed
    ]


def _agreed(question: PayQuestion) -> list[PayLine]:
    return [
        PayLine(
            line,
            question.agreed.get(line),
            question.typed.get(line),
            is_agreed=line in question.agreed,
        )
        for line in AGREED
        if line in question.agreed or line in question.typed
    ]


def _notes(question: PayQuestion, lines: list[PayLine]) -> list[PayNote]:
    used = {
        line.line
        for line in lines
        if line.typed_jpy is None and line.estimated_jpy is not None and not line.is_replaced
    }
    has_income = bool(question.income_last_year_jpy)
    told = {
        PayNote.NOT_ESTIMATED: not all(line.is_known for line in lines),
        PayNote.NATIONAL_HEALTH_RATE: Line.HEALTH in used and question.health_total_pct is None,
        PayNote.AGE_UNKNOWN: question.age is None and Line.HEALTH in used,
        PayNote.GRADE_FROM_THIS_PAY: question.standard_jpy is None
        and bool(used & {Line.HEALTH, Line.PENSION}),
        PayNote.COMPUTER_METHOD: Line.INCOME_TAX in used,
        PayNote.DECEMBER_SETTLES: Line.INCOME_TAX in used,
        PayNote.NO_RESIDENT_TAX_YET: Line.RESIDENT_TAX in used and not has_income,
        PayNote.INSURANCE_SHARE_OF_LAST_YEAR: Line.RESIDENT_TAX in used and has_income,
        PayNote.RESIDENT_TAX_BY_PLACE: Line.RESIDENT_TAX in used and has_income,
        PayNote.TYPED_TOGETHER: Line.ALL_TOGETHER in question.typed,
    }
    return [note for note, holds in told.items() if holds]
