"""Figures for programme staff. Every one is counted again here, person by person, in plain loops."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from statistics import median
from typing import Any

import pytest
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from accounts.enums import Role
from accounts.models import User
from planner.casework.selectors.agency_figures import agency_names, pay_by_agency, usage_by_role
from planner.casework.selectors.indicators import (
    PLACES,
    Dimension,
    cohorts_of,
    counts_of,
    people_counted,
    report_of,
)
from planner.casework.statistics.families import Figure, What
from planner.casework.statistics.tables import ALL
from planner.plans.models import (
    Agreement,
    Benchmark,
    CheckIn,
    Choice,
    Debt,
    MonthMoney,
    PromisedPay,
)
from planner.sharing.enums import Purpose
from planner.sharing.models import Consent
from tests.factories.accounts import UserFactory
from tests.factories.consents import consent, refusal
from tests.factories.statistics import NOW, TODAY, counted_people

pytestmark = pytest.mark.django_db
PAIRS = [pair for pair in combinations(Dimension, 2) if set(pair) != set(PLACES)]
FAMILIES = [what for what in What if what != What.PAY]


def one(person: User, name: str) -> Any:
    return getattr(person, name, None)


def the_category(dimension: Dimension, person: User, version: str) -> str:
    """`version`: of the text that the person said yes to."""
    profile, home = one(person, "profile"), one(person, "home")
    if version == "1" and dimension in (Dimension.SEX, Dimension.AGE):
        return ""
    province = home.province.code if home and home.province else ""
    match dimension:
        case Dimension.SEX:
            return profile.sex if profile else ""
        case Dimension.AGE:
            if not profile or not profile.birth_year:
                return ""
            age = 2026 - profile.birth_year
            return "0" if age < 20 else "40" if age >= 40 else str(age // 5 * 5)
        case Dimension.PROVINCE:
            return province
        case Dimension.FORMER:
            former = home.former_province.code if home and home.former_province else ""
            return f"{province}/{former}"
        case Dimension.TRADE:
            return profile.trade.code if profile and profile.trade else ""
        case Dimension.AGENCY:
            return str(person.agency_id) if person.agency_id else ""
        case _:
            month = profile.departure_month if profile else None
            return str(month.year) if month else ""


def the_count(what: What, person: User) -> tuple[int, ...]:
    profile, plan = one(person, "profile"), one(person, "plan")
    arrived = (plan.arrives_on or plan.departs_on) if plan else None
    is_home = bool(profile and profile.stage == "home")
    in_japan = arrived is not None and arrived <= date(2026, 10, 15) and not is_home
    if in_japan and plan.returns_on and plan.returns_on < date(2026, 11, 1):
        in_japan = False
    active = person.last_active_on is not None and (TODAY - person.last_active_on).days < 30
    match what:
        case What.PEOPLE:
            return (1,)
        case What.TRADE:
            choices = sorted(Choice.objects.filter(person=person), key=lambda row: row.pk)
            return 1, len(choices[-1:]), sum(c.match["verdict"] == "aligned" for c in choices[-1:])
        case What.PLAN:
            agreed = [
                row for row in Agreement.objects.filter(person=person) if row.section == "plan"
            ]
            return 1, min(1, len(agreed))
        case What.BENCHMARKS:
            due = [row for row in Benchmark.objects.filter(person=person) if is_target(row)]
            done = [row for row in due if row.done_on and (row.done_on - row.due_on).days <= 14]
            return 1, min(1, len(due)), len(due), len(done)
        case What.MONTHS:
            told = any(
                row.month == date(2026, 10, 1) for row in CheckIn.objects.filter(person=person)
            )
            return 1, int(in_japan), int(in_japan and told), int(in_japan and told and not active)
        case What.ACTIVE:
            return 1, int(active)
        case What.RETURN:
            due_home = bool(plan and plan.returns_on and plan.returns_on <= TODAY)
            return 1, int(due_home), int(due_home and is_home), int(in_japan)
        case _:
            return 1, *the_debts(person, arrived)


def is_target(row: Benchmark) -> bool:
    is_over = (TODAY - row.due_on).days > 14
    was_ahead = row.added_at.date() <= row.due_on
    return is_over and was_ahead and row.dropped_on is None and row.section != "well_being"


def the_debts(person: User, arrived: date | None) -> tuple[int, int, int, int]:
    owed = sum(row.amount_vnd for row in Debt.objects.filter(person=person))
    departs = person.profile.departure_month if hasattr(person, "profile") else None
    if not owed or arrived is None or departs is None or departs.year > 2024:
        return 0, 0, 0, 0
    paid: dict[int, int] = {12: 0, 24: 0, 36: 0}
    for row in MonthMoney.objects.filter(person=person).select_related("check_in"):
        month = row.check_in.month
        passed = (month.year - arrived.year) * 12 + month.month - arrived.month
        for months in paid:
            if passed < months:
                paid[months] += row.debt_paid_vnd or 0
    by_12, by_24, by_36 = (int(paid[months] >= owed) for months in (12, 24, 36))
    if departs.year == 2024:
        by_24 = by_12
    if departs.year >= 2023:
        by_36 = by_24
    return 1, by_12, by_24, by_36


def those_who_count() -> list[tuple[User, str]]:
    """With the version of the text that they said yes to."""
    said_yes = {
        row.person_id: row.text_version
        for row in Consent.objects.all()
        if row.purpose == Purpose.STATISTICS and row.taken_back_at is None
    }
    people: QuerySet[User] = User.objects.select_related(
        "profile__trade", "home__province", "home__former_province", "plan"
    )
    return [
        (person, said_yes[person.pk])
        for person in people
        if person.pk in said_yes and person.is_active and person.role == Role.WORKER
    ]


def test_every_figure_equals_a_count_by_hand_for_every_pair() -> None:
    counted_people(160)
    people = those_who_count()
    assert 100 < len(people) < 158
    told = [
        {dimension: the_category(dimension, person, version) for dimension in Dimension}
        for person, version in people
    ]

    for what in FAMILIES:
        counts = [the_count(what, person) for person, _version in people]
        for rows, column in [*PAIRS, *((dimension, None) for dimension in Dimension)]:
            expected: defaultdict[Any, list[tuple[int, ...]]] = defaultdict(list)
            for category, count in zip(told, counts, strict=True):
                expected[category[rows], category[column] if column else ALL].append(count)
            by_hand = {
                cell: tuple(map(sum, zip(*found, strict=True))) for cell, found in expected.items()
            }

            assert counts_of(what, rows, column, today=TODAY) == by_hand, (what, rows, column)


def test_a_figure_that_is_shown_is_the_count_and_both_lists_of_provinces_add_up_alike() -> None:
    counted_people(300)

    new = report_of(What.PEOPLE, Dimension.PROVINCE, Dimension.SEX, today=TODAY)
    old = report_of(What.PEOPLE, Dimension.FORMER, Dimension.SEX, today=TODAY)

    counts = counts_of(What.PEOPLE, Dimension.PROVINCE, Dimension.SEX, today=TODAY)
    for (province, sex), count in counts.items():
        assert new.count(province, sex) in (count, None)
        assert new.count(None, sex) == old.count(None, sex)
    assert new.count() == old.count() is not None
    told = [row for row in old.told.rows if old.count(row) is not None]
    assert len(told) > 3
    for code in {province for province, _sex in counts}:
        parts = [old.count(row) for row in old.told.rows if row.startswith(f"{code}/")]
        if None not in parts:
            assert tuple(map(sum, zip(*parts, strict=True))) == new.count(code)


def test_the_same_cells_are_hidden_whichever_dimension_stands_in_the_rows() -> None:
    counted_people(300)

    one = report_of(What.PLAN, Dimension.SEX, Dimension.FORMER, today=TODAY)
    other = report_of(What.PLAN, Dimension.FORMER, Dimension.SEX, today=TODAY)

    cells = {(row, value) for row in other.told.rows for value in (None, *other.told.columns)}
    assert {cell: one.count(cell[1], cell[0]) for cell in cells} == {
        cell: other.count(*cell) for cell in cells
    }


def test_who_takes_the_yes_back_counts_no_more_at_once() -> None:
    person = UserFactory.create(language="vi")
    consent(person, Purpose.STATISTICS, now=NOW)
    assert list(people_counted()) == [person]

    refusal(person, Purpose.STATISTICS, now=NOW + timedelta(days=1))

    assert list(people_counted()) == []
    assert counts_of(What.PEOPLE, Dimension.SEX, None, today=TODAY) == {}


def test_a_dimension_is_not_crossed_with_itself_nor_old_places_with_new() -> None:
    for other in (Dimension.FORMER, Dimension.PROVINCE):
        with pytest.raises(ValueError, match="two dimensions"):
            counts_of(What.PEOPLE, Dimension.PROVINCE, other, today=TODAY)
    with pytest.raises(ValueError, match="cohorts"):
        cohorts_of(Dimension.FORMER, today=TODAY)


@pytest.mark.parametrize("what", FAMILIES)
def test_queries_are_as_many_for_many_people(
    what: What, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counted_people(30)

    with django_assert_max_num_queries(3):
        counts_of(what, Dimension.SEX, Dimension.AGENCY, today=TODAY)


def test_a_cohort_that_has_not_come_so_far_is_not_told() -> None:
    counted_people(40)

    cohorts = cohorts_of(None, today=TODAY)

    come = {
        figure: [year for year in range(2021, 2028) if cohorts.has_come(str(year), figure)]
        for figure in (Figure.FREE_12, Figure.FREE_24, Figure.FREE_36)
    }
    assert come == {
        Figure.FREE_12: [2021, 2022, 2023, 2024],
        Figure.FREE_24: [2021, 2022, 2023],
        Figure.FREE_36: [2021, 2022],
    }
    assert not cohorts.has_come("", Figure.FREE_12)


def test_pay_of_an_agency_is_the_median_over_its_people() -> None:
    counted_people(300)
    changes: defaultdict[int | None, list[Decimal]] = defaultdict(list)
    for person, _version in those_who_count():
        promises = sorted(PromisedPay.objects.filter(person=person), key=lambda row: row.version)
        paid = [row.gross_jpy for row in MonthMoney.objects.filter(person=person) if row.gross_jpy]
        if not promises or not paid:
            continue
        promise = promises[-1]
        middle = Decimal(promise.low + promise.high) / 2
        if promise.currency == "USD" or (promise.currency == "VND" and not promise.vnd_per_jpy):
            continue
        if promise.currency == "VND":
            middle /= promise.vnd_per_jpy
        changes[person.agency_id].append((Decimal(sum(paid)) / len(paid) - middle) / middle * 100)

    rows = {row.agency: row for row in pay_by_agency(agency_names())}

    assert {name: (row.people, row.change_pct) for name, row in rows.items()} == {
        name: (len(changes[pk]), round(median(changes[pk]), 0))
        for pk, name in agency_names().items()
    }


def test_pay_of_few_people_is_hidden() -> None:
    counted_people(12)

    assert {(row.people, row.change_pct) for row in pay_by_agency(agency_names())} == {(None, None)}


def test_use_of_the_desk_is_told_from_ten_on_both_sides() -> None:
    UserFactory.create_batch(12, counselor=True, last_active_on=TODAY)
    UserFactory.create_batch(11, counselor=True, last_active_on=None)
    UserFactory.create_batch(3, supervisor=True, last_active_on=TODAY)

    counselors, supervisors = usage_by_role(today=TODAY)

    assert (counselors.people, counselors.active) == (23, 12)
    assert (supervisors.people, supervisors.active) == (None, None)
