"""Matches as rows that a page shows: codes turned into words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from planner.matching.atlas import Atlas
from planner.matching.enums import Gap, Pathway
from planner.matching.pay import Pay, pay_for
from planner.matching.values import Home, Match, Reason, Trade, Work
from planner.reference.models import Field, Operation
from planner.web.shared.rows import MeterRow, ReasonRow, Text
from planner.wording.figures import band, note_of, source_line
from planner.wording.languages import localized
from planner.wording.reasons import reason_source, reason_text
from planner.wording.terms import (
    COMPONENTS,
    CONFIDENCES,
    FORMS,
    GAPS,
    GROUPS,
    PATHWAYS,
    PAY_LEVELS,
    VERDICTS,
)

# Reasons of each kind on a card; the trade's own page has them all.
ON_CARD = 2


@dataclass(frozen=True)
class PayRow:
    """What a kind of work pays, and how near that figure is to it."""

    amount: str
    level: Text
    place: str
    occupation: str
    source: str
    note: str


@dataclass(frozen=True)
class WorkRow:
    name: str
    why: str
    form: Text
    pay: PayRow | None


@dataclass(frozen=True)
class TradeRow:
    """One job category on a page."""

    code: str
    slug: str
    url: str
    name: str
    name_ja: str
    group: Text
    pathways: list[Text]
    verdict: str
    verdict_words: Text
    reasons_for: list[ReasonRow]
    reasons_against: list[ReasonRow]
    meters: list[MeterRow]
    confidence: Text
    gaps: list[Text]
    skill: str
    works: list[WorkRow]


def trade_slug(code: str) -> str:
    """'TITP 6-4' → 'TITP-6-4'."""
    return code.replace(" ", "-")


def trade_of_slug(atlas: Atlas, slug: str) -> Trade | None:
    return atlas.trades_by_code.get(slug) or atlas.trades_by_code.get(slug.replace("-", " ", 1))


def skills_of(trades: Iterable[Trade]) -> dict[str, str]:
    """What each trade teaches: the texts of its operations, each once. Two queries."""
    codes = [trade.code for trade in trades]
    texts: dict[str, list[str]] = {}
    for operation in Operation.objects.filter(category__code__in=codes).select_related("category"):
        known = texts.setdefault(operation.category.code, [])
        if operation.skill not in known:
            known.append(operation.skill)
    for field in Field.objects.filter(code__in=codes):
        texts.setdefault(field.code, []).append(str(field.skill))
    return {code: ". ".join(parts) for code, parts in texts.items()}


def trade_rows(
    matches: Sequence[Match], home: Home, atlas: Atlas, *, shown: int | None = ON_CARD
) -> list[TradeRow]:
    skills = skills_of(match.trade for match in matches)
    return [
        _trade_row(match, home, atlas, skills.get(match.trade.code, ""), shown) for match in matches
    ]


def _trade_row(match: Match, home: Home, atlas: Atlas, skill: str, shown: int | None) -> TradeRow:
    trade = match.trade
    return TradeRow(
        code=trade.code,
        slug=trade_slug(trade.code),
        url=reverse("trade", args=[trade_slug(trade.code)]),
        name=localized(trade),
        name_ja=trade.name_ja,
        group=GROUPS[trade.group],
        pathways=pathway_words(trade.pathways),
        verdict=match.verdict,
        verdict_words=VERDICTS[match.verdict],
        reasons_for=reason_rows(match.reasons_for[:shown]),
        reasons_against=reason_rows(match.reasons_against[:shown]),
        meters=_meters(match),
        confidence=CONFIDENCES[match.confidence],
        gaps=[GAPS[gap] for gap in match.gaps],
        skill=skill,
        works=[work_row(work, home, atlas) for work in atlas.works.get(trade.group_key, ())],
    )


def _meters(match: Match) -> list[MeterRow]:
    """The four components; one that rests on nothing told is not known."""
    unknown = {
        "person": Gap.STATEMENTS_SKIPPED in match.gaps,
        "family_and_wish": {Gap.FAMILY_NOT_TOLD, Gap.WISH_UNSURE} <= set(match.gaps),
    }
    return [
        MeterRow(label, None if unknown.get(name) else getattr(match.components, name))
        for name, label in COMPONENTS.items()
    ]


def pathway_words(pathways: Iterable[Pathway]) -> list[Text]:
    return [PATHWAYS[pathway] for pathway in pathways]


def reason_rows(reasons: Iterable[Reason]) -> list[ReasonRow]:
    return [ReasonRow(reason_text(reason), reason_source(reason)) for reason in reasons]


def work_row(work: Work, home: Home, atlas: Atlas) -> WorkRow:
    return WorkRow(
        localized(work),
        localized(work, "why"),
        FORMS[work.form],
        pay_row(pay_for(atlas, work, home.place)),
    )


def pay_row(pay: Pay | None) -> PayRow | None:
    """None: no figure found."""
    if pay is None or not pay.figures:
        return None
    wage = pay.wage
    return PayRow(
        amount=band(wage.low_vnd, wage.high_vnd),
        level=PAY_LEVELS[pay.level],
        place=_("your province") if pay.nearness == "here" else localized(wage, "place"),
        occupation=localized(wage),
        source=source_line(pay.figures),
        note=note_of(pay.figures[0]),
    )
