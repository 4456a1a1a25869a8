"""The promise beside what comes, split into contract, deductions and currency: factors that multiply to the whole."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from planner.money.rates import to_vnd
from planner.money.rounding import nearest


@dataclass(frozen=True, slots=True)
class PromiseGap:
    """A month's pay, and what share of the promise is left of it: total = contract × deduction × currency, exactly.

    `contract`: paid ÷ promised, in yen, before anything comes off. `deduction`: net ÷ gross; 1 while the gross is not known,
    and `contract` is then net ÷ promised. `currency`: dong for one yen now ÷ then. Rates are dong for one yen.
    """

    promised_vnd: int
    promised_jpy: int
    rate_promised: Decimal
    gross_jpy: int | None
    net_jpy: int
    rate_paid: Decimal
    received_vnd: int
    contract: Fraction
    deduction: Fraction
    currency: Fraction
    total: Fraction

    @property
    def contract_change(self) -> Decimal:
        """Share, two places, one half away from 0: −0.41 = 41 % less; so are the other changes."""
        return _change(self.contract)

    @property
    def deduction_change(self) -> Decimal:
        return _change(self.deduction)

    @property
    def currency_change(self) -> Decimal:
        return _change(self.currency)

    @property
    def total_change(self) -> Decimal:
        return _change(self.total)


def promise_gap(
    *,
    promised_vnd: Fraction | int | None = None,
    promised_jpy: Fraction | int | None = None,
    rate_promised: Decimal,
    gross_jpy: int | None,
    net_jpy: int,
    rate_paid: Decimal,
) -> PromiseGap:
    """The gap between a promise a month, in dong or in yen, and a month's pay in yen.

    A gross of 0 counts as not known. Raises ValueError unless the promise is in one currency, it and both rates are above 0,
    and no pay is below 0.
    """
    if (promised_vnd is None) == (promised_jpy is None):
        raise ValueError("a promise is in dong or in yen")
    if min(rate_promised, rate_paid) <= 0 or min(net_jpy, gross_jpy or 0) < 0:
        raise ValueError("a rate is above 0, and pay is not below 0")
    then, now = Fraction(rate_promised), Fraction(rate_paid)
    promised = Fraction(promised_jpy) if promised_jpy is not None else _dong(promised_vnd) / then
    if promised <= 0:
        raise ValueError("a promise is above 0")
    paid = gross_jpy or net_jpy
    contract = paid / promised
    deduction = Fraction(net_jpy, gross_jpy) if gross_jpy else Fraction(1)
    currency = now / then
    return PromiseGap(
        promised_vnd=nearest(promised * then),
        promised_jpy=nearest(promised),
        rate_promised=rate_promised,
        gross_jpy=gross_jpy,
        net_jpy=net_jpy,
        rate_paid=rate_paid,
        received_vnd=to_vnd(net_jpy, rate_paid),
        contract=contract,
        deduction=deduction,
        currency=currency,
        total=contract * deduction * currency,
    )


def _dong(promised_vnd: Fraction | int | None) -> Fraction:
    return Fraction(promised_vnd or 0)


def _change(factor: Fraction) -> Decimal:
    return Decimal(nearest((factor - 1) * 100)).scaleb(-2)
