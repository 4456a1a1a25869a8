"""Reads of proof, misses and tests, as the person's own browser may show them."""

from datetime import date

from accounts.models import User
from planner.plans.models import Benchmark, CheckIn, Evidence, JapaneseTest, Miss, MonthMoney


def evidence_of_benchmark(person: User, pk: int) -> list[Evidence]:
    return list(Evidence.objects.of(person).filter(benchmark=pk).order_by("pk"))


def payslips_of_month(person: User, check_in: CheckIn) -> list[Evidence]:
    return list(Evidence.objects.of(person).filter(check_in=check_in).order_by("pk"))


def evidence_of(person: User, pk: int) -> Evidence | None:
    """One, with the benchmark or the month that it is of."""
    rows = Evidence.objects.of(person).select_related("benchmark", "check_in")
    row: Evidence | None = rows.filter(pk=pk).first()
    return row


def check_in_of(person: User, month: date) -> CheckIn | None:
    row: CheckIn | None = CheckIn.objects.of(person).filter(month=month).first()
    return row


def misses_of(person: User) -> dict[int, list[Miss]]:
    """By benchmark, the newest day first. One query."""
    found: dict[int, list[Miss]] = {}
    for miss in Miss.objects.of(person).order_by("-due_on", "pk"):
        found.setdefault(miss.benchmark_id, []).append(miss)
    return found


def misses_of_benchmark(person: User, pk: int) -> list[Miss]:
    """The newest day first."""
    return list(Miss.objects.of(person).filter(benchmark=pk).order_by("-due_on", "pk"))


def miss_of_day(person: User, row: Benchmark) -> Miss | None:
    """What was told of the day on which it is due now."""
    found: Miss | None = Miss.objects.of(person).filter(benchmark=row, due_on=row.due_on).first()
    return found


def japanese_tests_of(person: User) -> list[JapaneseTest]:
    """By day."""
    return list(JapaneseTest.objects.of(person).order_by("taken_on", "pk"))


def japanese_test_of(person: User, pk: int) -> JapaneseTest | None:
    row: JapaneseTest | None = JapaneseTest.objects.of(person).filter(pk=pk).first()
    return row


def saved_by_month(person: User) -> dict[date, int]:
    """Yen put aside in each month of which that was told. One query."""
    told = MonthMoney.objects.of(person).exclude(saved_jpy=None)
    return dict(told.order_by("check_in__month").values_list("check_in__month", "saved_jpy"))
