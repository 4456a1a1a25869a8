"""Labelled cases: small real homes with the answer that a person who knows the field would give."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.matching.atlas import Atlas
from planner.matching.enums import Ability, Asset, Verdict, Wish
from planner.matching.ranking import rank
from planner.matching.values import Home, Match, Person, Place, Ranking
from planner.matching.weights import Weights

FOLDER = Path(__file__).resolve().parent / "labelled"


@dataclass(frozen=True)
class Outcome:
    """One expectation of one case. `found`: what came out, in short."""

    case: str
    key: str
    expected: Any
    is_met: bool
    found: str
    why: str


def load_cases() -> list[dict[str, Any]]:
    return [
        case
        for path in sorted(FOLDER.glob("*.json"))
        for case in json.loads(path.read_text("utf-8"))
    ]


def check_cases(
    atlas: Atlas, weights: Weights, cases: Sequence[Mapping[str, Any]]
) -> list[Outcome]:
    """Every expectation of every case under these weights."""
    return [outcome for case in cases for outcome in _check(atlas, weights, case)]


def _check(atlas: Atlas, weights: Weights, case: Mapping[str, Any]) -> Iterator[Outcome]:
    why = str(case.get("why") or case["expect"].get("why", ""))
    names = [case["former_province"]] if "former_province" in case else case["compare"]
    rankings = {name: _ranking(atlas, weights, case, name) for name in names}
    for key, expected in case["expect"].items():
        if key == "why":
            continue
        is_met, found = _EXPECTATIONS[key](expected, rankings, _trade_code(atlas, case))
        yield Outcome(case["id"], key, expected, is_met, found, why)


def _ranking(atlas: Atlas, weights: Weights, case: Mapping[str, Any], name: str) -> Ranking:
    home = Home(_place(atlas, name), frozenset(Asset(item) for item in case["family"]))
    abilities = {Ability(item): 1.0 for item in case.get("abilities", ())}
    return rank(atlas, home, Person(Wish(case["wish"]), abilities), weights)


def _place(atlas: Atlas, name: str) -> Place:
    return next(place for place in atlas.former.values() if place.name == name)


def _trade_code(atlas: Atlas, case: Mapping[str, Any]) -> str:
    code = str(case.get("trade", ""))
    operation = atlas.operations_to_trades.get(code)
    return operation.code if operation else code


def _only(rankings: Mapping[str, Ranking]) -> Ranking:
    return next(iter(rankings.values()))


def _codes(matches: Sequence[Match]) -> list[str]:
    return [match.trade.code for match in matches]


def _group_in_top_3(
    expected: list[str], rankings: Mapping[str, Ranking], _trade: str
) -> tuple[bool, str]:
    groups = [match.trade.group for match in _only(rankings).matches[:3]]
    return bool(set(groups) & set(expected)), ", ".join(groups)


def _trade_in_top_5(
    expected: list[str], rankings: Mapping[str, Ranking], _trade: str
) -> tuple[bool, str]:
    codes = _codes(_only(rankings).matches[:5])
    return set(expected) <= set(codes), ", ".join(codes)


def _top_5_without(
    expected: list[str], rankings: Mapping[str, Ranking], _trade: str
) -> tuple[bool, str]:
    codes = _codes(_only(rankings).matches[:5])
    return not set(expected) & set(codes), ", ".join(codes)


def _ranks_below(
    expected: list[list[str]], rankings: Mapping[str, Ranking], _trade: str
) -> tuple[bool, str]:
    groups = [match.trade.group for match in _only(rankings).matches]
    found = [(groups.index(below), groups.index(above)) for below, above in expected]
    return all(below > above for below, above in found), _places(found)


def _trade_ranks_below(
    expected: list[list[str]], rankings: Mapping[str, Ranking], _trade: str
) -> tuple[bool, str]:
    codes = _codes(_only(rankings).matches)
    found = [(codes.index(below), codes.index(above)) for below, above in expected]
    return all(below > above for below, above in found), _places(found)


def _places(found: list[tuple[int, int]]) -> str:
    return ", ".join(f"{below + 1} / {above + 1}" for below, above in found)


def _misaligned_or_partly(
    expected: list[str], rankings: Mapping[str, Ranking], _trade: str
) -> tuple[bool, str]:
    verdicts = [_only(rankings).by_code[code].verdict for code in expected]
    return Verdict.ALIGNED not in verdicts, ", ".join(verdicts)


def _verdict(expected: list[str], rankings: Mapping[str, Ranking], trade: str) -> tuple[bool, str]:
    found = _only(rankings).by_code[trade].verdict
    return found in expected, found


def _aligned(expected: list[str], rankings: Mapping[str, Ranking], _trade: str) -> tuple[bool, str]:
    verdicts = [_only(rankings).by_code[code].verdict for code in expected]
    return set(verdicts) == {Verdict.ALIGNED}, ", ".join(verdicts)


def _home_economy_higher_in(
    expected: str, rankings: Mapping[str, Ranking], trade: str
) -> tuple[bool, str]:
    values = {
        name: ranking.by_code[trade].components.home_economy for name, ranking in rankings.items()
    }
    is_met = all(values[expected] > value for name, value in values.items() if name != expected)
    return is_met, ", ".join(f"{name} {value:.2f}" for name, value in values.items())


_EXPECTATIONS: dict[str, Callable[[Any, Mapping[str, Ranking], str], tuple[bool, str]]] = {
    "group_in_top_3": _group_in_top_3,
    "trade_in_top_5": _trade_in_top_5,
    "top_5_without": _top_5_without,
    "ranks_below": _ranks_below,
    "trade_ranks_below": _trade_ranks_below,
    "misaligned_or_partly": _misaligned_or_partly,
    "aligned": _aligned,
    "verdict": _verdict,
    "home_economy_component_higher_in": _home_economy_higher_in,
}
