"""Instants against an oracle that goes minute by minute."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planner.reminders.timing import (
    Clock,
    gap_after,
    instant_of,
    is_quiet,
    next_morning,
    quiet_until,
    zone_of_plan,
)
from planner.reminders.values import Hours

ZONES = (
    "Asia/Tokyo",
    "Asia/Ho_Chi_Minh",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
)
START = datetime(2026, 1, 1, tzinfo=UTC)
TOKYO, HCM = ZoneInfo("Asia/Tokyo"), ZoneInfo("Asia/Ho_Chi_Minh")
QUARTERS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))


def oracle(at: datetime, hours: Hours) -> datetime | None:
    """Go on by quarters of an hour until the clock on the wall is outside the window."""
    if not is_quiet(at.astimezone(hours.zone).time(), hours):
        return None
    moment = at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)
    while moment <= at or is_quiet(moment.astimezone(hours.zone).time(), hours):
        moment += timedelta(minutes=15)
    return moment


@given(
    at=st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)),
    zone=st.sampled_from(ZONES),
    quiet_from=QUARTERS,
    quiet_to=QUARTERS,
)
@example(datetime(2026, 3, 29, 0, 30, tzinfo=UTC), "Europe/Berlin", time(22), time(2, 30))
@example(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Europe/Berlin", time(22), time(2, 30))
@example(datetime(2026, 10, 3, 15, 0, tzinfo=UTC), "Australia/Lord_Howe", time(1), time(2, 15))
@example(datetime(2027, 4, 3, 14, 45, tzinfo=UTC), "Australia/Lord_Howe", time(1), time(1, 45))
@example(datetime(2026, 11, 1, 5, 30, tzinfo=UTC), "America/New_York", time(23), time(1, 30))
def test_quiet_hours_end_when_the_clock_says_so(
    at: datetime, zone: str, quiet_from: time, quiet_to: time
) -> None:
    hours = Hours(time(19), quiet_from, quiet_to, ZoneInfo(zone))

    until = quiet_until(at, hours)

    wanted = oracle(at, hours)
    assert (until is None) == (wanted is None)
    if until is not None and wanted is not None:
        assert not is_quiet(until.astimezone(hours.zone).time(), hours)
        # In the hour that comes twice, the first or the second end of the window: never inside it.
        assert wanted <= until <= wanted + timedelta(hours=1)


@pytest.mark.parametrize(
    "day, at, wanted",
    [
        (date(2026, 11, 22), time(19), datetime(2026, 11, 22, 10, tzinfo=UTC)),
        (date(2026, 11, 22), time(23), datetime(2026, 11, 22, 22, tzinfo=UTC)),
        (date(2026, 11, 22), time(6, 30), datetime(2026, 11, 21, 22, tzinfo=UTC)),
    ],
)
def test_the_hour_somebody_wants_or_the_morning_after(
    day: date, at: time, wanted: datetime
) -> None:
    assert instant_of(day, Hours(at, time(22), time(7), TOKYO)) == wanted


def test_an_hour_that_the_clock_skips_comes_an_hour_later() -> None:
    hours = Hours(time(2, 30), time(0), time(0), ZoneInfo("Europe/Berlin"))

    assert instant_of(date(2026, 3, 29), hours) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_next_morning_is_the_next_day_where_somebody_is() -> None:
    hours = Hours(time(8), time(22), time(7), TOKYO)

    # 23:30 on the 21st in Viet Nam is 01:30 on the 22nd in Japan.
    assert next_morning(datetime(2026, 11, 21, 16, 30, tzinfo=UTC), hours) == datetime(
        2026, 11, 22, 23, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "at, zone",
    [
        (datetime(2026, 3, 31, 16, 59, tzinfo=UTC), HCM),
        (datetime(2026, 3, 31, 17, 0, tzinfo=UTC), TOKYO),
        (datetime(2029, 3, 31, 14, 59, tzinfo=UTC), TOKYO),
        (datetime(2029, 3, 31, 15, 0, tzinfo=UTC), HCM),
    ],
)
def test_the_zone_changes_with_the_flights(at: datetime, zone: ZoneInfo) -> None:
    assert zone_of_plan(at, date(2026, 4, 1), date(2029, 4, 1)) == zone


def test_who_has_no_plan_is_at_home() -> None:
    assert zone_of_plan(datetime(2026, 1, 1, tzinfo=UTC), None, None) == HCM


def test_a_chosen_zone_does_not_go_with_the_plan() -> None:
    clock = Clock(time(8), time(22), time(7), ZoneInfo("Europe/Berlin"), date(2020, 1, 1))

    assert clock.hours_of_day(date(2026, 1, 1)).zone.key == "Europe/Berlin"


def test_gaps_grow_to_six_hours() -> None:
    minutes = [gap_after(tries).total_seconds() / 60 for tries in range(1, 9)]

    assert minutes == [1, 3, 9, 27, 81, 243, 360, 360]
