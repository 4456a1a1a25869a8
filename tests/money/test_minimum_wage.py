from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.money.enums import HourlyNote, HourlyVerdict
from planner.money.minimum_wage import hourly_check
from planner.money.values import PrefectureWage, Source

SOURCE = Source("Labour bureau", "2026")
OLD = PrefectureWage(2025, 1_065, date(2025, 10, 18), SOURCE)
NEW = PrefectureWage(2026, 1_121, None, SOURCE)
HOURS = Decimal(160)


def test_pay_at_the_lowest_wage_is_not_below() -> None:
    check = hourly_check(170_400, HOURS, [OLD], date(2026, 5, 1))

    assert (check.verdict, check.jpy_hour, check.in_force) == (HourlyVerdict.ABOVE, 1_065, OLD)


def test_one_yen_less_is_below_though_the_figure_is_rounded() -> None:
    check = hourly_check(170_399, HOURS, [OLD], date(2026, 5, 1))

    assert (check.verdict, check.jpy_hour) == (HourlyVerdict.BELOW, 1_064)


def test_unknown_start_compares_with_both() -> None:
    check = hourly_check(172_000, HOURS, [NEW, OLD], date(2026, 11, 22))

    assert (check.in_force, check.coming) == (OLD, NEW)
    assert (check.verdict, check.coming_verdict) == (HourlyVerdict.ABOVE, HourlyVerdict.BELOW)
    assert check.notes == (HourlyNote.START_UNKNOWN,)


def test_before_october_the_new_wage_is_only_coming() -> None:
    check = hourly_check(172_000, HOURS, [OLD, NEW], date(2026, 9, 30))

    assert (check.in_force, check.coming, check.notes) == (OLD, NEW, ())


def test_after_march_the_new_wage_holds_surely() -> None:
    check = hourly_check(172_000, HOURS, [OLD, NEW], date(2027, 4, 1))

    assert (check.in_force, check.coming, check.verdict) == (NEW, None, HourlyVerdict.BELOW)


def test_a_day_without_a_wage_cannot_be_compared() -> None:
    check = hourly_check(172_000, HOURS, [OLD], date(2020, 10, 1))

    assert check.verdict == HourlyVerdict.UNKNOWN
    assert check.notes == (HourlyNote.NO_WAGE_KNOWN,)


def test_no_hours_cannot_be_compared() -> None:
    check = hourly_check(172_000, Decimal(0), [OLD], date(2026, 5, 1))

    assert (check.verdict, check.jpy_hour) == (HourlyVerdict.UNKNOWN, None)
    assert check.notes == (HourlyNote.NO_HOURS,)


def test_gifu_reads_from_the_reference(gifu_wages: list[PrefectureWage]) -> None:
    check = hourly_check(185_000, HOURS, gifu_wages, date(2026, 11, 22))

    assert check.in_force is not None
    assert check.in_force.fiscal_year == 2025
    assert HourlyNote.START_UNKNOWN in check.notes


@settings(max_examples=30)
@given(st.integers(0, 500_000), st.decimals(1, 300, places=1))
def test_verdict_is_exact(pay: int, hours: Decimal) -> None:
    check = hourly_check(pay, hours, [OLD], date(2026, 5, 1))

    assert (check.verdict == HourlyVerdict.BELOW) == (pay * 10 < 1_065 * int(hours * 10))
