"""A system of an agency that listens for webhooks, and rows about it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from accounts.models import Agency
from planner.reminders.enums import HookEvent, State
from planner.reminders.models import WebhookCall, WebhookEndpoint
from tests.factories.reminders import LONG_AGO, NOW

ALLOWED = ["localhost"]


@dataclass
class Listener:
    """Answers with `statuses` one after the other; with the last one from then on."""

    url: str = ""
    statuses: list[int] = field(default_factory=lambda: [200])
    came: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    def ids(self) -> list[str]:
        return [headers["webhook-id"] for _path, headers, _body in self.came]


@contextmanager
def listening(*statuses: int) -> Iterator[Listener]:
    listener = Listener(statuses=list(statuses or (200,)))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            listener.came.append((self.path, headers, body))
            answers = listener.statuses
            status = answers.pop(0) if len(answers) > 1 else answers[0]
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            listener.came.append((self.path, {}, b""))

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.url = f"http://localhost:{server.server_port}/hooks?from=loi-ve"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield listener
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def endpoint(
    agency: Agency,
    url: str = "https://hr.example.com/hooks",
    *,
    events: tuple[HookEvent, ...] = tuple(HookEvent),
    now: datetime = LONG_AGO,
) -> WebhookEndpoint:
    return WebhookEndpoint.objects.create(
        agency=agency,
        url=url,
        events=[event.value for event in events],
        salt=f"salt of {agency.pk}",
        made_at=now,
        made_by_name="Hà",
    )


def waiting(to: WebhookEndpoint, number: int = 1, *, now: datetime = NOW) -> WebhookCall:
    return WebhookCall.objects.create(
        endpoint=to,
        event=HookEvent.CASE_CLOSED,
        worker_id=7,
        subject_id=number,
        happened_at=now,
        state=State.PLANNED,
        due_at=now,
    )
