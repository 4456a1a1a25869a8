"""Costs and what the rules say to each, in plain words with the law and its source."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from planner.money.costs import ItemCheck
from planner.money.enums import CostFlag, Currency, Programme
from planner.money.values import Ceiling, Source
from planner.web.shared.rows import Text
from planner.web.worker.offer.checks import CheckedCosts, Missing
from planner.wording.money import COST_FLAGS, COST_KINDS, PROGRAMMES, amount_words, money

# The first that is found gives the item its colour and its short word.
TAGS: dict[CostFlag, tuple[str, Text]] = {
    CostFlag.FORBIDDEN: ("no", _("Not allowed")),
    CostFlag.BROKER_FEE: ("no", _("Broker fee")),
    CostFlag.NOT_ITEMISED: ("no", _("Ask for a list")),
    CostFlag.OVER_CEILING: ("no", _("Too high")),
    CostFlag.NEEDS_WAGE: ("mid", _("Wage missing")),
    CostFlag.OTHER_CURRENCY: ("info", _("Not compared")),
    CostFlag.NO_CEILING_KNOWN: ("info", _("No ceiling known")),
    CostFlag.WITHIN: ("ok", _("Within the ceiling")),
}
# The short word says all of it.
SAID = frozenset({CostFlag.NO_CEILING_KNOWN})
WHAT_TO_DO: dict[CostFlag, Text] = {
    CostFlag.BROKER_FEE: _(
        "Do not pay a person who only introduces you. Pay only the sending company, against a receipt."
    ),
    CostFlag.NOT_ITEMISED: _(
        "Write to the company: please send me a list of each sum, what it is for and who gets it. "
        "Pay nothing before you have it in writing."
    ),
    CostFlag.FORBIDDEN: _("Ask in writing that it is taken off, before you sign or pay."),
    CostFlag.OVER_CEILING: _("Ask in writing why it is higher, before you sign or pay."),
}


@dataclass(frozen=True)
class RuleRow:
    """`law`: only where the source does not name it anyway."""

    text: str
    law: str
    source: Source


@dataclass(frozen=True)
class FlagRow:
    """`code`: for the page to link what it asks for."""

    code: str
    text: Text
    to_do: Text
    rule: RuleRow | None


@dataclass(frozen=True)
class CostItemRow:
    label: Text
    words: str
    amount: str
    tone: str
    tag: Text
    flags: list[FlagRow]
    has_receipt: bool


@dataclass(frozen=True)
class CostsView:
    """`basis`: which rules these are. `asks`: what is missing, each said in `missing`."""

    items: list[CostItemRow]
    total: str
    total_words: str
    totals: list[str]
    is_over: bool
    basis: str
    missing: list[str]
    asks: tuple[Missing, ...]
    japan_side: list[RuleRow]
    rules: list[RuleRow]
    only_for_some: list[RuleRow]


def costs_view(checked: CheckedCosts, receipts: Sequence[bool]) -> CostsView:
    """`receipts`: of each item, in its order."""
    found = checked.found
    has_one_currency = list(found.totals) == [Currency.VND]
    total = found.total_vnd
    return CostsView(
        items=[
            _item_row(check, has_receipt)
            for check, has_receipt in zip(found.items, receipts, strict=True)
        ],
        total="" if total is None else money(total, Currency.VND),
        total_words="" if total is None else amount_words(total, Currency.VND),
        totals=[]
        if has_one_currency
        else [money(amount, currency) for currency, amount in found.totals.items()],
        is_over=any(TAGS[flag][0] == "no" for check in found.items for flag in check.flags),
        basis=_basis_words(checked),
        missing=[_missing_words(name, checked) for name in checked.missing],
        asks=checked.missing,
        japan_side=list(_rules(found.japan_side)),
        rules=list(_rules(found.rules_in_words)),
        only_for_some=list(_rules(checked.only_for_some)),
    )


def _item_row(check: ItemCheck, has_receipt: bool) -> CostItemRow:
    item = check.item
    tone, tag = next(words for flag, words in TAGS.items() if flag in check.flags)
    return CostItemRow(
        label=COST_KINDS[item.kind],
        words=item.words,
        amount=money(item.amount, item.currency),
        tone=tone,
        tag=tag,
        flags=[_flag_row(flag, check) for flag in TAGS if flag in check.flags and flag not in SAID],
        has_receipt=has_receipt,
    )


def _flag_row(flag: CostFlag, check: ItemCheck) -> FlagRow:
    needs_rule = flag in (CostFlag.FORBIDDEN, CostFlag.OVER_CEILING, CostFlag.WITHIN)
    rule = _rule(check.ceiling) if needs_rule and check.ceiling else None
    to_do: Text = WHAT_TO_DO.get(flag, "")
    if flag == CostFlag.FORBIDDEN and CostFlag.BROKER_FEE in check.flags:
        to_do = ""
    return FlagRow(flag, _flag_words(flag, check), to_do, rule)


def _flag_words(flag: CostFlag, check: ItemCheck) -> Text:
    if flag != CostFlag.OVER_CEILING or check.limit is None:
        return COST_FLAGS[flag]
    words = {
        "over": money(check.over_by, check.item.currency),
        "limit": money(check.limit, check.item.currency),
    }
    if check.item.amount - check.limit == check.over_by:
        return gettext("%(over)s above the ceiling of %(limit)s.") % words
    return (
        gettext("All costs of this kind together are %(over)s above the ceiling of %(limit)s.")
        % words
    )


def _basis_words(checked: CheckedCosts) -> str:
    contract = checked.contract
    return gettext("Held against the rules of %(day)s for: %(programme)s.") % {
        "day": date_format(contract.signed_on),
        "programme": PROGRAMMES[contract.programme],
    }


def _missing_words(name: Missing, checked: CheckedCosts) -> str:
    if name == Missing.DATE:
        return gettext("The contract date is missing: these are the rules of today.")
    if name == Missing.LENGTH:
        return gettext("The length of the contract is missing: we took three years.")
    return gettext("You have not told us your way to Japan: we took %(way)s.") % {
        "way": PROGRAMMES[Programme(checked.contract.programme)]
    }


def _rules(ceilings: Iterable[Ceiling]) -> Iterator[RuleRow]:
    return (_rule(ceiling) for ceiling in ceilings)


def _rule(ceiling: Ceiling) -> RuleRow:
    text = ceiling.rule_en if get_language() == "en" else ceiling.rule_vi
    is_named = ceiling.source.name.startswith(ceiling.legal_basis)
    return RuleRow(text, "" if is_named else ceiling.legal_basis, ceiling.source)
