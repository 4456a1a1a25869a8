"""What a cell of a spreadsheet holds, and which texts a spreadsheet would take for a formula."""

import re
from datetime import date, datetime
from decimal import Decimal
from unicodedata import category, normalize

Cell = str | int | float | Decimal | date | datetime | bool | None

# The plain ones: full-width, small, super- and subscript ones are folded into them. The last is the minus of books.
_SIGNS = frozenset("=+-@\u2212")
# Letters by their category, but nothing is seen of them; and the quotation mark, which some programs take off.
_FILLERS = frozenset('\u115f\u1160\u2800\u3164\uffa0"')
# What XML 1.0, and so XLSX, cannot hold; half a surrogate pair cannot be written in UTF-8 either.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Digits that a number keeps in a spreadsheet, and its first year.
_DIGITS, _FIRST_YEAR = 15, 1900


def is_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet could take it for a formula, also one behind what is trimmed or not seen."""
    first = next((sign for sign in text if not _is_blank(sign)), "")
    return not _SIGNS.isdisjoint(normalize("NFKC", first)[:1])


def plain(value: Cell) -> Cell:
    """What a spreadsheet can hold of it. Numbers too long for it become text, numbers without end nothing."""
    if isinstance(value, str):
        return _UNWRITABLE.sub("", value)
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
    if isinstance(value, date):
        return value if value.year >= _FIRST_YEAR else value.isoformat()
    if isinstance(value, float | Decimal):
        return value if Decimal(value).is_finite() else None
    if isinstance(value, int) and abs(value) >= 10**_DIGITS:
        return str(value)
    return value


def _is_blank(sign: str) -> bool:
    """Spaces, control and zero-width signs, marks without a letter: nothing to see."""
    return sign in _FILLERS or category(sign)[0] in "ZCM"
