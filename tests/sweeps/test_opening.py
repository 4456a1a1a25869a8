"""Every page of the counselors, before something is opened, while it is, and at the next request after it was taken back."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.http import http_date

from planner.sharing.enums import Purpose
from planner.sharing.services import assign, end_assignment
from tests.factories.consents import consent, refusal
from tests.sweeps.addresses import Address, Taken, urls
from tests.sweeps.crawl import entered, visit
from tests.sweeps.opening import CANARIES, NEVER, tell_of_japan
from tests.sweeps.samples import QUERIES, addresses
from tests.sweeps.world import World

NAMED = "counselor"
OTHERS = ("colleague", "supervisor", "foreign counselor")
EVERYTHING = frozenset[str]().union(*CANARIES.values())


@pytest.fixture
def telling(world: World) -> World:
    """The worker has told of every closed section."""
    tell_of_japan(world, timezone.now())
    return world


def test_a_section_is_seen_by_whom_it_is_open_to_as_long_as_it_is(telling: World) -> None:
    browsers = {name: entered(telling, name, "vi") for name in (NAMED, *OTHERS)}
    pages = _of_worker(telling)

    before = {name: _seen(browser, pages) for name, browser in browsers.items()}
    assert before == dict.fromkeys(browsers, frozenset())

    for purpose, words in CANARIES.items():
        consent(telling.worker, purpose, now=timezone.now())

        assert _seen(browsers[NAMED], pages) == words, purpose

        refusal(telling.worker, purpose, now=timezone.now())

        assert _seen(browsers[NAMED], pages) == frozenset(), purpose


def test_to_others_nothing_is_open_whatever_is(telling: World) -> None:
    browsers = {name: entered(telling, name, "vi") for name in OTHERS}
    pages = _of_worker(telling)
    for purpose in CANARIES:
        consent(telling.worker, purpose, now=timezone.now())

    during = {name: _seen(browser, pages) for name, browser in browsers.items()}

    assert during == dict.fromkeys(OTHERS, frozenset())


@pytest.mark.parametrize("name", [NAMED, "supervisor"])
def test_lists_and_pages_of_others_say_nothing_of_what_is_open(telling: World, name: str) -> None:
    browser, own = entered(telling, name, "vi"), _of_worker(telling)
    others = [item for item in _paths(telling) if item not in own]

    for purpose in CANARIES:
        consent(telling.worker, purpose, now=timezone.now())

    assert len(others) > 5
    assert _seen(browser, others) == frozenset()


def test_a_page_that_was_open_is_not_kept_and_not_there_again(telling: World) -> None:
    """The session stays; the browser may ask whether its copy is still good."""
    browser = entered(telling, NAMED, "vi")
    url = reverse("worker_shared", args=[telling.worker.pk])
    consent(telling.worker, Purpose.OPEN_DECISION, now=timezone.now())
    page = browser.get(url)
    refusal(telling.worker, Purpose.OPEN_DECISION, now=timezone.now())

    asked = {
        "if-none-match": page.headers.get("etag", "*"),
        "if-modified-since": page.headers.get("last-modified", http_date()),
    }
    again = browser.get(url, headers=asked)

    assert page.status_code == 200
    assert {"no-store", "private"} <= set(page.headers["cache-control"].split(", "))
    assert again.status_code == 404


@pytest.mark.parametrize("change", ["moved", "ended"])
def test_another_care_begins_with_everything_closed(telling: World, change: str) -> None:
    worker, pages = telling.worker, _of_worker(telling)
    browsers = [entered(telling, name, "vi") for name in (NAMED, "colleague", "supervisor")]
    for purpose in CANARIES:
        consent(worker, purpose, now=timezone.now())

    if change == "moved":
        agency = telling.colleague.agency
        assert agency is not None
        assign(worker=worker, counselor=telling.colleague, agency=agency, now=timezone.now())
    else:
        end_assignment(worker=worker, now=timezone.now())

    assert [_seen(browser, pages) for browser in browsers] == [frozenset()] * 3


def _seen(browser: Client, pages: list[tuple[Address, str]]) -> frozenset[str]:
    """What of it is on these pages, or in where they lead to."""
    words = EVERYTHING.union(NEVER)
    answers = [visit(browser, address, path) for address, path in pages]
    faults = [(item.path, item.faults) for item in answers if item.status >= 500 or not item.status]
    assert faults == []
    return frozenset(word for word in words for item in answers if word in item.text + item.to)


def _of_worker(world: World) -> list[tuple[Address, str]]:
    pages = [item for item in _paths(world) if f"/{world.worker.pk}/" in item[1]]
    assert "worker_shared" in {address.url.key for address, _path in pages}
    return pages


def _paths(world: World) -> Iterator[tuple[Address, str]]:
    """Every page of the counselors that has a sample, and each page of the worker that needs no more than the worker."""
    known = [item for item in addresses() if not item.url.is_admin]
    ours = [
        Address(url, Taken("pk", "worker.pk"), query)
        for url in urls()
        if url.pattern.startswith("workers/<int:pk>/") and url.pattern.count("<") == 1
        for query in ("", *QUERIES.get(url.key, ()))
    ]
    paths = {item.path(world): item for item in (*known, *ours)}
    for path, address in paths.items():
        if resolve(path.partition("?")[0]).func.__module__.startswith("planner.web.counselor"):
            yield address, path
