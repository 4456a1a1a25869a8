"""What somebody writes to us in a chat: a code, or how the month was. Never a silent factor of ten."""

import re
import unicodedata
from dataclasses import dataclass

from planner.reminders.codes import DIGITS
from planner.wording.numbers import NotANumber, parse_number

LONGEST = 200
# Without accents and capitals.
SAME = frozenset(
    {
        *(
            "nhu thang truoc",
            "giong thang truoc",
            "nhu cu",
            "giong nhu thang truoc",
            "nhu thang roi",
        ),
        *("same", "same as last month", "the same", "like last month"),
    }
)
_CODE = re.compile(rf"(?<!\d)\d{{{DIGITS}}}(?!\d)")


@dataclass(frozen=True, slots=True)
class Code:
    digits: str


@dataclass(frozen=True, slots=True)
class Same:
    """As the month before."""


@dataclass(frozen=True, slots=True)
class Told:
    """Of a month, in yen: the pay that came, what was sent home, what was put aside."""

    net_jpy: int
    sent_jpy: int
    saved_jpy: int


def read_reply(text: str) -> Code | Same | Told | None:
    """None: it is not understood. Three numbers are three amounts, one of six digits is a code."""
    # A text of ten thousand letters is slow to read; the small 3 of "118³" would become a digit like the others.
    is_small = any(sign.isdigit() and not sign.isdecimal() for sign in text)
    if len(text) > LONGEST or is_small:
        return None
    plain = unicodedata.normalize("NFKC", text).strip()
    if _words(plain) in SAME:
        return Same()
    amounts = [_amount(part) for part in plain.split()]
    if len(amounts) == 3:
        came, sent, saved = amounts
        if came is not None and sent is not None and saved is not None:
            return Told(came, sent, saved)
    codes = _CODE.findall(plain)
    is_code = len(codes) == 1 and sum(letter.isdigit() for letter in plain) == DIGITS
    return Code(codes[0]) if is_code else None


def _words(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[.!,\"'“”]", " ", kept).split())


def _amount(part: str) -> int | None:
    """Whole yen. Decimals are none, and no number begins with 0: "118 000 500" is not three amounts."""
    text = part.rstrip(",;")
    if text != "0" and text.startswith("0"):
        return None
    try:
        number = parse_number(text)
    except NotANumber:
        return None
    # "50.00" is not said in yen: somebody has left out a zero.
    exponent = number.as_tuple().exponent
    return int(number) if exponent == 0 else None
