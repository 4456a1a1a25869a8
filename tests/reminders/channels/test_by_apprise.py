"""Zalo and SMS, up to the answer of the other side."""

import logging
from urllib.parse import parse_qs

import pytest
from apprise.plugins.twilio import NotifyTwilio
from apprise.plugins.zalo import NotifyZalo
from pytest_django import Settings

from planner.reminders.channels import carrier_of
from planner.reminders.channels.base import Answer, Message, Outcome
from planner.reminders.enums import Channel
from tests.reminders.channels.conftest import Make
from tests.reminders.channels.wire import Wire

ZALO_ID, NUMBER = "b2c9f8a1d3", "+819012345678"
ADDRESSES = {Channel.ZALO: ZALO_ID, Channel.SMS: NUMBER}
TWILIO = f"twilio://AC{'0a' * 16}:{'1b' * 16}@+815012345678"


@pytest.fixture(autouse=True)
def _services(settings: Settings, server: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ZALO_BOT_TOKEN = "123456:zalo-token"
    settings.SMS_PROVIDER_URL = TWILIO
    monkeypatch.setattr(NotifyZalo, "notify_url", server.url + "/bot{token}/sendMessage")
    monkeypatch.setattr(NotifyTwilio, "notify_sms_url", server.url + "/{sid}/sms")


def sent(channel: Channel, *messages: Message) -> list[Answer]:
    with carrier_of(channel) as carrier:
        return [carrier.send(message) for message in messages]


def test_zalo_gets_it_as_plain_text(server: Wire, message: Make) -> None:
    answers = sent(Channel.ZALO, message(ZALO_ID, short="*Một* _tháng_ <b>"))

    assert answers == [Answer(Outcome.ACCEPTED)]
    assert server.posts[0][0] == "/bot123456:zalo-token/sendMessage"
    assert server.told() == [
        {"text": "*Một* _tháng_ <b>\nhttps://loi-ve.example/check-in/", "chat_id": ZALO_ID}
    ]


def test_sms_goes_to_the_number_by_the_provider_that_staff_named(
    server: Wire, message: Make
) -> None:
    server.status = 201

    answers = sent(Channel.SMS, message(NUMBER))

    assert answers == [Answer(Outcome.ACCEPTED)]
    typed = parse_qs(server.posts[0][2].decode())
    assert (typed["To"], typed["From"]) == ([NUMBER], ["+815012345678"])
    assert typed["Body"] == ["Kể trong một phút nhé.\nhttps://loi-ve.example/check-in/"]


@pytest.mark.parametrize("channel", ADDRESSES)
@pytest.mark.parametrize(
    "status, outcome",
    [
        *((400, Outcome.LATER), (404, Outcome.LATER), (307, Outcome.LATER)),
        *((401, Outcome.DOWN), (429, Outcome.DOWN), (500, Outcome.DOWN), (503, Outcome.DOWN)),
    ],
)
def test_a_failure_says_whether_the_channel_is_down(
    server: Wire, message: Make, channel: Channel, status: int, outcome: Outcome
) -> None:
    server.status, server.location = status, server.url + "/elsewhere" if status == 307 else ""

    [answer] = sent(channel, message(ADDRESSES[channel]))

    assert answer == Answer(outcome, f"error {status}")
    assert len(server.posts) == 1


@pytest.mark.parametrize("channel", ADDRESSES)
def test_without_a_connection_the_channel_is_down(
    message: Make, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NotifyZalo, "notify_url", "http://127.0.0.1:9/")
    monkeypatch.setattr(NotifyTwilio, "notify_sms_url", "http://127.0.0.1:9/")

    assert sent(channel, message(ADDRESSES[channel])) == [Answer(Outcome.DOWN, "no connection")]


@pytest.mark.parametrize("code", [21211, 21610, 21614])
def test_a_number_that_takes_nothing_is_refused(server: Wire, message: Make, code: int) -> None:
    server.status, server.answer = 400, {"code": code, "message": f"{NUMBER} is not valid"}

    assert sent(Channel.SMS, message(NUMBER)) == [Answer(Outcome.REFUSED, f"error {code}")]


def test_zalo_may_say_no_with_an_answer_that_looks_fine(server: Wire, message: Make) -> None:
    server.answer = {"ok": False, "error_code": 400}

    assert sent(Channel.ZALO, message(ZALO_ID)) == [Answer(Outcome.LATER, "error 200")]


@pytest.mark.parametrize(
    "channel, address",
    [
        *((Channel.ZALO, "a b"), (Channel.ZALO, "a/b"), (Channel.SMS, "090123"), (Channel.SMS, "")),
        *((Channel.SMS, f"{NUMBER}/{NUMBER}"), (Channel.SMS, f"{NUMBER}?to={NUMBER}")),
    ],
)
def test_nothing_but_one_id_is_an_address(
    server: Wire, message: Make, channel: Channel, address: str
) -> None:
    assert [answer.outcome for answer in sent(channel, message(address))] == [Outcome.REFUSED]
    assert server.posts == []


@pytest.mark.parametrize(
    "channel, name, value",
    [
        *(
            (Channel.ZALO, "ZALO_BOT_TOKEN", "no token"),
            (Channel.SMS, "SMS_PROVIDER_URL", "base://y"),
        ),
        *((Channel.SMS, "SMS_PROVIDER_URL", "nothing"), (Channel.SMS, "SMS_PROVIDER_URL", "x://y")),
        (Channel.SMS, "SMS_PROVIDER_URL", "twilio://short:token@+815012345678"),
    ],
)
def test_wrong_settings_are_the_channels_trouble(
    server: Wire, message: Make, settings: Settings, channel: Channel, name: str, value: str
) -> None:
    setattr(settings, name, value)

    [answer] = sent(channel, message(ADDRESSES[channel]))

    assert answer == Answer(Outcome.DOWN, "the settings of this channel are wrong")
    assert server.posts == []


@pytest.mark.parametrize("channel", ADDRESSES)
def test_no_log_names_an_address(
    server: Wire, message: Make, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.status = 400
    handler, records = logging.Handler(), list[logging.LogRecord]()
    monkeypatch.setattr(handler, "handle", records.append)

    logging.getLogger().addHandler(handler)
    sent(channel, message(ADDRESSES[channel]))
    logging.getLogger().removeHandler(handler)

    assert [record for record in records if record.name == "apprise"] == []
