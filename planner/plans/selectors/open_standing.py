"""What is open of a worker's years in Japan to whoever opened the page. The same number of queries for any years.

Nothing of it is about money, even where the worker opened that: who shows money asks for money.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from planner.plans.models import (
    Benchmark,
    CheckIn,
    Evidence,
    JapaneseTest,
    Miss,
    MonthWork,
    Plan,
)
from planner.sharing.audiences import Opened, PersonalQuerySet
from planner.sharing.sections import Section


@dataclass(frozen=True)
class OpenStanding:
    """None and empty: not told, or not open. `misses`: by benchmark, the newest day first; `work` by month."""

    way: Plan | None = None
    benchmarks: tuple[Benchmark, ...] = ()
    misses: Mapping[int, list[Miss]] = field(default_factory=dict)
    evidence: Mapping[int, list[Evidence]] = field(default_factory=dict)
    tests: tuple[JapaneseTest, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    work: tuple[MonthWork, ...] = ()


def standing_open_in(opened: Opened) -> OpenStanding:
    """Seven queries."""
    return OpenStanding(
        way=Plan.objects.open_in(opened).first(),
        benchmarks=tuple(_no_money(Benchmark, opened).order_by("due_on", "key")),
        misses=_by_benchmark(
            _of_open_benchmarks(_no_money(Miss, opened), opened).order_by("-due_on", "pk")
        ),
        evidence=_by_benchmark(
            _of_open_benchmarks(_no_money(Evidence, opened), opened).order_by("pk")
        ),
        tests=tuple(JapaneseTest.objects.open_in(opened).order_by("-taken_on", "pk")),
        check_ins=tuple(CheckIn.objects.open_in(opened).order_by("month")),
        work=tuple(_no_money(MonthWork, opened).order_by("check_in__month")),
    )


def evidence_open_in(opened: Opened, pk: int) -> Evidence | None:
    """One file. A benchmark that was closed since closes its proof too."""
    row: Evidence | None = (
        _of_open_benchmarks(Evidence.objects.open_in(opened), opened).filter(pk=pk).first()
    )
    return row


def _no_money(model: type[Any], opened: Opened) -> PersonalQuerySet:
    rows: PersonalQuerySet = model.objects.open_in(opened)
    return rows.exclude(section=Section.MONEY)


def _of_open_benchmarks(rows: PersonalQuerySet, opened: Opened) -> PersonalQuerySet:
    return rows.filter(Q(benchmark=None) | Q(benchmark__section__in=opened.sections))


def _by_benchmark(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[row.benchmark_id].append(row)
    return dict(found)
