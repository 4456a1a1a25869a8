from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from planner.benchmarks.changes import differences
from planner.benchmarks.enums import Change, Group
from planner.benchmarks.values import Difference, Kept, LaidOut

BEFORE, AFTER = date(2027, 3, 10), date(2027, 4, 10)
keys = st.sampled_from("abcdefgh")
days = st.dates(date(2027, 1, 1), date(2027, 1, 5))
laid_outs = st.lists(
    st.builds(LaidOut, keys, keys, st.sampled_from(Group), days), unique_by=lambda row: row.key
)
kept_rows = st.lists(
    st.builds(Kept, keys, days, st.booleans(), st.booleans(), st.booleans(), st.booleans()),
    unique_by=lambda row: row.key,
)


def _laid(key: str, day: date) -> LaidOut:
    return LaidOut(key, key, Group.JAPAN, day)


def test_new_moved_and_gone_are_told_in_order() -> None:
    moved, new = _laid("moved", AFTER), _laid("new", BEFORE)

    found = differences(
        [Kept("moved", BEFORE), Kept("gone", BEFORE), Kept("same", AFTER)],
        [_laid("same", AFTER), moved, new],
    )

    assert found == (
        Difference("gone", Change.GONE, BEFORE, None),
        Difference("new", Change.NEW, None, BEFORE, new),
        Difference("moved", Change.MOVED, BEFORE, AFTER, moved),
    )


def test_a_day_set_by_hand_is_told_when_the_layout_says_another() -> None:
    found = differences([Kept("tax", BEFORE, is_moved=True)], [_laid("tax", AFTER)])

    assert [(one.change, one.before, one.after) for one in found] == [(Change.MOVED, BEFORE, AFTER)]


@given(kept_rows, laid_outs)
def test_done_own_and_dropped_ones_never_appear(kept: list[Kept], laid_out: list[LaidOut]) -> None:
    settled = {row.key for row in kept if row.is_done or row.is_own or row.is_dropped}

    assert not settled & {one.key for one in differences(kept, laid_out)}


@given(kept_rows, laid_outs)
def test_accepting_everything_leaves_nothing(kept: list[Kept], laid_out: list[LaidOut]) -> None:
    rows = {row.key: row for row in kept}
    for one in differences(kept, laid_out):
        if one.after is None:
            del rows[one.key]
        else:
            rows[one.key] = Kept(one.key, one.after)

    assert differences(list(rows.values()), laid_out) == ()


@given(kept_rows, laid_outs)
def test_order_does_not_depend_on_the_order_of_the_input(
    kept: list[Kept], laid_out: list[LaidOut]
) -> None:
    assert differences(kept[::-1], laid_out[::-1]) == differences(kept, laid_out)
