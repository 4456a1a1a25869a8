"""Cells as agencies fill them, as values. Every function takes a text or what a spreadsheet holds, and raises Unreadable."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from unicodedata import normalize

from django.core.exceptions import ValidationError

from accounts.names import search_key
from accounts.validators import BETWEEN_DIGITS, normalise_email, normalise_phone
from planner.casework.importing.values import FaultCode

Cell = str | int | float | bool | date | datetime | None
_DAY_FIRST = re.compile(r"(\d{1,2})[\s./\-年月日]+(\d{1,2})[\s./\-年月日]+(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[\s./\-年月日]+(\d{1,2})[\s./\-年月日]+(\d{1,2})日?")
_MONTH = re.compile(r"(\d{1,2})[./\-](\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[./\-年](\d{1,2})月?")
_PACKED = re.compile(r"(\d{2})(\d{2})(\d{4})")
_TIME_AFTER = re.compile(r"[T\s]+\d{1,2}:\d{2}.*$")
_IN_WORDS = re.compile(r"\b(ngay|thang|nam)\b")
# Days as a spreadsheet counts them: 1954 to 2064.
_SERIALS = range(20_000, 60_001)
_FIRST_SERIAL_DAY = date(1899, 12, 30)
_JAPANESE_MOBILE = re.compile(r"0?([6-9]0\d{8})", re.ASCII)
_EXPONENT = re.compile(r"\d(\.\d+)?[eE]\+?\d+", re.ASCII)
_SEVERAL = re.compile(r"[/,;|\n]|\bhoặc\b|\s-\s")
_WOMAN = frozenset({"nu", "f", "female", "woman", "women", "女", "女性", "gai", "co", "ba"})
_MAN = frozenset({"nam", "m", "male", "man", "men", "男", "男性", "trai", "ong"})
_OTHER = frozenset({"khac", "other", "その他"})


class Unreadable(Exception):
    def __init__(self, code: FaultCode) -> None:
        super().__init__(code)
        self.code = code


def plain(cell: Cell) -> str:
    """One line of text in composed letters, without signs that nobody sees."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = normalize("NFC", str(cell)).replace("\u00a0", " ")
    seen = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in text)
    return " ".join(seen.split())


def name_in(text: str, *, most: int) -> str:
    """As typed; what is all in capitals in small letters with capitals before."""
    if not any(sign.isalpha() for sign in text):
        raise Unreadable(FaultCode.BAD_NAME)
    if len(text) > most:
        raise Unreadable(FaultCode.TOO_LONG)
    is_shouted = text == text.upper() and text != text.lower() and len(text) > 2
    return " ".join(word[:1] + word[1:].lower() for word in text.split()) if is_shouted else text


def day_in(cell: Cell, *, first: date, last: date, is_birth: bool = False) -> date:
    """A day between the two. Numbers are read as Vietnamese write them, the day first; a month alone is its first day."""
    found = _day(cell, last=last, is_birth=is_birth)
    if not first <= found <= last:
        raise Unreadable(FaultCode.FAR_DATE)
    return found


def birth_in(cell: Cell, *, first: date, last: date) -> tuple[date | None, int]:
    """The day, where it is told, and the year."""
    text = plain(cell)
    if re.fullmatch(r"(19|20)\d\d", text):
        year = int(text)
        if not first.year <= year <= last.year:
            raise Unreadable(FaultCode.FAR_DATE)
        return None, year
    born = day_in(cell, first=first, last=last, is_birth=True)
    return born, born.year


def phone_in(cell: Cell) -> tuple[str, bool]:
    """In the spelling of sign-in names, and whether there were several. The zero in front may be lost."""
    text = _without_exponent(plain(cell))
    parts = [part for part in _SEVERAL.split(text) if sum(map(str.isdigit, part)) >= 8]
    several = len(parts) > 1
    for part in parts if several else [text]:
        if phone := _one_phone(part):
            return phone, several
    raise Unreadable(FaultCode.BAD_PHONE)


def email_in(text: str) -> str:
    address = text.lower().removeprefix("mailto:").strip(" <>;,.\"'").replace(" ", "")
    try:
        return normalise_email(address)
    except ValidationError as error:
        raise Unreadable(FaultCode.BAD_EMAIL) from error


def sex_in(text: str) -> str:
    key = search_key(text)
    for code, words in (("female", _WOMAN), ("male", _MAN), ("other", _OTHER)):
        if key in words or key in {search_key(word) for word in words}:
            return code
    raise Unreadable(FaultCode.UNKNOWN_SEX)


def text_in(text: str, *, most: int) -> str:
    if len(text) > most:
        raise Unreadable(FaultCode.TOO_LONG)
    return text


def _day(cell: Cell, *, last: date, is_birth: bool) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _TIME_AFTER.sub("", plain(cell)).strip(" .,'")
    if re.fullmatch(r"\d{5}", text) and int(text) in _SERIALS:
        return _FIRST_SERIAL_DAY + timedelta(days=int(text))
    text = " ".join(_IN_WORDS.sub(" ", search_key_of_day(text)).split())
    if found := _YEAR_FIRST.fullmatch(text):
        return _made(found[1], found[2], found[3])
    if found := _DAY_FIRST.fullmatch(text) or _PACKED.fullmatch(text):
        year = found[3] if len(found[3]) == 4 else _century(found[3], last, is_birth=is_birth)
        if int(found[2]) > 12 >= int(found[1]):
            raise Unreadable(FaultCode.MONTH_FIRST)
        return _made(year, found[2], found[1])
    if found := _MONTH.fullmatch(text):
        return _made(found[2], found[1], "1")
    if found := _YEAR_MONTH.fullmatch(text):
        return _made(found[1], found[2], "1")
    raise Unreadable(FaultCode.BAD_DATE)


def search_key_of_day(text: str) -> str:
    """Folded like a name, with what stands between its numbers kept."""
    decomposed = normalize("NFD", normalize("NFKC", text).lower())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _century(two_digits: str, last: date, *, is_birth: bool) -> str:
    year = 2000 + int(two_digits)
    return str(year - 100 if is_birth and year > last.year else year)


def _made(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise Unreadable(FaultCode.BAD_DATE) from error


def _without_exponent(text: str) -> str:
    """9.12345678E8, as a spreadsheet shows a number in a narrow column."""
    compact = text.replace(",", ".") if _EXPONENT.fullmatch(text.replace(",", ".")) else text
    if not _EXPONENT.fullmatch(compact):
        return text
    # With fewer digits than a number has, the rest is lost for good.
    digits = sum(map(str.isdigit, compact.lower().split("e")[0]))
    number = float(compact)
    return f"{number:.0f}" if digits >= 9 and number < 1e13 else ""


def _one_phone(text: str) -> str:
    # Words beside it, as "(mẹ)" or "Zalo:".
    kept = re.sub(r"\([^)\d]*\)", " ", normalize("NFKC", text)).strip("'\" .")
    kept = re.sub(r"^[^\d+(]+", "", kept)
    digits = BETWEEN_DIGITS.sub("", kept)
    for spelling in _spellings(digits):
        try:
            return normalise_phone(spelling)
        except ValidationError:
            continue
    return ""


def _spellings(digits: str) -> list[str]:
    if not re.fullmatch(r"\+?\d{8,15}", digits, re.ASCII):
        return []
    found = [digits]
    if japanese := _JAPANESE_MOBILE.fullmatch(digits):
        # Ten digits after the zero: in Vietnam there are nine.
        found.append(f"+81{japanese[1]}")
    if digits.startswith(("84", "81")):
        found.append(f"+{digits}")
    if len(digits) == 9:
        found.append(f"0{digits}")
    return found
