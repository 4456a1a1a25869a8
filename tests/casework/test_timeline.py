"""What happened, newest first."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planner.casework.enums import CaseEventKind
from planner.casework.models import CaseNote, FollowUp, Nudge
from planner.casework.selectors.case import cases_in, plan_in
from planner.casework.selectors.timeline import (
    PER_PAGE,
    Entry,
    Happening,
    Past,
    newest_of,
    timeline_page,
)
from planner.casework.services.cases import happened
from planner.sharing.audiences import CLOSED, Opened
from planner.sharing.models import Assignment
from planner.sharing.sections import Section
from planner.sharing.services import move_assignment
from tests.factories.accounts import UserFactory
from tests.factories.cases import NOW, TODAY, case_of, contact, done_follow_up, follow_up
from tests.factories.casework import from_desk, from_worker
from tests.factories.months import told_month
from tests.factories.plans import agreed, goal, laid_out, opened_by_counselor, signed_off, way
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)


@pytest.fixture
def assignment(db: None) -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


def past_of(assignment: Assignment, today: date = TODAY) -> Past:
    opened = opened_by_counselor(assignment)
    return Past(opened, cases_in(opened), plan_in(opened), today)


def all_of(assignment: Assignment, today: date = TODAY) -> list[Entry]:
    return timeline_page(past_of(assignment, today), 1)[0]


def test_everything_stands_in_one_row_newest_first(assignment: Assignment) -> None:
    case, by = case_of(assignment), assignment.counselor
    assert by is not None
    happened(CaseEventKind.REOPENED, case=case, by=by, now=NOW - 9 * A_DAY, words="Quay lại")
    CaseNote.objects.create(
        case=case, author_name="A", audience="worker", text="Ghi", made_at=NOW - 8 * A_DAY
    )
    Nudge.objects.create(case=case, kind="plan", by_name="B", at=NOW - 7 * A_DAY)
    done_follow_up(case, made_at=NOW - 6 * A_DAY, done_at=NOW - 5 * A_DAY)
    contact(case, NOW - 4 * A_DAY)

    found = all_of(assignment)

    assert [entry.what for entry in found] == [
        Happening.CONTACT,
        Happening.STEP_DONE,
        Happening.STEP_SET,
        Happening.NUDGE,
        Happening.NOTE,
        Happening.EVENT,
    ]
    assert found[4].words == "Ghi"
    assert (found[1].result, found[1].on, found[2].on) == ("Đã gọi", TODAY, TODAY)


def test_messages_are_counted_by_day_and_not_told(assignment: Assignment) -> None:
    from_worker(assignment, "Bí mật", now=NOW - 2 * A_DAY)
    from_worker(assignment, "Bí mật", now=NOW)
    from_worker(assignment, "Bí mật", now=NOW)
    from_desk(assignment, "Bí mật", now=NOW)

    found = all_of(assignment)

    assert [(entry.counts, entry.words) for entry in found] == [((2, 1), ""), ((1, 0), "")]


def test_plan_is_told_as_far_as_it_is_open(assignment: Assignment) -> None:
    worker = assignment.worker
    goal(worker)
    way(worker)
    rows = laid_out(worker)
    agreed(worker, now=NOW)
    signed_off(assignment, words="Tốt", now=NOW + A_DAY)
    told_month(worker, now=NOW + 2 * A_DAY)
    rows["first_test"].done_on = date(2027, 11, 1)
    rows["debt_free"].done_on = date(2027, 11, 2)
    for row in rows.values():
        row.save()

    found = all_of(assignment, date(2028, 1, 1))

    assert [(entry.what, entry.benchmark and entry.benchmark.key) for entry in found] == [
        (Happening.BENCHMARK_DONE, "first_test"),
        (Happening.BENCHMARK_MISSED, "passport"),
        (Happening.MONTH_TOLD, None),
        (Happening.SIGNED, None),
        (Happening.AGREED, None),
    ]
    assert "debt_free" in rows


def test_money_is_left_out_where_it_was_opened_too(assignment: Assignment) -> None:
    way(assignment.worker)
    rows = laid_out(assignment.worker)
    rows["debt_free"].done_on = TODAY
    rows["debt_free"].save()
    opened = Opened(assignment.worker, assignment, frozenset(Section))

    assert opened.sections & CLOSED
    assert rows["debt_free"] not in plan_in(opened).benchmarks


def test_past_of_counselors_before_stays_and_of_other_agencies_is_not_there(
    assignment: Assignment,
) -> None:
    contact(case_of(assignment), words="Trước")
    by = UserFactory.create(supervisor=True, agency=assignment.agency)
    to = UserFactory.create(counselor=True, agency=assignment.agency)
    moved = move_assignment(assignment=assignment, to=to, by=by, now=NOW)
    contact(case_of(moved), NOW + A_DAY, words="Sau")
    elsewhere = AssignmentFactory.create(worker=assignment.worker, ended_at=NOW)
    contact(case_of(elsewhere), words="Nơi khác")
    contact(case_of(), words="Người khác")

    assert [entry.words for entry in all_of(moved)] == ["Sau", "Trước"]


def test_pages_hold_everything_once_in_one_order(assignment: Assignment) -> None:
    case = case_of(assignment)
    follow_up(case, made_at=NOW - 99 * A_DAY, words="mở")
    for number in range(25):
        contact(case, NOW - number * A_DAY, words=f"{number}")
        done_follow_up(case, words=f"{number}", made_at=NOW - A_DAY, done_at=NOW - number * A_DAY)
    past = past_of(assignment)

    pages = [timeline_page(past, number) for number in (1, 2, 3)]

    assert [(len(found), more) for found, more in pages] == [
        (PER_PAGE, True),
        (PER_PAGE, True),
        (16, False),
    ]
    found = [entry for page, _more in pages for entry in page]
    assert [entry.at for entry in found] == sorted((entry.at for entry in found), reverse=True)
    assert len({(entry.what, entry.words) for entry in found}) == 76
    assert timeline_page(past, 4) == ([], False)
    assert newest_of(past) == found[:5]


def test_it_takes_the_same_queries_however_much_there_is(assignment: Assignment) -> None:
    numbers = []
    for _ in range(2):
        case = case_of(assignment)
        contact(case)
        follow_up(case)
        from_worker(assignment)
        with CaptureQueriesContext(connection) as queries:
            all_of(assignment)
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]
    assert FollowUp.objects.count() == 2
