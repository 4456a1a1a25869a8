"""Amounts in words, read back by a parser that shares nothing with the writer; and every code has its words."""

from collections.abc import Mapping
from enum import StrEnum

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.money import enums
from planner.money.enums import Currency
from planner.wording import money as words
from planner.wording.money import amount_words, money

VI = {
    word: value
    for value, names in enumerate(
        ["không", "một mốt", "hai", "ba", "bốn tư", "năm lăm", "sáu", "bảy", "tám", "chín"]
    )
    for word in names.split()
}
EN = {
    word: value
    for value, word in enumerate(
        [
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
        ]
    )
} | {
    word: value * 10
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}


def read_vietnamese(text: str) -> int:
    """From the right: each scale word splits what is before it from what is after it."""
    for word, scale in (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 10**3), ("trăm", 100)):
        before, found, after = text.rpartition(word)
        if found:
            return read_vietnamese(before.strip()) * scale + read_vietnamese(after.strip())
    value = 0
    for word in text.split():
        if word == "mươi":
            value *= 10
        elif word == "mười":
            value += 10
        elif word != "linh":
            value += VI[word]
    return value


def read_english(text: str) -> int:
    for word, scale in (
        ("trillion", 10**12),
        ("billion", 10**9),
        ("million", 10**6),
        ("thousand", 10**3),
        ("hundred", 100),
    ):
        before, found, after = text.partition(word)
        if found:
            return read_english(before) * scale + read_english(after)
    return sum(EN[word] for word in text.replace("-", " ").split() if word != "and")


@pytest.mark.parametrize(
    "amount, expected",
    [
        (0, "không đồng"),
        (5, "năm đồng"),
        (10, "mười đồng"),
        (15, "mười lăm đồng"),
        (21, "hai mươi mốt đồng"),
        (24, "hai mươi tư đồng"),
        (105, "một trăm linh năm đồng"),
        (115, "một trăm mười lăm đồng"),
        (1_005, "một nghìn không trăm linh năm đồng"),
        (1_000_000, "một triệu đồng"),
        (12_500_000, "mười hai triệu năm trăm nghìn đồng"),
        (300_000_000, "ba trăm triệu đồng"),
        (1_000_000_005, "một tỷ không trăm linh năm đồng"),
        (10**15, "một triệu tỷ đồng"),
        (-1_000, "âm một nghìn đồng"),
    ],
)
def test_vietnamese_words(amount: int, expected: str, vietnamese: None) -> None:
    assert amount_words(amount, Currency.VND) == expected


@pytest.mark.parametrize(
    "amount, currency, expected",
    [
        (0, Currency.VND, "zero dong"),
        (1_000_000, Currency.VND, "one million dong"),
        (90_000, Currency.JPY, "ninety thousand yen"),
        (1_001, Currency.VND, "one thousand and one dong"),
        (342, Currency.JPY, "three hundred and forty-two yen"),
        (1, Currency.USD, "one US dollar"),
        (-3_600, Currency.USD, "minus three thousand six hundred US dollars"),
        (10**15, Currency.VND, "one thousand trillion dong"),
    ],
)
def test_english_words(amount: int, currency: Currency, expected: str, english: None) -> None:
    assert amount_words(amount, currency) == expected


def test_yen_in_vietnamese_words(vietnamese: None) -> None:
    assert amount_words(90_000, Currency.JPY) == "chín mươi nghìn yên"


@settings(max_examples=60)
@given(st.integers(0, 10**15))
def test_words_read_back_as_the_amount(amount: int) -> None:
    with translation.override("vi"):
        vietnamese = amount_words(amount, Currency.VND).removesuffix(" đồng")
    with translation.override("en"):
        english = amount_words(amount, Currency.VND).removesuffix(" dong")

    assert read_vietnamese(vietnamese) == amount
    assert read_english(english) == amount


@settings(max_examples=60)
@given(st.integers(1, 10**13))
def test_ten_times_as_much_never_reads_the_same(amount: int) -> None:
    with translation.override("vi"):
        assert amount_words(amount, Currency.VND) != amount_words(amount * 10, Currency.VND)


def test_too_much_for_words_is_refused(vietnamese: None) -> None:
    with pytest.raises(ValueError, match="too much"):
        amount_words(10**15 + 1, Currency.VND)


@pytest.mark.parametrize(
    "amount, currency, in_vietnamese, in_english",
    [
        (1_000_000, Currency.VND, "1.000.000 đ", "1,000,000 đ"),
        (90_000, Currency.JPY, "90.000 ¥", "¥90,000"),
        (3_600, Currency.USD, "3.600 USD", "USD 3,600"),
        (-5_000, Currency.JPY, "−5.000 ¥", "−¥5,000"),
        (0, Currency.VND, "0 đ", "0 đ"),
    ],
)
def test_money_is_grouped_as_the_reader_groups(
    amount: int, currency: Currency, in_vietnamese: str, in_english: str
) -> None:
    """The unit never stands alone on the next line."""
    with translation.override("vi"):
        assert money(amount, currency).replace("\N{NO-BREAK SPACE}", " ") == in_vietnamese
    with translation.override("en"):
        assert money(amount, currency).replace("\N{NO-BREAK SPACE}", " ") == in_english
    assert " đ" not in money(amount, Currency.VND)


@pytest.mark.parametrize(
    "codes, labels",
    [
        (enums.Line, words.LINES),
        (enums.Currency, words.CURRENCIES),
        (enums.CostKind, words.COST_KINDS),
        (enums.Lender, words.LENDERS),
        (enums.Interest, words.INTERESTS),
        (enums.InsuranceTrade, words.INSURANCE_TRADES),
        (enums.Programme, words.PROGRAMMES),
        (enums.CostFlag, words.COST_FLAGS),
        (enums.PayNote, words.PAY_NOTES),
        (enums.DebtProblem, words.DEBT_PROBLEMS),
        (enums.RateBasis, words.RATE_BASES),
        (enums.HourlyVerdict, words.HOURLY_VERDICTS),
        (enums.HourlyNote, words.HOURLY_NOTES),
        (enums.Condition, words.CONDITIONS),
        (enums.ReturnProblem, words.RETURN_PROBLEMS),
        (enums.MoverKind, words.MOVERS),
    ],
)
def test_every_code_has_words(codes: type[StrEnum], labels: Mapping[str, object]) -> None:
    assert set(labels) == set(codes)


def test_every_line_has_its_payslip_term() -> None:
    assert words.LINES[enums.Line.HEALTH].japanese == "健康保険料"
    assert all(line.japanese for line in words.LINES.values())
