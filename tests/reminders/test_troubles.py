from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from planner.reminders.enums import Trouble
from planner.reminders.troubles import Found, Signs, troubles_in

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def ago(seconds: float) -> datetime:
    return NOW - timedelta(seconds=seconds)


def found(**values: Any) -> list[Found]:
    """Everything is well, but for what is said."""
    seen = {"beat": ago(5), "worker": ago(5), **values.pop("seen", {})}
    signs = {"watching_since": ago(9999), "failing": {}, "oldest_due": None, **values}
    return troubles_in(Signs(seen=seen, **signs), NOW)


def test_where_all_give_signs_nothing_is_wrong() -> None:
    assert found() == []


@pytest.mark.parametrize("process, longest", [(Trouble.BEAT, 90), (Trouble.WORKER, 120)])
def test_a_process_may_be_silent_for_a_while_and_no_longer(process: Trouble, longest: int) -> None:
    assert found(seen={process: ago(longest)}) == []
    assert found(seen={process: ago(longest + 1)}) == [Found(process, "", ago(longest + 1))]


def test_a_reminder_may_wait_for_three_minutes() -> None:
    assert found(oldest_due=ago(180)) == []
    assert found(oldest_due=ago(181)) == [Found(Trouble.QUEUE, "", ago(181))]


def test_a_channel_may_fail_for_two_minutes() -> None:
    failing = {"email": ago(121), "line": ago(120)}

    assert found(failing=failing) == [Found(Trouble.CHANNEL, "email", ago(121))]


def test_a_process_that_never_gave_a_sign_is_missed_too() -> None:
    signs = Signs(watching_since=ago(100), seen={"worker": ago(1)}, failing={}, oldest_due=None)

    assert troubles_in(signs, NOW) == [Found(Trouble.BEAT, "", ago(100))]


def test_all_that_start_together_get_time_to_give_a_sign() -> None:
    old = {"beat": ago(7200), "worker": ago(7200)}

    assert found(seen=old, oldest_due=ago(7200), watching_since=ago(10)) == []
    assert found(seen=old, watching_since=ago(91)) == [Found(Trouble.BEAT, "", ago(7200))]


def test_a_sign_from_a_clock_that_was_ahead_is_a_sign() -> None:
    assert found(seen={"beat": NOW + timedelta(hours=1)}) == []
