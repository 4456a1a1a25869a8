"""Labelled cases, what is expected of them and what came out, as sentences for programme staff."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from planner.wording.terms import ABILITIES, ASSETS, GROUPS, VERDICTS, WISHES, joined

NameOfTrade = Callable[[str], str]
# Expectations about the verdict on single trades.
VERDICT_KEYS = frozenset({"misaligned_or_partly", "aligned", "verdict"})


def case_text(case: Mapping[str, Any], name_of: NameOfTrade) -> str:
    """Home, family, wish, abilities and trade of a case, in one line."""
    family = [str(ASSETS[asset]) for asset in case["family"]]
    parts = [
        " – ".join(case.get("compare") or [case["former_province"]]),
        joined(family) or _("the family has none of the things asked for"),
        str(WISHES[case["wish"]]),
    ]
    if abilities := [str(ABILITIES[ability]) for ability in case.get("abilities", ())]:
        parts.append(_("good at %(abilities)s") % {"abilities": joined(abilities)})
    if case.get("trade"):
        parts.append(_("trade: %(trade)s") % {"trade": name_of(case["trade"])})
    return " · ".join(parts)


def expectation_text(key: str, expected: Any, name_of: NameOfTrade) -> str:
    return _SENTENCES[key](expected, name_of)


def found_text(key: str, found: str, name_of: NameOfTrade) -> str:
    """What came out, as the check notes it: codes or places joined by commas."""
    parts = found.split(", ")
    if key == "group_in_top_3":
        return "; ".join(_group(part) for part in parts)
    if key in {"trade_in_top_5", "top_5_without"}:
        return "; ".join(name_of(part) for part in parts)
    if key in VERDICT_KEYS:
        return "; ".join(str(VERDICTS[part]) for part in parts)
    if key in {"ranks_below", "trade_ranks_below"}:
        pairs = [part.split(" / ") for part in parts]
        return "; ".join(
            _("place %(below)s against place %(above)s") % {"below": below, "above": above}
            for below, above in pairs
        )
    return "; ".join(parts)


def _group(key: str) -> str:
    return str(GROUPS.get(key, key))


def _either(labels: Sequence[str]) -> str:
    if len(labels) < 2:
        return "".join(labels)
    return _("%(first)s or %(last)s") % {"first": ", ".join(labels[:-1]), "last": labels[-1]}


def _group_in_top_3(expected: list[str], _name_of: NameOfTrade) -> str:
    return _("Among the first three: %(groups)s") % {
        "groups": _either([_group(key) for key in expected])
    }


def _trade_in_top_5(expected: list[str], name_of: NameOfTrade) -> str:
    return _("Among the first five: %(trades)s") % {
        "trades": "; ".join(name_of(code) for code in expected)
    }


def _top_5_without(expected: list[str], name_of: NameOfTrade) -> str:
    return _("Not among the first five: %(trades)s") % {
        "trades": "; ".join(name_of(code) for code in expected)
    }


def _ranks_below(expected: list[list[str]], _name_of: NameOfTrade) -> str:
    return "; ".join(_below(_group(below), _group(above)) for below, above in expected)


def _trade_ranks_below(expected: list[list[str]], name_of: NameOfTrade) -> str:
    return "; ".join(_below(name_of(below), name_of(above)) for below, above in expected)


def _below(below: str, above: str) -> str:
    return _("%(below)s stands below %(above)s") % {"below": below, "above": above}


def _not_aligned(expected: list[str], name_of: NameOfTrade) -> str:
    return _("Not “%(verdict)s”: %(trades)s") % {
        "verdict": VERDICTS["aligned"],
        "trades": "; ".join(name_of(code) for code in expected),
    }


def _aligned(expected: list[str], name_of: NameOfTrade) -> str:
    return _("“%(verdict)s”: %(trades)s") % {
        "verdict": VERDICTS["aligned"],
        "trades": "; ".join(name_of(code) for code in expected),
    }


def _verdict(expected: list[str], _name_of: NameOfTrade) -> str:
    return _("The verdict on this trade: %(verdicts)s") % {
        "verdicts": _either([f"“{VERDICTS[code]}”" for code in expected])
    }


def _home_economy_higher_in(expected: str, _name_of: NameOfTrade) -> str:
    return _("The economy at home is higher in %(place)s") % {"place": expected}


_SENTENCES: dict[str, Callable[[Any, NameOfTrade], str]] = {
    "group_in_top_3": _group_in_top_3,
    "trade_in_top_5": _trade_in_top_5,
    "top_5_without": _top_5_without,
    "ranks_below": _ranks_below,
    "trade_ranks_below": _trade_ranks_below,
    "misaligned_or_partly": _not_aligned,
    "aligned": _aligned,
    "verdict": _verdict,
    "home_economy_component_higher_in": _home_economy_higher_in,
}
