"""Notes about a worker: for counselors, or for the worker too. The field says which."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from planner.casework.enums import NoteAudience
from planner.casework.models import CaseNote
from planner.casework.services.threads import write_note
from planner.sharing.models import AccessLog, Assignment
from tests.factories.accounts import UserFactory
from tests.factories.plans import NOW, opened_by_counselor
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of
from tests.web.worker.people import page_of
from tests.web.worker.plan_people import send

pytestmark = pytest.mark.django_db

NOTE = {"text": "Em ấy lo về tiền", "audience": "counselors"}


def url(worker: User) -> str:
    return reverse("worker_notes", args=[worker.pk])


def note(assignment: Assignment, text: str) -> None:
    assert assignment.counselor is not None
    write_note(
        opened=opened_by_counselor(assignment),
        by=assignment.counselor,
        text=text,
        audience=NoteAudience.COUNSELORS,
        now=NOW,
    )


def test_page_says_who_reads_a_note(worker: User, browser: Client) -> None:
    page = page_of(browser.get(url(worker)))

    assert "Who reads this note?" in page
    assert "Only counselors who care for this worker" in page
    assert "The worker too" in page
    assert "No note yet" in page


@pytest.mark.parametrize("audience", NoteAudience.values)
def test_note_is_kept_with_its_audience(
    audience: str, worker: User, counselor: User, supervisor: User, browser: Client
) -> None:
    response = send(browser, url(worker), **NOTE | {"audience": audience})

    assert response["Location"] == url(worker)
    row = CaseNote.objects.get()
    assert (row.author, row.audience, row.text) == (counselor, audience, NOTE["text"])
    for reader in (counselor, supervisor):
        assert NOTE["text"] in page_of(signed_in(reader).get(url(worker)))
    own = page_of(signed_in(worker).get(reverse("from_counselor")))
    assert (NOTE["text"] in own) is (audience == "worker")


def test_note_sent_twice_is_one(worker: User, browser: Client) -> None:
    sent = {**hidden_of(page_of(browser.get(url(worker)))), **NOTE}

    for _ in range(2):
        assert browser.post(url(worker), sent).status_code == 302

    assert CaseNote.objects.count() == 1


@pytest.mark.parametrize(
    "typed",
    [
        {"text": ""},
        {"text": "\0"},
        {"text": "x" * 10_000},
        {"audience": ""},
        {"audience": "everybody"},
    ],
)
def test_note_that_cannot_be_one_is_asked_again(
    typed: dict[str, str], worker: User, browser: Client
) -> None:
    response = send(browser, url(worker), **NOTE | typed)

    assert "<title>Error:" in page_of(response)
    assert not CaseNote.objects.exists()


@pytest.mark.parametrize("text", ["<b>x</b>", "\u202eten", "👩🏽‍🌾" * 100, "a\n\nb", "{{ 7 }}"])
def test_hostile_texts_are_texts(text: str, worker: User, browser: Client) -> None:
    send(browser, url(worker), **NOTE | {"text": text, "audience": "worker"})

    pages = [browser.get(url(worker)), signed_in(worker).get(reverse("from_counselor"))]

    assert {page.status_code for page in pages} == {200}
    assert not any(b"<b>x</b>" in page.content for page in pages)


def test_typed_note_outlives_the_session_for_its_writer_alone(
    worker: User, counselor: User, supervisor: User, browser: Client
) -> None:
    sent = {**hidden_of(page_of(browser.get(url(worker)))), **NOTE}
    browser.logout()

    browser.post(url(worker), sent)

    assert not CaseNote.objects.exists()
    assert NOTE["text"] in page_of(signed_in(counselor).get(url(worker)))
    assert NOTE["text"] not in page_of(signed_in(supervisor).get(url(worker)))


def test_typed_note_stays_with_the_worker_it_is_about(
    worker: User, counselor: User, browser: Client
) -> None:
    other = AssignmentFactory.create(
        counselor=counselor, worker=UserFactory.create(agency=counselor.agency)
    ).worker
    sent = {**hidden_of(page_of(browser.get(url(worker)))), **NOTE}
    browser.logout()

    browser.post(url(worker), sent)

    assert NOTE["text"] not in page_of(signed_in(counselor).get(url(other)))


def test_notes_of_the_counselor_before_are_read_by_the_next(
    worker: User, assignment: Assignment
) -> None:
    note(assignment, "Từ người trước")
    assignment.ended_at = NOW
    assignment.save()
    successor = UserFactory.create(counselor=True, agency=assignment.agency)
    AssignmentFactory.create(counselor=successor, worker=worker)

    assert "Từ người trước" in page_of(signed_in(successor).get(url(worker)))


def test_notes_stay_with_the_agency(worker: User, assignment: Assignment) -> None:
    note(assignment, "Của hãng cũ")
    assignment.ended_at = NOW
    assignment.save()
    elsewhere = UserFactory.create(counselor=True)
    worker.agency = elsewhere.agency
    worker.save()
    AssignmentFactory.create(counselor=elsewhere, worker=worker)

    assert "Của hãng cũ" not in page_of(signed_in(elsewhere).get(url(worker)))


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_page_is_not_there_for_an_outsider(method: str, worker: User, outsider: Client) -> None:
    assert getattr(outsider, method)(url(worker)).status_code == 404
    assert AccessLog.objects.count() == 0
    assert not CaseNote.objects.exists()


def test_look_is_in_the_log(worker: User, browser: Client) -> None:
    browser.get(url(worker))

    assert AccessLog.objects.get().worker == worker


def test_page_takes_the_same_queries_for_one_note_and_for_many(
    worker: User, assignment: Assignment, browser: Client
) -> None:
    numbers = []
    for count in (1, 30):
        for number in range(count):
            note(assignment, f"Ghi chú {number}")
        with CaptureQueriesContext(connection) as queries:
            browser.get(url(worker))
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]
