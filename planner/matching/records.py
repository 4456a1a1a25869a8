"""A match as it was shown, to plain JSON and back. Codes that a later version no longer knows are dropped."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from enum import StrEnum
from typing import Any, TypeVar

from planner.matching.economy import PRODUCTION
from planner.matching.enums import (
    Ability,
    Against,
    Asset,
    Confidence,
    For,
    Gap,
    HealthLimit,
    Sector,
    Verdict,
    Wish,
)
from planner.matching.values import Components, Figure, Match, Reason

Code = TypeVar("Code", bound=StrEnum)
ReasonCode = TypeVar("ReasonCode", For, Against)

# What a reason may be about, where that is a code and not a name.
_ABOUT: dict[str, frozenset[str]] = {
    "abilities": frozenset(Ability),
    "asset": frozenset(Asset),
    "indicator": frozenset(name for names in PRODUCTION.values() for name in names),
    "limits": frozenset(HealthLimit),
    "sector": frozenset(Sector),
    "wish": frozenset(Wish),
}
_FIGURE = frozenset(field.name for field in fields(Figure))
_FIGURE_NEEDS = frozenset(field.name for field in fields(Figure) if field.default is MISSING)
_COMPONENTS = tuple(field.name for field in fields(Components))


@dataclass(frozen=True)
class ShownMatch:
    """A match as somebody saw it. None: kept by another version in a word that this one does not know."""

    trade_code: str
    verdict: Verdict | None
    score: float
    components: Components | None
    confidence: Confidence | None
    gaps: tuple[Gap, ...]
    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]


def match_to_json(match: Match) -> dict[str, Any]:
    """Only dict, list, str, int and float: what a JSON column gives back as it was."""
    return {
        "trade_code": match.trade.code,
        "verdict": match.verdict.value,
        "score": match.score,
        "components": asdict(match.components),
        "confidence": match.confidence.value,
        "gaps": [gap.value for gap in match.gaps],
        "reasons_for": [_reason_to_json(reason) for reason in match.reasons_for],
        "reasons_against": [_reason_to_json(reason) for reason in match.reasons_against],
    }


def shown_match_from_json(stored: Mapping[str, Any]) -> ShownMatch:
    """What `match_to_json` made, in this version or another."""
    return ShownMatch(
        trade_code=stored.get("trade_code", ""),
        verdict=_known(Verdict, stored.get("verdict")),
        score=stored.get("score", 0.0),
        components=_components(stored.get("components", {})),
        confidence=_known(Confidence, stored.get("confidence")),
        gaps=tuple(gap for code in stored.get("gaps", ()) if (gap := _known(Gap, code))),
        reasons_for=tuple(_reasons(For, stored.get("reasons_for", ()))),
        reasons_against=tuple(_reasons(Against, stored.get("reasons_against", ()))),
    )


def _reason_to_json(reason: Reason) -> dict[str, Any]:
    return {
        "code": reason.code.value,
        "figures": [asdict(figure) for figure in reason.figures],
        "about": dict(reason.about),
        "severity": reason.severity,
    }


def _known(codes: type[Code], code: Any) -> Code | None:
    return codes(code) if code in codes.__members__.values() else None


def _components(stored: Mapping[str, float]) -> Components | None:
    if not stored.keys() >= set(_COMPONENTS):
        return None
    return Components(**{name: stored[name] for name in _COMPONENTS})


def _reasons(codes: type[ReasonCode], stored: Iterable[Mapping[str, Any]]) -> Iterator[Reason]:
    """Whole reasons only: without what it is about, no sentence can be made of one."""
    for item in stored:
        code = _known(codes, item.get("code"))
        about, figures = item.get("about", {}), item.get("figures", ())
        is_whole = all(figure.keys() >= _FIGURE_NEEDS for figure in figures)
        if code and is_whole and _is_about_known(about):
            yield Reason(
                code, tuple(_figure(figure) for figure in figures), about, item.get("severity", 0.5)
            )


def _is_about_known(about: Mapping[str, str]) -> bool:
    return all(
        set(about[name].split("|")) <= known for name, known in _ABOUT.items() if name in about
    )


def _figure(stored: Mapping[str, Any]) -> Figure:
    return Figure(**{name: value for name, value in stored.items() if name in _FIGURE})
