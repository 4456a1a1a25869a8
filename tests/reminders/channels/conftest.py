from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Protocol

import pytest

from planner.reminders.channels.base import Message
from tests.reminders.channels.wire import Wire, wire


class Make(Protocol):
    def __call__(self, address: str, **given: Any) -> Message: ...


@pytest.fixture
def server() -> Iterator[Wire]:
    with wire() as made:
        yield made


@pytest.fixture
def message() -> Make:
    usual = Message(
        number=17,
        address="",
        language="vi",
        subject="Tháng vừa rồi thế nào?",
        body="Bạn kể vài dòng nhé.",
        short="Kể trong một phút nhé.",
        url="https://loi-ve.example/check-in/",
        stop_url="https://loi-ve.example/stop/abc",
    )
    return lambda address, **given: replace(usual, address=address, **given)
