"""The page keeps what is typed while somebody types; the owner can throw it away."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from planner.sharing.models import Draft, FormKey
from planner.sharing.sections import Section
from planner.web.shared.owner_tokens import Owner
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

KEEP, DROP = "/drafts/", "/drafts/drop/"


@pytest.fixture
def browser(worker: User) -> Client:
    client = Client()
    client.force_login(worker)
    return client


def sent(person: User, section: Section = Section.MONEY, **more: str) -> dict[str, Any]:
    owner = Owner(person.pk, "offer-pay", section, ("amount", "day"))
    return {"owner": owner.token(), "amount": "180.000", "day_0": "4", "other": "x", **more}


def test_what_is_typed_is_kept(browser: Client, worker: User) -> None:
    response = browser.post(KEEP, sent(worker))

    draft = Draft.objects.get()
    assert (response.status_code, response.content) == (204, b"")
    assert (draft.person, draft.form, draft.section) == (worker, "offer-pay", "money")
    assert draft.values == {"amount": ["180.000"], "day_0": ["4"]}


def test_what_is_typed_is_kept_when_the_session_has_ended(worker: User) -> None:
    assert Client().post(KEEP, sent(worker)).status_code == 204
    assert Draft.objects.get().person == worker


@pytest.mark.parametrize("token", ["", "made:up", "\0", "x" * 10_000])
def test_without_a_token_of_ours_nothing_is_kept(browser: Client, token: str) -> None:
    assert browser.post(KEEP, {"owner": token, "amount": "1"}).status_code == 403
    assert not Draft.objects.exists()


def test_somebody_else_writes_and_drops_nothing(browser: Client, worker: User) -> None:
    browser.post(KEEP, sent(worker))
    other = Client()
    other.force_login(UserFactory.create())

    assert other.post(KEEP, sent(worker, amount="1")).status_code == 403
    assert other.post(DROP, sent(worker)).status_code == 403
    assert Draft.objects.get().values["amount"] == ["180.000"]


def test_an_account_that_is_closed_keeps_nothing(worker: User) -> None:
    worker.is_active = False
    worker.save()

    assert Client().post(KEEP, sent(worker)).status_code == 403


def test_a_browser_that_is_shut_out_keeps_nothing_of_what_is_closed(
    browser: Client, worker: User
) -> None:
    worker.helped_until = timezone.now() + timedelta(hours=71)
    worker.save()

    assert browser.post(KEEP, sent(worker)).status_code == 403
    assert browser.post(KEEP, sent(worker, Section.PLAN)).status_code == 204


def test_hidden_values_that_nobody_would_send_do_no_harm(browser: Client, worker: User) -> None:
    browser.post(KEEP, sent(worker, seen="\0" * 99, form_key="\0", amount="a\0b"))

    draft = Draft.objects.get()
    assert (draft.seen, draft.values["amount"]) == ("", ["ab"])
    assert not FormKey.objects.exists()


def test_the_owner_throws_it_away_and_comes_back(browser: Client, worker: User) -> None:
    browser.post(KEEP, sent(worker))

    response = browser.post(DROP, sent(worker, next="/trades/"))

    assert response.headers["Location"] == "/trades/"
    assert not Draft.objects.exists()


def test_nobody_is_led_away_from_here(browser: Client, worker: User) -> None:
    response = browser.post(DROP, sent(worker, next="https://example.com/"))

    assert response.headers["Location"] == "/home/"


@pytest.mark.parametrize("url", [KEEP, DROP])
def test_looking_is_not_enough(browser: Client, url: str) -> None:
    assert browser.get(url).status_code == 405


def test_the_page_asks_for_its_own_csrf_token(worker: User) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(KEEP, sent(worker)).status_code == 403
    assert not Draft.objects.exists()
