"""LINE, up to its answer."""

import pytest
from pytest_django import Settings

from planner.reminders.channels import line
from planner.reminders.channels.base import Answer, Outcome
from planner.reminders.channels.line import LineCarrier
from tests.reminders.channels.conftest import Make
from tests.reminders.channels.wire import Wire

ID = "U" + "0a" * 16


@pytest.fixture(autouse=True)
def _line(settings: Settings, server: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LINE_CHANNEL_TOKEN = "line-token="
    monkeypatch.setattr(line, "PUSH_URL", f"{server.url}/push")


def test_it_gets_the_short_text_how_to_answer_and_the_link(server: Wire, message: Make) -> None:
    with LineCarrier() as carrier:
        answer = carrier.send(message(ID, reply="Trả lời: như tháng trước"))

    assert answer == Answer(Outcome.ACCEPTED)
    text = "Kể trong một phút nhé.\nTrả lời: như tháng trước\nhttps://loi-ve.example/check-in/"
    assert server.told() == [{"to": ID, "messages": [{"type": "text", "text": text}]}]
    assert server.posts[0][1]["authorization"] == "Bearer line-token="


def test_the_same_message_has_the_same_key(server: Wire, message: Make) -> None:
    with LineCarrier() as carrier:
        for number in (17, 17, 18, 0, 0):
            carrier.send(message(ID, number=number))

    keys = [headers["x-line-retry-key"] for _path, headers, _body in server.posts]
    assert keys[0] == keys[1]
    assert len(set(keys)) == 4
    assert server.connections == 1


@pytest.mark.parametrize(
    "status, outcome",
    [
        # Taken before: the answer to the first time was lost.
        *((409, Outcome.ACCEPTED), (400, Outcome.LATER), (404, Outcome.LATER)),
        *((307, Outcome.LATER), (401, Outcome.DOWN), (403, Outcome.DOWN), (429, Outcome.DOWN)),
        *((500, Outcome.DOWN), (503, Outcome.DOWN)),
    ],
)
def test_its_answer_says_whom_it_is_about(
    server: Wire, message: Make, status: int, outcome: Outcome
) -> None:
    server.status, server.location = status, server.url + "/elsewhere" if status == 307 else ""

    with LineCarrier() as carrier:
        assert carrier.send(message(ID)).outcome == outcome

    assert len(server.posts) == 1


def test_an_id_that_line_does_not_know_is_refused(server: Wire, message: Make) -> None:
    server.status = 400
    server.answer = {"message": "The property, 'to', in the request body is invalid"}

    with LineCarrier() as carrier:
        assert carrier.send(message(ID)) == Answer(Outcome.REFUSED, "HTTP 400")


@pytest.mark.parametrize("address", ["", "C" + "0a" * 16, f"{ID},{ID}", f"{ID}\n"])
def test_nothing_but_the_id_of_one_person_is_an_address(
    server: Wire, message: Make, address: str
) -> None:
    with LineCarrier() as carrier:
        assert carrier.send(message(address)).outcome == Outcome.REFUSED

    assert server.posts == []


@pytest.mark.parametrize("token", ["a\nb", "ế"])
def test_a_token_that_is_none_is_the_channels_trouble(
    server: Wire, message: Make, settings: Settings, token: str
) -> None:
    settings.LINE_CHANNEL_TOKEN = token

    with LineCarrier() as carrier:
        assert carrier.send(message(ID)).outcome == Outcome.DOWN


def test_without_a_connection_the_channel_is_down(
    message: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "PUSH_URL", "http://127.0.0.1:9/")

    with LineCarrier() as carrier:
        assert carrier.send(message(ID)) == Answer(Outcome.DOWN, "ConnectionError")
