"""The list of plans that wait for a signature."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from accounts.models import User
from planner.sharing.models import AccessLog, Assignment
from tests.factories.accounts import UserFactory
from tests.factories.plans import agreed_plan, signed_off
from tests.signing_in import signed_in
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

URL = reverse("sign_offs")


def test_agreed_plan_stands_there_until_it_is_signed(
    assignment: Assignment, worker: User, counselor: User, supervisor: User, browser: Client
) -> None:
    assert "No plan waits for a signature" in page_of(browser.get(URL))
    agreed_plan(worker)
    AccessLog.objects.all().delete()

    pages = [page_of(one.get(URL)) for one in (browser, signed_in(supervisor))]

    for page in pages:
        assert f'href="{reverse("worker_plan", args=[worker.pk])}"' in page
        assert escape(worker.name) in page
    assert escape(counselor.name) in pages[1]
    assert [row.count for row in AccessLog.objects.all()] == [1, 1]
    signed_off(assignment)
    assert escape(worker.name) not in page_of(browser.get(URL))


def test_colleagues_find_none_and_others_no_page(assignment: Assignment, worker: User) -> None:
    agreed_plan(worker)
    colleague = signed_in(UserFactory.create(counselor=True, agency=assignment.agency))

    assert escape(worker.name) not in page_of(colleague.get(URL))
    for person in (worker, UserFactory.create(staff=True)):
        assert signed_in(person).get(URL).status_code == 404
