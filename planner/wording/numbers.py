"""Numbers as people type them, and back in words: never a silent factor of ten."""

import re
import unicodedata
from decimal import Decimal

# No group begins with 0: "0,500" is half of something, not five hundred. One sign only: in "1 000.500" two say two things.
_GROUPED = re.compile(r"^[1-9]\d{0,2}([., ])\d{3}(\1\d{3})*$")
_PLAIN = re.compile(r"^\d+$")
_DECIMAL = re.compile(r"^\d+[.,]\d{1,2}$")


class NotANumber(ValueError):
    """The text is no number, or one that could be read in two ways."""


def parse_number(text: str) -> Decimal:
    """'1.000.000' and '1,000,000' are a million, '1,5' and '1.5' one and a half.

    Groups of exactly three digits are thousands, one or two digits after one separator are decimals.
    Anything else is refused. Raises NotANumber.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    # The small 2 of "3²" would become a digit like the others.
    if not plain.isascii() or any(sign.isdigit() and not sign.isdecimal() for sign in text):
        raise NotANumber(text)
    if _PLAIN.match(plain):
        return Decimal(plain)
    if _GROUPED.match(plain):
        return Decimal(re.sub(r"\D", "", plain))
    if _DECIMAL.match(plain):
        return Decimal(plain.replace(",", "."))
    raise NotANumber(text)
