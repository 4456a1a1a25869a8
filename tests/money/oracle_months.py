"""A second reckoning of the months in Japan: walked through one by one, or by a formula. Shares no code with the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from tests.money.oracle import INTEREST_MONTHS, ledger, nearest

HORIZON = 600


@dataclass
class Account:
    """One debt while it is paid."""

    first_sum: int
    payment: int
    interest: str
    rate: Fraction
    begins: tuple[int, int]
    owed: int = 0
    charged: int = 0

    def __post_init__(self) -> None:
        self.owed = self.first_sum

    def charge(self) -> None:
        if self.owed and self.interest != "none":
            base = self.first_sum if self.interest.endswith("flat") else self.owed
            added = nearest(base * self.rate / 100 / INTEREST_MONTHS[self.interest])
            self.owed += added
            self.charged += added


@dataclass(frozen=True)
class Books:
    """Owed by debt, and how every dong that came in was used."""

    owed: list[int]
    charged: int
    used: int
    over: int
    assumed: list[date]


def calendar(first: date, last: date) -> list[date]:
    """The first days of the months from one to another, both included."""
    days, year, month = [], first.year, first.month
    while (year, month) <= (last.year, last.month):
        days.append(date(year, month, 1))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return days


def real_debts(accounts: Sequence[Account], paid: Mapping[date, int], until: date) -> Books:
    """Each month's money runs through the planned payments and then through everything that is owed."""
    used = over = 0
    assumed = []
    beginnings = [date(*account.begins, 1) for account in accounts]
    for month in calendar(min([*beginnings, *paid, until]), until):
        running = [account for account in accounts if account.begins <= (month.year, month.month)]
        waiting = [account for account in accounts if account not in running]
        is_owed = any(account.owed for account in running)
        for account in running:
            account.charge()
        wishes = [(account, min(account.payment, account.owed)) for account in running]
        purse = paid.get(month)
        if purse is None:
            purse = sum(wish for _, wish in wishes)
            assumed += [month] if is_owed else []
        for account, wish in [*wishes, *((account, 10**18) for account in running + waiting)]:
            part = min(wish, account.owed, purse)
            account.owed -= part
            purse -= part
            used += part
        over += purse
    charged = sum(account.charged for account in accounts)
    return Books([account.owed for account in accounts], charged, used, over, assumed)


def gap_factors(
    promised_vnd: int, rate_then: Decimal, gross: int | None, net: int, rate_now: Decimal
) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    """Contract, deduction, currency and total as one chain of dong: promised → gross → net at the old rate → at the new one."""
    at_old_rate: list[Fraction] = [
        Fraction(promised_vnd),
        (gross or net) * Fraction(rate_then),
        net * Fraction(rate_then),
        net * Fraction(rate_now),
    ]
    contract = at_old_rate[1] / promised_vnd
    deduction = Fraction(1) if not gross else at_old_rate[2] / at_old_rate[1]
    currency = Fraction(rate_now) / Fraction(rate_then)
    return contract, deduction, currency, at_old_rate[3] / promised_vnd


def months_lived(savings: int, living: int, taken: int) -> int:
    """Month after month is paid for while there is enough."""
    left, months = savings - taken, 0
    while left >= living:
        left -= living
        months += 1
    return months


def lump_by_law(mean_pay: int, months: int) -> tuple[int, int] | None:
    """(gross, net): 18.3 % × ½ × months in steps of six up to 60, to one place; 20.42 % held back."""
    if months < 6:
        return None
    counted = min(months - months % 6, 60)
    rate = (Decimal("0.183") / 2 * counted).quantize(Decimal("0.1"), ROUND_HALF_UP)
    gross = (mean_pay * rate).quantize(Decimal(1), ROUND_HALF_UP)
    tax = (gross * Decimal("0.2042")).quantize(Decimal(1), ROUND_DOWN)
    return int(gross), int(gross - tax)


@dataclass(frozen=True)
class Home:
    """Debts: (amount, payment, interest, rate, months until the first payment). `percent`: what is left of the rate."""

    yen: int
    dong: int
    yen_a_month: int
    debts: tuple[tuple[int, int, str, Fraction, int], ...]
    needed: int
    trade_in: int | None
    rate: Decimal
    percent: int = 100


def months_until_home(home: Home) -> tuple[int | None, int | None, int | None]:
    """Months until (home, free of debt, savings enough), counted from the first month, which is 0; None = never.

    Savings are walked through month by month, in millionths of a dong.
    """
    rate = int(home.rate.scaleb(4)) * home.percent
    busy: dict[int, int] = {}
    debt_end: int | None = 0
    for amount, payment, interest, pct, wait in home.debts:
        book = ledger(amount, payment, interest, pct) if amount else []
        if book is None:
            debt_end = None
            break
        for month in range(wait, wait + len(book)):
            busy[month] = busy.get(month, 0) + payment
            debt_end = max(debt_end or 0, month)
    freed = 0 if debt_end is None else max(busy.values(), default=0)
    savings = home.dong * 10**6 + home.yen * rate
    enough = 0 if savings >= home.needed * 10**6 else None
    for month in range(HORIZON):
        if enough is not None:
            break
        savings += home.yen_a_month * rate
        if debt_end is not None and month > debt_end:
            savings += freed * 10**6
        if savings >= home.needed * 10**6:
            enough = month
    if debt_end is None or enough is None:
        return None, debt_end, enough
    return max(debt_end, enough, home.trade_in or 0), debt_end, enough
