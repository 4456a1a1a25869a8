"""The thread with a worker, as the agency's desk reads and answers it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from planner.casework.models import Message
from planner.casework.selectors.threads import unread_in
from planner.sharing.enums import Look
from planner.sharing.models import AccessLog, Assignment
from planner.sharing.services import assign, move_assignment
from tests.factories.accounts import UserFactory
from tests.factories.casework import crowd, from_desk, from_worker, photo
from tests.factories.plans import LATER, opened_by_counselor
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of
from tests.web.worker.people import page_of
from tests.web.worker.plan_people import send

pytestmark = pytest.mark.django_db


def url(worker: User) -> str:
    return reverse("worker_messages", args=[worker.pk])


def read_url(worker: User) -> str:
    return reverse("worker_read_messages", args=[worker.pk])


def photo_url(row: Message) -> str:
    return reverse("worker_message_photo", args=[row.case.assignment.worker_id, row.pk])


def test_counselor_writes_and_the_worker_reads_it(
    worker: User, counselor: User, browser: Client
) -> None:
    assert "No message yet" in page_of(browser.get(url(worker)))

    answer = send(browser, url(worker), text="Chào em, chị là Hương")

    row = Message.objects.get()
    assert answer["Location"] == url(worker) + "#newest"
    assert (row.author, row.is_from_worker) == (counselor, False)
    own = page_of(signed_in(worker).get(reverse("messages")))
    assert "Chào em, chị là Hương" in own
    assert 'class="card theirs"' in own
    assert 'class="card mine"' in page_of(browser.get(url(worker)))


def test_two_taps_send_one_message(worker: User, browser: Client) -> None:
    sent = {**hidden_of(page_of(browser.get(url(worker)))), "text": "Chào em"}

    for _tap in range(2):
        assert browser.post(url(worker), sent).status_code == 302

    assert Message.objects.count() == 1


def test_message_of_nothing_is_asked_again(worker: User, browser: Client) -> None:
    assert "Write something, or choose a photo." in page_of(send(browser, url(worker)))

    assert not Message.objects.exists()


def test_looking_reads_nothing_but_leaves_a_look(
    worker: User, assignment: Assignment, counselor: User, browser: Client
) -> None:
    from_worker(assignment)

    page_of(browser.get(url(worker)))

    look = AccessLog.objects.latest("pk")
    assert (look.reader, look.worker, look.look) == (counselor, worker, Look.PERSON)
    assert unread_in(opened_by_counselor(assignment)) == 1


@pytest.mark.parametrize("headers, status", [({}, 302), ({"X-Requested-With": "fetch"}, 204)])
def test_button_and_script_say_that_it_is_read(
    headers: dict[str, str],
    status: int,
    worker: User,
    assignment: Assignment,
    browser: Client,
) -> None:
    row = from_worker(assignment)
    assert "data-reads-itself" in page_of(browser.get(url(worker)))

    answer = browser.post(read_url(worker), {"read_to": row.pk}, headers=headers)

    assert answer.status_code == status
    assert unread_in(opened_by_counselor(assignment)) == 0


def test_supervisor_reads_in_the_counselors_stead_only_by_the_button(
    worker: User, assignment: Assignment, supervisor: User
) -> None:
    row = from_worker(assignment)
    overseer = signed_in(supervisor)

    page = page_of(overseer.get(url(worker)))

    assert "data-reads-itself" not in page
    assert "I have read them" in page
    overseer.post(read_url(worker), {"read_to": row.pk})
    assert unread_in(opened_by_counselor(assignment)) == 0


def test_answer_reads_what_the_page_showed(
    worker: User, assignment: Assignment, browser: Client
) -> None:
    row = from_worker(assignment)

    send(browser, url(worker), text="Vâng", read_to=str(row.pk))

    assert unread_in(opened_by_counselor(assignment)) == 0


def test_photo_is_handed_out_to_be_saved_to_both_sides(
    worker: User, assignment: Assignment, browser: Client
) -> None:
    row = from_worker(assignment, photo=photo())
    assert photo_url(row) in page_of(browser.get(url(worker)))

    for who, path in (
        (browser, photo_url(row)),
        (signed_in(worker), reverse("message_photo", args=[row.pk])),
    ):
        answer = who.get(path)
        assert answer.getvalue() == photo().content
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_outsiders_find_nothing(worker: User, assignment: Assignment, outsider: Client) -> None:
    row = from_desk(assignment, photo=photo())

    assert outsider.get(url(worker)).status_code == 404
    assert outsider.post(url(worker), {"text": "x"}).status_code == 404
    assert outsider.post(read_url(worker), {"read_to": row.pk}).status_code == 404
    assert outsider.get(photo_url(row)).status_code == 404
    row.refresh_from_db()
    assert (Message.objects.count(), row.read_at) == (1, None)


def test_next_agency_finds_no_message_of_the_one_before(
    worker: User, assignment: Assignment, browser: Client
) -> None:
    before = from_worker(assignment, "Chuyện cũ", photo=photo())
    after = UserFactory.create(counselor=True, language="en")
    assert after.agency is not None
    worker.agency = after.agency
    worker.save()
    assign(worker=worker, counselor=after, agency=after.agency, now=LATER)
    newcomer = signed_in(after)

    page = page_of(newcomer.get(url(worker)))
    newcomer.post(read_url(worker), {"read_to": before.pk})

    before.refresh_from_db()
    assert "Chuyện cũ" not in page
    assert before.read_at is None
    assert newcomer.get(photo_url(before)).status_code == 404
    assert browser.get(url(worker)).status_code == 404


def test_photo_of_another_worker_is_not_below_this_one(
    worker: User, assignment: Assignment, counselor: User, browser: Client
) -> None:
    other = UserFactory.create(agency=assignment.agency)
    assert counselor.agency is not None
    made = assign(worker=other, counselor=counselor, agency=counselor.agency, now=LATER)
    row = from_worker(made, photo=photo())

    path = reverse("worker_message_photo", args=[worker.pk, row.pk])

    assert browser.get(path).status_code == 404
    assert browser.get(photo_url(row)).status_code == 200


def test_colleague_who_takes_over_reads_what_was_written_before(
    worker: User, assignment: Assignment, supervisor: User
) -> None:
    from_worker(assignment, "Chuyện cũ")
    colleague = UserFactory.create(counselor=True, agency=assignment.agency)

    move_assignment(assignment=assignment, to=colleague, by=supervisor, now=LATER)

    assert "Chuyện cũ" in page_of(signed_in(colleague).get(url(worker)))


def test_new_messages_stand_on_the_list_and_on_the_workers_page(
    worker: User, assignment: Assignment, browser: Client
) -> None:
    for _number in range(2):
        from_worker(assignment)
    from_desk(assignment)

    listed = page_of(browser.get(reverse("my_workers")))
    page = page_of(browser.get(reverse("worker", args=[worker.pk])))

    assert re.search(rf'href="{url(worker)}">2 new messages<', listed)
    assert re.search(rf'href="{url(worker)}">Write · 2 new<', page)


def test_nothing_new_says_nothing(worker: User, assignment: Assignment, browser: Client) -> None:
    from_desk(assignment)

    assert "new message" not in page_of(browser.get(reverse("my_workers")))
    assert " new<" not in page_of(browser.get(reverse("worker", args=[worker.pk])))


@pytest.mark.parametrize("name", ["worker_messages", "my_workers"])
def test_page_takes_the_same_queries_for_one_message_and_for_many(
    name: str, worker: User, assignment: Assignment, browser: Client
) -> None:
    path = reverse(name, args=[] if name == "my_workers" else [worker.pk])

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert browser.get(path).status_code == 200
        return len(found)

    from_worker(assignment)
    queries()
    few = queries()
    crowd(assignment, 60, is_from_worker=True)

    assert queries() == few


def test_visitor_is_asked_to_sign_in_and_what_was_typed_is_kept(
    worker: User, counselor: User, browser: Client
) -> None:
    sent = {**hidden_of(page_of(browser.get(url(worker)))), "text": "Viết dở"}
    browser.logout()

    answer = browser.post(url(worker), sent)

    assert answer["Location"] == f"{reverse('account_login')}?next={url(worker)}"
    assert "Viết dở" in page_of(signed_in(counselor).get(url(worker)))
