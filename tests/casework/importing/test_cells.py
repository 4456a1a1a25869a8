"""Cells as agencies fill them."""

import unicodedata
from datetime import date, datetime
from typing import Any

import pytest

from planner.casework.importing.cells import (
    Unreadable,
    birth_in,
    day_in,
    email_in,
    name_in,
    phone_in,
    plain,
    sex_in,
)
from planner.casework.importing.values import FaultCode

FIRST, LAST = date(1993, 1, 1), date(2041, 1, 1)
YOUNGEST = date(2011, 1, 1)


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "08/09/2024",
            "8/9/24",
            "8.9.2024",
            "08-09-2024",
            "8 / 9 / 2024",
            "ngày 8 tháng 9 năm 2024",
        ),
        *(
            "2024-09-08",
            "2024/9/8",
            "2024年9月8日",
            "2024-09-08 00:00:00",
            "08092024",
            "'08/09/2024",
        ),
        *("０８/０９/２０２４", 45543, "45543", 45543.0, date(2024, 9, 8), datetime(2024, 9, 8, 7)),  # noqa: DTZ001 - as spreadsheets have them
    ],
)
def test_every_way_to_write_a_day_is_the_eighth_of_september(cell: Any) -> None:
    assert day_in(cell, first=FIRST, last=LAST) == date(2024, 9, 8)


def test_a_month_alone_is_its_first_day() -> None:
    assert {day_in(text, first=FIRST, last=LAST) for text in ("9/2024", "09-2024", "2024/09")} == {
        date(2024, 9, 1)
    }


@pytest.mark.parametrize(
    "cell, code",
    [
        ("09/25/2024", FaultCode.MONTH_FIRST),
        ("31/02/2024", FaultCode.BAD_DATE),
        ("sắp bay", FaultCode.BAD_DATE),
        ("8/9", FaultCode.BAD_DATE),
        (12.5, FaultCode.BAD_DATE),
        ("08/09/1924", FaultCode.FAR_DATE),
        ("08/09/2204", FaultCode.FAR_DATE),
    ],
)
def test_what_is_no_day_is_said(cell: Any, code: FaultCode) -> None:
    with pytest.raises(Unreadable) as error:
        day_in(cell, first=FIRST, last=LAST)

    assert error.value.code == code


def test_a_birth_may_be_a_year_alone_and_its_century_is_known() -> None:
    first = date(1940, 1, 1)

    assert birth_in("1999", first=first, last=YOUNGEST) == (None, 1999)
    assert birth_in(1999.0, first=first, last=YOUNGEST) == (None, 1999)
    assert birth_in("5/6/99", first=first, last=YOUNGEST) == (date(1999, 6, 5), 1999)
    assert birth_in("5/6/03", first=first, last=YOUNGEST) == (date(2003, 6, 5), 2003)


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "0912345678",
            912345678,
            912345678.0,
            "912345678",
            "9.12345678E8",
            "9,12345678E+08",
            "84912345678",
        ),
        *(
            "+84 912 345 678",
            "0084912345678",
            "0912.345.678",
            "0912-345-678",
            "'0912345678",
            "'+84912345678",
            "0912345678 (mẹ)",
        ),
        *("Zalo: 0912 345 678", "０９１２３４５６７８", "+84 (0)912 345 678", "\u202a0912345678"),
    ],
)
def test_every_way_to_write_a_number_is_the_same(cell: Any) -> None:
    assert phone_in(cell) == ("+84912345678", False)


@pytest.mark.parametrize(
    "cell", ["090-1234-5678", 9012345678, "+81 90 1234 5678", "819012345678", "0081 90-1234-5678"]
)
def test_a_number_in_japan_is_known(cell: Any) -> None:
    assert phone_in(cell) == ("+819012345678", False)


def test_of_two_numbers_the_first_is_taken_and_that_is_said() -> None:
    assert phone_in("0912345678 / 0987654321") == ("+84912345678", True)


@pytest.mark.parametrize("cell", ["12345", "không có", "0212345678", "9.12E+08", "1" * 40, 3.5])
def test_what_is_no_mobile_number_is_refused(cell: Any) -> None:
    with pytest.raises(Unreadable):
        phone_in(cell)


def test_names_are_composed_and_not_shouted() -> None:
    typed = unicodedata.normalize("NFD", "NGUYỄN  THỊ\u00a0ĐÀO")

    assert name_in(plain(typed), most=100) == "Nguyễn Thị Đào"
    assert name_in("Trần McKim", most=100) == "Trần McKim"


@pytest.mark.parametrize(
    "text, code",
    [("Nữ", "female"), ("NAM", "male"), ("女性", "female"), ("m", "male"), ("Khác", "other")],
)
def test_sex_in_three_languages(text: str, code: str) -> None:
    assert sex_in(text) == code


def test_an_address_is_cleaned_of_what_was_copied_along() -> None:
    assert email_in("mailto:Lan@Example.com;") == "lan@example.com"
    with pytest.raises(Unreadable):
        email_in("lan@")
