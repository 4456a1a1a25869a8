"""Who gets to the pages of an offer."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from planner.plans.models import OfferFile, PromisedWork
from planner.sharing.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.plans import cost_sheet, offer_file, promised_pay, promised_work
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in
from tests.web.worker.offer.sending import filled

pytestmark = pytest.mark.django_db

CLOSED = ("my_offer", "offer_pay", "offer_costs", "add_offer_file", "offer_versions")
FILE_PAGES = ("offer_file", "remove_offer_file")
EMPLOYER = "Sakura Foods"


@pytest.fixture
def assignment(db: None) -> Assignment:
    made: Assignment = AssignmentFactory.create(worker__language="en")
    return made


@pytest.fixture
def file(assignment: Assignment) -> OfferFile:
    """Of the worker, who has told everything else too."""
    promised_pay(assignment.worker)
    promised_work(assignment.worker)
    cost_sheet(assignment.worker)
    return offer_file(assignment.worker)


def urls(file: OfferFile) -> list[str]:
    pages = [reverse(name) for name in (*CLOSED, "offer_work")]
    return pages + [reverse(name, args=[file.pk]) for name in FILE_PAGES]


def _counselor(assignment: Assignment) -> User:
    assert assignment.counselor is not None
    return assignment.counselor


def _supervisor(assignment: Assignment) -> User:
    return UserFactory.create(supervisor=True, agency=assignment.agency)


def _staff(_assignment: Assignment) -> User:
    return UserFactory.create(staff=True, is_superuser=True)


def test_worker_opens_every_page(assignment: Assignment, file: OfferFile) -> None:
    browser = signed_in(assignment.worker)

    assert {browser.get(url).status_code for url in urls(file)} == {200}


@pytest.mark.parametrize("who", [_counselor, _supervisor, _staff])
def test_no_other_role_finds_any_page(
    who: Callable[[Assignment], User], assignment: Assignment, file: OfferFile
) -> None:
    browser = signed_in(who(assignment))

    answers = [browser.get(url) for url in urls(file)]
    answers += [browser.post(url) for url in urls(file)]

    assert {answer.status_code for answer in answers} <= {404, 405}
    assert OfferFile.objects.filter(pk=file.pk).exists()


def test_stranger_gets_nothing_of_another_worker(assignment: Assignment, file: OfferFile) -> None:
    browser = signed_in(UserFactory.create(agency=assignment.agency))

    files = [browser.get(reverse(name, args=[file.pk])) for name in FILE_PAGES]
    removed = browser.post(reverse("remove_offer_file", args=[file.pk]))
    pages = [browser.get(reverse(name)).content.decode() for name in (*CLOSED, "offer_work")]

    assert [answer.status_code for answer in [*files, removed]] == [404, 404, 404]
    assert OfferFile.objects.filter(pk=file.pk).exists()
    assert not any(EMPLOYER in page or file.name in page or "150,000" in page for page in pages)


def test_visitor_is_asked_to_sign_in(client: Client, file: OfferFile) -> None:
    for url in urls(file):
        assert client.get(url)["Location"] == f"{reverse('account_login')}?next={url}"


@pytest.fixture
def shut_out(assignment: Assignment, file: OfferFile) -> Client:
    """The browser of the worker, whose password was set with a counselor's help an hour ago."""
    worker = assignment.worker
    worker.helped_until = timezone.now() + timedelta(hours=71)
    worker.save()
    return signed_in(worker)


def test_browser_that_is_shut_out_sees_no_money_and_no_file(
    shut_out: Client, file: OfferFile
) -> None:
    closed = [reverse(name) for name in CLOSED]
    closed += [reverse(name, args=[file.pk]) for name in FILE_PAGES]

    answers = [shut_out.get(url) for url in closed] + [shut_out.post(url) for url in closed]

    assert {answer.status_code for answer in answers} <= {403, 405}
    assert not any(b"150,000" in answer.content for answer in answers)
    assert OfferFile.objects.filter(pk=file.pk).exists()


def test_work_is_open_in_every_browser_of_the_worker(
    shut_out: Client, assignment: Assignment
) -> None:
    page = shut_out.get(reverse("offer_work"))

    answer = shut_out.post(
        reverse("offer_work"), filled(shut_out, "offer_work", employer="Aoki Farm")
    )

    assert EMPLOYER in page.content.decode()
    assert answer["Location"] == reverse("home")
    newest = PromisedWork.objects.order_by("-version").first()
    assert newest is not None
    assert (newest.employer, newest.person) == ("Aoki Farm", assignment.worker)


def test_signed_out_worker_finds_what_was_typed(worker: User, browser: Client) -> None:
    typed = filled(browser, "offer_pay", currency="JPY", low="170.000")
    browser.logout()

    answer = browser.post(reverse("offer_pay"), typed)
    again = signed_in(worker).get(reverse("offer_pay"))

    assert answer["Location"].startswith(reverse("account_login"))
    assert 'value="170.000"' in again.content.decode()
    assert "It is not saved yet." in again.content.decode()
