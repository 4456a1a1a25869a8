"""A worker without e-mail forgot the password: the counselor confirms the number on the worker's phone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import NumberReset, User
from accounts.services import NUMBER_TRIES, ask_number
from accounts.validators import SignInName
from planner.sharing.models import AccessLog
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def number(worker: User) -> str:
    """What the worker's phone shows."""
    return ask_number(name=SignInName(phone=worker.phone), now=timezone.now()).number


def url(worker: User) -> str:
    return reverse("confirm_number", args=[worker.pk])


def other_than(number: str) -> str:
    return f"{(int(number) + 1) % 1_000_000:06}"


def confirmed() -> list[int | None]:
    return list(
        NumberReset.objects.exclude(confirmed_at=None).values_list("confirmed_by", flat=True)
    )


@pytest.mark.parametrize("typed", ["{}", " {} ", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}"])
def test_number_is_confirmed(
    typed: str, number: str, worker: User, counselor: User, browser: Client
) -> None:
    page_of(browser.get(url(worker)))

    response = browser.post(url(worker), {"number": typed.format(number)}, follow=True)

    assert response.redirect_chain == [(reverse("worker", args=[worker.pk]), 302)]
    assert "Confirmed. The worker can now set a new password" in page_of(response)
    assert confirmed() == [counselor.pk]


def test_number_is_confirmed_by_the_agencys_supervisor(
    number: str, worker: User, supervisor: User
) -> None:
    signed_in(supervisor).post(url(worker), {"number": number})

    assert confirmed() == [supervisor.pk]


def test_confirming_sets_no_password_and_shows_none(
    number: str, worker: User, browser: Client
) -> None:
    before = worker.password

    response = browser.post(url(worker), {"number": number}, follow=True)

    worker.refresh_from_db()
    assert worker.password == before
    assert worker.helped_until is None
    key = NumberReset.objects.get().browser_digest
    assert key not in response.content.decode()


@pytest.mark.parametrize(
    "typed, words",
    [
        ("", "Write the six digits."),
        ("12345", "The number has six digits."),
        ("1234567", "The number has six digits."),
        ("12345a", "The number has six digits."),
        ("१२३४५६", "The number has six digits."),
        ("1" * 21, "at most 20"),
        ("12345\0", "Null characters"),
    ],
)
def test_number_that_is_none_is_said(
    typed: str, words: str, number: str, worker: User, browser: Client
) -> None:
    page = page_of(browser.post(url(worker), {"number": typed}))

    assert words in page
    assert confirmed() == []


def test_wrong_number_is_said(number: str, worker: User, browser: Client) -> None:
    page = page_of(browser.post(url(worker), {"number": other_than(number)}))

    assert "No phone shows this number now." in page
    assert confirmed() == []


def test_number_of_another_worker_is_wrong(
    number: str, worker: User, counselor: User, browser: Client
) -> None:
    other = AssignmentFactory.create(counselor=counselor, agency=counselor.agency).worker

    page = page_of(browser.post(url(other), {"number": number}))

    assert "No phone shows this number now." in page
    assert confirmed() == []


def test_number_that_has_run_out_is_wrong(number: str, worker: User, browser: Client) -> None:
    NumberReset.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    page = page_of(browser.post(url(worker), {"number": number}))

    assert "No phone shows this number now." in page


def test_after_too_many_wrong_numbers_a_right_one_waits(
    number: str, worker: User, browser: Client
) -> None:
    for _try in range(NUMBER_TRIES):
        browser.post(url(worker), {"number": other_than(number)})

    page = page_of(browser.post(url(worker), {"number": number}))

    assert "Too many wrong numbers. Wait ten minutes." in page
    assert confirmed() == []


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_confirms_nothing(method: str, number: str, worker: User, browser: Client) -> None:
    assert getattr(browser, method)(url(worker), {"number": number}).status_code == 200
    assert confirmed() == []


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_help_is_not_there_for_an_outsider(
    method: str, number: str, worker: User, outsider: Client
) -> None:
    response = getattr(outsider, method)(url(worker), {"number": number})

    assert response.status_code == 404
    assert confirmed() == []
    assert AccessLog.objects.count() == 0


def test_help_asks_for_a_second_factor_first(number: str, worker: User, counselor: User) -> None:
    browser = signed_in(counselor, with_second_factor=False)

    browser.post(url(worker), {"number": number})

    assert confirmed() == []
