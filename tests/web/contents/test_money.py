"""The closed part of a plan in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from accounts.models import User
from planner.documents.parts import Facts, Notice, Paragraph, Section, Table
from planner.money.enums import Currency, Lender
from planner.money.values import Span
from planner.plans.answers import Answers
from planner.plans.selectors.plan import plan_of
from planner.plans.sums.values import Sums
from planner.plans.sums.whole import sums_of
from planner.reference.rates import current_rules
from planner.reference.selectors import current_atlas
from planner.web.contents.money import money_sections, span_words
from planner.web.worker.offer.checks import checked_costs
from tests.factories.accounts import UserFactory
from tests.factories.plans import cost_sheet, debt, money_basis, pay_year, planned, promised_pay

pytestmark = pytest.mark.django_db

VND = Currency.VND
TODAY = date(2026, 11, 22)
PAY, COSTS, DEBTS, KEPT = range(4)


@pytest.fixture
def worker() -> User:
    return UserFactory.create()


def sums_for(worker: User) -> Sums:
    atlas = current_atlas()
    return sums_of(
        plan_of(worker),
        Answers(),
        trade_code=None,
        rules=current_rules(atlas.version),
        atlas=atlas,
        today=TODAY,
    )


def sections_of(worker: User, sums: Sums | None = None) -> tuple[Section, ...]:
    plan = plan_of(worker)
    costs = checked_costs(
        items=plan.items,
        pay=plan.pay,
        programme=None,
        trade_code=None,
        rules=current_rules(current_atlas().version),
        today=TODAY,
    ).found
    with translation.override("en"):
        return money_sections(plan, costs if plan.costs else None, sums or sums_for(worker))


def facts_of(section: Section) -> dict[str, str]:
    return {
        label: value
        for part in section.parts
        if isinstance(part, Facts)
        for label, value in part.rows
    }


def tables_of(section: Section) -> list[Table]:
    return [part for part in section.parts if isinstance(part, Table)]


def test_untold_money_is_said_to_be_missing(worker: User) -> None:
    sections = sections_of(worker)

    firsts = [section.parts[0] for section in sections]
    assert all(isinstance(part, Paragraph) and part.text for part in firsts)


def test_kept_is_told_at_the_middle_rate_with_the_low_and_the_high_yen_below(
    worker: User,
) -> None:
    planned(worker)
    sums = sums_for(worker)
    year = sums.years[0]
    assert year.kept is not None

    with translation.override("en"):
        middle = span_words(year.kept.vnd, VND)
        widest = span_words(year.kept.vnd_widest, VND)
    [in_japan, _lines] = tables_of(sections_of(worker, sums)[KEPT])

    main, below = in_japan.rows[0][-1].split("\n")
    assert main == middle
    assert below == f"if the yen falls or rises: {widest}"
    assert widest != middle


def test_kept_without_a_told_living_says_that_it_is_an_example(worker: User) -> None:
    promised_pay(worker)
    sums = sums_for(worker)
    assert sums.years[0].kept is not None

    in_japan = tables_of(sections_of(worker, sums)[KEPT])[0]

    assert "with the living cost of others as an example" in in_japan.rows[0][-1]


def test_year_without_a_rate_says_nothing_in_dong(worker: User) -> None:
    planned(worker)
    sums = sums_for(worker)
    years = tuple(replace(year, kept=None) for year in sums.years)

    in_japan = tables_of(sections_of(worker, replace(sums, years=years))[KEPT])[0]

    assert [row[-1] for row in in_japan.rows] == [""] * len(years)


def test_typed_line_stands_beside_the_estimate(worker: User) -> None:
    promised_pay(worker)
    pay_year(worker, 2, lines={"health": 8_500})

    lines = tables_of(sections_of(worker)[KEPT])[1]

    assert lines.title == "Year 2, line by line"
    health = next(row for row in lines.rows if row[0].startswith("Health insurance"))
    assert health[1] != health[2]
    assert "8,500" in health[2]


def test_costs_add_up_and_a_broker_is_flagged(worker: User) -> None:
    cost_sheet(worker)

    [table] = tables_of(sections_of(worker)[COSTS])

    assert table.has_total
    assert table.rows[1][0] == "Broker fee\nanh Ba"
    assert "broker" in table.rows[1][2]
    assert "80,000,000" in table.rows[-1][1]


def test_debt_names_its_lender_and_its_interest(worker: User) -> None:
    debt(worker, lender=Lender.FAMILY, lender_words="chú\nTư")

    [table] = tables_of(sections_of(worker)[DEBTS])

    lender, interest = table.rows[0][0].split("\n")
    assert lender.endswith(": chú Tư")
    assert "7.5 %" in interest


def test_debt_that_never_ends_is_a_notice_and_has_no_month(worker: User) -> None:
    debt(worker, rate_pct=Decimal(30), payment_vnd=100_000)

    section = sections_of(worker)[DEBTS]

    notices = [part.text for part in section.parts if isinstance(part, Notice)]
    assert notices == ["The payment does not even cover the interest: this debt never ends."]
    assert facts_of(section) == {}


def test_debt_free_month_has_its_range(worker: User) -> None:
    debt(worker)
    money_basis(worker)
    sums = sums_for(worker)
    assert sums.debts is not None
    endless = replace(
        sums.debts, clock=replace(sums.debts.clock, latest_on=None, latest_month=None)
    )

    usual = facts_of(sections_of(worker, sums)[DEBTS])
    with_a_low_yen = facts_of(sections_of(worker, replace(sums, debts=endless))[DEBTS])

    assert "of paying" in usual["Debt free"]
    assert " – " in usual["While the yen is high or low"]
    assert with_a_low_yen["While the yen is high or low"].endswith("– never")


def test_span_of_one_amount_is_one_amount() -> None:
    with translation.override("vi"):
        assert span_words(Span(1_000, 1_000, 1_000), VND) == "1.000\N{NO-BREAK SPACE}đ"
        assert (
            span_words(Span(1_000, 1_500, 2_000), VND)
            == "1.000\N{NO-BREAK SPACE}đ – 2.000\N{NO-BREAK SPACE}đ"
        )
