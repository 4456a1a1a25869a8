import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.validators import (
    SignInName,
    normalise_email,
    normalise_phone,
    sign_in_name,
    validate_time_zone,
)


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "(0912) 345-678",
        "+84912345678",
        "+84 912 345 678",
        "+84 (0)912 345 678",
        "+84 0912345678",
        "0084 912 345 678",
        " 0912\u00a0345\u2013678 ",
        "\uff10\uff19\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",
    ],
)
def test_every_usual_spelling_of_a_vietnamese_mobile_is_one_number(typed: str) -> None:
    assert normalise_phone(typed) == "+84912345678"


@pytest.mark.parametrize(
    "typed", ["+81 90-1234-5678", "+819012345678", "+81 (0)90 1234 5678", "0081 90 1234 5678"]
)
def test_a_japanese_mobile_is_known_by_its_country(typed: str) -> None:
    assert normalise_phone(typed) == "+819012345678"


@pytest.mark.parametrize(
    "typed",
    [
        "090-1234-5678",  # Japan without +81
        "84912345678",  # a country, or not
        "0243 825 1234",  # a landline
        "0612345678",  # no mobile code
        "+1 212 555 0100",
        "+84 24 3825 1234",
        "+81 3 1234 5678",
        "091234567",
        "09123456789",
        "",
        "\u0660\u0669\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668",
    ],
)
def test_a_number_that_could_be_another_is_refused_not_guessed(typed: str) -> None:
    with pytest.raises(ValidationError):
        normalise_phone(typed)


@given(st.text(max_size=40))
def test_any_text_is_refused_kindly_or_kept_in_a_spelling_that_stays(text: str) -> None:
    try:
        name = sign_in_name(text)
    except ValidationError:
        return

    assert sign_in_name(str(name)) == name


@given(st.from_regex(r"\A0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])[0-9]{7}\Z"), st.data())
def test_marks_between_digits_change_nothing(number: str, data: st.DataObject) -> None:
    marks = data.draw(
        st.lists(st.sampled_from(["", " ", ".", "-", "\u2013"]), min_size=10, max_size=10)
    )

    typed = "".join(mark + digit for mark, digit in zip(marks, number, strict=True))

    assert normalise_phone(typed) == "+84" + number[1:]


def test_an_address_is_kept_in_small_letters() -> None:
    assert normalise_email(" Lan.Nguyen@Example.COM ") == "lan.nguyen@example.com"


@pytest.mark.parametrize(
    "typed",
    [
        "lan",
        "lan@",
        "lan@example",
        "l\u00e0n@example.com",
        "lan@\u0435xample.com",
        "a" * 250 + "@example.com",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        normalise_email(typed)


def test_a_letter_that_only_looks_like_ascii_is_folded_into_it() -> None:
    assert normalise_email("\u212aim@example.com") == "kim@example.com"


def test_a_sign_in_name_is_one_of_two() -> None:
    assert sign_in_name("Lan@example.com") == SignInName(email="lan@example.com")
    assert sign_in_name("0912 345 678") == SignInName(phone="+84912345678")


def test_a_time_zone_is_one_of_the_known() -> None:
    validate_time_zone("Asia/Tokyo")

    with pytest.raises(ValidationError):
        validate_time_zone("Asia/Hanoi")
