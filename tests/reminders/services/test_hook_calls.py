"""Calls to an agency's own system: signed, tried again, and to nobody's private network."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from planner.reminders.enums import HookAnswer, State
from planner.reminders.hook_calling import call
from planner.reminders.hook_signing import hook_secret
from planner.reminders.models import WebhookCall, WebhookEndpoint
from planner.reminders.services import hook_calls
from planner.reminders.services.hook_calls import LEASE, call_due
from tests.factories.accounts import AgencyFactory
from tests.factories.hooks import ALLOWED, endpoint, listening, waiting
from tests.factories.reminders import NOW
from tests.reminders.test_hook_signing import is_genuine

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _allowed(settings: Settings) -> None:
    settings.WEBHOOK_HOSTS_ALLOWED = ALLOWED


def at(now: datetime) -> Callable[[], datetime]:
    return lambda: now


def run(now: datetime = NOW) -> dict[str, int]:
    return dict(call_due(clock=at(now)))


def made(url: str) -> WebhookEndpoint:
    return endpoint(AgencyFactory.create(), url)


def test_call_arrives_signed_and_once() -> None:
    with listening() as there:
        to = made(there.url)
        row = waiting(to)

        assert [run(), run()] == [{State.SENT: 1}, {}]

    [(path, headers, body)] = there.came
    assert path == "/hooks?from=loi-ve"
    assert is_genuine(hook_secret(to.salt), headers, body)
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    assert json.loads(body) == {
        "id": f"msg_{row.pk}",
        "event": "case.closed",
        "worker": 7,
        "at": "2026-11-22T09:00:00+00:00",
    }
    row.refresh_from_db()
    assert (row.answer, row.sent_at, row.tries) == ("HTTP 200", NOW, 1)


def test_failure_is_tried_again_with_growing_gaps() -> None:
    with listening(500, 503, 204) as there:
        row = waiting(made(there.url))
        seen = []
        now = NOW
        for _ in range(3):
            run(now)
            row.refresh_from_db()
            seen.append((row.state, row.answer, row.due_at - now))
            now = row.due_at
    assert seen[:2] == [
        (State.PLANNED, "HTTP 500", timedelta(minutes=1)),
        (State.PLANNED, "HTTP 503", timedelta(minutes=3)),
    ]
    assert (row.state, row.answer) == (State.SENT, "HTTP 204")
    assert there.ids() == [f"msg_{row.pk}"] * 3


def test_whoever_dies_after_the_call_repeats_it_once_under_the_same_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = call

    def killed(*args: object) -> str:
        real(*args)  # type: ignore[arg-type]
        raise SystemExit

    with listening() as there:
        row = waiting(made(there.url))
        monkeypatch.setattr(hook_calls, "call", killed)
        with pytest.raises(SystemExit):
            run()
        monkeypatch.setattr(hook_calls, "call", real)

        during, after = run(NOW + LEASE / 2), run(NOW + LEASE)
        assert (during, after, run(NOW + 3 * LEASE)) == ({}, {State.SENT: 1}, {})

    assert there.ids() == [f"msg_{row.pk}"] * 2


def test_two_at_once_call_once() -> None:
    """Both have read the row before one of them claims it."""
    with listening() as there:
        row = waiting(made(there.url))
        copies = [WebhookCall.objects.select_related("endpoint").get() for _ in range(2)]

        states = [hook_calls._call_one(copy, at(NOW)) for copy in copies]

    assert states == [State.SENT, State.CLAIMED]
    assert there.ids() == [f"msg_{row.pk}"]


def test_redirect_is_a_failure_and_not_followed() -> None:
    with listening(302) as there:
        row = waiting(made(there.url))
        run()

    row.refresh_from_db()
    assert (row.state, row.answer, len(there.came)) == (State.PLANNED, "HTTP 302", 1)


@pytest.mark.parametrize("is_allowed", [True, False])
def test_private_address_is_refused_unless_the_settings_name_it(
    settings: Settings, is_allowed: bool
) -> None:
    with listening() as there:
        # As somebody's name would lead to it.
        row = waiting(made(there.url if is_allowed else there.url.replace("http:", "https:")))
        settings.WEBHOOK_HOSTS_ALLOWED = ALLOWED if is_allowed else []
        run()

    row.refresh_from_db()
    assert row.answer == ("HTTP 200" if is_allowed else HookAnswer.NOT_ALLOWED)
    assert len(there.came) == is_allowed


def test_who_answers_too_slowly_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.reminders.hook_calling.SECONDS", 0.2)
    with listening() as there:
        row = waiting(made(there.url.replace("http:", "https:")))  # waits for a greeting
        waiting(made("http://localhost:9/"))
        run()

    answers = dict(WebhookCall.objects.values_list("pk", "answer"))
    assert answers.pop(row.pk) in (HookAnswer.TOO_SLOW, HookAnswer.TLS, HookAnswer.NO_ANSWER)
    assert list(answers.values()) == [HookAnswer.NO_ANSWER]


def test_address_that_is_down_is_tried_once_and_holds_up_nobody() -> None:
    with listening(500) as down, listening() as up:
        lame = made(down.url)
        for number in range(3):
            waiting(lame, number)
        waiting(made(up.url))

        assert run() == {State.PLANNED: 1, State.SENT: 1}
        assert run(NOW + timedelta(seconds=30)) == {}

    assert (len(down.came), len(up.came)) == (1, 1)


def test_call_that_always_fails_does_not_hold_up_the_others() -> None:
    with listening(500, 200, 500) as there:
        to = made(there.url)
        poison, other = waiting(to, 1), waiting(to, 2)
        run()

        run(NOW + timedelta(minutes=1))

    other.refresh_from_db()
    assert other.state == State.SENT
    assert there.ids() == [f"msg_{row.pk}" for row in (poison, other, poison)]


def test_after_three_days_it_fails_and_the_address_is_switched_off() -> None:
    late = NOW + timedelta(days=3)
    to = made("http://localhost:9/")
    row, newer = waiting(to, 1), waiting(to, 2, now=NOW + timedelta(days=2))

    assert run(late) == {State.FAILED: 1}

    for one in (row, newer, to):
        one.refresh_from_db()
    assert (row.state, newer.state, to.off_at) == (State.FAILED, State.CANCELLED, late)
    assert run(late + timedelta(days=1)) == {}


def test_one_failure_among_successes_switches_nothing_off() -> None:
    late = NOW + timedelta(days=3)
    to = made("http://localhost:9/")
    waiting(to, 1)
    WebhookCall.objects.filter(pk=waiting(to, 2).pk).update(
        state=State.SENT, sent_at=NOW + timedelta(days=1)
    )

    assert run(late) == {State.FAILED: 1}

    to.refresh_from_db()
    assert to.off_at is None


def test_gone_is_gone() -> None:
    with listening(410) as there:
        to = made(there.url)
        waiting(to)
        run()

    to.refresh_from_db()
    assert to.off_at == NOW
