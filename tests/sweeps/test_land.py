"""Land, the one number a worker types: what is kept is what was meant, or it is asked again."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from planner.wording.numbers import NotANumber, parse_number
from tests.sweeps.personas import PERSONAS
from tests.sweeps.visits import one_request, twin
from tests.sweeps.world import World

SQUARE_METRES = {"m2": 1, "sao_north": 360, "sao_centre": 500, "cong": 1_000, "ha": 10_000}
SEPARATORS = ".,  \u202f"
TYPED = st.one_of(
    st.text("0123456789., ", min_size=1, max_size=12),
    st.text("0123456789٠١٢٣４５６²½-+eE'·٬．，  \u202f", min_size=1, max_size=10),
    st.tuples(
        st.integers(0, 10**7), st.sampled_from(SEPARATORS), st.text("0123456789", max_size=4)
    ).map(lambda parts: f"{parts[0]:,}".replace(",", parts[1]) + parts[1] + parts[2]),
)


def readings(text: str) -> set[Decimal]:
    """All that somebody could have meant: each of dot and comma as groups or as the decimal sign."""
    plain = re.sub(r"[\s\u202f\xa0]", " ", text.strip())
    found = set()
    for decimal_sign in ".,":
        groups = "., ".replace(decimal_sign, "")
        whole, _, part = plain.partition(decimal_sign)
        is_whole = re.fullmatch(rf"\d+|\d{{1,3}}([{groups}]\d{{3}})+", whole, re.A)
        if is_whole and re.fullmatch(r"\d*", part, re.A):
            digits = re.sub(r"\D", "", whole)
            found.add(Decimal(f"{digits}.{part or 0}"))
    return found


@given(TYPED)
@example("0,125")
@example("1 000.000")
@example("3²")
@example("1.080")
def test_a_number_is_read_as_meant_or_refused(text: str) -> None:
    try:
        number = parse_number(text)
    except NotANumber:
        return

    meant = readings(unfolded(text))

    assert number in meant
    # Two readings are left only for one sign and three digits: then it is thousands, as people write them here.
    if len(meant) > 1:
        assert re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", unfolded(text).strip(), re.A)
        assert number == max(meant)


def unfolded(text: str) -> str:
    """Wide digits and signs are the same ones; no other sign becomes a digit."""
    return text.translate({wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)})


@given(st.integers(0, 10**9), st.sampled_from(SEPARATORS))
def test_thousands_are_read_in_every_spelling(number: int, sign: str) -> None:
    assert parse_number(f"{number:,}".replace(",", sign)) == number


@pytest.mark.parametrize("text", ["", " ", "١٢٣", "3²", "½", "1e5", "-1", "0,125", "1 000.000"])
def test_what_has_two_readings_or_none_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        parse_number(text)


def test_land_is_kept_as_meant_or_not_at_all(world: World) -> None:
    client = PERSONAS["answered"](world)

    @settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
    @given(TYPED, st.sampled_from(list(SQUARE_METRES)))
    def kept(text: str, unit: str) -> None:
        before = _land(client)
        with one_request():
            response = twin(client).post("/questions/land/", {"amount": text, "unit": unit})
            after = _land(client)

        if response.status_code == 200:
            assert after == before
        else:
            meant = {round(reading * SQUARE_METRES[unit]) for reading in readings(unfolded(text))}
            assert after in meant

    kept()


def _land(client: Client) -> object:
    return client.session["answers"]["answers"].get("land_m2")
