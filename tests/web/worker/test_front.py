import pytest
from django.test import Client
from django.urls import reverse

from planner.plans.answers import Answers
from tests.web.worker.conftest import VisitorWith, WorkerWith
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db


def test_front_asks_a_visitor_the_first_question(client: Client) -> None:
    page = page_of(client.get(reverse("front")))

    assert reverse("question", args=["province"]) in page
    assert reverse("account_login") in page


def test_front_is_vietnamese_by_default(client: Client) -> None:
    assert '<html lang="vi">' in page_of(client.get(reverse("front")))


def test_front_leads_a_visitor_with_answers_on(visitor_with: VisitorWith) -> None:
    page = page_of(visitor_with(Answers(province="31")).get(reverse("front")))

    assert f'href="{reverse("home")}"' in page
    assert reverse("question", args=["province"]) not in page


def test_front_leads_a_worker_with_answers_on(worker_with: WorkerWith) -> None:
    page = page_of(worker_with(Answers(wish="farm")).get(reverse("front")))

    assert "Go on where you stopped" in page
    assert reverse("account_login") not in page


def test_front_only_reads(client: Client) -> None:
    assert client.post(reverse("front")).status_code == 405
