"""The worker's page of the thread."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from planner.casework.models import Message
from planner.casework.selectors.threads import unread_for
from planner.casework.services.threads import MOST_AN_HOUR
from planner.reference.selectors import help_lines
from planner.sharing.models import Assignment, Draft, FormKey
from planner.sharing.services import assign, end_assignment
from tests.factories.accounts import UserFactory
from tests.factories.casework import crowd, from_desk, from_worker, photo
from tests.factories.plans import LATER, NOW
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of
from tests.web.shared.test_uploads import HTML, picture
from tests.web.worker.people import page_of
from tests.web.worker.plan_people import OTHERS, send, shut

pytestmark = pytest.mark.django_db

PAGE = reverse("messages")
READ = reverse("read_messages")


def photo_url(row: Message) -> str:
    return reverse("message_photo", args=[row.pk])


def body_of(response: Any) -> bytes:
    parts: Iterator[bytes] = response.streaming_content
    return b"".join(parts)


def messages_on(page: str) -> list[str]:
    return re.findall(r"<article.*?<p>(.*?)</p>", page, re.S)


def test_page_says_who_reads_and_what_one_may_ask(browser: Client) -> None:
    page = page_of(browser.get(PAGE))

    assert "You write to Trần Thị Hương" in page
    assert "Your counselor and the agency's supervisor read this." in page
    assert reverse("help") in page
    assert "No message yet" in page
    assert "Which papers do I need" in page


def test_message_is_sent_and_stands_on_the_page(browser: Client, worker: User) -> None:
    answer = send(browser, PAGE, text="Em hỏi chút ạ")

    row = Message.objects.get()
    assert answer["Location"] == PAGE + "#newest"
    assert (row.author, row.is_from_worker, row.text) == (worker, True, "Em hỏi chút ạ")
    page = page_of(browser.get(PAGE))
    assert messages_on(page) == ["Em hỏi chút ạ"]
    assert "Not read yet" in page
    assert "No message yet" not in page


def test_two_taps_send_one_message(browser: Client) -> None:
    sent = {**hidden_of(page_of(browser.get(PAGE))), "text": "Em hỏi"}

    for _tap in range(2):
        assert browser.post(PAGE, sent)["Location"] == PAGE + "#newest"

    assert Message.objects.count() == 1


@pytest.mark.parametrize("typed", [{}, {"text": " \n "}, {"text": "\0"}, {"text": "x" * 2001}])
def test_message_that_cannot_be_one_is_asked_again(typed: dict[str, str], browser: Client) -> None:
    response = send(browser, PAGE, **typed)

    assert "<title>Error:" in page_of(response)
    assert not Message.objects.exists()


@pytest.mark.parametrize("text", ["<b>x</b>", "{{ 7 }} \u202eten"])
def test_hostile_texts_are_texts(text: str, browser: Client) -> None:
    send(browser, PAGE, text=text)

    page = browser.get(PAGE).content.decode()
    assert "<b>x" not in page
    assert Message.objects.get().text == text


def test_photo_is_redrawn_and_handed_out_to_be_saved(browser: Client) -> None:
    send(browser, PAGE, photo=SimpleUploadedFile("../bảng lương.png", picture("PNG")))
    row = Message.objects.get()

    answer = browser.get(photo_url(row))

    content = body_of(answer)
    assert content.startswith(b"\xff\xd8\xff")
    assert content != picture("PNG")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith('attachment; filename="photo-')
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert photo_url(row) in page_of(browser.get(PAGE))
    assert "lương" not in str(row.photo.name)


@pytest.mark.parametrize(
    "name, content, words",
    [
        ("hop-dong.pdf", b"%PDF-1.7 hop dong", "We take photos here"),
        ("page.jpg", HTML, "We take photos here"),
        ("empty.jpg", b"", "This file is empty."),
    ],
)
def test_what_is_no_photo_is_refused(
    name: str, content: bytes, words: str, browser: Client
) -> None:
    page = page_of(send(browser, PAGE, text="Đây", photo=SimpleUploadedFile(name, content)))

    assert words in page
    assert "and PDF" not in page
    assert not Message.objects.exists()


def test_days_and_agencies_stand_where_they_change(
    assignment: Assignment, worker: User, browser: Client
) -> None:
    from_worker(assignment)
    from_desk(assignment)
    from_desk(assignment, now=NOW + timedelta(days=1))
    counselor = UserFactory.create(counselor=True)
    assert counselor.agency is not None
    worker.agency = counselor.agency
    worker.save()
    after = assign(worker=worker, counselor=counselor, agency=counselor.agency, now=LATER)
    from_desk(after, now=LATER)

    page = page_of(browser.get(PAGE))

    assert re.findall(r"<h2>(.*?)</h2>", page) == [
        f"{assignment.agency.name} · 22 November 2026",
        "23 November 2026",
        f"{counselor.agency.name} · 24 December 2026",
    ]


def test_page_shows_the_newest_last_and_leads_to_older_ones(
    assignment: Assignment, browser: Client
) -> None:
    from_desk(assignment, "Tin đầu")
    crowd(assignment, 30, is_from_worker=False)

    newest = page_of(browser.get(PAGE))
    [older] = re.findall(r'href="(\?before=\d+)"', newest)
    before = page_of(browser.get(PAGE + older))

    assert messages_on(newest) == [f"Tin {number}" for number in range(30)]
    assert messages_on(before) == ["Tin đầu"]
    assert 'rel="prev"' not in before
    assert "Back to the newest messages" in before
    assert 'name="text"' not in before


@pytest.mark.parametrize("before", ["0", "9" * 40, "٣"])
def test_page_before_nothing_is_a_page(
    before: str, assignment: Assignment, browser: Client
) -> None:
    from_worker(assignment)

    page_of(browser.get(PAGE, {"before": before}))


def test_looking_reads_nothing_and_the_button_does(
    assignment: Assignment, worker: User, browser: Client
) -> None:
    shown = from_desk(assignment)
    page = page_of(browser.get(PAGE))
    assert unread_for(worker) == 1
    assert "I have read them" in page
    assert "data-reads-itself" in page
    [read_to] = re.findall(r'action="/messages/read/".*?name="read_to" value="(\d+)"', page, re.S)
    from_desk(assignment)

    answer = browser.post(READ, {"read_to": read_to})

    shown.refresh_from_db()
    assert answer["Location"] == PAGE
    assert shown.read_at is not None
    assert unread_for(worker) == 1


def test_script_is_answered_without_a_page(
    assignment: Assignment, worker: User, browser: Client
) -> None:
    row = from_desk(assignment)

    answer = browser.post(READ, {"read_to": row.pk}, headers={"X-Requested-With": "fetch"})

    assert (answer.status_code, unread_for(worker)) == (204, 0)
    assert "I have read them" not in page_of(browser.get(PAGE))


@pytest.mark.parametrize("read_to", ["", "0", "9" * 30])
def test_nonsense_reads_nothing(
    read_to: str, assignment: Assignment, worker: User, browser: Client
) -> None:
    from_desk(assignment)

    assert browser.post(READ, {"read_to": read_to}).status_code == 302
    assert unread_for(worker) == 1


def test_answer_reads_what_the_page_showed(
    assignment: Assignment, worker: User, browser: Client
) -> None:
    from_desk(assignment)
    page = page_of(browser.get(PAGE))
    [read_to] = re.findall(r'name="read_to" value="(\d+)" id', page)
    from_desk(assignment, "Còn nữa")

    browser.post(PAGE, {**hidden_of(page), "text": "Vâng", "read_to": read_to})

    assert unread_for(worker) == 1


def test_garbled_hidden_value_sends_and_reads_nothing(
    assignment: Assignment, worker: User, browser: Client
) -> None:
    from_desk(assignment)

    send(browser, PAGE, text="Vâng", read_to="9" * 30)

    assert Message.objects.filter(is_from_worker=True).count() == 1
    assert unread_for(worker) == 1


def test_nobody_in_care_is_told_and_shown_whom_to_call(
    assignment: Assignment, worker: User, browser: Client
) -> None:
    from_desk(assignment, "Tin cũ")
    sent = {**hidden_of(page_of(browser.get(PAGE))), "text": "Có ai không?"}
    end_assignment(worker=worker, now=LATER)

    page = page_of(browser.get(PAGE))
    answer = page_of(browser.post(PAGE, sent))

    assert "nobody would read a message" in page
    assert 'name="text"' not in page
    assert "Tin cũ" in page
    assert page.count("tel:") == sum(bool(line.phone) for line in help_lines())
    assert "It was not sent" in answer
    assert "Có ai không?" in answer
    assert Message.objects.count() == 1


def test_too_many_messages_are_refused_kindly(browser: Client) -> None:
    send(browser, PAGE, text="Alo")
    first = Message.objects.get()
    Message.objects.bulk_create(
        Message(
            case=first.case,
            author=first.author,
            author_name="x",
            is_from_worker=True,
            text="x",
            sent_at=first.sent_at,
        )
        for _number in range(MOST_AN_HOUR - 1)
    )

    page = page_of(send(browser, PAGE, text="Một tin nữa"))

    assert "What you wrote is still here" in page
    assert "Một tin nữa" in page
    assert Message.objects.count() == MOST_AN_HOUR


def test_ended_session_keeps_what_was_typed(browser: Client, worker: User) -> None:
    sent = {**hidden_of(page_of(browser.get(PAGE))), "text": "Em viết dở"}
    browser.logout()

    answer = browser.post(PAGE, sent)

    assert answer["Location"].startswith(reverse("account_login"))
    assert Draft.objects.get().person == worker
    assert not Message.objects.exists()
    assert "Em viết dở" in page_of(signed_in(worker).get(PAGE))


def test_draft_is_gone_and_no_key_lies_about_after_sending(browser: Client) -> None:
    send(browser, PAGE, text="Alo")

    assert not Draft.objects.exists()
    assert FormKey.objects.count() == 1


def test_browser_that_is_shut_out_of_money_writes_all_the_same(worker: User) -> None:
    send(shut(worker), PAGE, text="Em quên mật khẩu")

    assert Message.objects.get().text == "Em quên mật khẩu"


@pytest.mark.parametrize("who", OTHERS)
def test_others_find_no_page_of_the_worker(who: str, assignment: Assignment) -> None:
    row = from_worker(assignment, photo=photo())
    make: Callable[[User], User] = OTHERS[who]
    other = signed_in(make(UserFactory.create()))

    assert other.get(PAGE).status_code == 404
    assert other.post(READ, {"read_to": row.pk}).status_code == 404
    assert other.get(photo_url(row)).status_code == 404


def test_another_worker_finds_neither_photo_nor_message(assignment: Assignment) -> None:
    row = from_desk(assignment, "Chỉ cho Hoa", photo=photo())
    other = AssignmentFactory.create(agency=assignment.agency, counselor=assignment.counselor)
    browser = signed_in(other.worker)

    browser.post(READ, {"read_to": row.pk})

    row.refresh_from_db()
    assert row.read_at is None
    assert browser.get(photo_url(row)).status_code == 404
    assert "Chỉ cho Hoa" not in page_of(browser.get(PAGE))


@pytest.mark.parametrize("pk", [0, 10**30])
def test_photo_of_nothing_is_not_there(pk: int, assignment: Assignment, browser: Client) -> None:
    without = from_worker(assignment)

    assert browser.get(reverse("message_photo", args=[pk])).status_code == 404
    assert browser.get(photo_url(without)).status_code == 404


def test_photo_that_is_lost_on_the_disk_is_not_found(
    assignment: Assignment, browser: Client
) -> None:
    row = from_worker(assignment, photo=photo())
    row.photo.storage.delete(str(row.photo.name))

    assert browser.get(photo_url(row)).status_code == 404


def test_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(PAGE)["Location"].startswith(reverse("account_login"))
    assert client.post(READ)["Location"].startswith(reverse("account_login"))
    assert not Message.objects.exists()


def test_page_takes_the_same_queries_for_one_message_and_for_many(
    assignment: Assignment, browser: Client
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert browser.get(PAGE).status_code == 200
        return len(found)

    from_desk(assignment)
    queries()
    few = queries()
    crowd(assignment, 60, is_from_worker=False)

    assert queries() == few
