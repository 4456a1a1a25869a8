"""Changes of status on the way: from which day one is possible, and what it asks for.

The sources stand with the benchmark templates that `SOURCES` names.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from planner.benchmarks.dates import add_months
from planner.benchmarks.enums import Condition, Fulfilment, Refusal, Route, StatusStep
from planner.benchmarks.layout import ENTRY_DAYS
from planner.benchmarks.routes import MONTHS_OF_TITP, arrival_of, came_by_esd
from planner.benchmarks.values import EntryDays, Way

# gms.ca-m.co.jp (2020): who stays 2 years and 10 months or more has completed TITP(ii) well.
MONTHS_OF_GOOD_COMPLETION = 34
# asea.jp (2024): home leave of at least one month and under one year after TITP(ii).
LEAST_MONTHS_AT_HOME, MOST_MONTHS_AT_HOME = 1, 12
MONTHS_OF_TITP_III = 24
# kazahana-office.jp (2026): one year, in some fields two; yourside-ghj.com (2025): three in all.
MONTHS_TO_TRANSFER, MONTHS_TO_TRANSFER_LATE, MONTHS_OF_ESD = 12, 24, 36

# The JLPT levels that we count as A1 and as A2: our judgement but for JFT-Basic, a test of A2.
A2_LEVELS = frozenset({"n4", "jft", "n3", "n2", "n1"})
A1_LEVELS = A2_LEVELS | {"n5"}

_TITP_STEPS = (StatusStep.TITP_3, StatusStep.TITP_TO_SSW)
_STEPS: Mapping[Route, tuple[StatusStep, ...]] = {
    Route.TITP_HOME: _TITP_STEPS,
    Route.TITP_3: _TITP_STEPS,
    Route.TITP_SSW: _TITP_STEPS,
    Route.ESD: (StatusStep.ESD_TRANSFER, StatusStep.ESD_TO_SSW),
    Route.SSW: (),
}
_ESD_STEPS = frozenset({StatusStep.ESD_TRANSFER, StatusStep.ESD_TO_SSW})
# By condition: the benchmark template whose row says so, with its source.
SOURCES: Mapping[Condition, str] = {
    Condition.TITP_2_ENDED: "t3_home_leave",
    Condition.GRADE_3: "t2_grade3_practical",
    Condition.HAS_THIRD_STAGE: "t3_trade_allows",
    Condition.HOST_EXCELLENT: "t3_host_excellent",
    Condition.HOME_LEAVE: "t3_home_leave",
    Condition.COMPLETED_TIME: "t2_good_completion",
    Condition.GRADE_3_OR_RECORD: "t2_good_completion",
    Condition.LINKED_FIELD: "t2_good_completion",
    Condition.FIELD_TEST: "pre_ssw_skill_test",
    Condition.JAPANESE_N4: "pre_jlpt_n4_or_jft",
    Condition.RECOMMENDATION: "s1_recommendation_in_japan",
    Condition.ONE_YEAR: "e_transfer_open",
    Condition.TWO_YEARS: "e_transfer_two_years",
    Condition.THREE_YEARS: "e_final_tests",
    Condition.SAME_WORK: "e_transfer_open",
    Condition.BASIC_EXAM: "e_basic_exam",
    Condition.JAPANESE_A1: "e_basic_exam",
    Condition.JAPANESE_A2: "e_final_tests",
    Condition.GRADE_3_LEVEL: "e_final_tests",
    Condition.PUBLIC_CHANNEL: "e_transfer_public_channel",
}
# By condition: the benchmarks any of which, once ticked, meets it.
_PROVED_BY: Mapping[Condition, tuple[str, ...]] = {
    Condition.GRADE_3: ("t2_grade3_practical",),
    Condition.HOST_EXCELLENT: ("t3_host_excellent",),
    Condition.GRADE_3_OR_RECORD: (
        *("t2_grade3_practical", "t2_good_completion", "r_evaluation_record"),
    ),
    Condition.RECOMMENDATION: ("s1_recommendation_in_japan",),
    Condition.BASIC_EXAM: ("e_basic_exam",),
    Condition.GRADE_3_LEVEL: ("e_final_tests",),
    Condition.PUBLIC_CHANNEL: ("e_transfer_public_channel",),
    Condition.HOME_LEAVE: ("t3_home_leave",),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the person. `done`, `open`: template keys of benchmarks ticked, and not yet.

    `levels`: codes of the Japanese tests passed (n5 … n1, jft); None = not told. `has_titp_3`: the
    exact job goes on to TITP(iii); None = job not known. `is_linked`: the work after the change lies
    in a field of the work before; None = one of them not known.
    """

    done: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    levels: frozenset[str] | None = None
    has_titp_3: bool | None = None
    is_linked: bool | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    condition: Condition
    fulfilment: Fulfilment


@dataclass(frozen=True, slots=True)
class StatusRules:
    """What the rules say of one change on one day. `latest`: the last day; None = there is none.

    `refusal`: the law makes it impossible on that day; None = possible, be it with warnings.
    """

    step: StatusStep
    earliest: date
    latest: date | None
    requirements: tuple[Requirement, ...]
    refusal: Refusal | None

    def is_early(self, on: date) -> bool:
        return on < self.earliest

    def is_late(self, on: date) -> bool:
        return self.latest is not None and on > self.latest


def steps_from(way: Way) -> tuple[StatusStep, ...]:
    """The changes that this way knows. One that was told already may be told again, as a correction."""
    return (StatusStep.ESD_TO_SSW,) if came_by_esd(way) else _STEPS[way.route]


def earliest_day(step: StatusStep, way: Way, entry: EntryDays = ENTRY_DAYS) -> date:
    """The first day of the change by time alone, counted from arrival in one go."""
    months = {
        StatusStep.TITP_3: MONTHS_OF_TITP + LEAST_MONTHS_AT_HOME,
        StatusStep.TITP_TO_SSW: MONTHS_OF_GOOD_COMPLETION,
        StatusStep.ESD_TRANSFER: MONTHS_TO_TRANSFER_LATE
        if way.is_two_year_field
        else MONTHS_TO_TRANSFER,
        StatusStep.ESD_TO_SSW: MONTHS_OF_ESD,
    }[step]
    day = add_months(arrival_of(way), Decimal(months))
    return max(day, entry.esd_from) if step in _ESD_STEPS else day


def status_rules(
    step: StatusStep, way: Way, known: Known, on: date, entry: EntryDays = ENTRY_DAYS
) -> StatusRules:
    """`way`: the one before the change. `on`: the day of the change."""
    earliest = earliest_day(step, way, entry)
    return StatusRules(
        step,
        earliest,
        _latest_day(step, way),
        tuple(_requirements(step, way, known, on, earliest)),
        _refusal(step, way, known, on, entry),
    )


def way_after(step: StatusStep, way: Way, on: date) -> Way:
    """The way from then on. TITP(iii) ends two years later; SSW five (by the route); a transfer changes neither."""
    match step:
        case StatusStep.TITP_3:
            returns_on = add_months(on, Decimal(MONTHS_OF_TITP_III))
            return replace(way, route=Route.TITP_3, ssw_starts_on=None, returns_on=returns_on)
        case StatusStep.TITP_TO_SSW:
            return replace(way, route=Route.TITP_SSW, ssw_starts_on=on, returns_on=None)
        case StatusStep.ESD_TO_SSW:
            return replace(way, route=Route.SSW, ssw_starts_on=on, returns_on=None)
        case _:
            return way


def _latest_day(step: StatusStep, way: Way) -> date | None:
    """Under one year at home: the day before the anniversary of the end of TITP(ii)."""
    if step != StatusStep.TITP_3:
        return None
    a_year = add_months(arrival_of(way), Decimal(MONTHS_OF_TITP + MOST_MONTHS_AT_HOME))
    return date.fromordinal(a_year.toordinal() - 1)


def _refusal(
    step: StatusStep, way: Way, known: Known, on: date, entry: EntryDays
) -> Refusal | None:
    if step not in steps_from(way):
        return Refusal.NOT_FROM_HERE
    if step == StatusStep.TITP_3 and known.has_titp_3 is False:
        return Refusal.NO_THIRD_STAGE
    if step in _ESD_STEPS and on < entry.esd_from:
        return Refusal.NOT_OPEN_YET
    return Refusal.BEFORE_ARRIVAL if on <= arrival_of(way) else None


def _requirements(
    step: StatusStep, way: Way, known: Known, on: date, earliest: date
) -> Iterator[Requirement]:
    is_time = _as(on >= earliest)
    match step:
        case StatusStep.TITP_3:
            ended = add_months(arrival_of(way), Decimal(MONTHS_OF_TITP))
            yield Requirement(Condition.TITP_2_ENDED, _as(on >= ended))
            yield _home_leave(way, known, on, earliest)
            yield _proved(Condition.GRADE_3, known)
            yield Requirement(Condition.HAS_THIRD_STAGE, _as(known.has_titp_3))
            yield _proved(Condition.HOST_EXCELLENT, known)
        case StatusStep.TITP_TO_SSW:
            yield Requirement(Condition.COMPLETED_TIME, is_time)
            yield _proved(Condition.GRADE_3_OR_RECORD, known)
            if known.is_linked is False:
                yield Requirement(Condition.FIELD_TEST, Fulfilment.UNKNOWN)
                yield _n4_unless_completed(known, is_time)
            else:
                yield Requirement(Condition.LINKED_FIELD, _as(known.is_linked))
            yield _proved(Condition.RECOMMENDATION, known)
        case StatusStep.ESD_TRANSFER:
            years = Condition.TWO_YEARS if way.is_two_year_field else Condition.ONE_YEAR
            yield Requirement(years, is_time)
            yield Requirement(Condition.SAME_WORK, _as(known.is_linked))
            yield _proved(Condition.BASIC_EXAM, known)
            yield _a2(known) if way.is_care else _a1(known)
            yield _proved(Condition.PUBLIC_CHANNEL, known)
        case StatusStep.ESD_TO_SSW:
            yield Requirement(Condition.THREE_YEARS, is_time)
            yield _a2(known)
            yield _proved(Condition.GRADE_3_LEVEL, known)
            if known.is_linked is False:
                yield Requirement(Condition.FIELD_TEST, Fulfilment.UNKNOWN)


def _home_leave(way: Way, known: Known, on: date, earliest: date) -> Requirement:
    """Not to be had on a day that leaves less than a month or a year and more; else as it is ticked."""
    latest = _latest_day(StatusStep.TITP_3, way)
    if on < earliest or (latest and on > latest):
        return Requirement(Condition.HOME_LEAVE, Fulfilment.NOT_MET)
    return _proved(Condition.HOME_LEAVE, known)


def _n4_unless_completed(known: Known, is_time: Fulfilment) -> Requirement:
    """TITP(ii) completed well frees from the language test in any field."""
    record = _proved(Condition.GRADE_3_OR_RECORD, known).fulfilment
    if record == is_time == Fulfilment.MET:
        return Requirement(Condition.JAPANESE_N4, Fulfilment.MET)
    return Requirement(Condition.JAPANESE_N4, _has_level(known, A2_LEVELS))


def _a1(known: Known) -> Requirement:
    """The benchmark of the basic exam holds the A1 test too."""
    if "e_basic_exam" in known.done:
        return Requirement(Condition.JAPANESE_A1, Fulfilment.MET)
    return Requirement(Condition.JAPANESE_A1, _has_level(known, A1_LEVELS))


def _a2(known: Known) -> Requirement:
    """The benchmark of the last tests holds the A2 test too."""
    if "e_final_tests" in known.done:
        return Requirement(Condition.JAPANESE_A2, Fulfilment.MET)
    return Requirement(Condition.JAPANESE_A2, _has_level(known, A2_LEVELS))


def _has_level(known: Known, levels: frozenset[str]) -> Fulfilment:
    return _as(None if known.levels is None else bool(known.levels & levels))


def _proved(condition: Condition, known: Known) -> Requirement:
    """By a tick. Neither ticked nor in the plan: not known."""
    keys = _PROVED_BY[condition]
    if any(key in known.done for key in keys):
        return Requirement(condition, Fulfilment.MET)
    is_open = any(key in known.open for key in keys)
    return Requirement(condition, Fulfilment.NOT_MET if is_open else Fulfilment.UNKNOWN)


def _as(is_met: bool | None) -> Fulfilment:
    if is_met is None:
        return Fulfilment.UNKNOWN
    return Fulfilment.MET if is_met else Fulfilment.NOT_MET
