"""Measure worker pages against a bare view, in a process of their own.

The bare view asks for a sign-in and answers one line through the full middleware. Prints JSON: by page, the median
milliseconds of processor time of the bare view and of the page, asked for in turn. The database is DATABASE_URL's.
"""

import io
import json
import time
from collections.abc import Callable
from statistics import median

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from planner.matching.person import STATEMENTS
from planner.plans.answers import Answers
from planner.plans.services import keep_answers
from tests.factories.accounts import UserFactory

ROUNDS = 60
WARM_UP = 8
COMPARED = "?trade=TITP-6-4&trade=TITP-1-1&trade=TITP-7-7"
PAGES = {
    "trades": "",
    "trade": "",
    "compare": COMPARED,
    "my_economy": "",
    "home": "",
    "summary": "",
    "mirror": "",
}


@login_required
def bare(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("Lối Về")


urlpatterns = [path("bare/", bare), path("", include("config.urls"))]


def worker_cookies() -> str:
    """The cookies of a worker who has answered everything."""
    worker = UserFactory.create(email="bench@example.com")
    answers = Answers(
        province="24",
        former_province="27",
        assets=("farmland", "workshop"),
        land_m2=1080,
        care=("parents",),
        wish="skilled_trade",
        wish_words="Mở xưởng nhỏ",
        family_hope="house",
        family_words="Sửa nhà",
        ratings={key: number % 3 for number, key in enumerate(STATEMENTS)},
        is_in_japan=True,
        trade="TITP 6-4",
    )
    keep_answers(person=worker, answers=answers)
    browser = Client()
    browser.force_login(worker)
    return browser.cookies.output(header="", sep=";").strip()


class Site:
    """The site as a server calls it. Not the test client: that copies the context of every template."""

    def __init__(self, cookies: str) -> None:
        self.handler, self.cookies = WSGIHandler(), cookies

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
    site = Site(worker_cookies())
    found = {}
    for name, query in PAGES.items():
        url = reverse(name, args=["TITP-6-4"] if name == "trade" else []) + query
        for _ in range(WARM_UP):
            site.get("/bare/")
            site.get(url)
        pairs = [(site.milliseconds("/bare/"), site.milliseconds(url)) for _ in range(ROUNDS)]
        found[name] = [median(times) for times in zip(*pairs, strict=True)]
    print(json.dumps(found))
