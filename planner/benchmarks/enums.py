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


class StatusStep(StrEnum):
    """A change of status or employer on the way."""

    TITP_3 = "titp_3"
    TITP_TO_SSW = "titp_to_ssw"
    ESD_TRANSFER = "esd_transfer"
    ESD_TO_SSW = "esd_to_ssw"


class Condition(StrEnum):
    """What a change of status asks for."""

    TITP_2_ENDED = "titp_2_ended"  # three years as a trainee
    GRADE_3 = "grade_3"  # the practical test
    HAS_THIRD_STAGE = "has_third_stage"  # the exact job
    HOST_EXCELLENT = "host_excellent"
    HOME_LEAVE = "home_leave"
    COMPLETED_TIME = "completed_time"  # 2 years and 10 months as a trainee
    GRADE_3_OR_RECORD = "grade_3_or_record"  # the evaluation record does as well
    LINKED_FIELD = "linked_field"
    FIELD_TEST = "field_test"
    JAPANESE_N4 = "japanese_n4"  # or JFT-Basic
    RECOMMENDATION = "recommendation"  # of the Embassy
    ONE_YEAR = "one_year"
    TWO_YEARS = "two_years"
    THREE_YEARS = "three_years"
    SAME_WORK = "same_work"
    BASIC_EXAM = "basic_exam"
    JAPANESE_A1 = "japanese_a1"
    JAPANESE_A2 = "japanese_a2"
    GRADE_3_LEVEL = "grade_3_level"
    PUBLIC_CHANNEL = "public_channel"


class Fulfilment(StrEnum):
    """Worked out from days, ticks and tests, never typed."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class Refusal(StrEnum):
    """Why the law makes a change impossible on that day, for everybody."""

    NOT_FROM_HERE = "not_from_here"  # another way has other changes
    BEFORE_ARRIVAL = "before_arrival"
    NOT_OPEN_YET = "not_open_yet"  # ESD before its first day
    NO_THIRD_STAGE = "no_third_stage"  # the exact job ends with TITP(ii)
