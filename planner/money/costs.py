"""What is paid before leaving, item by item, against the ceilings of the day the contract is signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.money.ceilings import Contract, CostRates, holding, limit_in, limits_worker
from planner.money.enums import CostFlag, CostKind, Currency
from planner.money.rounding import half_up
from planner.money.values import Ceiling


@dataclass(frozen=True, slots=True)
class CostItem:
    """One sum to pay, whole units of its currency. `words`: the worker's own."""

    kind: CostKind
    amount: int
    currency: Currency
    words: str = ""

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError("a cost is never negative")


@dataclass(frozen=True, slots=True)
class ItemCheck:
    """What was found for one item.

    `ceiling`: the lowest that could be compared; `limit`, `over_by`: whole units of the item's currency. All items of a kind
    together are held against it, so `over_by` is theirs together.
    """

    item: CostItem
    flags: tuple[CostFlag, ...]
    ceiling: Ceiling | None = None
    limit: int | None = None
    over_by: int = 0


@dataclass(frozen=True, slots=True)
class CostCheck:
    """`flags`: of the whole sum. `total_vnd`: None where an amount has no rate to dong.

    `japan_side`: "Japan's side pays at least …", minimums and never ceilings. `rules_in_words`: hold too, without a check.
    """

    items: tuple[ItemCheck, ...]
    flags: tuple[CostFlag, ...]
    totals: Mapping[Currency, int]
    total_vnd: int | None
    japan_side: tuple[Ceiling, ...]
    rules_in_words: tuple[Ceiling, ...]


# Flagged whatever the day and the ceiling.
_ALWAYS = {
    CostKind.BROKER_FEE: CostFlag.BROKER_FEE,
    CostKind.NOT_ITEMISED: CostFlag.NOT_ITEMISED,
}


def check_costs(
    items: Sequence[CostItem],
    contract: Contract,
    ceilings: Sequence[Ceiling],
    rates: CostRates,
) -> CostCheck:
    """Every item against the lowest ceiling that holds for its kind. Advice with its source, not a judgement of law."""
    held = holding(ceilings, contract)
    limits = [ceiling for ceiling in held if limits_worker(ceiling)]
    checks = tuple(_check(item, items, limits, contract, rates) for item in items)
    totals = {
        currency: sum(item.amount for item in items if item.currency == currency)
        for currency in Currency
        if any(item.currency == currency for item in items)
    }
    return CostCheck(
        items=checks,
        flags=tuple(flag for flag in _ALWAYS.values() if any(flag in c.flags for c in checks)),
        totals=totals,
        total_vnd=_total_vnd(totals, rates),
        japan_side=tuple(ceiling for ceiling in held if ceiling.payer == "japan_side"),
        rules_in_words=tuple(
            ceiling
            for ceiling in held
            if ceiling.payer != "japan_side" and not limits_worker(ceiling)
        ),
    )


def _check(
    item: CostItem,
    items: Sequence[CostItem],
    limits: Sequence[Ceiling],
    contract: Contract,
    rates: CostRates,
) -> ItemCheck:
    always = [_ALWAYS[item.kind]] if item.kind in _ALWAYS and item.amount else []
    if item.kind == CostKind.NOT_ITEMISED:
        return ItemCheck(item, tuple(always or [CostFlag.WITHIN]))
    total, unknown = _of_kind(item, items, rates)
    lowest: tuple[Decimal, Ceiling] | None = None
    for ceiling in limits:
        if ceiling.cost != item.kind.value:
            continue
        limit = limit_in(ceiling, contract, item.currency, rates)
        if isinstance(limit, CostFlag):
            unknown.append(limit)
        elif lowest is None or limit < lowest[0]:
            lowest = (limit, ceiling)
    unknown = list(dict.fromkeys(unknown))
    if lowest is None:
        return ItemCheck(item, (*always, *(unknown or [CostFlag.NO_CEILING_KNOWN])))
    limit, ceiling = lowest
    whole = half_up(limit)
    if total <= limit:
        # Nothing is lower than nothing: what could not be compared does not matter then.
        found = [CostFlag.WITHIN] if limit == 0 or not unknown else unknown
        return ItemCheck(item, (*always, *found), ceiling, whole)
    flag = CostFlag.FORBIDDEN if limit == 0 else CostFlag.OVER_CEILING
    over_by = max(half_up(total - limit), 1)
    return ItemCheck(item, (*always, flag), ceiling, whole, over_by)


def _of_kind(
    item: CostItem, items: Sequence[CostItem], rates: CostRates
) -> tuple[Decimal, list[CostFlag]]:
    """All items of this kind in this one's currency; those without a rate stay out, and that is said."""
    total = Decimal(0)
    unknown = []
    for other in items:
        if other.kind == item.kind:
            amount = rates.convert(Decimal(other.amount), other.currency, item.currency)
            if amount is None:
                unknown.append(CostFlag.OTHER_CURRENCY)
            else:
                total += amount
    return total, unknown


def _total_vnd(totals: Mapping[Currency, int], rates: CostRates) -> int | None:
    total = Decimal(0)
    for currency, amount in totals.items():
        in_vnd = rates.convert(Decimal(amount), currency, Currency.VND)
        if in_vnd is None:
            return None
        total += in_vnd
    return half_up(total)
