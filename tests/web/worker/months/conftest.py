"""A worker in Japan since January 2025; the clock stands on 22 November 2026."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.factories.plans import way
from tests.signing_in import signed_in
from tests.sweeps.html import Html
from tests.web.worker.people import page_of

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
OCTOBER, NOVEMBER = "/check-in/2026/10/", "/check-in/2026/11/"
Send = Callable[..., HttpResponse]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def in_japan(worker: User) -> User:
    way(worker, departs_on=date(2025, 1, 10))
    return worker


@pytest.fixture
def browser(clock: None, worker: User) -> Client:
    return signed_in(worker)


@pytest.fixture
def send(browser: Client) -> Send:
    """Open a month and send its form as it stands, with this typed into it."""

    def sent(url: str = OCTOBER, **typed: Any) -> HttpResponse:
        answer = browser.post(url, {**form_on(page_of(browser.get(url))), **typed})
        assert isinstance(answer, HttpResponse)
        return answer

    return sent


def form_on(page: str) -> dict[str, Any]:
    """What a browser sends of the check-in as it was opened."""
    form = next(form for form in Html(page).forms if "form_key" in form.fields)
    return {
        name: item.values if item.kind == "checkbox" else item.values[-1]
        for name, item in form.fields.items()
        if item.values
    }
