"""The open part of a plan in words, for the owner and for others."""

from datetime import date

import pytest
from django.utils import translation

from accounts.models import User
from planner.documents.parts import Facts, Notice, Section, Table
from planner.plans.models import Benchmark
from planner.plans.selectors.plan import plan_of, plan_open_in
from planner.plans.services.benchmarks import finish_benchmark
from planner.plans.services.goals import finish_step
from planner.reference.rates import current_rules
from planner.reference.selectors import current_atlas
from planner.sharing.models import Assignment
from planner.web.contents.plan import Subject, open_sections
from tests.factories.plans import (
    NOW,
    benchmark,
    goal,
    laid_out,
    opened_by_counselor,
    planned,
    promised_work,
    step,
)
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
SUBJECT = Subject(name="Phạm Văn Tuấn", place="Hải Dương", trade="Tiện (機械加工)", verdict="")
MARK = "about money: closed to others unless you open it"


@pytest.fixture
def assignment() -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


@pytest.fixture
def worker(assignment: Assignment) -> User:
    return assignment.worker


def sections_of(worker: User, today: date = TODAY) -> tuple[Section, ...]:
    rules = current_rules(current_atlas().version)
    with translation.override("en"):
        return open_sections(plan_of(worker), SUBJECT, rules, today=today)


def cells_of(sections: tuple[Section, ...]) -> list[tuple[str, ...]]:
    tables = (part for section in sections for part in section.parts if isinstance(part, Table))
    return [row for table in tables for row in table.rows]


def test_empty_plan_says_what_is_missing(worker: User) -> None:
    sections = sections_of(worker)

    notices = [
        part.text for section in sections for part in section.parts if isinstance(part, Notice)
    ]
    assert notices == [
        "No goal is written down yet.",
        "The way through Japan is not chosen yet.",
        "No benchmarks are laid out yet.",
    ]


def test_what_is_not_known_of_the_subject_is_left_out(worker: User) -> None:
    way = sections_of(worker)[1]

    assert isinstance(way.parts[0], Facts)
    assert way.parts[0].rows == (("Where home is", "Hải Dương"), ("Trade", "Tiện (機械加工)"))


def test_owner_reads_which_rows_are_money_and_others_none_of_them(
    worker: User, assignment: Assignment
) -> None:
    planned(worker)
    rules = current_rules(current_atlas().version)

    own = str(sections_of(worker))
    with translation.override("en"):
        plan = plan_open_in(opened_by_counselor(assignment))
        others = str(open_sections(plan, SUBJECT, rules, today=TODAY))

    assert own.count(MARK) == 3
    assert MARK not in others
    for words in ("Có 500 triệu", "Gửi về nhà", "300,000,000", "debt_free"):
        assert words in own
        assert words not in others


def test_benchmarks_stand_under_their_part_of_the_plan(worker: User) -> None:
    goal(worker)
    laid_out(worker)

    titles = [section.title for section in sections_of(worker)[3:]]

    assert titles == ["Benchmarks: Before departure", "Benchmarks: In Japan"]


def test_dropped_benchmarks_are_left_out(worker: User) -> None:
    benchmark(worker, "Bỏ rồi")
    Benchmark.objects.update(dropped_on=TODAY, drop_reason="no_time")
    benchmark(worker, "Còn giữ")

    assert [row[0] for row in cells_of(sections_of(worker))] == ["Còn giữ"]


def test_benchmark_says_where_it_stands(worker: User) -> None:
    row = benchmark(worker, due_on=date(2027, 6, 1))

    later = cells_of(sections_of(worker))
    finish_benchmark(person=worker, pk=row.pk, done_on=TODAY, now=NOW)
    done = cells_of(sections_of(worker))

    assert later == [("Gọi điện về nhà", "1 June 2027", "Later")]
    assert done[0][2] == "Done"


def test_step_says_who_helps_what_for_and_by_when(worker: User) -> None:
    row = step(worker, helper="other", helper_words="cô giáo Lan")

    still_open = cells_of(sections_of(worker))
    finish_step(person=worker, pk=row.pk, done_on=TODAY, now=NOW)
    done = cells_of(sections_of(worker))

    assert still_open == [
        ("Học tiếng Nhật mỗi tối", "Somebody else: cô giáo Lan", "JLPT N3", "July 2028")
    ]
    assert done[0][-1] == "done on 22 November 2026"


def test_work_that_was_not_told_is_left_out(worker: User) -> None:
    promised_work(
        worker,
        employer="Sakura Foods",
        prefecture="",
        place="",
        duties=[],
        hours_month=None,
        housing="",
        housing_words="",
    )

    work = sections_of(worker)[2]

    assert [part.rows for part in work.parts if isinstance(part, Facts)] == [
        (("Employer", "Sakura Foods"),)
    ]
