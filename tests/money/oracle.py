"""A second reckoning, written another way: fractions, and the rows of the file read one by one. Shares no code with the rules."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from planner.money.values import Rule

INTEREST_MONTHS = {
    "none": 1,
    "year_on_rest": 12,
    "month_on_rest": 1,
    "year_flat": 12,
    "month_flat": 1,
}


def nearest(exact: Fraction) -> int:
    """One half up, for amounts not below 0."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def drop_half(exact: Fraction) -> int:
    """One half or less is dropped."""
    return -((-2 * exact.numerator + exact.denominator) // (2 * exact.denominator))


def ledger(
    amount: int, payment: int, interest: str, rate: Fraction, months: int = 600
) -> list[tuple[int, int, int]] | None:
    """(paid, interest, owed after) month by month; None: not paid off in so many months."""
    book: list[tuple[int, int, int]] = []
    owed = amount
    while owed > 0:
        if len(book) == months:
            return None
        base = amount if interest.endswith("flat") else owed
        added = 0 if interest == "none" else nearest(base * rate / 100 / INTEREST_MONTHS[interest])
        paid = min(payment, owed + added)
        owed = owed + added - paid
        book.append((paid, added, owed))
    return book


class Rows:
    """The rows that hold on a day."""

    def __init__(self, rules: Iterable[Rule], on: date) -> None:
        self.rows = [
            rule
            for rule in rules
            if not (rule.valid_from and on < rule.valid_from)
            and not (rule.valid_to and on > rule.valid_to)
        ]

    def at(self, name: str, base: int = 0) -> tuple[Fraction, int]:
        """(rate, fixed sum) of the one row that covers the base."""
        [row] = [
            row
            for row in self.rows
            if row.name == name
            and (row.from_jpy is None or base >= row.from_jpy)
            and (row.to_jpy is None or base <= row.to_jpy)
        ]
        return Fraction(row.rate_pct or 0) / 100, row.fixed_jpy or 0

    def share(self, name: str) -> Fraction:
        return self.at(name)[0]

    def grade(self, pay: int) -> tuple[int, int]:
        """Standard amounts of health insurance and of the pension."""
        pension = self.at("pension_standard_grade", pay)[1]
        if pay < 93_000:
            return self.at("health_standard_grade_low", pay)[1], pension
        return pension, pension


def net_of_2026(
    rules: Iterable[Rule], pay: int, commuting: int, trade: str, dependants: int
) -> int:
    """Net pay in June 2026, first year, no age told, national health rate."""
    rows = Rows(rules, date(2026, 6, 1))
    health_base, pension_base = rows.grade(pay + commuting)
    insurance = (
        drop_half(health_base * rows.share("health_employee_share_avg"))
        + drop_half(health_base * rows.share("child_support_levy_employee_share"))
        + drop_half(pension_base * rows.share("pension_employee_share"))
        + drop_half((pay + commuting) * rows.share(f"employment_insurance_{trade}"))
    )
    left = max(0, pay - insurance)
    rate, fixed = rows.at("withholding_employment_deduction_month", left)
    exact = left * rate + fixed
    deduction = -(-exact.numerator // exact.denominator)
    basic = rows.at("withholding_basic_deduction_month", left)[1]
    each = rows.at("withholding_dependant_month")[1]
    taxed = max(0, left - deduction - basic - each * dependants)
    rate, fixed = rows.at("withholding_tax_month", taxed)
    return pay + commuting - insurance - 10 * nearest((taxed * rate + fixed) / 10)


def resident_of_2026(rules: Iterable[Rule], gross: int, insurance: int) -> int:
    """Resident tax of June 2026 to May 2027 on pay of 2025 up to 6.6 million, single."""
    earned = Rows(rules, date(2025, 12, 31))
    rows = Rows(rules, date(2026, 6, 1))
    rate, fixed = earned.at("employment_income_deduction", gross)
    counted = gross - gross % 4_000 if rate else gross
    exact = counted * rate + fixed
    income = max(0, counted + -(exact.numerator // exact.denominator))
    if income <= 450_000:
        return 0
    taxable = max(0, income - rows.at("resident_basic_deduction", income)[1] - insurance)
    taxable -= taxable % 1_000
    levy = (
        taxable // 10 - min(taxable, 50_000) // 20
        if taxable <= 2_000_000
        else taxable // 10 - 2_500
    )
    return levy - levy % 100 + 5_000
