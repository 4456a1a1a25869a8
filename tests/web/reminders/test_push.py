import base64
import json
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from planner.reminders.enums import Channel
from planner.reminders.models import Address
from planner.reminders.services import addresses
from planner.web.reminders.settings import push
from tests.factories.accounts import UserFactory
from tests.factories.reminders import NOW, address
from tests.signing_in import signed_in
from tests.web.worker.people import page_of

ENDPOINT = "https://fcm.googleapis.com/fcm/send/abc:def"


def _text(count: int) -> str:
    return base64.urlsafe_b64encode(b"\4" * count).decode().rstrip("=")


GIVEN: dict[str, Any] = {
    "endpoint": ENDPOINT,
    "expirationTime": None,
    "keys": {"p256dh": _text(65), "auth": _text(16)},
}


@pytest.fixture(autouse=True)
def _push_is_configured(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.VAPID_PUBLIC_KEY = _text(65)
    for module in (push, addresses):
        monkeypatch.setattr(module, "is_configured", lambda channel: channel == Channel.PUSH)


@pytest.fixture
def worker(db: None) -> User:
    return UserFactory.create(language="en")


@pytest.fixture
def browser(worker: User) -> Client:
    return signed_in(worker)


def _send(browser: Client, body: Any = GIVEN) -> int:
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = browser.generic(
        "POST", reverse("push_subscription"), text, content_type="application/json"
    )
    return int(answer.status_code)


def test_browser_that_said_yes_is_on_the_list(worker: User, browser: Client) -> None:
    assert _send(browser) == 201

    row = Address.objects.get(person=worker)
    assert (row.channel, row.verified_at is not None) == (Channel.PUSH, True)
    assert json.loads(row.value) == {"endpoint": ENDPOINT, "keys": GIVEN["keys"]}
    page = page_of(browser.get(reverse("addresses")))
    assert "Notices come to this device now." in page
    assert '<p class="address">Chrome</p>' in page
    assert sha256(ENDPOINT.encode()).hexdigest() in page


def test_same_browser_again_is_no_second_row(browser: Client) -> None:
    assert [_send(browser), _send(browser)] == [201, 201]
    assert Address.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"[" * 3_000,
        b"{" + b" " * 5_000 + b"}",
        [],
        {"endpoint": ENDPOINT},
        {**GIVEN, "endpoint": None},
        {**GIVEN, "endpoint": "https://elsewhere.example/abc"},
        {**GIVEN, "endpoint": "http://fcm.googleapis.com/abc"},
        {**GIVEN, "endpoint": "https://fcm.googleapis.com/" + "a" * 900},
        {**GIVEN, "keys": []},
        {**GIVEN, "keys": {"p256dh": _text(64), "auth": _text(16)}},
        {**GIVEN, "keys": {"p256dh": _text(65), "auth": "é" * 22}},
        {**GIVEN, "keys": {"p256dh": _text(65), "auth": "\0" * 22}},
    ],
)
def test_what_no_browser_gives_is_refused(browser: Client, body: Any) -> None:
    assert _send(browser, body) == 400
    assert not Address.objects.exists()


def test_sixth_address_is_refused(worker: User, browser: Client) -> None:
    for number in range(5):
        address(worker, f"a{number}@example.com")

    assert _send(browser) == 409
    assert Address.objects.count() == 5


def test_helped_browser_is_refused(worker: User) -> None:
    worker.helped_until = timezone.now() + timedelta(hours=71)
    worker.save()

    assert _send(signed_in(worker)) == 403
    assert not Address.objects.exists()


def test_only_with_the_token_of_the_page_and_a_session(worker: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(worker)

    assert _send(strict) == 403
    assert _send(Client()) == 302
    assert signed_in(worker).get(reverse("push_subscription")).status_code == 405
    assert not Address.objects.exists()


def test_without_keys_there_is_no_button(browser: Client, settings: Settings) -> None:
    with_keys = page_of(browser.get(reverse("addresses")))
    settings.VAPID_PUBLIC_KEY = ""

    assert "data-push=" in with_keys
    assert "data-push=" not in page_of(browser.get(reverse("addresses")))


def test_device_that_is_gone_is_asked_again_on_that_device(worker: User, browser: Client) -> None:
    address(worker, "{}", channel=Channel.PUSH, off_at=NOW, off_reason="gone")

    page = page_of(browser.get(reverse("addresses")))

    assert "the device no longer takes notices" in page
    assert "Open this page on that device and turn notices on again" in page
    assert 'data-known=""' in page
