"""Notices, up to the answer of the push service."""

import base64
import json
from typing import Any

import http_ece
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid
from pytest_django import Settings

from accounts.models import User
from planner.reminders.channels import push
from planner.reminders.channels.base import Answer, Outcome
from planner.reminders.channels.push import PushCarrier
from planner.reminders.enums import Channel, OffReason, Reason, State
from planner.reminders.models import Address, Outgoing
from planner.reminders.push_address import PushAddress, is_at_push_service
from planner.reminders.services.sending import send_due
from tests.factories.accounts import UserFactory
from tests.factories.reminders import NOW, address, benchmark_due, outgoing
from tests.reminders.channels.conftest import Make
from tests.reminders.channels.wire import Wire

BROWSER = ec.generate_private_key(ec.SECP256R1())
SECRET = b"0123456789abcdef"


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


P256DH = _text(
    BROWSER.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
)


@pytest.fixture
def device(server: Wire) -> str:
    return PushAddress(f"{server.url}/wp/abc", P256DH, _text(SECRET)).value


@pytest.fixture(autouse=True)
def _push(settings: Settings, server: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    key = Vapid()
    key.generate_keys()
    settings.VAPID_PRIVATE_KEY = _text(
        key.private_key.private_numbers().private_value.to_bytes(32, "big")
    )
    settings.VAPID_PUBLIC_KEY, settings.VAPID_SUBJECT = "set", "mailto:staff@example.com"
    server.status = 201
    # The server of a test has no certificate.
    monkeypatch.setattr(
        push,
        "is_at_push_service",
        lambda endpoint, hosts: (
            endpoint.startswith(server.url) or is_at_push_service(endpoint, hosts)
        ),
    )


def test_the_device_is_told_what_its_script_reads(server: Wire, message: Make, device: str) -> None:
    with PushCarrier() as carrier:
        assert carrier.send(message(device)) == Answer(Outcome.ACCEPTED)

    [(path, headers, body)] = server.posts
    told = json.loads(http_ece.decrypt(body, private_key=BROWSER, auth_secret=SECRET))
    assert told == {
        "title": "Tháng vừa rồi thế nào?",
        "body": "Kể trong một phút nhé.",
        "url": "https://loi-ve.example/check-in/",
        "tag": "reminder-17",
    }
    assert path == "/wp/abc"
    assert (headers["ttl"], headers["topic"]) == ("86400", "reminder-17")
    assert headers["content-encoding"] == "aes128gcm"
    assert headers["authorization"].startswith("vapid t=")


def test_many_go_over_one_connection(server: Wire, message: Make, device: str) -> None:
    with PushCarrier() as carrier:
        for number in range(3):
            carrier.send(message(device, number=number))

    assert (len(server.posts), server.connections) == (3, 1)


@pytest.mark.parametrize(
    "status, outcome",
    [
        *((404, Outcome.REFUSED), (410, Outcome.REFUSED), (400, Outcome.LATER)),
        *((413, Outcome.LATER), (429, Outcome.LATER), (401, Outcome.DOWN), (403, Outcome.DOWN)),
        *((500, Outcome.DOWN), (503, Outcome.DOWN)),
    ],
)
def test_the_push_service_says_whether_the_device_is_gone(
    server: Wire, message: Make, device: str, status: int, outcome: Outcome
) -> None:
    server.status = status

    with PushCarrier() as carrier:
        assert carrier.send(message(device)) == Answer(outcome, f"HTTP {status}")


def test_without_a_connection_the_channel_is_down(message: Make, device: str, server: Wire) -> None:
    there = device.replace(server.url, server.url[: server.url.rfind(":")] + ":9")

    with PushCarrier() as carrier, pytest.MonkeyPatch.context() as patch:
        patch.setattr(push, "is_at_push_service", lambda *_: True)
        assert carrier.send(message(there)) == Answer(Outcome.DOWN, "ConnectionError")


def test_nobody_is_led_on_to_another_host(server: Wire, message: Make, device: str) -> None:
    server.status, server.location = 307, server.url + "/inside"

    with PushCarrier() as carrier:
        assert carrier.send(message(device)).outcome == Outcome.DOWN

    assert [path for path, *_ in server.posts] == ["/wp/abc"]


@pytest.mark.parametrize(
    "endpoint",
    ["https://169.254.169.254/x", "http://fcm.googleapis.com/x", "https://127.0.0.1/x", ""],
)
def test_only_push_services_are_posted_to(message: Make, endpoint: str) -> None:
    value = PushAddress(endpoint, P256DH, _text(SECRET)).value

    with PushCarrier() as carrier:
        assert carrier.send(message(value)).outcome == Outcome.REFUSED


@pytest.mark.parametrize(
    "keys", [{}, {"p256dh": P256DH}, {"p256dh": "AAAA", "auth": "AAAA"}, {"p256dh": 5, "auth": 5}]
)
def test_keys_that_encrypt_nothing_are_refused(
    server: Wire, message: Make, keys: dict[str, Any]
) -> None:
    value = json.dumps({"endpoint": f"{server.url}/wp/abc", "keys": keys})

    with PushCarrier() as carrier:
        assert carrier.send(message(value)).outcome == Outcome.REFUSED

    assert server.posts == []


@pytest.mark.parametrize(
    "name, value", [("VAPID_PRIVATE_KEY", "no key"), ("VAPID_SUBJECT", "nobody")]
)
def test_wrong_settings_are_the_channels_trouble(
    settings: Settings, server: Wire, message: Make, device: str, name: str, value: str
) -> None:
    setattr(settings, name, value)

    with PushCarrier() as carrier:
        [answer] = [carrier.send(message(device))]

    assert (answer.outcome, answer.error.split(":")[0]) == (Outcome.DOWN, name)
    assert server.posts == []


@pytest.fixture
def worker(db: None) -> User:
    return UserFactory.create()


def test_a_device_that_is_gone_is_switched_off_and_the_next_address_is_used(
    server: Wire, worker: User, device: str
) -> None:
    server.status = 410
    gone = address(worker, device, channel=Channel.PUSH)
    address(worker, "hoa@example.com", position=1)
    outgoing(worker, benchmark_due(worker, NOW.date()))

    send_due(clock=lambda: NOW)

    gone.refresh_from_db()
    assert (gone.off_at, gone.off_reason) == (NOW, OffReason.GONE)
    rows = Outgoing.objects.exclude(channel=Channel.IN_APP).order_by("pk")
    assert [(row.channel, row.state, row.reason) for row in rows] == [
        (Channel.PUSH, State.FAILED, Reason.REFUSED),
        (Channel.EMAIL, State.SENT, ""),
    ]
    assert not Address.objects.filter(channel=Channel.EMAIL, off_at__isnull=False).exists()


def test_a_device_stays_while_its_push_service_has_a_trouble(
    server: Wire, worker: User, device: str
) -> None:
    server.status = 503
    kept = address(worker, device, channel=Channel.PUSH)
    outgoing(worker, benchmark_due(worker, NOW.date()))

    send_due(clock=lambda: NOW)

    kept.refresh_from_db()
    row = Outgoing.objects.get(channel=Channel.PUSH)
    assert (kept.off_at, row.state, row.error) == (None, State.PLANNED, "HTTP 503")
