"""Provinces and trades by what stands in an agency's list."""

import re
from difflib import get_close_matches
from functools import lru_cache

from accounts.names import search_key
from planner.matching.atlas import Atlas
from planner.matching.values import Place
from planner.reference.places import nearest_names, plain_name

_BETWEEN = re.compile(r"[,;\n/–—]|\s-\s")
_COUNTRY = re.compile(r"\b(viet ?nam|vn)\s*$")
# The longest name of a province has five words: Bà Rịa - Vũng Tàu.
_LONGEST_NAME = 5


class PlaceNames:
    """The provinces of an atlas, before and since 2025, by name."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._by_name: dict[str, list[Place]] = {}
        merged: dict[str, int] = {}
        for place in [*atlas.current.values(), *atlas.former.values()]:
            self._by_name.setdefault(plain_name(place.name), []).append(place)
        for place in atlas.former.values():
            merged[place.now_code] = merged.get(place.now_code, 0) + 1
        self._unchanged = {code for code, count in merged.items() if count == 1}
        self.find = lru_cache(maxsize=4096)(self._find)

    def _find(self, text: str) -> tuple[str, str] | None:
        """Codes of today's province and of the former one, the latter empty where a name stands for both."""
        parts = [part for part in _BETWEEN.split(text) if part.strip()]
        parts = [part for part in parts if _COUNTRY.sub("", search_key(part))] or parts
        whole = self._codes(plain_name(text))
        if whole:
            return whole
        for length in (_LONGEST_NAME, _LONGEST_NAME - 1):
            # A name with a stroke in it falls apart below.
            if codes := self._codes(" ".join(search_key(text).split()[-length:])):
                return codes
        for part in reversed(parts[-3:]):
            if codes := self._at_end_of(part, is_last=part is parts[-1]):
                return codes
        return None

    def nearest(self, text: str) -> list[str]:
        last = [part for part in _BETWEEN.split(text) if part.strip()]
        return nearest_names(self._atlas, last[-1] if last else text)

    def _at_end_of(self, part: str, *, is_last: bool) -> tuple[str, str] | None:
        if codes := self._codes(plain_name(part)):
            return codes
        words = _COUNTRY.sub("", search_key(part)).split()
        lengths = range(min(_LONGEST_NAME, len(words)), 0, -1)
        for length in lengths:
            before = words[-length - 1] if length < len(words) else ""
            # Further left only what calls itself a province: districts share their names.
            if not is_last and before != "tinh":
                continue
            if codes := self._codes(plain_name(" ".join(words[-length:]))):
                return codes
        return None

    def _codes(self, name: str) -> tuple[str, str] | None:
        places = {place.kind: place for place in self._by_name.get(name, [])}
        current, former = places.get("current"), places.get("former")
        if current is None:
            return (former.now_code, former.code) if former else None
        is_same = former is not None and current.code in self._unchanged
        return (current.code, former.code if former and is_same else "")


class TradeNames:
    """The trades of an atlas by code, and by the names of them and their operations in three languages."""

    def __init__(self, atlas: Atlas) -> None:
        self._codes: dict[str, set[str]] = {}
        self._names_vi = {search_key(trade.name_vi): trade.name_vi for trade in atlas.trades}
        for trade in atlas.trades:
            names = [
                trade.code,
                trade.code.removeprefix("TITP "),
                trade.code.replace("TITP ", "TITP"),
            ]
            names += [trade.name_ja, trade.name_en, trade.name_vi]
            for item in trade.operations:
                names += [item.name_ja, item.name_en, item.name_vi]
            names += [operation.code for operation in trade.operations]
            names += [operation.code.removeprefix("TITP ") for operation in trade.operations]
            for name in names:
                self._codes.setdefault(search_key(name), set()).add(trade.code)
        self.find = lru_cache(maxsize=4096)(self._find)

    def _find(self, text: str) -> str:
        """A code; empty for a name that no trade has, or several have."""
        wanted = search_key(text)
        exact = self._codes.get(wanted, set())
        if len(exact) == 1:
            return next(iter(exact))
        if exact or len(wanted) < 4:
            return ""
        around = {
            code
            for name, codes in self._codes.items()
            if len(name) >= 4 and (_has(wanted, name) or _has(name, wanted))
            for code in codes
        }
        return next(iter(around)) if len(around) == 1 else ""

    def nearest(self, text: str) -> list[str]:
        wanted = search_key(text)[:60]
        around = [name for key, name in self._names_vi.items() if _has(key, wanted)]
        alike = get_close_matches(wanted, self._names_vi, n=3, cutoff=0.5)
        return [
            *around,
            *[self._names_vi[key] for key in alike if self._names_vi[key] not in around],
        ][:3]


def _has(text: str, part: str) -> bool:
    """As whole words; in Japanese there are none."""
    return f" {part} " in f" {text} " if part.isascii() else part in text
