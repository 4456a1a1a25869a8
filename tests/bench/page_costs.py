"""Measure pages against a bare view, in a process of their own.

The bare view asks for a sign-in and answers one line through the full middleware, for the same person. Prints JSON: by
page, the median milliseconds of processor time of the bare view and of the page, asked for in turn. The database is
DATABASE_URL's.
"""

import io
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, reverse
from django.utils import timezone

from accounts.models import User
from config.wsgi import application
from planner.plans.services.told import keep_answers
from planner.reference.selectors import current_atlas
from planner.sharing.enums import Purpose
from planner.web.counselor.japan.shared import PARTS
from planner.web.demo.months import MONTHS, tell_months
from planner.web.demo.plans import PLANS, tell_plan
from tests.factories.accounts import UserFactory
from tests.factories.consents import consent
from tests.factories.sharing import AssignmentFactory
from tests.plans.choosing import choose
from tests.plans.told import FULL
from tests.signing_in import signed_in

ROUNDS = 60
WARM_UP = 8
CASELOAD = 400
COMPARED = "?trade=TITP-6-4&trade=TITP-1-1&trade=TITP-7-7"
# With six years of months told.
YEARS_IN_JAPAN = (
    *("where_i_stand", "check_in", "check_ins", "money_in_japan", "my_savings", "savings_plan"),
    *("remittances", "coming_home", "side_by_side", "change_of_status", "who_sees", "messages"),
)
# Does not fit this home, and says why at length.
TRADE = "TITP 7-7"


@login_required
def bare(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("Lối Về")


urlpatterns = [path("bare/", bare), path("", include("config.urls"))]


@dataclass(frozen=True)
class Measured:
    name: str
    site: "Site"
    url: str


def pages() -> Iterator[Measured]:
    worker = _worker(UserFactory.create(email="bench@example.com"))
    own = Site(_cookies(worker))
    for name in ("trades", "my_economy", "home", "summary", "mirror", "my_choice"):
        yield Measured(name, own, reverse(name))
    yield Measured("trade", own, reverse("trade", args=["TITP-6-4"]))
    planner = _worker(UserFactory.create(email="bench-plan@example.com"))
    tell_plan(planner, PLANS["tuan"], current_atlas(), timezone.now())
    planned = Site(_cookies(planner))
    for name in ("my_plan", "my_offer", "my_money", "my_goals", "my_benchmarks"):
        yield Measured(name, planned, reverse(name))
    yield Measured("plan_pdf", planned, reverse("plan_pdf"))
    tell_months(planner, MONTHS["tuan"], timezone.now())
    for name in YEARS_IN_JAPAN:
        yield Measured(name, planned, reverse(name))
    yield Measured("compare", own, reverse("compare") + COMPARED)
    counselor = UserFactory.create(counselor=True, email="bench-desk@example.com")
    for _ in range(CASELOAD):
        _worker(AssignmentFactory.create(counselor=counselor).worker)
    desk = Site(_cookies(counselor))
    one = counselor.caseload.latest("pk").worker
    yield Measured("my_workers", desk, reverse("my_workers"))
    yield Measured("desk_today", desk, reverse("desk_today"))
    yield Measured("worker", desk, reverse("worker", args=[one.pk]))
    tell_plan(one, PLANS["tuan"], current_atlas(), timezone.now())
    tell_months(one, MONTHS["tuan"], timezone.now())
    yield Measured("worker_plan", desk, reverse("worker_plan", args=[one.pk]))
    for purpose in Purpose:
        consent(one, purpose, now=timezone.now())
    for name in ("worker_standing", "worker_messages"):
        yield Measured(name, desk, reverse(name, args=[one.pk]))
    for part in PARTS:
        shared = reverse("worker_shared", args=[one.pk], query={"part": part})
        yield Measured(f"shared {part}", desk, shared)


def _worker(person: User) -> User:
    """Has answered everything and chosen a trade."""
    keep_answers(person=person, answers=FULL)
    choose(person, TRADE)
    return person


def _cookies(person: User) -> str:
    return signed_in(person).cookies.output(header="", sep=";").strip()


class Site:
    """The site as a server calls it. Not the test client: that copies the context of every template."""

    def __init__(self, cookies: str) -> None:
        self.handler, self.cookies = application, cookies

    def milliseconds(self, url: str) -> float:
        """Of processor time: what else runs on the machine does not count."""
        started = time.thread_time()
        self.get(url)
        return 1000 * (time.thread_time() - started)

    def get(self, url: str) -> None:
        address, _, query = url.partition("?")
        statuses: list[str] = []

        def start(status: str, *_headers: object) -> Callable[[bytes], object]:
            statuses.append(status)
            return lambda _more: None

        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": address,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_COOKIE": self.cookies,
            "HTTP_ACCEPT_ENCODING": "gzip",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
        }
        response = self.handler(environ, start)
        assert b"".join(response), url
        response.close()
        assert statuses == ["200 OK"], (url, statuses)


def main() -> None:
    settings.ROOT_URLCONF = "tests.bench.page_costs"
    found = {}
    for page in pages():
        for _ in range(WARM_UP):
            page.site.get("/bare/")
            page.site.get(page.url)
        pairs = [
            (page.site.milliseconds("/bare/"), page.site.milliseconds(page.url))
            for _ in range(ROUNDS)
        ]
        found[page.name] = [median(times) for times in zip(*pairs, strict=True)]
    print(json.dumps(found))
