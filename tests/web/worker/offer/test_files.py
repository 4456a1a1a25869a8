"""Photos and PDFs of the offer."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from planner.plans.models import OfferFile
from planner.plans.services.offer import MOST_FILES
from tests.factories.plans import offer_file
from tests.web.shared.test_uploads import HTML, archive, picture, png_head
from tests.web.worker.offer.sending import filled, send
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

PAGE = "add_offer_file"
PDF = b"%PDF-1.7 hop dong"


def upload(browser: Client, content: bytes, name: str = "offer.jpg") -> HttpResponse:
    return send(browser, PAGE, file=SimpleUploadedFile(name, content))


def body_of(response: Any) -> bytes:
    parts: Iterator[bytes] = response.streaming_content
    return b"".join(parts)


def test_photo_is_kept_and_listed(browser: Client, worker: User) -> None:
    answer = upload(browser, picture("PNG"), "trang 1.png")

    row = OfferFile.objects.get()
    page = page_of(browser.get(reverse(PAGE)))
    assert answer["Location"] == reverse(PAGE)
    assert (row.person, row.kind, row.name) == (worker, "image/jpeg", "trang 1.jpg")
    assert "trang 1" not in str(row.file.name)
    assert "trang 1.jpg" in page
    assert reverse("remove_offer_file", args=[row.pk]) in page


def test_file_is_handed_out_to_be_saved_and_never_runs(browser: Client) -> None:
    upload(browser, PDF, "../../hợp đồng.pdf")
    row = OfferFile.objects.get()

    answer = browser.get(reverse("offer_file", args=[row.pk]))

    assert body_of(answer) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert (
        answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    )
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "content, name, words",
    [
        (b"", "empty.jpg", "This file is empty."),
        (HTML, "page.jpg", "We take photos"),
        (b"<svg onload='alert(1)'/>", "drawing.svg", "We take photos"),
        (archive(HTML), "offer.docx", "We take photos"),
        (archive(b"\0" * 5_000_000), "bomb.zip", "We take photos"),
        (png_head(30_000, 30_000), "bomb.png", "too many pixels"),
        (picture("PNG")[:50], "cut.png", "We could not read this file."),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "photo.heic", "HEIC"),
        (b"\xff\xd8\xff" + b"a" * 8_000_000, "large.jpg", "more than 8 MB"),
    ],
)
def test_what_is_no_photo_is_refused_and_says_what_to_do(
    content: bytes, name: str, words: str, browser: Client
) -> None:
    page = page_of(upload(browser, content, name))

    assert words in page
    assert not OfferFile.objects.exists()


def test_body_that_is_too_large_is_refused(browser: Client) -> None:
    answer = upload(browser, b"\xff\xd8\xff" + b"a" * 11_000_000)

    assert answer.status_code == 413
    assert not OfferFile.objects.exists()


def test_nothing_chosen_says_so(browser: Client) -> None:
    assert "Choose a photo or a PDF first." in page_of(send(browser, PAGE))


def test_error_is_said_once_beside_the_field(browser: Client) -> None:
    page = page_of(send(browser, PAGE))

    # In the summary above the form and beside the field.
    assert page.count("Choose a photo or a PDF first.") == 2
    assert page.count("At most 8 MB.") == 1


def test_two_clicks_keep_one_file(browser: Client) -> None:
    data = filled(browser, PAGE)

    answers = [
        browser.post(reverse(PAGE), {**data, "file": SimpleUploadedFile("a.pdf", PDF)})
        for _click in range(2)
    ]

    assert [answer["Location"] for answer in answers] == [reverse(PAGE)] * 2
    assert OfferFile.objects.count() == 1


def test_more_files_than_the_most_are_refused_kindly(browser: Client, worker: User) -> None:
    data = filled(browser, PAGE)
    for number in range(MOST_FILES):
        offer_file(worker, name=f"{number}.pdf")

    listed = page_of(browser.get(reverse(PAGE)))
    answer = browser.post(reverse(PAGE), {**data, "file": SimpleUploadedFile("a.pdf", PDF)})

    assert 'type="file"' not in listed
    assert "Remove one first." in page_of(answer)
    assert OfferFile.objects.count() == MOST_FILES


def test_removing_asks_first(browser: Client, worker: User) -> None:
    row = offer_file(worker)

    page = page_of(browser.get(reverse("remove_offer_file", args=[row.pk])))

    assert "Remove this file?" in page
    assert "hợp đồng.pdf" in page
    assert OfferFile.objects.exists()


def test_removed_file_is_gone_from_the_disk(
    browser: Client,
    worker: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    row = offer_file(worker)
    storage, name = row.file.storage, str(row.file.name)

    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(reverse("remove_offer_file", args=[row.pk]))

    assert answer["Location"] == reverse(PAGE)
    assert not OfferFile.objects.exists()
    assert not storage.exists(name)
    assert browser.get(reverse("offer_file", args=[row.pk])).status_code == 404


def test_file_that_is_lost_on_the_disk_is_not_found(browser: Client, worker: User) -> None:
    row = offer_file(worker)
    row.file.storage.delete(str(row.file.name))

    assert browser.get(reverse("offer_file", args=[row.pk])).status_code == 404
