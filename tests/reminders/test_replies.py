"""What is understood of what somebody writes in a chat."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.reminders.replies import Code, Same, Told, read_reply

TOLD = Told(118_000, 50_000, 20_000)
amounts = st.integers(0, 99_999_999)


@pytest.mark.parametrize(
    "text",
    [
        *("như tháng trước", "Như tháng trước!", "NHU THANG TRUOC", "  nhu  thang\ntruoc ."),
        *("giống tháng trước", "same", "Same.", "same as last month", "như cũ"),
        "nh\u01b0 th\u0061\u0301ng tr\u01b0\u01a1\u0301c",
    ],
)
def test_same_is_said_with_or_without_accents(text: str) -> None:
    assert read_reply(text) == Same()


@pytest.mark.parametrize(
    "text",
    [
        *("118000 50000 20000", "118.000 50.000 20.000", "118,000 50,000 20,000"),
        *("118000, 50000, 20000", "118,000; 50,000; 20,000", "118000\n50000\n20000"),
        "１１８０００　５００００　２００００",
    ],
)
def test_three_numbers_are_what_came_went_home_and_was_put_aside(text: str) -> None:
    assert read_reply(text) == TOLD


@pytest.mark.parametrize(
    "text", ["123456", " 123456\n", "Mã 123456", "code: 123456.", "１２３４５６"]
)
def test_six_digits_are_a_code(text: str) -> None:
    assert read_reply(text) == Code("123456")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "xin chào",
            "12345",
            "1234567",
            "123456 1",
            "123456 123456",
            "không như tháng trước",
        ),
        # Thousands apart, decimals, words for ten thousand, signs.
        *(
            "118 000 500",
            "118 000 50 000 20 000",
            "11,8 5 2",
            "118.00 50.00 20.00",
            "11,8man 5man 2man",
        ),
        *("11.8万 5万 2万", "118k 50k 20k", "-118000 50000 20000", "118000 50000", "1 2 3 4"),
        *("118000¥ 50000¥ 20000¥", "118³ 50 20", "0118000 50000 20000", "1180.00 50000 20000"),
        *("118.0000 50000 20000", "118,000.000 50000 20000", "same 118000 50000", "1e5 5e4 2e4"),
        *("1" * 201, "9" * 5_000 + " 1 1", "\0", "٣ ٣ ٣"),
    ],
)
def test_what_could_be_read_in_two_ways_is_not_understood(text: str) -> None:
    assert read_reply(text) is None


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_failure(text: str) -> None:
    read_reply(text)


@given(
    st.tuples(amounts, amounts, amounts), st.sampled_from(["", ".", ","]), st.sampled_from(" \n")
)
def test_an_amount_is_what_was_written(told: tuple[int, int, int], mark: str, between: str) -> None:
    text = between.join(f"{amount:,}".replace(",", mark) for amount in told)

    assert read_reply(text) == Told(*told)


@given(st.text("0123456789., \n", max_size=30))
def test_never_a_factor_of_ten(text: str) -> None:
    """Whatever is understood has the very digits that were typed, in their order: none more, none less."""
    found = read_reply(text)

    if isinstance(found, Told):
        digits = f"{found.net_jpy}{found.sent_jpy}{found.saved_jpy}"
        assert digits == "".join(letter for letter in text if letter.isdigit())
    elif isinstance(found, Code):
        assert found.digits == "".join(letter for letter in text if letter.isdigit())
