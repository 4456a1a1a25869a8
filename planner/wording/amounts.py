"""Amounts in figures and in words: "1.000.000 đ — một triệu đồng"."""

from django.utils.translation import get_language

from planner.money.enums import Currency
from planner.wording.figures import number

MOST = 10**15

_VI_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_VI_UNITS = {Currency.VND: "đồng", Currency.JPY: "yên", Currency.USD: "đô la Mỹ"}
_EN_SMALL = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_EN_TENS = (
    "",
    "",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
)
_EN_UNITS = {Currency.VND: "dong", Currency.JPY: "yen", Currency.USD: "US dollars"}
_EN_SCALES = (
    (10**12, "trillion"),
    (10**9, "billion"),
    (10**6, "million"),
    (10**3, "thousand"),
)


def money(amount: int, currency: Currency) -> str:
    """1.000.000 đ in Vietnamese, 1,000,000 đ in English; 90.000 ¥ and ¥90,000."""
    sign = "−" if amount < 0 else ""
    figure = number(abs(amount))
    if currency == Currency.VND:
        return f"{sign}{figure}\N{NO-BREAK SPACE}đ"
    if currency == Currency.JPY:
        return f"{sign}{figure}\N{NO-BREAK SPACE}¥" if _is_vietnamese() else f"{sign}¥{figure}"
    return f"{sign}{figure} USD" if _is_vietnamese() else f"{sign}USD {figure}"


def amount_words(amount: int, currency: Currency) -> str:
    """The amount in the reader's language: "một triệu đồng", "one million dong". Raises ValueError beyond 10^15."""
    if abs(amount) > MOST:
        raise ValueError("too much to say in words")
    if _is_vietnamese():
        sign = "âm " if amount < 0 else ""
        return f"{sign}{_vietnamese(abs(amount))} {_VI_UNITS[currency]}"
    sign = "minus " if amount < 0 else ""
    unit = "US dollar" if currency == Currency.USD and abs(amount) == 1 else _EN_UNITS[currency]
    return f"{sign}{_english(abs(amount))} {unit}"


def _is_vietnamese() -> bool:
    return (get_language() or "vi").startswith("vi")


def _vietnamese(value: int) -> str:
    """Groups of three; a thousand thousand million is said as so many tỷ."""
    if value == 0:
        return _VI_DIGITS[0]
    words: list[str] = []
    for scale, name in ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        part, value = divmod(value, scale)
        if part >= 1000:
            words.append(_vietnamese(part))
        elif part:
            words.append(_vietnamese_group(part, is_first=not words))
        if part and name:
            words.append(name)
    return " ".join(words)


def _vietnamese_group(value: int, *, is_first: bool) -> str:
    """1–999. Inside a longer number the hundreds are always said: "không trăm linh năm"."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    words: list[str] = []
    if hundreds or not is_first:
        words += [_VI_DIGITS[hundreds], "trăm"]
    if tens > 1:
        words += [_VI_DIGITS[tens], "mươi"]
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_vietnamese_ones(ones, tens))
    return " ".join(words)


def _vietnamese_ones(ones: int, tens: int) -> str:
    if ones == 5 and tens:
        return "lăm"
    if tens > 1:
        return {1: "mốt", 4: "tư"}.get(ones, _VI_DIGITS[ones])
    return _VI_DIGITS[ones]


def _english(value: int) -> str:
    if value < 20:
        return _EN_SMALL[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return _EN_TENS[tens] + (f"-{_EN_SMALL[ones]}" if ones else "")
    if value < 1000:
        hundreds, rest = divmod(value, 100)
        return f"{_EN_SMALL[hundreds]} hundred" + (f" and {_english(rest)}" if rest else "")
    words: list[str] = []
    for scale, name in _EN_SCALES:
        part, value = divmod(value, scale)
        if part:
            words += [_english(part), name]
    if value:
        words.append(f"and {_english(value)}" if value < 100 else _english(value))
    return " ".join(words)
