"""Resident tax (住民税): on the income of the calendar year before, taken from pay in twelve parts, June to May.

Source: rows of the rule book (Local Tax Act), each with its own.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.money.income_tax import TAXABLE_STEP_JPY, amount, employment_income
from planner.money.rounding import cut_to, down
from planner.money.values import NoRule, Rule, RuleBook

# What the two basic deductions differ by, and the two for an ordinary dependant (note of resident_adjustment_credit).
PERSONAL_DIFFERENCE_JPY = 50_000
FIRST_MONTH = 6
PARTS = 12


@dataclass(frozen=True, slots=True)
class ResidentTax:
    """Tax of one resident-tax year, whole yen: `levy_jpy` on income, `per_head_jpy` flat."""

    income_year: int
    taxable_jpy: int
    levy_jpy: int
    per_head_jpy: int
    parts_step_jpy: int

    @property
    def year_jpy(self) -> int:
        return self.levy_jpy + self.per_head_jpy

    def part_jpy(self, month: int) -> int:
        """What comes off in a month (1–12): parts cut to 100 yen, June takes what that leaves over."""
        part = cut_to(self.year_jpy // PARTS, self.parts_step_jpy)
        return self.year_jpy - (PARTS - 1) * part if month == FIRST_MONTH else part


def income_year(on: date) -> int:
    """The calendar year whose income the resident tax taken in this month goes by: from June the last, before that the one before."""
    return on.year - 1 if on.month >= FIRST_MONTH else on.year - 2


def resident_tax(
    *, gross_jpy: int, insurance_jpy: int, dependants: int, on: date, book: RuleBook
) -> ResidentTax:
    """Resident tax of the year June to May that `on` falls in, for pay only and ordinary dependants.

    `gross_jpy`, `insurance_jpy`: pay and premiums in the calendar year `income_year(on)`, whole yen. The limits without tax
    are those of a single person in a big city. Raises NoRule.
    """
    year = income_year(on)
    start = date(year + 1, FIRST_MONTH, 1)
    step = _flat(book.rule("resident_tax_rounding", start))
    income = employment_income(gross_jpy, year, book)
    limit = book.rule("resident_nontaxable_income", start).to_jpy
    if limit is None:
        raise NoRule("resident_nontaxable_income")
    if income <= limit:
        return ResidentTax(year, 0, 0, 0, step)
    deductions = (
        _flat(book.rule("resident_basic_deduction", start, income))
        + insurance_jpy
        + dependants * _flat(book.rule("resident_dependant_deduction", start))
    )
    taxable = cut_to(max(income - deductions, 0), TAXABLE_STEP_JPY)
    levies = ("resident_income_levy_municipal", "resident_income_levy_prefectural")
    levy = down(sum((amount(book.rule(name, start), taxable) for name in levies), Decimal(0)))
    credit = _credit(taxable, dependants, start, book)
    return ResidentTax(
        year, taxable, cut_to(max(levy - credit, 0), step), _per_head(start, book), step
    )


def _credit(taxable_jpy: int, dependants: int, on: date, book: RuleBook) -> int:
    """Adjustment credit (調整控除): what the smaller basic deduction would cost is given back."""
    difference = PERSONAL_DIFFERENCE_JPY * (1 + dependants)
    rule = book.rule("resident_adjustment_credit", on, taxable_jpy)
    if rule.to_jpy is not None:
        return down(amount(rule, min(taxable_jpy, difference)))
    above = taxable_jpy - ((rule.from_jpy or 1) - 1)
    return down(amount(rule, max(difference - above, PERSONAL_DIFFERENCE_JPY)))


def _per_head(on: date, book: RuleBook) -> int:
    """Municipal, prefectural and, since it exists, the forest tax."""
    total = _flat(book.rule("resident_per_capita_municipal", on)) + _flat(
        book.rule("resident_per_capita_prefectural", on)
    )
    begins = book.begins("resident_forest_tax")
    if begins is not None and begins <= on:
        total += _flat(book.rule("resident_forest_tax", on))
    return total


def _flat(rule: Rule) -> int:
    if rule.fixed_jpy is None:
        raise NoRule(rule.name)
    return rule.fixed_jpy
