"""Changes of a plan, one line each."""

import pytest
from django.utils import translation

from accounts.models import User
from planner.plans.enums import GoalKind
from planner.plans.selectors.plan import history_of
from planner.plans.services.goals import remove_step
from planner.web.contents.history import HistoryRow, history_rows
from tests.factories.accounts import UserFactory
from tests.factories.plans import LATER, goal, pay_year, planned, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker() -> User:
    return UserFactory.create()


def newest(worker: User, reader: User | None = None) -> HistoryRow:
    with translation.override("en"):
        return history_rows(history_of(worker)[:1], reader_pk=(reader or worker).pk)[0]


def test_goal_is_named_by_its_kind_in_words(worker: User) -> None:
    goal(worker, kind=GoalKind.OPTION_A)
    written = newest(worker)
    goal(worker, "", kind=GoalKind.OPTION_A, now=LATER)
    gone = newest(worker)

    assert (written.about, written.was) == ("Option A: Mở xưởng tiện ở quê", "")
    with translation.override("en"):
        assert (gone.about, gone.was) == ("Option A", "Mở xưởng tiện ở quê")


def test_year_of_pay_is_named_by_its_number(worker: User) -> None:
    pay_year(worker, 3)

    assert newest(worker).about == "Year 3"


def test_what_went_is_not_said_twice(worker: User) -> None:
    row = step(worker)
    remove_step(person=worker, pk=row.pk, now=LATER, why="Xong rồi")

    gone = newest(worker)

    assert (gone.about, gone.was, gone.why) == ("Học tiếng Nhật mỗi tối", "", "Xong rồi")


def test_reader_is_you_and_others_have_names(worker: User) -> None:
    goal(worker)

    assert newest(worker).by == "you"
    assert newest(worker, reader=UserFactory.create(counselor=True)).by == worker.name


def test_rows_of_money_are_marked(worker: User) -> None:
    planned(worker)

    for change, row in zip(
        history_of(worker), history_rows(history_of(worker), reader_pk=worker.pk), strict=True
    ):
        assert row.is_closed == (change.section == "money")
