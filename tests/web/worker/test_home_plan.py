"""The tasks that make a plan of the choice."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from planner.plans.services.proposals import answer_proposal
from tests.factories.accounts import UserFactory
from tests.factories.plans import LATER as LATER_ON
from tests.factories.plans import (
    agreed,
    agreed_plan,
    debt,
    goal,
    laid_out,
    money_basis,
    planned,
    promised_pay,
    proposal,
    way,
)
from tests.factories.sharing import AssignmentFactory
from tests.plans.choosing import choose
from tests.web.worker.conftest import WorkerWith
from tests.web.worker.people import FULL
from tests.web.worker.test_home import ALL_TOLD, DONE, LATER, MONEY, NEXT, PLAN, TO_DO, tasks_of

pytestmark = pytest.mark.django_db


def test_home_opens_agreeing_with_a_goal_a_way_and_benchmarks(
    worker: User, worker_with: WorkerWith
) -> None:
    browser, said = worker_with(ALL_TOLD), []
    choose(worker, "TITP 6-4")
    for tell in (goal, way, laid_out):
        said.append(tasks_of(browser)[0][-2])
        tell(worker)

    assert said == [(LATER, "")] * 3
    assert tasks_of(browser)[0][-2] == (TO_DO, PLAN)


@pytest.mark.parametrize("tell", [debt, money_basis])
def test_money_is_told_with_or_without_a_debt(
    tell: Callable[[User], object], worker: User, worker_with: WorkerWith
) -> None:
    browser = worker_with(ALL_TOLD)
    promised_pay(worker)
    without = tasks_of(browser)[0][6]

    tell(worker)

    assert without == (TO_DO, MONEY)
    assert tasks_of(browser)[0][6] == (DONE, MONEY)


def test_home_leads_to_what_a_counselor_proposes_while_it_is_open(
    worker: User, worker_with: WorkerWith
) -> None:
    browser = worker_with(ALL_TOLD)
    choose(worker, "TITP 6-4")
    agreed_plan(worker)
    counselor = UserFactory.create(counselor=True)
    User.objects.filter(pk=worker.pk).update(agency=counselor.agency)
    assignment = AssignmentFactory.create(
        counselor=counselor, worker=User.objects.get(pk=worker.pk)
    )
    row = proposal(assignment)
    task = (NEXT, reverse("from_counselor"))

    before = tasks_of(browser)[0]
    answer_proposal(person=worker, pk=row.pk, is_accepted=False, words="", now=LATER_ON)

    assert task in before
    assert reverse("from_counselor") not in [url for _status, url in tasks_of(browser)[0]]


def test_home_takes_the_same_queries_however_much_is_planned(
    worker: User, worker_with: WorkerWith
) -> None:
    browser, numbers = worker_with(FULL), []
    # What is read once and kept.
    browser.get(reverse("home"))
    for plan in (goal, planned, agreed):
        plan(worker)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("home"))
        numbers.append(len(queries))

    assert numbers == [13, 13, 13]
