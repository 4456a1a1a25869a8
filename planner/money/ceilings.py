"""Which ceilings hold for a contract, and what each allows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.money.enums import CostFlag, Currency, Programme
from planner.money.values import Ceiling


@dataclass(frozen=True, slots=True)
class Contract:
    """The contract that costs are held against. `signed_on` decides which rows hold; `years`: its length, above 0.

    `basic_wage_jpy`: monthly, without overtime and allowances; None = not told. `is_after_titp`: SSW after TITP (ii) or (iii)
    completed. `is_titp_3_same_agency`: TITP (iii) with the same sending company and supervising body.
    """

    programme: Programme
    signed_on: date
    years: Decimal
    basic_wage_jpy: int | None = None
    is_after_titp: bool = False
    is_care: bool = False
    is_titp_3_same_agency: bool = False

    def __post_init__(self) -> None:
        if self.years <= 0 or (self.basic_wage_jpy or 0) < 0:
            raise ValueError("a contract has a length, and no wage below 0")


@dataclass(frozen=True, slots=True)
class CostRates:
    """Dong for one yen and one US dollar, with a source; None = no such rate, amounts are not compared across."""

    vnd_per_jpy: Decimal | None = None
    vnd_per_usd: Decimal | None = None

    def convert(self, amount: Decimal, source: Currency, target: Currency) -> Decimal | None:
        """Exact; None without a rate."""
        if source == target or amount == 0:
            return amount
        from_rate, to_rate = self._vnd_per(source), self._vnd_per(target)
        if from_rate is None or to_rate is None:
            return None
        return amount * from_rate / to_rate

    def _vnd_per(self, currency: Currency) -> Decimal | None:
        rates: Mapping[Currency, Decimal | None] = {
            Currency.VND: Decimal(1),
            Currency.JPY: self.vnd_per_jpy,
            Currency.USD: self.vnd_per_usd,
        }
        return rates[currency]


# Rows that hold only for some contracts of their programme.
_ONLY_WHEN: Mapping[str, Callable[[Contract], bool]] = {
    "service_fee_ssw_after_titp": lambda contract: contract.is_after_titp,
    "service_fee_titp3_same_agency": lambda contract: contract.is_titp_3_same_agency,
    "management_fee_min_titp": lambda contract: not contract.is_care,
    "management_fee_min_titp_care": lambda contract: contract.is_care,
    "training_min_titp_other": lambda contract: not contract.is_care,
    "training_min_titp_care": lambda contract: contract.is_care,
}
# About an extension, not about leaving: shown in words.
_IN_WORDS_ONLY = frozenset({"service_fee_extension"})
# The amount is for twelve months of contract.
_PER_12_MONTHS = frozenset({"service_fee_per_12_months", "service_fee_titp_old_per_12_months"})
_MONTHS_OF_WAGE = "months_of_basic_wage"
_CURRENCIES = frozenset(Currency)


def holding(ceilings: Sequence[Ceiling], contract: Contract) -> list[Ceiling]:
    """The rows that hold: by programme, day of signing, length and kind of contract, in their order."""
    return [ceiling for ceiling in ceilings if _holds(ceiling, contract)]


def limits_worker(ceiling: Ceiling) -> bool:
    """Whether a row limits a sum that the worker pays before leaving; others are facts or rules in words."""
    return (
        ceiling.payer == "worker"
        and bool(ceiling.cost)
        and ceiling.amount is not None
        and ceiling.key not in _IN_WORDS_ONLY
        and (ceiling.unit in _CURRENCIES or ceiling.unit == _MONTHS_OF_WAGE)
    )


def limit_in(
    ceiling: Ceiling, contract: Contract, currency: Currency, rates: CostRates
) -> Decimal | CostFlag:
    """What the row allows, exact, in `currency`; or why it cannot be said: NEEDS_WAGE, OTHER_CURRENCY."""
    amount = ceiling.amount or Decimal(0)
    if ceiling.key in _PER_12_MONTHS:
        amount *= contract.years
    if amount == 0:
        return amount
    if ceiling.unit != _MONTHS_OF_WAGE:
        limit = rates.convert(amount, Currency(ceiling.unit), currency)
    elif contract.basic_wage_jpy is None:
        return CostFlag.NEEDS_WAGE
    else:
        limit = rates.convert(amount * contract.basic_wage_jpy, Currency.JPY, currency)
    return CostFlag.OTHER_CURRENCY if limit is None else limit


def _holds(ceiling: Ceiling, contract: Contract) -> bool:
    only_when = _ONLY_WHEN.get(ceiling.key)
    return (
        ceiling.programme in ("all", contract.programme.value)
        and (ceiling.valid_from is None or ceiling.valid_from <= contract.signed_on)
        and (ceiling.valid_to is None or contract.signed_on <= ceiling.valid_to)
        and (ceiling.years_from is None or ceiling.years_from <= contract.years)
        and (ceiling.years_to is None or contract.years <= ceiling.years_to)
        and (only_when is None or only_when(contract))
    )
