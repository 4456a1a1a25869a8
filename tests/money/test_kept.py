from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.money.enums import Currency, Line, RateBasis
from planner.money.kept import Promised, beside_promise, kept_at_home, kept_in_japan
from planner.money.net_pay import net_pay
from planner.money.pay import PayQuestion
from planner.money.rates import RateRange
from planner.money.values import RuleBook, Span

SIGNED = date(2020, 9, 1)


def rates(low: str, mid: str, high: str) -> RateRange:
    return RateRange(Decimal(low), Decimal(mid), Decimal(high), RateBasis.TYPED, date(2023, 10, 1))


def test_tuan_keeps_in_year_four_what_the_article_says(book: RuleBook) -> None:
    question = PayQuestion(
        170_000,
        date(2023, 11, 1),
        typed={Line.ALL_TOGETHER: 20_000},
        agreed={Line.RENT: 50_000},
    )

    kept = kept_in_japan(
        net_pay(question, book).net_jpy, 12_500, 25_000, rates("155", "160", "180")
    )

    assert kept.jpy == Span(75_000, 81_250, 87_500)
    assert kept.vnd == Span(12_000_000, 13_000_000, 14_000_000)
    assert kept.vnd.low >= 11_500_000
    assert kept.vnd.high <= 14_500_000
    assert kept.vnd_widest == Span(75_000 * 155, 13_000_000, 87_500 * 180)


def test_kept_may_be_below_zero() -> None:
    kept = kept_in_japan(50_000, 60_000, 70_000, rates("150", "160", "180"))

    assert kept.jpy == Span(-20_000, -15_000, -10_000)
    assert kept.vnd_widest.low == -20_000 * 180


def test_home_is_shown_rent_free_and_with_rent() -> None:
    kept = kept_at_home(8_000_000, 10_000_000, 4_000_000, 5_000_000, rent_vnd=1_500_000)

    assert kept.rent_free == Span(3_000_000, 4_500_000, 6_000_000)
    assert kept.paying_rent == Span(1_500_000, 3_000_000, 4_500_000)


def test_tuans_promise_falls_short_by_54_percent() -> None:
    promised = Promised(30_000_000, 40_000_000, Currency.VND, SIGNED, Decimal(205))

    beside = beside_promise(promised, 100_000, rates("155", "160", "220"))

    assert beside.promised_vnd == Span(30_000_000, 35_000_000, 40_000_000)
    assert beside.actual_vnd == Span(15_500_000, 16_000_000, 22_000_000)
    assert (beside.short_vnd, beside.share) == (19_000_000, Decimal("-0.54"))


def test_a_promise_in_yen_is_taken_at_its_own_rate() -> None:
    promised = Promised(170_000, 170_000, Currency.JPY, SIGNED, Decimal(205))

    assert beside_promise(promised, 0, rates("155", "160", "220")).promised_vnd.mid == 34_850_000


def test_a_promise_of_nothing_has_no_share() -> None:
    promised = Promised(0, 0, Currency.VND, SIGNED)

    assert beside_promise(promised, 100_000, rates("155", "160", "220")).share is None


def test_low_living_above_the_high_one_is_refused() -> None:
    with pytest.raises(ValueError, match="above"):
        kept_in_japan(100_000, 30_000, 20_000, rates("155", "160", "220"))


@settings(max_examples=30)
@given(
    st.integers(0, 500_000),
    st.lists(st.integers(0, 200_000), min_size=2, max_size=2).map(sorted),
    st.lists(st.decimals(90, 300, places=2), min_size=3, max_size=3).map(sorted),
)
def test_spans_are_in_order(net: int, living: list[int], values: list[Decimal]) -> None:
    low, mid, high = (str(value) for value in values)

    kept = kept_in_japan(net, living[0], living[1], rates(low, mid, high))

    for span in (kept.jpy, kept.vnd, kept.vnd_low_yen, kept.vnd_high_yen, kept.vnd_widest):
        assert span.low <= span.mid <= span.high
        assert isinstance(span.mid, int)
