"""How much of the work that was really done is the work of the contract."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class DutyMonth:
    """What was ticked for a month: how many duties of the contract, how many kinds of other work."""

    month: date
    contract: int
    other: int

    @property
    def share(self) -> Fraction | None:
        """Of the contract in all that was ticked, 0–1. None when no work was told."""
        told = self.contract + self.other
        return Fraction(self.contract, told) if told else None

    @property
    def is_outside_contract(self) -> bool:
        """Less than half of it is in the contract."""
        return self.share is not None and self.share < HALF


def duty_share(months: Iterable[DutyMonth]) -> Fraction | None:
    """The mean of the months' shares, 0–1: each month that told any work counts the same. None without one."""
    shares = [month.share for month in months if month.share is not None]
    return sum(shares, Fraction(0)) / len(shares) if shares else None


def months_in_contract(months: Iterable[DutyMonth]) -> int:
    """In how many months at least half of the work told was that of the contract."""
    return sum(month.share is not None and month.share >= HALF for month in months)
