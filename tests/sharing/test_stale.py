from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.sharing.stale import ChangedMeanwhile, check_seen, fingerprint

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), PLAIN, max_size=5))
def test_fingerprint_is_the_same_in_any_order(values: dict[str, object]) -> None:
    turned = dict(reversed(values.items()))

    assert fingerprint(turned) == fingerprint(values)


@given(
    st.dictionaries(st.text(), st.integers() | st.text(), max_size=4),
    st.dictionaries(st.text(), st.integers() | st.text(), max_size=4),
)
def test_fingerprint_tells_other_values_apart(
    one: dict[str, object], other: dict[str, object]
) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (one == other)


def test_fingerprint_fits_the_column_of_a_draft() -> None:
    assert len(fingerprint({"words": "ờ" * 1_000})) == 32


def test_fingerprint_reads_days_and_amounts() -> None:
    values = {"due_on": date(2027, 1, 1), "rate": Decimal("7.5")}

    assert fingerprint(values) == fingerprint({"due_on": "2027-01-01", "rate": "7.5"})


def test_what_the_page_showed_is_let_through() -> None:
    check_seen(fingerprint({"low": 1}), {"low": 1})


@pytest.mark.parametrize("seen", ["", "x", fingerprint({}), fingerprint({"low": 2})])
def test_what_changed_meanwhile_is_stopped_with_what_stands_now(seen: str) -> None:
    with pytest.raises(ChangedMeanwhile) as stopped:
        check_seen(seen, {"low": 1})

    assert stopped.value.args == ({"low": 1},)
