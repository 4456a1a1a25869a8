"""Stop one kind by the link of a mail: no session, no cookie, nothing said of the person."""

import pytest
from django.test import Client

from accounts.models import User
from planner.reminders.enums import Source
from planner.reminders.models import StoppedKind
from planner.reminders.stopping import stop_path
from tests.factories.accounts import UserFactory
from tests.signing_in import signed_in
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def worker() -> User:
    return UserFactory.create(language="en", name="Trần Thị Hương")


@pytest.fixture
def url(worker: User) -> str:
    return stop_path(worker.pk, Source.CHECK_IN)


@pytest.fixture
def stranger() -> Client:
    """As a mail provider comes: without a token of ours."""
    return Client(enforce_csrf_checks=True)


def test_opening_the_link_changes_nothing(url: str, worker: User, stranger: Client) -> None:
    answer = stranger.get(url)

    page = page_of(answer)
    assert "How the month was" in page
    assert '<button class="btn block">Yes, stop them</button>' in page
    assert not StoppedKind.objects.exists()
    assert not answer.cookies


def test_one_click_of_a_mail_provider_stops_at_once(
    url: str, worker: User, stranger: Client
) -> None:
    answer = stranger.post(url, ONE_CLICK)

    assert "Nothing more of this kind is sent to you." in page_of(answer)
    assert not answer.cookies
    kind = StoppedKind.objects.get()
    assert (kind.person, kind.source) == (worker, Source.CHECK_IN)


def test_body_as_a_form_with_parts_is_read_too(url: str, stranger: Client) -> None:
    stranger.post(
        url, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )

    assert StoppedKind.objects.count() == 1


def test_again_is_the_same_answer(url: str, stranger: Client) -> None:
    first = stranger.post(url, ONE_CLICK)

    assert page_of(stranger.post(url, ONE_CLICK)) == page_of(first)
    assert StoppedKind.objects.count() == 1


def test_post_without_the_words_stops_nothing(url: str, stranger: Client) -> None:
    answer = stranger.post(url, {"List-Unsubscribe": "maybe"})

    assert answer.status_code == 200
    assert "Yes, stop them" in answer.content.decode()
    assert not StoppedKind.objects.exists()


def test_nothing_is_said_of_the_person(url: str, stranger: Client) -> None:
    for page in (page_of(stranger.get(url)), page_of(stranger.post(url, ONE_CLICK))):
        assert "Hương" not in page
        assert "@example.com" not in page


def test_page_is_in_the_language_of_who_got_the_mail(url: str, stranger: Client) -> None:
    english = stranger.get(url)
    User.objects.update(language="vi")
    vietnamese = stranger.get(url)

    assert (english["Content-Language"], vietnamese["Content-Language"]) == ("en", "vi")
    assert 'lang="en"' in page_of(stranger.get(url, {"language": "en"}))


def test_who_has_not_shown_a_second_factor_may_stop_too() -> None:
    counselor = UserFactory.create(counselor=True)
    half = signed_in(counselor, with_second_factor=False)

    half.post(stop_path(counselor.pk, Source.DIGEST), ONE_CLICK)

    assert StoppedKind.objects.get().person == counselor


def test_cut_link_says_so_and_stops_nothing(url: str, stranger: Client) -> None:
    for broken in (url[:-2] + "/", url.replace("stop/", "stop/x"), stop_path(2**40, "miss")):
        answer = stranger.post(broken, ONE_CLICK)

        assert answer.status_code == 404
    assert not StoppedKind.objects.exists()
