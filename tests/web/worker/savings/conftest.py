from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of

Send = Callable[..., Any]


@pytest.fixture(autouse=True)
def _in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest rate that we have is a year old."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: date(2026, 11, 22))


@pytest.fixture
def browser(worker: User) -> Client:
    return signed_in(worker)


@pytest.fixture
def send(browser: Client) -> Send:
    """Open a page and send its form with this typed into it."""

    def sent(name: str, *args: Any, **typed: Any) -> Any:
        url = reverse(name, args=args)
        return browser.post(url, {**hidden_of(browser.get(url).content.decode()), **typed})

    return sent
