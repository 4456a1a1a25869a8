"""Four components into one order, a verdict and reasons for and against."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log

from planner.matching.atlas import Atlas
from planner.matching.economy import HomeEconomy, economy_of
from planner.matching.enums import Against, Confidence, For, Gap, Verdict
from planner.matching.family import Family
from planner.matching.pay import pay_for
from planner.matching.person import Fit, person_fit
from planner.matching.values import (
    Components,
    Figure,
    Home,
    Match,
    Person,
    Place,
    Ranking,
    Reason,
    Trade,
)
from planner.matching.weights import Weights

# What each gap takes from a confidence of 100.
_DOUBT = {
    Gap.SECTORS_UNKNOWN: 30,
    Gap.SECTORS_PARTIAL: 20,
    Gap.SECTORS_OLD: 10,
    Gap.FORMER_PROVINCE_UNSURE: 15,
    Gap.LOCAL_PROXY: 50,
    Gap.ACTIVITY_UNSOURCED: 15,
    Gap.FAMILY_NOT_TOLD: 15,
    Gap.WISH_UNSURE: 15,
    Gap.STATEMENTS_SKIPPED: 15,
}
# Without what these name, a trade cannot be worked at home: never better than "partly".
_BLOCKING = frozenset({Against.FAMILY_ASSET_MISSING})
# True of many trades, and still to be told of each.
_TOLD_OF_EACH = frozenset({Against.HEALTH_LIMIT})
SHOWN = 5
_TELLING_LEVELS = ("occupation", "related_occupation", "section")
# No component counts as nothing: a geometric mean would be 0 whatever the others say.
FLOOR = 0.05


@dataclass(frozen=True)
class _Draft:
    trade: Trade
    score: float
    components: Components
    gaps: tuple[Gap, ...]
    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]


def rank(atlas: Atlas, home: Home, person: Person, weights: Weights) -> Ranking:
    """Every trade against one home and one person, best first; ties by code.

    In one ranking no code but a health limit stands against more than half of the trades: what is true
    of nearly all of them tells nothing about one, so it is said once for all and kept where it weighs
    most.
    """
    economy = economy_of(atlas, home.place, weights)
    family = Family(home, person.wish, weights)
    fits: dict[str, Fit] = {}
    drafts = []
    for trade in atlas.trades:
        group = trade.group_key
        if group not in fits:
            fits[group] = person_fit(person, trade)
        pay = _pay_reasons(atlas, group, home.place)
        drafts.append(_draft(economy, family, fits[group], trade, pay))
    drafts.sort(key=lambda draft: (-draft.score, draft.trade.code))
    kept, shared = _telling_reasons(drafts)
    matches = tuple(
        _match(draft, against, weights) for draft, against in zip(drafts, kept, strict=True)
    )
    return Ranking(matches, shared)


def _draft(
    economy: HomeEconomy,
    family: Family,
    of_person: Fit,
    trade: Trade,
    pay: tuple[Reason, ...],
) -> _Draft:
    of_economy = economy.of(trade)
    of_family = family.of(trade)
    skill, of_skill = economy.atlas.skills[trade.code]
    components = Components(of_economy.value, of_family.value, of_person.value, skill)
    reasons = sorted(
        [*of_economy.reasons, *of_family.reasons, *of_person.reasons, *of_skill, *pay],
        key=lambda reason: (-reason.severity, reason.code),
    )
    return _Draft(
        trade,
        _score(components, economy.weights),
        components,
        (*of_economy.gaps, *of_family.gaps, *of_person.gaps),
        tuple(reason for reason in reasons if isinstance(reason.code, For)),
        tuple(reason for reason in reasons if isinstance(reason.code, Against)),
    )


def _score(parts: Components, weights: Weights) -> float:
    """The weighted geometric mean of the four components, 0–1.

    As in the Human Development Index since 2010: a strong component makes up only in part for a weak
    one. A fine craft that nobody at home needs does not rank high.
    """
    logs = (
        weights.home_economy * log(max(FLOOR, parts.home_economy))
        + weights.family_and_wish * log(max(FLOOR, parts.family_and_wish))
        + weights.person * log(max(FLOOR, parts.person))
        + weights.skill * log(max(FLOOR, parts.skill))
    )
    return exp(
        logs / (weights.home_economy + weights.family_and_wish + weights.person + weights.skill)
    )


@lru_cache(maxsize=2048)
def _pay_reasons(atlas: Atlas, group: str, place: Place) -> tuple[Reason, ...]:
    """The first kind of work at home against what employed people earn on average.

    Pay of another occupation of the same industry says too little: an engineer's on a farm is not a farmer's.
    """
    works = atlas.works.get(group, ())
    pay = pay_for(atlas, works[0], place, _TELLING_LEVELS) if works else None
    band = pay.figures if pay else ()
    if pay is None or not band:
        return (Reason(Against.PAY_UNKNOWN, (), {}, 0.3),)
    mean = float(atlas.mean_income.value)
    figures: tuple[Figure, ...] = (*band, atlas.mean_income)
    about = {"work_en": works[0].name_en, "work_vi": works[0].name_vi, "level": pay.level}
    low = float(band[0].value)
    middle = (low + float(band[-1].value)) / 2
    if low >= mean:
        return (Reason(For.PAY_GOOD, figures, about, 0.6),)
    if middle < mean:
        severity = min(0.9, 0.45 + (mean - middle) / mean)
        return (Reason(Against.PAY_LOW, figures, about, severity),)
    return ()


def _telling_reasons(
    drafts: Sequence[_Draft],
) -> tuple[list[tuple[Reason, ...]], tuple[Reason, ...]]:
    """Thin out every code that stands against more than half of the trades.

    Kept where a trade has no other reason against it, then where it weighs most, then by rank.
    """
    limit = len(drafts) // 2
    kept = [list(draft.reasons_against) for draft in drafts]
    count = Counter(
        reason.code for reasons in kept for reason in reasons if reason.code not in _TOLD_OF_EACH
    )
    shared: list[Reason] = []
    for code in sorted(code for code, number in count.items() if number > limit):
        holders = [
            (len(reasons) > 1, -reason.severity, position, reason)
            for position, reasons in enumerate(kept)
            for reason in reasons
            if reason.code is code
        ]
        holders.sort(key=lambda item: item[:3])
        shared.append(holders[0][3])
        for _has_others, _severity, position, reason in holders[limit:]:
            kept[position].remove(reason)
    return [tuple(reasons) for reasons in kept], tuple(shared)


def _match(draft: _Draft, against: tuple[Reason, ...], weights: Weights) -> Match:
    parts = draft.components
    return Match(
        trade=draft.trade,
        verdict=_verdict(draft, weights),
        score=round(draft.score, 4),
        components=Components(
            round(parts.home_economy, 4),
            round(parts.family_and_wish, 4),
            round(parts.person, 4),
            round(parts.skill, 4),
        ),
        confidence=_confidence(draft.gaps),
        gaps=draft.gaps,
        reasons_for=draft.reasons_for[:SHOWN],
        reasons_against=against[:SHOWN],
    )


def _verdict(draft: _Draft, weights: Weights) -> Verdict:
    """By the score, and by the weaker of home and family: a fine trade that nobody needs at home, or that
    the person does not want, is not aligned."""
    weaker = min(draft.components.home_economy, draft.components.family_and_wish)
    points, weaker_points = 100 * draft.score, 100 * weaker
    if points < weights.misaligned_below or weaker_points < weights.misaligned_component_below:
        return Verdict.MISALIGNED
    is_blocked = any(reason.code in _BLOCKING for reason in draft.reasons_against)
    if (
        is_blocked
        or points < weights.aligned_from
        or weaker_points < weights.aligned_component_from
    ):
        return Verdict.PARTLY
    return Verdict.ALIGNED


def _confidence(gaps: tuple[Gap, ...]) -> Confidence:
    left = 100 - sum(_DOUBT[gap] for gap in gaps)
    return Confidence.HIGH if left >= 75 else Confidence.MEDIUM if left >= 51 else Confidence.LOW
