"""Proof of a benchmark and payslips of the months: kept, handed out to their owner only, removed."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from planner.plans.models import Benchmark, Evidence
from planner.plans.services.evidence import MOST_OF_ONE
from tests.factories.accounts import UserFactory
from tests.factories.months import told_month
from tests.factories.standing import payslip, proof
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of
from tests.web.shared.test_uploads import HTML, picture
from tests.web.worker.people import page_of
from tests.web.worker.plan_people import OTHERS, send, shut

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 chung chi"
SLIP = reverse("add_payslip", args=[2026, 10])


def page_for(row: Benchmark) -> str:
    return reverse("add_evidence", args=[row.pk])


def upload(browser: Client, url: str, content: bytes = PDF, name: str = "n3.pdf") -> HttpResponse:
    return send(browser, url, file=SimpleUploadedFile(name, content))


def body_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_photo_of_a_certificate_is_kept_and_the_benchmark_can_be_ticked(
    browser: Client, marks: dict[str, Benchmark]
) -> None:
    row = marks["late"]
    before = page_of(browser.get(page_for(row)))

    answer = upload(browser, page_for(row), picture("PNG"), "n3.png")

    kept = Evidence.objects.get()
    page = page_of(browser.get(page_for(row)))
    assert answer["Location"] == page_for(row)
    assert (kept.benchmark, kept.kind, kept.name) == (row, "image/jpeg", "n3.jpg")
    assert "Your counselor sees this" in page
    assert reverse("evidence", args=[kept.pk]) in page
    assert "Then tick it." not in before
    assert f'action="{reverse("finish_benchmark", args=[row.pk])}"' in page
    assert "n3.jpg" in page_of(browser.get(reverse("benchmark", args=[row.pk])))


def test_done_one_offers_no_tick(browser: Client, marks: dict[str, Benchmark]) -> None:
    proof(marks["done"])

    page = page_of(browser.get(page_for(marks["done"])))

    assert "chứng chỉ.pdf" in page
    assert "Then tick it." not in page


def test_payslip_belongs_to_its_month(browser: Client, worker: User) -> None:
    told = told_month(worker, date(2026, 10, 1))

    upload(browser, SLIP)

    assert Evidence.objects.get().check_in == told
    assert "n3.pdf" in page_of(browser.get(SLIP))


@pytest.mark.parametrize("year, month", [(2026, 9), (2026, 13), (99999, 1), (0, 1)])
def test_month_that_was_not_told_has_no_payslip(
    year: int, month: int, browser: Client, worker: User
) -> None:
    told_month(worker, date(2026, 10, 1))

    url = reverse("add_payslip", args=[year, month])

    assert browser.get(url).status_code == 404


def test_file_is_handed_out_to_be_saved_and_never_runs(
    browser: Client, marks: dict[str, Benchmark]
) -> None:
    row = proof(marks["late"])

    answer = browser.get(reverse("evidence", args=[row.pk]))

    assert body_of(answer).startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_what_is_no_photo_is_refused(browser: Client, marks: dict[str, Benchmark]) -> None:
    page = page_of(upload(browser, page_for(marks["late"]), HTML, "page.jpg"))

    assert "We take photos" in page
    assert not Evidence.objects.exists()


def test_more_than_the_most_are_refused_kindly(
    browser: Client, marks: dict[str, Benchmark]
) -> None:
    url = page_for(marks["late"])
    data = hidden_of(page_of(browser.get(url)))
    for _paper in range(MOST_OF_ONE):
        proof(marks["late"])

    listed = page_of(browser.get(url))
    answer = browser.post(url, {**data, "file": SimpleUploadedFile("a.pdf", PDF)})

    assert 'type="file"' not in listed
    assert "Remove one first." in page_of(answer)
    assert Evidence.objects.count() == MOST_OF_ONE


def test_removing_asks_first_and_leads_back(
    browser: Client,
    worker: User,
    marks: dict[str, Benchmark],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    certificate = proof(marks["late"])
    slip = payslip(told_month(worker, date(2026, 10, 1)))

    for row, place in ((certificate, page_for(marks["late"])), (slip, SLIP)):
        url = reverse("remove_evidence", args=[row.pk])
        assert "Remove this file?" in page_of(browser.get(url))
        assert Evidence.objects.filter(pk=row.pk).exists()
        with django_capture_on_commit_callbacks(execute=True):
            answer = browser.post(url)
        assert answer["Location"] == place
        assert not row.file.storage.exists(str(row.file.name))

    assert not Evidence.objects.exists()


def test_nobody_else_opens_adds_or_removes(worker: User, marks: dict[str, Benchmark]) -> None:
    row = proof(marks["late"])
    told_month(worker, date(2026, 10, 1))
    urls = [
        page_for(marks["late"]),
        SLIP,
        reverse("evidence", args=[row.pk]),
        reverse("remove_evidence", args=[row.pk]),
    ]
    others = [person(worker) for person in OTHERS.values()]

    for other in (*others, UserFactory.create()):
        theirs = signed_in(other)
        assert [theirs.get(url).status_code for url in urls] == [404] * 4
        assert theirs.post(urls[3]).status_code == 404

    assert Evidence.objects.get() == row


def test_shut_out_browser_opens_nothing_about_money(
    worker: User, marks: dict[str, Benchmark]
) -> None:
    told = told_month(worker, date(2026, 10, 1))
    shared, money, slip = proof(marks["late"]), proof(marks["money"]), payslip(told)
    browser = shut(worker)

    def status(name: str, pk: int) -> int:
        return browser.get(reverse(name, args=[pk])).status_code

    assert status("evidence", shared.pk) == 200
    for row in (money, slip):
        assert status("evidence", row.pk) == 404
        assert status("remove_evidence", row.pk) == 404
    assert status("add_evidence", marks["money"].pk) == 404
    assert browser.get(SLIP).status_code == 403
