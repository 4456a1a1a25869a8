"""Codes of the benchmark rules. Their words live in planner.wording.benchmarks."""

from enum import StrEnum


class Route(StrEnum):
    """The way through Japan that a plan is laid out for."""

    TITP_HOME = "titp_home"  # home after three years
    TITP_3 = "titp_3"  # years four and five as TITP(iii)
    TITP_SSW = "titp_ssw"  # then SSW(i), changed in Japan
    SSW = "ssw"  # SSW(i) from Viet Nam
    ESD = "esd"


class Anchor(StrEnum):
    """What a date is counted from."""

    DEPARTURE = "departure"
    ARRIVAL = "arrival"
    SSW_START = "ssw_start"
    RETURN = "return"
    CALENDAR = "calendar"


class Group(StrEnum):
    BEFORE = "before"
    JAPAN = "japan"
    BEFORE_RETURN = "before_return"
    HOME = "home"


class Standing(StrEnum):
    """Computed from dates, never typed."""

    UPCOMING = "upcoming"
    DUE_SOON = "due_soon"
    IN_GRACE = "in_grace"
    MISSED = "missed"
    DONE = "done"
    DROPPED = "dropped"


class Change(StrEnum):
    """What laying out again does to one benchmark."""

    NEW = "new"
    MOVED = "moved"
    GONE = "gone"


class Stage(StrEnum):
    """The heading a benchmark stands under: time in Japan, never the name of a programme."""

    BEFORE_DEPARTURE = "before_departure"
    JAPAN_YEAR_1 = "japan_year_1"
    JAPAN_YEARS_2_3 = "japan_years_2_3"
    JAPAN_YEARS_4_5 = "japan_years_4_5"
    JAPAN_YEARS_6_8 = "japan_years_6_8"
    LANGUAGE_TESTS = "language_tests"
    BEFORE_RETURN = "before_return"
    AFTER_RETURN = "after_return"


class Obstacle(StrEnum):
    """Why nothing can be laid out for these dates."""

    NOT_OPEN_YET = "not_open_yet"  # ESD before its first day
    CLOSED = "closed"  # TITP after its last day
    ARRIVES_BEFORE_DEPARTURE = "arrives_before_departure"
    RETURNS_BEFORE_ARRIVAL = "returns_before_arrival"
