import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from planner.reminders.enums import Channel
from planner.reminders.models import Address, Outgoing
from planner.reminders.services import addresses as services
from planner.reminders.services.addresses import new_code
from planner.reminders.services.sending import send_due
from planner.web.reminders.settings import addresses as views
from tests.factories.accounts import UserFactory
from tests.factories.reminders import NOW, address
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of
from tests.web.worker.people import page_of

POSTS = ("remove_address", "move_address", "switch_on_address")


@pytest.fixture
def worker(db: None) -> User:
    return UserFactory.create(language="en")


@pytest.fixture
def browser(worker: User) -> Client:
    return signed_in(worker)


@pytest.fixture
def all_channels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "is_configured", lambda _channel: True)
    monkeypatch.setattr(services, "is_configured", lambda _channel: True)


def _list(browser: Client) -> str:
    return page_of(browser.get(reverse("addresses")))


def _add(browser: Client, value: str = "lan@example.com", channel: str = "email") -> Any:
    url = reverse("add_address", args=[channel])
    hidden = hidden_of(browser.get(url).content.decode())
    return browser.post(url, {**hidden, "value": value})


def _shut_out(person: User) -> Client:
    person.helped_until = timezone.now() + timedelta(hours=71)
    person.save()
    return signed_in(person)


def test_without_an_address_the_page_says_what_to_do(browser: Client) -> None:
    page = _list(browser)

    assert "You have no address outside the app yet." in page
    assert reverse("add_address", args=["email"]) in page
    assert reverse("add_address", args=["line"]) not in page


def test_address_is_added_verified_and_used(worker: User, browser: Client) -> None:
    added = _add(browser)
    send_due(clock=timezone.now)
    code = re.findall(r"\d{6}", str(mail.outbox[0].body))[0]
    waiting = _list(browser)
    answer = browser.post(added["location"], {"code": code})

    row = Address.objects.get(person=worker)
    assert added["location"] == reverse("verify_address", args=[row.pk])
    assert "Waits for its code" in waiting
    assert answer["location"] == reverse("addresses")
    page = _list(browser)
    assert "Waits for its code" not in page
    assert '<span class="tag ok">In use</span>' in page


def test_form_offers_what_somebody_signs_in_with(worker: User, browser: Client) -> None:
    page = page_of(browser.get(reverse("add_address", args=["email"])))

    assert f'value="{worker.email}"' in page


def test_sent_twice_it_is_added_once(browser: Client) -> None:
    url = reverse("add_address", args=["email"])
    sent = {**hidden_of(browser.get(url).content.decode()), "value": "lan@example.com"}

    answers = [browser.post(url, sent)["location"] for _ in range(2)]

    assert answers[0] == answers[1]
    assert Outgoing.objects.count() == 1


@pytest.mark.parametrize(
    "value, words",
    [("lan", "Write an e-mail address like"), ("", "required"), ("a\0@b.vn", "Null characters")],
)
def test_what_is_no_address_says_what_to_do(browser: Client, value: str, words: str) -> None:
    assert words in page_of(_add(browser, value))
    assert not Address.objects.exists()


def test_limits_are_said_and_nothing_is_lost(worker: User, browser: Client) -> None:
    _add(browser)
    twice = page_of(_add(browser))
    for number in range(4):
        address(worker, f"a{number}@example.com")
    sixth = page_of(_add(browser, "more@example.com"))

    assert "You have this address already." in twice
    assert "You have 5 addresses, which is the most." in sixth
    assert 'value="more@example.com"' in sixth
    assert "Remove one to add another" in _list(browser)


@pytest.mark.parametrize("channel", ["line", "push", "in_app", "pigeon"])
def test_channel_that_is_not_configured_is_not_there(browser: Client, channel: str) -> None:
    url = reverse("add_address", args=[channel])

    assert [browser.get(url).status_code, browser.post(url).status_code] == [404, 404]


def test_wrong_code_and_old_code_say_what_to_do(worker: User, browser: Client) -> None:
    row = address(worker, verified_at=None)
    url = reverse("verify_address", args=[row.pk])

    early = page_of(browser.post(url, {"code": "123456"}))
    new_code(row, timezone.now())
    wrong = page_of(browser.post(url, {"code": "no"}, follow=True))
    empty = page_of(browser.post(url, {"code": ""}))

    assert "No code holds any more. Ask for a new one" in early
    assert "This is not the code." in wrong
    assert "Write the code from the message." in empty
    row.refresh_from_db()
    assert (row.code_tries, row.verified_at) == (1, None)


def test_new_code_is_sent_and_too_many_are_not(worker: User, browser: Client) -> None:
    row = address(worker, verified_at=None)
    url = reverse("switch_on_address", args=[row.pk])

    for _ in range(3):
        Outgoing.objects.update(state="sent", sent_at=timezone.now())
        browser.post(url)
    Outgoing.objects.update(state="sent", sent_at=timezone.now())
    page = page_of(browser.post(url, follow=True))

    assert "Enough codes for one day. Try again tomorrow." in page
    assert Outgoing.objects.count() == 3


def test_address_switched_off_says_why_and_is_switched_on_by_a_code(
    worker: User, browser: Client
) -> None:
    row = address(worker, off_at=NOW, off_reason="refused")
    address(worker, "next@example.com", position=1)

    before = _list(browser)
    answer = browser.post(reverse("switch_on_address", args=[row.pk]), follow=True)

    assert "Switched off on 22 November 2026: it refused what we sent." in before
    assert "A code is on its way." in page_of(answer)
    assert "Waits for its code" in _list(browser)


def test_order_is_changed_by_buttons(worker: User, browser: Client) -> None:
    first, second = (
        address(worker, f"{name}@example.com", position=number) for number, name in enumerate("ab")
    )

    before = _list(browser)
    # Down for the first is up for the second.
    answer = browser.post(reverse("move_address", args=[second.pk]), follow=True)

    assert before.count(reverse("move_address", args=[second.pk])) == 2
    assert reverse("move_address", args=[first.pk]) not in before
    after = page_of(answer)
    assert after.index("b@example.com") < after.index("a@example.com")
    assert after.index("In use") < after.index("In reserve")


def test_address_is_removed(worker: User, browser: Client) -> None:
    row = address(worker)

    page = page_of(browser.post(reverse("remove_address", args=[row.pk]), follow=True))

    assert "Nothing more is sent to it." in page
    assert row.value not in page
    assert not Address.objects.exists()


def test_chat_shows_what_to_write_there(
    browser: Client, all_channels: None, settings: Settings
) -> None:
    settings.CHAT_URLS = {"line": "https://line.example/loi-ve"}
    added = _add(browser, channel="line")
    page = page_of(browser.get(added["location"]))
    word = re.findall(r"<b>(\d{6})</b>", page)[0]
    services.claim_chat_address(channel=Channel.LINE, value="U123", code=word, now=timezone.now())

    after = page_of(browser.get(added["location"]))

    assert "Open LINE, find Lối Về there" in page
    assert 'href="https://line.example/loi-ve"' in page
    assert "You have shown that it is yours." in after
    # The id says nothing to anybody.
    assert "U123" not in _list(browser) + after


def test_chat_code_that_is_too_old_is_renewed(
    worker: User, browser: Client, all_channels: None
) -> None:
    added = _add(browser, channel="zalo")
    Address.objects.update(code_until=timezone.now())

    old = page_of(browser.get(added["location"]))
    new = page_of(
        browser.post(reverse("switch_on_address", args=[Address.objects.get().pk]), follow=True)
    )

    assert "The code is too old." in old
    assert re.search(r"<b>\d{6}</b>", new)


@pytest.mark.parametrize("name", ["verify_address", *POSTS])
def test_address_of_somebody_else_is_not_there(browser: Client, name: str) -> None:
    row = address(UserFactory.create(), verified_at=None)
    address(UserFactory.create())
    url = reverse(name, args=[row.pk])

    assert browser.post(url, {"code": new_code(row, timezone.now())}).status_code == 404
    assert browser.get(url).status_code == (405 if name in POSTS else 404)
    row.refresh_from_db()
    assert row.verified_at is None
    assert row.value not in _list(browser)


def test_helped_browser_is_told_kindly_and_leads_nothing_elsewhere(worker: User) -> None:
    row = address(worker, verified_at=None)
    code = new_code(row, timezone.now())
    off = address(worker, "off@example.com", off_at=NOW, off_reason="refused")
    browser = _shut_out(worker)

    answers = [
        browser.get(reverse("add_address", args=["email"])),
        browser.post(reverse("add_address", args=["email"]), {"value": "thief@example.com"}),
        browser.post(reverse("verify_address", args=[row.pk]), {"code": code}),
        browser.post(reverse("switch_on_address", args=[off.pk])),
    ]

    assert {answer["location"] for answer in answers} == {reverse("addresses")}
    page = _list(browser)
    assert "Your reminders go on as before." in page
    assert reverse("add_address", args=["email"]) not in page
    assert reverse("switch_on_address", args=[off.pk]) not in page
    assert {kept.value for kept in Address.objects.all()} == {row.value, off.value}
    row.refresh_from_db()
    assert row.verified_at is None


@pytest.mark.parametrize("role", ["counselor", "supervisor", "staff"])
def test_who_works_at_a_desk_has_addresses_too(db: None, role: str) -> None:
    person = UserFactory.create(language="en", **{role: True})
    browser = signed_in(person)

    _add(browser, "desk@example.com")

    assert "desk@example.com" in _list(browser)


def test_visitor_signs_in_first(db: None) -> None:
    for url in [reverse("addresses"), reverse("add_address", args=["email"])]:
        assert reverse("account_login") in Client().get(url)["location"]
    for name in ("verify_address", *POSTS):
        url = reverse(name, args=[1])
        assert reverse("account_login") in Client().post(url)["location"]


def test_number_of_queries_does_not_grow_with_addresses(
    worker: User, browser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address(worker)
    browser.get(reverse("addresses"))
    with django_assert_num_queries(4):
        browser.get(reverse("addresses"))
    for number in range(4):
        address(worker, f"a{number}@example.com")

    with django_assert_num_queries(4):
        browser.get(reverse("addresses"))
