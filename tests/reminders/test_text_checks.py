"""What a text may say, in letters and on a lock screen."""

import csv
import unicodedata

import pytest

from accounts.enums import Language
from planner.reminders.enums import Source
from planner.reminders.services.rules import RULES_FILE
from planner.reminders.text_checks import hints_of, problems_of

FINE = {"subject": "A day comes near", "body": "{name}: {day}.", "short": "It is on {day}."}


def problems(source: str = Source.BENCHMARK, **texts: str) -> list[str]:
    return [item.field for item in problems_of(source, "en", **{**FINE, **texts})]


def test_texts_that_are_fine_have_no_problem() -> None:
    assert problems() == []


def test_the_texts_that_the_product_comes_with_are_fine() -> None:
    with RULES_FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))

    found = {
        (row["key"], language.value): problems_of(
            row["source"],
            language.value,
            **{name: row[f"{name}_{language}"] for name in ("subject", "body", "short")},
        )
        for row in rows
        for language in Language
    }

    assert {key: items for key, items in found.items() if items} == {}


@pytest.mark.parametrize("text", ["", "   "])
def test_no_text_may_be_empty(text: str) -> None:
    assert problems(short=text) == ["short"]


@pytest.mark.parametrize(
    "text",
    [
        "{days}",
        "{ day }",
        "{}",
        "{name!r}",
        "{day:x}",
        "{{day}}",
        "a { b",
        "a } b",
        "{code}",
        "{0}",
    ],
)
def test_only_known_placeholders_may_stand_in_a_text(text: str) -> None:
    assert problems(body=text) == ["body"]


def test_a_code_has_its_place_in_the_mail_that_brings_it() -> None:
    codes = {"subject": "Code", "body": "It is {code}.", "short": "{code}"}

    assert problems(Source.ADDRESS, **codes) == []
    assert problems(Source.ADDRESS, **{**codes, "short": "Look at it."}) == ["short"]


@pytest.mark.parametrize(
    "text",
    [
        *("Trả nợ đi", "TIỀN về", "Tiền.", "bảng lương tháng", "khoản vay", "3 triệu đồng"),
        *("Your debt", "Pay it", "the money", "a loan is due", "Wages", "Your salary", "the yen"),
        *("5.000.000đ", "3000 yen", "¥3,000", "12 500 ₫", "50 đồng", "20万", "nợ"),
    ],
)
def test_nothing_about_money_stands_on_a_lock_screen(text: str) -> None:
    assert set(problems(subject=text)) == {"subject"}


@pytest.mark.parametrize(
    "text",
    [
        *("Hợp đồng của bạn", "Bạn yên tâm", "Nói chuyện với đồng nghiệp", "Còn 30 ngày"),
        *("Payphone", "Loanword", "On 3 May", "Moneyless"),
    ],
)
def test_words_that_only_look_alike_are_let_through(text: str) -> None:
    assert problems(subject=text) == []


def test_money_written_in_parts_of_letters_is_seen_too() -> None:
    assert problems(subject=unicodedata.normalize("NFD", "Trả nợ")) == ["subject"]


def test_a_text_is_measured_with_the_longest_values_on_every_channel() -> None:
    assert problems(subject="x" * 61 + "{day}") == []
    assert problems(subject="x" * 62 + "{day}") == ["subject"]
    # Two SMS of 67 letters each, for one that is in no small alphabet.
    assert problems(short="ộ" * 88) == []
    assert problems(short="ộ" * 89) == ["short"]


def test_what_a_notice_cuts_is_a_hint() -> None:
    long = "x" * 61

    hints = hints_of(Source.BENCHMARK, "en", **{**FINE, "subject": long})

    assert [long in hint for hint in hints] == [True]
    assert hints_of(Source.BENCHMARK, "en", **FINE) == []
