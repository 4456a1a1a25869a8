"""Measure the counselors' pages in a process of their own. The database is DATABASE_URL's, with workers in it.

`main("seed")` brings everybody in it into care, `main("measure")` measures; each prints JSON. Seconds are of the wall: what
the database takes counts.
"""

import json
import time
from collections.abc import Iterator
from statistics import median
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.decorators import login_required
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, QueryDict
from django.urls import include, path, reverse
from django.utils import timezone

from accounts.models import User
from planner.reference.selectors import current_atlas
from planner.sharing.models import Assignment
from planner.web.counselor.caseload.forms import FilterForm
from tests.bench.crowd import checked_by_nobody, seed
from tests.bench.page_costs import Site, bare
from tests.factories.many_cases import with_caseloads
from tests.signing_in import signed_in

ROUNDS, WARM_UP, SLOW_ROUNDS = 15, 3, 3
FILTERS = {
    "list": "",
    "list, last page": "page=8",
    "list, searched": "q=nguyen van",
    "list, by phone": "q=0901000",
    "list, stage": "stage=in_japan",
    "list, province": "province=current-24",
    "list, trade": "trade=TITP 1-1",
    "list, reason": "reason=silent",
    "list, flag": "flag=watch",
    "list, step": "step=overdue",
    "list, closed": "state=closed",
    "list, duplicates": "state=duplicates",
    "list, by step": "sort=step",
    "list, by status": "sort=status",
}


class StockAssignments(ModelAdmin[Assignment]):
    """As it comes: what a changelist of this table is without work."""

    def has_view_permission(self, _request: HttpRequest, _row: Assignment | None = None) -> bool:
        return True


class StockSite(AdminSite):
    def has_permission(self, _request: HttpRequest) -> bool:
        return True


stock = StockSite(name="stock")
stock.register(Assignment, StockAssignments)
urlpatterns = [
    path("bare/", login_required(bare)),
    path("stock/", stock.urls),
    path("", include("config.urls")),
]


def main(what: str, *words: str) -> None:
    print(json.dumps({"seed": _seed, "measure": _measure}[what](*words)))


def _seed(*sizes: str) -> dict[str, Any]:
    """Of an empty database with so many workers in it; of a full one without a number."""
    begin = time.perf_counter()
    now = timezone.now()
    if sizes:
        call_command("migrate", verbosity=0)
        call_command("load_reference", verbosity=0)
        seed(int(sizes[0]), min(2000, int(sizes[0]) // 10))
    else:
        call_command("load_reference", verbosity=0)
    with checked_by_nobody():
        with_caseloads(now=now, today=timezone.localdate(now))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return {"seeded": time.perf_counter() - begin, "workers": Assignment.objects.count()}


def _pages() -> Iterator[tuple[str, Site, str]]:
    counselor = User.objects.get(email="counselor-1@desk.example.com")
    supervisor = User.objects.get(email="supervisor-1@desk.example.com")
    desk, team = _site(counselor), _site(supervisor)
    yield "bare", desk, "/bare/"
    yield "today", desk, reverse("desk_today")
    for name, query in FILTERS.items():
        # What is no choice narrows nothing, and would be measured for nothing.
        form = FilterForm(QueryDict(query), atlas=current_atlas(), team=None)
        assert form.is_valid(), (query, form.errors)
        yield name, desk, f"{reverse('my_workers')}?{query}"
    one = Assignment.objects.filter(counselor=counselor).order_by("worker").values_list("worker")[5]
    yield "case page", desk, reverse("worker", args=one)
    yield "timeline", desk, reverse("worker_timeline", args=one)
    yield "today, supervisor", team, reverse("desk_today")
    yield "list, supervisor", team, reverse("my_workers")
    yield "list, counselor", team, f"{reverse('my_workers')}?counselor={counselor.pk}"
    yield "team", team, reverse("team")


def _site(person: User) -> Site:
    return Site(signed_in(person).cookies.output(header="", sep=";").strip())


def _measure() -> dict[str, Any]:
    settings.ROOT_URLCONF = "tests.bench.caseload_costs"
    found: dict[str, Any] = {}
    pages = list(_pages())
    times: dict[str, list[float]] = {name: [] for name, _site, _url in pages}
    for _ in range(WARM_UP):
        for _name, site, url in pages:
            site.get(url)
    # In turn: what else this machine does meets all of them.
    for _ in range(ROUNDS):
        for name, site, url in pages:
            times[name].append(_seconds(site, url))
    found["seconds"] = {name: median(every) for name, every in times.items()}
    found["queries"] = {name: _queries(site, url) for name, site, url in pages}
    admin = [_seconds(pages[0][1], "/stock/sharing/assignment/") for _ in range(SLOW_ROUNDS)]
    found["seconds"]["stock admin"] = median(admin)
    return found


def _seconds(site: Site, url: str) -> float:
    begin = time.perf_counter()
    site.get(url)
    return time.perf_counter() - begin


def _queries(site: Site, url: str) -> int:
    asked = 0

    def count(execute: Any, *given: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*given)

    with connection.execute_wrapper(count):
        site.get(url)
    return asked
