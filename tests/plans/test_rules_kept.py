"""Rates and rules in force, kept as plain values, and what a plan makes of two of them."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from planner.money.values import NoRule, Rule, RuleBook, Source
from planner.plans.sums.outlook import (
    Cause,
    Fact,
    Outlook,
    Result,
    both,
    causes,
    has_moved,
    is_moved,
)
from planner.plans.sums.rules_kept import (
    NEWEST_RATES,
    NotReadable,
    in_force,
    kept_rules,
    plain_rules,
    rules_of,
)
from planner.reference.rates import CurrentRules, current_rules

TODAY, APRIL = date(2026, 11, 22), date(2027, 4, 1)
SOURCE = Source("Hello Work", "2026")


def insurance(rate: str, valid_from: date, valid_to: date | None = None) -> Rule:
    return Rule("insurance", None, None, Decimal(rate), None, valid_from, valid_to, SOURCE)


@pytest.fixture
def rules() -> CurrentRules:
    """One rate until the end of March, another from April; both are known in November."""
    book = RuleBook(
        [insurance("0.55", date(2026, 4, 1), date(2027, 3, 31)), insurance("0.6", APRIL)]
    )
    return CurrentRules("v", book, (), (), (), (), {}, {}, (), {}, (), {})


def test_rule_entered_early_is_a_change_on_its_first_day(rules: CurrentRules) -> None:
    early, late = in_force(rules, TODAY), in_force(rules, APRIL)

    assert early.pay_rules.rule("insurance", APRIL).rate_pct == Decimal("0.55")
    assert late.pay_rules.rule("insurance", APRIL).rate_pct == Decimal("0.6")
    with pytest.raises(NoRule):
        early.pay_rules.rule("insurance", date(2026, 3, 31))


def test_mark_is_the_same_until_something_comes_into_force(rules: CurrentRules) -> None:
    marks = [kept_rules(rules, day)[0] for day in (TODAY, date(2027, 3, 31), APRIL)]

    assert marks[0] == marks[1] != marks[2]


@pytest.mark.django_db
def test_what_is_kept_is_read_back_whole() -> None:
    wanted = in_force(current_rules(), TODAY)

    found = rules_of(json.loads(json.dumps(plain_rules(wanted))), wanted.version)

    assert found.pay_rules.rules == wanted.pay_rules.rules
    assert replace(found, pay_rules=wanted.pay_rules) == wanted
    assert len(found.exchange_rates) == NEWEST_RATES
    assert found.pension_multipliers
    assert found.prefectures


@pytest.mark.parametrize("stored", [{}, {"amounts": [{"key": "x"}]}])
def test_what_another_version_kept_is_not_read(stored: dict[str, object]) -> None:
    with pytest.raises(NotReadable):
        rules_of(stored, "m")


@pytest.mark.parametrize(
    ("result", "before", "after", "is_news"),
    [
        (Result.RETURN, "2027-01-01", "2027-02-01", True),
        (Result.RETURN, "2027-01-01", None, True),
        (Result.RETURN, "2027-01-01", "2027-01-01", False),
        (Result.RUNWAY, 12, 11, True),
        (Result.RUNWAY, None, None, False),
        (Result.LUMP_SUM, 1000, 951, False),
        (Result.LUMP_SUM, 1000, 950, True),
        (Result.LUMP_SUM, 0, 1, True),
        (Result.LUMP_SUM, 0, 0, False),
        (Result.KEPT, -1000, -1050, True),
    ],
)
def test_news_is_a_month_or_a_twentieth(
    result: Result, before: str | int | None, after: str | int | None, is_news: bool
) -> None:
    assert is_moved(result, before, after) is is_news


def test_result_that_is_known_on_one_side_only_is_no_move() -> None:
    before, after = Outlook({Result.RUNWAY: 3}, ()), Outlook({Result.RETURN: "2027-01-01"}, ())

    assert not has_moved(before, after)
    assert both(before, after) == {}


def outlook(*facts: Fact, gross_jpy: int = 180_000) -> Outlook:
    return Outlook({}, facts, gross_jpy)


def test_tax_that_only_follows_is_no_cause() -> None:
    rate, tax = Fact(Cause.PAY_RATE, "pension", "9.15"), Fact(Cause.PAY_LINE, "income_tax", "3000")
    later = replace(rate, value="9.3"), replace(tax, value="2950")

    found = causes(outlook(rate, tax), outlook(*later))
    of_pay = causes(outlook(tax), outlook(later[1], gross_jpy=190_000))
    of_law = causes(outlook(rate, tax), outlook(rate, later[1]))

    assert [row["cause"] for row in found] == [Cause.PAY_RATE]
    assert of_pay == []
    assert [row["cause"] for row in of_law] == [Cause.PAY_LINE]


def test_cause_that_came_or_went_has_one_side() -> None:
    tax = Fact(Cause.WITHHOLDING, "", "20.42", source=SOURCE)

    [came], [went] = causes(outlook(), outlook(tax)), causes(outlook(tax), outlook())

    assert (came["before"], went["after"]) == (None, None)
    assert came["after"] == went["before"]
    assert came["after"]["source"] == "Hello Work"
