"""Keys and webhooks as their pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import ApiKey
from planner.reminders.enums import HookAnswer, HookEvent, State
from planner.reminders.models import WebhookCall, WebhookEndpoint
from planner.web.shared.rows import Text

_TONES = {State.SENT: "ok", State.FAILED: "no", State.CANCELLED: "info"}


@dataclass(frozen=True)
class KeyRow:
    key: ApiKey
    rights: Text
    state: Text
    tone: str
    is_open: bool


@dataclass(frozen=True)
class EndpointRow:
    endpoint: WebhookEndpoint
    state: Text
    tone: str
    events: str


@dataclass(frozen=True)
class CallRow:
    """`answer`: of the last try."""

    call: WebhookCall
    what: Text
    answer: Text
    state: Text
    tone: str


def key_rows(keys: Iterable[ApiKey]) -> list[KeyRow]:
    return [
        KeyRow(
            key=key,
            rights=_("reads and writes") if key.can_write else _("only reads"),
            state=_("Taken back") if key.revoked_at else _("In use"),
            tone="no" if key.revoked_at else "ok",
            is_open=key.revoked_at is None,
        )
        for key in keys
    ]


def endpoint_rows(endpoints: Iterable[WebhookEndpoint]) -> list[EndpointRow]:
    return [
        EndpointRow(
            endpoint=endpoint,
            state=_("Switched off") if endpoint.off_at else _("On"),
            tone="no" if endpoint.off_at else "ok",
            events=", ".join(event_words(event) for event in endpoint.events),
        )
        for endpoint in endpoints
    ]


def call_rows(calls: Iterable[WebhookCall]) -> list[CallRow]:
    return [
        CallRow(
            call=call,
            what=event_words(call.event),
            answer=HookAnswer(call.answer).label
            if call.answer in HookAnswer.values
            else call.answer,
            state=_call_state(call),
            tone=_TONES.get(State(call.state), "mid"),
        )
        for call in calls
    ]


def event_words(event: str) -> str:
    return str(HookEvent(event).label) if event in HookEvent.values else _("Test")


def _call_state(call: WebhookCall) -> Text:
    if call.state == State.SENT:
        return _("Delivered")
    if call.state == State.FAILED:
        return _("Not delivered")
    if call.state == State.CANCELLED:
        return _("Stopped")
    return _("Tried again later") if call.tries else _("Waits")
