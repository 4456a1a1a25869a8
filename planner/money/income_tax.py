"""Income tax (所得税) on pay: what is withheld each month, and what the year comes to.

Source: rows of the rule book, each with its own; National Tax Agency, computer method of the monthly table, column Ko.
"""

from datetime import date
from decimal import Decimal

from planner.money.rounding import cut_to, down, half_up, up
from planner.money.values import NoRule, Rule, RuleBook

# Withheld to the nearest 10 yen (note of withholding_tax_month).
WITHHELD_STEP_JPY = 10
# Taxable income is cut to 1,000 yen, the tax of a year to 100 (note of income_tax_annual_rounding).
TAXABLE_STEP_JPY = 1_000
YEAR_TAX_STEP_JPY = 100


def withheld(taxable_jpy: int, dependants: int, on: date, book: RuleBook) -> int:
    """Withheld in a month, whole yen, by the computer method; the tax of reconstruction is inside.

    `taxable_jpy`: the month's pay without commuting money, less insurance ("A"). Raises NoRule, also for every
    month from January 2027 on, whose table was not found, and where A is above the rows.
    """
    base = max(taxable_jpy, 0)
    deduction = up(amount(book.rule("withholding_employment_deduction_month", on, base), base))
    basic = _flat(book.rule("withholding_basic_deduction_month", on, base))
    each = _flat(book.rule("withholding_dependant_month", on))
    rest = max(base - deduction - basic - dependants * each, 0)
    tax = amount(book.rule("withholding_tax_month", on, rest), rest)
    return half_up(max(tax, Decimal(0)) / WITHHELD_STEP_JPY) * WITHHELD_STEP_JPY


def employment_income(gross_jpy: int, year: int, book: RuleBook) -> int:
    """Employment income (給与所得) of a calendar year, whole yen: gross pay less its deduction, never below 0. Raises NoRule."""
    on = date(year, 12, 31)
    try:
        return _flat(book.rule("employment_income_fixed", on, gross_jpy))
    except NoRule:
        pass
    rule = book.rule("employment_income_deduction", on, gross_jpy)
    step = book.rule("employment_income_step", on)
    gross = gross_jpy
    if rule.rate_pct and step.to_jpy is not None and gross_jpy <= step.to_jpy:
        gross = cut_to(gross_jpy, _flat(step))
    return max(gross - up(amount(rule, gross)), 0)


def tax_of_year(
    *, gross_jpy: int, insurance_jpy: int, dependants: int, year: int, book: RuleBook
) -> int:
    """Income tax of a calendar year, whole yen, with the tax of reconstruction: for pay only, ordinary dependants.

    `insurance_jpy`: premiums paid in the year. Raises NoRule.
    """
    on = date(year, 12, 31)
    income = employment_income(gross_jpy, year, book)
    deductions = (
        _flat(book.rule("basic_deduction_income_tax", on, income))
        + insurance_jpy
        + dependants * _flat(book.rule("dependant_deduction_income_tax", on))
    )
    taxable = cut_to(max(income - deductions, 0), TAXABLE_STEP_JPY)
    tax = down(amount(book.rule("income_tax_bracket", on, taxable), taxable))
    surtax = book.rule("reconstruction_surtax", on)
    return cut_to(down(tax + amount(surtax, tax)), YEAR_TAX_STEP_JPY)


def amount(rule: Rule, base_jpy: int) -> Decimal:
    """base × rate ÷ 100 + fixed sum, exact yen."""
    return base_jpy * (rule.rate_pct or Decimal(0)) / 100 + (rule.fixed_jpy or 0)


def _flat(rule: Rule) -> int:
    if rule.fixed_jpy is None:
        raise NoRule(rule.name)
    return rule.fixed_jpy
