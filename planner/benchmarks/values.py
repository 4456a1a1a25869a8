"""Plain values of the benchmark rules. Days are dates; offsets are months."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.benchmarks.enums import Anchor, Change, Group, Route


@dataclass(frozen=True, slots=True)
class Template:
    """One benchmark of the programme. `pathways`: all, TITP, SSW, ESD, TITP-care, SSW-care, any of them.

    `stage`: pre_departure, titp_1_year_1, titp_2_years_2_3, titp_3_years_4_5, ssw_1, ssw_2, esd,
    before_return, after_return, language_calendar. `offset_months` None: the calendar gives the day.
    `is_money`: about an amount, debt, savings or pay, hence closed to the agency.
    """

    key: str
    pathways: frozenset[str]
    stage: str
    anchor: Anchor
    offset_months: Decimal | None
    is_money: bool = False


@dataclass(frozen=True, slots=True)
class ExamSitting:
    """A sitting of `exam` ("jlpt") whose dates are known; None = that day was not found."""

    exam: str
    held_on: date
    applies_from: date | None
    applies_to: date | None


@dataclass(frozen=True, slots=True)
class Way:
    """For whom benchmarks are laid out.

    `arrives_on`: the day of departure, if nothing else is known. `returns_on` None: worked out from
    the route. `ssw_starts_on`: of a change in Japan; None: three years after arrival. `has_titp_3`:
    the operation allows TITP(iii). `is_two_year_field`: ESD transfer on own wish after two years
    instead of one.
    """

    route: Route
    departs_on: date
    arrives_on: date | None = None
    returns_on: date | None = None
    ssw_starts_on: date | None = None
    is_care: bool = False
    has_titp_3: bool = True
    is_two_year_field: bool = False


@dataclass(frozen=True, slots=True)
class EntryDays:
    """Between which days new people may enter Japan on a programme; `reference` has the rows."""

    # japanono.com/news/953: ESD is in force from 1 April 2027, TITP takes its last people in June.
    esd_from: date = date(2027, 4, 1)
    titp_to: date = date(2027, 6, 30)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A benchmark with its day. `key` names it within a plan; calendar ones carry the sitting.

    `is_usual_day`: the organiser's day is not known; this is the day it usually falls on.
    """

    key: str
    template_key: str
    group: Group
    due_on: date
    is_money: bool = False
    is_usual_day: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A benchmark that a plan already has."""

    key: str
    due_on: date
    is_done: bool = False
    is_own: bool = False
    is_dropped: bool = False
    # Its day was set by hand: laying out again shows the new day but says so.
    is_moved: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    key: str
    change: Change
    before: date | None
    after: date | None
    laid_out: LaidOut | None = None
