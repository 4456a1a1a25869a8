"""The whole text, then yes or no: once, for the counselor the page named."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape

from accounts.models import User
from planner.sharing.enums import Purpose
from planner.sharing.models import Assignment, Consent
from planner.sharing.services import assign
from planner.web.worker.who_sees.rows import SLUGS
from planner.wording.consents import current_text
from tests.factories.accounts import UserFactory
from tests.factories.consents import NOW, consent
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in
from tests.sweeps.html import Html
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment() -> Assignment:
    made: Assignment = AssignmentFactory.create(
        worker__language="en", counselor__name="Trần Thị Hương"
    )
    return made


@pytest.fixture
def worker(assignment: Assignment) -> User:
    return assignment.worker


@pytest.fixture
def browser(worker: User) -> Client:
    return signed_in(worker)


def url(purpose: Purpose = Purpose.OPEN_MONEY) -> str:
    return reverse("answer_consent", args=[SLUGS[purpose]])


def form_of(browser: Client, purpose: Purpose = Purpose.OPEN_MONEY) -> dict[str, str]:
    """What the page's form holds, without the buttons."""
    forms = Html(page_of(browser.get(url(purpose)))).forms
    form = next(form for form in forms if "version" in form.fields)
    return {name: field.values[0] for name, field in form.fields.items() if field.values}


def send(browser: Client, answer: str, purpose: Purpose = Purpose.OPEN_MONEY) -> str:
    """Where the answer leads."""
    sent = form_of(browser, purpose) | {"answer": answer}
    return str(browser.post(url(purpose), sent)["Location"])


@pytest.mark.parametrize("purpose", Purpose)
def test_the_whole_text_stands_there_before_the_answer(
    purpose: Purpose, assignment: Assignment, browser: Client
) -> None:
    page = page_of(browser.get(url(purpose)))

    text = current_text(purpose)
    names = {"counselor": "Trần Thị Hương", "agency": assignment.agency.name}
    sentences = [text.title, text.ask, *text.sees, *text.closed, *text.know]
    with translation.override("en"):
        assert [item for item in sentences if escape(str(item) % names) not in page] == []
    assert "the agency sold you this job" in page or purpose == Purpose.STATISTICS


@pytest.mark.parametrize("purpose", Purpose)
def test_yes_is_kept_with_its_text_language_and_counselor(
    purpose: Purpose, assignment: Assignment, worker: User, browser: Client
) -> None:
    to = send(browser, "yes", purpose)

    [row] = Consent.objects.all()
    opened_to = assignment.counselor if purpose != Purpose.STATISTICS else None
    assert (row.person, row.purpose, row.counselor) == (worker, purpose, opened_to)
    version = current_text(purpose).version
    assert (row.text_version, row.language, row.taken_back_at) == (version, "en", None)
    assert to.startswith(reverse("who_sees") + "#")


@pytest.mark.parametrize("purpose", Purpose)
def test_no_takes_it_back_and_twice_is_harmless(
    purpose: Purpose, worker: User, browser: Client
) -> None:
    consent(worker, purpose)
    sent = form_of(browser, purpose) | {"answer": "no"}

    answers = [browser.post(url(purpose), sent).status_code for _time in range(2)]

    [row] = Consent.objects.all()
    assert answers == [302, 302]
    assert row.taken_back_at is not None


def test_looking_at_the_page_opens_nothing(browser: Client) -> None:
    for method in (browser.get, browser.head):
        assert method(url(), {"answer": "yes", "version": "1"}).status_code == 200

    assert not Consent.objects.exists()


def test_open_it_offers_to_take_it_back_and_nothing_else(worker: User, browser: Client) -> None:
    consent(worker)

    page = page_of(browser.get(url()))

    assert "Open to Trần Thị Hương since 22 November 2026." in page
    assert 'value="no"' in page
    assert 'value="yes"' not in page


def test_another_counselor_since_the_page_was_opened_gets_nothing(
    assignment: Assignment, worker: User, browser: Client
) -> None:
    sent = form_of(browser) | {"answer": "yes"}
    other = UserFactory.create(counselor=True, agency=assignment.agency)
    assign(worker=worker, counselor=other, agency=assignment.agency, now=NOW)

    page = page_of(browser.post(url(), sent, follow=True))

    assert not Consent.objects.exists()
    assert "Something has changed since you opened this page." in page
    assert escape(other.name) in page


@pytest.mark.parametrize(
    "change", [{"version": "0"}, {"language": "xx"}, {"named": "x"}, {"answer": "maybe"}]
)
def test_what_no_page_of_today_sends_is_no_answer(change: dict[str, str], browser: Client) -> None:
    sent = form_of(browser) | {"answer": "yes"} | change

    response = browser.post(url(), sent)

    assert response["Location"] == url()
    assert not Consent.objects.exists()


def test_without_a_counselor_there_is_no_button_and_no_way_round_it(worker: User) -> None:
    alone = signed_in(UserFactory.create(language="en"))
    sent = form_of(alone) | {"answer": "yes"}

    page = page_of(alone.post(url(), sent, follow=True))

    assert 'value="yes"' not in page
    assert "You have no counselor now" in page
    assert not Consent.objects.exists()


def test_a_browser_that_is_shut_out_cannot_say_yes(worker: User, browser: Client) -> None:
    sent = form_of(browser) | {"answer": "yes"}
    User.objects.filter(pk=worker.pk).update(helped_until=timezone.now() + timedelta(hours=71))

    page = page_of(browser.post(url(), sent, follow=True))

    assert "This browser is shut out for now." in page
    assert 'value="yes"' not in page
    assert not Consent.objects.exists()


def test_no_to_statistics_is_kept(browser: Client) -> None:
    send(browser, "no", Purpose.STATISTICS)

    row = Consent.objects.get()
    assert row.given_at == row.taken_back_at
    assert "You said no on" in page_of(browser.get(url(Purpose.STATISTICS)))


@pytest.mark.parametrize("slug", ["open_money", "nothing", "profile"])
def test_what_cannot_be_asked_is_not_there(slug: str, browser: Client) -> None:
    assert browser.get(reverse("answer_consent", args=[slug])).status_code == 404


@pytest.mark.parametrize("kind", [{"counselor": True}, {"staff": True}])
def test_page_is_a_workers(kind: dict[str, bool]) -> None:
    browser = signed_in(UserFactory.create(**kind))

    assert browser.get(url()).status_code == browser.post(url()).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.post(url(), {"answer": "yes"})["Location"].startswith(reverse("account_login"))
