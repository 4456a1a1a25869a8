from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.wording.numbers import NotANumber, parse_number

separators = st.sampled_from([".", ",", " ", "\u00a0"])


@given(st.integers(0, 10**12))
def test_parse_number_reads_digits(value: int) -> None:
    assert parse_number(str(value)) == value


@given(st.integers(1_000, 10**12), separators)
def test_parse_number_reads_groups_of_three(value: int, separator: str) -> None:
    assert parse_number(f"{value:,}".replace(",", separator)) == value


@given(st.integers(0, 10**6), st.integers(0, 99), st.sampled_from([".", ","]))
def test_parse_number_reads_two_decimals(whole: int, hundredths: int, separator: str) -> None:
    parsed = parse_number(f"{whole}{separator}{hundredths:02}")

    assert parsed * 100 == whole * 100 + hundredths


@pytest.mark.parametrize(
    "text, value",
    [
        ("1.000.000", "1000000"),
        ("1,000,000", "1000000"),
        ("1 080", "1080"),
        ("1.080", "1080"),
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("0,25", "0.25"),
        (" 12 ", "12"),
        ("１２", "12"),
    ],
)
def test_parse_number_reads_what_people_type(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-1",
        "+1",
        "1e3",
        "1.000,5",
        "1,000.5",
        "1.000,000",
        "1.0000",
        "0.500",
        "0,500",
        "00.500",
        ".5",
        "5.",
        "1..5",
        "1'000",
        "ba",
        "3 sào",
        "١٢",
        "1\x00",
        "NaN",
        "Infinity",
        "🌾",
    ],
)
def test_parse_number_refuses_what_could_be_read_in_two_ways(text: str) -> None:
    with pytest.raises(NotANumber):
        parse_number(text)


@given(st.text(max_size=25))
def test_parse_number_gives_a_number_or_refuses(text: str) -> None:
    try:
        value = parse_number(text)
    except NotANumber:
        return

    assert value >= 0
    assert value.is_finite()
