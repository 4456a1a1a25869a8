"""Reads of the way through Japan and its benchmarks, as the person's own browser may show them."""

from accounts.models import User
from planner.plans.models import Benchmark, Plan


def way_of_person(person: User) -> Plan | None:
    row: Plan | None = Plan.objects.of(person).first()
    return row


def benchmarks_of(person: User) -> list[Benchmark]:
    """By day."""
    return list(Benchmark.objects.of(person).order_by("due_on", "key"))


def benchmark_of(person: User, pk: int) -> Benchmark | None:
    row: Benchmark | None = Benchmark.objects.of(person).filter(pk=pk).first()
    return row
