"""Matches as rows that a page shows: codes turned into words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _

from planner.matching.atlas import Atlas
from planner.matching.enums import Gap
from planner.matching.enums import Pathway as PathwayCode
from planner.matching.pay import Pay, pay_for
from planner.matching.records import ShownMatch
from planner.matching.values import Figure, Home, Match, Reason, Trade, Work
from planner.reference.models import Field, Operation, Pathway
from planner.web.shared.rows import MeterRow, ReasonRow, Text
from planner.wording.figures import band, note_of, source_line
from planner.wording.languages import data_language, localized
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
class PathwayRow:
    name: str
    name_ja: str
    years: str
    entry_from: date | None
    entry_to: date | None
    source: str


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


@lru_cache(maxsize=4)
def skills_of(_version: str, language: str) -> dict[str, str]:
    """What each trade teaches: the texts of its operations, each once. Read once per data version."""
    text = f"skill_{language}"
    operations = Operation.objects.order_by("pk").values_list("category__code", text)
    fields = Field.objects.order_by("pk").values_list("code", text)
    parts: dict[str, dict[str, None]] = {}
    for code, skill in [*operations, *fields]:
        parts.setdefault(code, {})[skill] = None
    return {code: ". ".join(skills) for code, skills in parts.items()}


def trade_rows(
    matches: Iterable[Match],
    home: Home,
    atlas: Atlas,
    *,
    reasons: int | None = ON_CARD,
    works: int | None = None,
) -> list[TradeRow]:
    """`reasons` of each kind and `works`: at most so many; None = all."""
    skills = skills_of(atlas.version, data_language())
    return [
        _trade_row(
            match,
            skills.get(match.trade.code, ""),
            match.reasons_for[:reasons],
            match.reasons_against[:reasons],
            [
                work_row(work, home, atlas)
                for work in atlas.works.get(match.trade.group_key, ())[:works]
            ],
        )
        for match in matches
    ]


def _trade_row(
    match: Match,
    skill: str,
    reasons_for: Iterable[Reason],
    reasons_against: Iterable[Reason],
    works: list[WorkRow],
) -> TradeRow:
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
        reasons_for=reason_rows(reasons_for),
        reasons_against=reason_rows(reasons_against),
        meters=meter_rows(match),
        confidence=CONFIDENCES[match.confidence],
        gaps=[GAPS[gap] for gap in match.gaps],
        skill=skill,
        works=works,
    )


def meter_rows(match: Match | ShownMatch) -> list[MeterRow]:
    """The four components; one that rests on nothing told is not known."""
    unknown = {
        "person": Gap.STATEMENTS_SKIPPED in match.gaps,
        "family_and_wish": {Gap.FAMILY_NOT_TOLD, Gap.WISH_UNSURE} <= set(match.gaps),
    }
    return [
        MeterRow(label, None if unknown.get(name) else getattr(match.components, name))
        for name, label in COMPONENTS.items()
    ]


def pathway_rows(trade: Trade) -> list[PathwayRow]:
    """The ways to Japan with this trade, with the days on which one may enter. One query."""
    found = Pathway.objects.filter(key__in=trade.pathways).order_by("pk")
    return [
        PathwayRow(
            str(row.name),
            row.name_ja,
            str(row.years),
            row.entry_from,
            row.entry_to,
            source_line([Figure("pathway", row.key, "", row.year, row.source, row.source_url)]),
        )
        for row in found
    ]


def pathway_words(pathways: Iterable[PathwayCode]) -> list[Text]:
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
