"""Premiums that a worker pays in Japan. Standard names: 健康保険, 介護保険, 厚生年金保険, 子ども・子育て支援金, 雇用保険."""

from datetime import date
from decimal import Decimal

from planner.money.enums import InsuranceTrade
from planner.money.rounding import half_down
from planner.money.values import NoRule, Rule, RuleBook

# Health insurance goes on to 50 grades from here; the rows end with the grade below (note of health_standard_grade_low).
HEALTH_GRADES_END_JPY = 665_000
# Care insurance is taken in these ages (note of care_employee_share).
CARE_AGES = range(40, 65)


def premium(base_jpy: int, rate_pct: Decimal) -> int:
    """Worker's share, whole yen: base × rate ÷ 100, 0.50 yen or less dropped (rule social_insurance_rounding)."""
    return half_down(base_jpy * rate_pct / 100)


def pension_standard(pay_jpy: int, on: date, book: RuleBook) -> int:
    """Standard monthly amount (標準報酬月額) of the pension for a month's pay with commuting money. Raises NoRule."""
    return _fixed(book.rule("pension_standard_grade", on, pay_jpy))


def health_standard(pay_jpy: int, on: date, book: RuleBook) -> int:
    """Standard monthly amount of health insurance; it has grades below those of the pension. Raises NoRule."""
    if pay_jpy >= HEALTH_GRADES_END_JPY:
        raise NoRule("health_standard_grade")
    try:
        return _fixed(book.rule("health_standard_grade_low", on, pay_jpy))
    except NoRule:
        return pension_standard(pay_jpy, on, book)


def employment_rule_name(trade: InsuranceTrade) -> str:
    """The rows of a trade; some years of some trades are missing."""
    return f"employment_insurance_{trade.value}"


def rate_of(rule: Rule) -> Decimal:
    """Percent of a row. Raises NoRule where it has none."""
    if rule.rate_pct is None:
        raise NoRule(rule.name)
    return rule.rate_pct


def _fixed(rule: Rule) -> int:
    if rule.fixed_jpy is None:
        raise NoRule(rule.name)
    return rule.fixed_jpy
