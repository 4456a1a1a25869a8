"""Instants out of days and the clocks that people live by. Plain functions over plain values."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planner.reminders.values import Hours

HOME, ABROAD = ZoneInfo("Asia/Ho_Chi_Minh"), ZoneInfo("Asia/Tokyo")
# The first wait and the longest one before another try. Each wait is three times the one before.
FIRST_GAP, LONGEST_GAP = timedelta(minutes=1), timedelta(hours=6)


def zone_of_plan(at: datetime, departs_on: date | None, returns_on: date | None) -> ZoneInfo:
    """Viet Nam until the day of departure and from the day of return; Japan between."""
    if departs_on is None or at.astimezone(HOME).date() < departs_on:
        return HOME
    is_back = returns_on is not None and at.astimezone(ABROAD).date() >= returns_on
    return HOME if is_back else ABROAD


def instant_of(day: date, hours: Hours) -> datetime:
    """The hour that somebody wants, on this day, or the end of the quiet hours that it lies in."""
    wanted = at_clock(day, hours.at, hours.zone)
    return quiet_until(wanted, hours) or wanted


def quiet_until(at: datetime, hours: Hours) -> datetime | None:
    """The end of the quiet hours that this instant lies in; None outside of them.

    From = to: there are none. What the clock skips in spring ends when the clock goes on; in autumn a
    window that ends in the hour that comes twice ends with the second one.
    """
    local = at.astimezone(hours.zone)
    if not is_quiet(local.time(), hours):
        return None
    # Tomorrow, where the window goes over midnight and this is before it.
    day = local.date() if local.time() < hours.quiet_to else local.date() + timedelta(days=1)
    end = at_clock(day, hours.quiet_to, hours.zone)
    while end <= at or is_quiet(end.astimezone(hours.zone).time(), hours):
        end += timedelta(minutes=30)
    return end


def is_quiet(clock: time, hours: Hours) -> bool:
    start, end = hours.quiet_from, hours.quiet_to
    if start == end:
        return False
    return start <= clock < end if start < end else clock >= start or clock < end


def at_clock(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The instant of a wall clock, in UTC. A time that the clock skips is the one an hour later."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def next_morning(at: datetime, hours: Hours) -> datetime:
    """The wanted hour of the next day."""
    return instant_of(at.astimezone(hours.zone).date() + timedelta(days=1), hours)


def day_begins(at: datetime, zone: ZoneInfo) -> datetime:
    return at_clock(at.astimezone(zone).date(), time(0), zone)


def gap_after(tries: int) -> timedelta:
    """How long to wait after so many failed tries: 1, 3, 9, 27, 81 minutes … at most six hours."""
    return min(LONGEST_GAP, FIRST_GAP * int(3 ** min(tries - 1, 10)))


@dataclass(frozen=True, slots=True)
class Clock:
    """The hours somebody wants, and the zone they are in. `zone` None: it goes with the plan."""

    at: time
    quiet_from: time
    quiet_to: time
    zone: ZoneInfo | None = None
    departs_on: date | None = None
    returns_on: date | None = None

    def hours(self, at: datetime) -> Hours:
        """As they hold at this instant."""
        zone = self.zone or zone_of_plan(at, self.departs_on, self.returns_on)
        return Hours(self.at, self.quiet_from, self.quiet_to, zone)

    def hours_of_day(self, day: date) -> Hours:
        return self.hours(datetime.combine(day, time(12), UTC))
