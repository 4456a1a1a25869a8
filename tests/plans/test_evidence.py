"""What proves a benchmark, and the payslips of the months."""

from datetime import date

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from planner.plans.enums import ChangeKind, DropReason
from planner.plans.models import Benchmark, Evidence, PlanChange
from planner.plans.selectors.standing import evidence_of_benchmark, payslips_of_month
from planner.plans.services import evidence as services
from planner.plans.services.evidence import (
    MOST_OF_ONE,
    TooManyOfOne,
    TooManyPapers,
    add_evidence,
    remove_evidence,
)
from planner.plans.services.writing import ClosedHere, NotThere
from planner.sharing.sections import Section
from tests.factories.accounts import UserFactory
from tests.factories.months import told_month
from tests.factories.plans import LAYOUT, NOW, benchmark, laid_out
from tests.factories.standing import Paper, payslip, proof

pytestmark = pytest.mark.django_db

MONTH = date(2026, 10, 1)


@pytest.fixture
def worker() -> User:
    return UserFactory.create()


@pytest.fixture
def mark(worker: User) -> Benchmark:
    return benchmark(worker)


def test_proof_lies_in_the_section_of_its_benchmark(worker: User) -> None:
    shared = proof(benchmark(worker))
    closed = proof(benchmark(worker, is_money=True))

    assert (shared.section, closed.section) == (Section.BENCHMARKS, Section.MONEY)
    assert shared.size == len(Paper().content)
    assert "chứng chỉ" not in str(shared.file.name)


def test_payslip_is_money(worker: User) -> None:
    told = told_month(worker, MONTH)

    row = payslip(told)

    assert (row.section, row.check_in, row.benchmark) == (Section.MONEY, told, None)
    assert payslips_of_month(worker, told) == [row]


def test_adding_and_removing_stand_in_the_history_of_that_section(worker: User) -> None:
    row = proof(benchmark(worker, is_money=True))

    remove_evidence(person=worker, pk=row.pk, now=NOW)

    lines = PlanChange.objects.filter(what__startswith="evidence").order_by("pk")
    assert [(line.what, line.section, line.about) for line in lines] == [
        (ChangeKind.EVIDENCE_ADDED, Section.MONEY, "chứng chỉ.pdf"),
        (ChangeKind.EVIDENCE_REMOVED, Section.MONEY, "chứng chỉ.pdf"),
    ]


def test_removed_file_is_gone_from_the_disk(
    worker: User,
    mark: Benchmark,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    row = proof(mark)
    storage, name = row.file.storage, str(row.file.name)

    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(person=worker, pk=row.pk, now=NOW)

    assert not storage.exists(name)
    assert evidence_of_benchmark(worker, mark.pk) == []


def test_one_benchmark_has_a_few_papers(mark: Benchmark, worker: User) -> None:
    for _paper in range(MOST_OF_ONE):
        proof(mark)

    with pytest.raises(TooManyOfOne):
        proof(mark)
    other = proof(benchmark(worker))

    assert Evidence.objects.count() == MOST_OF_ONE + 1
    assert other.pk


def test_person_has_so_many_papers_in_all(
    mark: Benchmark, worker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_OF_A_PERSON", 1)
    proof(mark)

    with pytest.raises(TooManyPapers):
        proof(benchmark(worker))
    proof(benchmark(UserFactory.create()))

    assert Evidence.objects.filter(person=worker).count() == 1


def test_nobody_adds_to_or_removes_from_another(mark: Benchmark) -> None:
    other = UserFactory.create()
    row, told = proof(mark), told_month(mark.person, MONTH)

    for of in ({"benchmark_pk": mark.pk}, {"check_in_pk": told.pk}):
        with pytest.raises(NotThere):
            add_evidence(person=other, checked=Paper(), name="a.pdf", now=NOW, **of)
    with pytest.raises(NotThere):
        remove_evidence(person=other, pk=row.pk, now=NOW)

    assert list(Evidence.objects.all()) == [row]


def test_shut_out_browser_neither_adds_nor_removes_what_is_money(worker: User) -> None:
    money, told = benchmark(worker, is_money=True), told_month(worker, MONTH)
    row = payslip(told)
    worker.is_shut_out = True

    with pytest.raises(NotThere):
        proof(money)
    with pytest.raises(ClosedHere):
        payslip(told)
    with pytest.raises(NotThere):
        remove_evidence(person=worker, pk=row.pk, now=NOW)

    assert list(Evidence.objects.all()) == [row]


def test_proof_outlives_a_way_that_no_longer_asks_for_it(worker: User) -> None:
    marks = laid_out(worker)
    paper = proof(marks["passport"])

    after = laid_out(worker, LAYOUT[2:])

    assert after["passport"].drop_reason == DropReason.NOT_FOR_ME
    assert "first_test" not in after
    assert evidence_of_benchmark(worker, marks["passport"].pk) == [paper]
