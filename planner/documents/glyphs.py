"""Texts the font can show: one missing glyph would make the whole accessible PDF fail."""

import re
import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from noto_cjk_sans_jp_regular import FONT_PATH

FONT_FOLDER = Path(FONT_PATH).parent
INSTEAD = "□"

_LONGEST_WORD = 20
_LONG_WORD = re.compile(rf"[!-~\u00a1-\u1fff]{{{_LONGEST_WORD + 1},}}")
# Variation selectors choose between looks of a sign; the sign itself stays.
_LOOK = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_BREAK_HERE = "\u200b"


def printable(text: str) -> str:
    """The text composed (NFC), without control and direction signs, with □ where the font has no glyph.

    Words too long for a column may break anywhere.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    shown = "".join(map(_shown, composed))
    return _LONG_WORD.sub(lambda word: _BREAK_HERE.join(word[0]), shown)


def _shown(character: str) -> str:
    if " " <= character <= "~" or character == "\n":
        return character
    if character == "\t":
        return " "
    if unicodedata.category(character) in {"Cc", "Cf"} or _LOOK.match(character):
        return ""
    if has_glyph(character):
        return character
    simpler = (unicodedata.normalize("NFKC", character), unicodedata.normalize("NFKD", character))
    return next(filter(_is_covered, simpler), INSTEAD)


def _is_covered(text: str) -> bool:
    return all(map(has_glyph, text))


def has_glyph(character: str) -> bool:
    """Whether the font can show it."""
    starts, ends = _covered()
    place = bisect_right(starts, ord(character)) - 1
    return place >= 0 and ord(character) <= ends[place]


@cache
def _covered() -> tuple[list[int], list[int]]:
    """First and last code points of the ranges the font covers, from its table `cmap` (OpenType, format 12)."""
    with Path(FONT_PATH).open("rb") as font:
        (count,) = struct.unpack(">4xH6x", font.read(12))
        tables = {tag: offset for tag, _, offset, _ in _records(font.read(16 * count), ">4sLLL")}
        font.seek(tables[b"cmap"])
        (count,) = struct.unpack(">2xH", font.read(4))
        for _, _, offset in _records(font.read(8 * count), ">HHL"):
            font.seek(tables[b"cmap"] + offset)
            kind, ranges = struct.unpack(">H10xL", font.read(16))
            if kind == 12:
                rows = list(_records(font.read(12 * ranges), ">LLL"))
                return [row[0] for row in rows], [row[1] for row in rows]
    raise RuntimeError("The font has no table of its characters.")


def _records(data: bytes, form: str) -> Iterator[tuple[Any, ...]]:
    return struct.iter_unpack(form, data)
