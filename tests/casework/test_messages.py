"""The thread between a worker and the agency: who reads what, and what counts as read."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from planner.casework.models import Case, Message
from planner.casework.selectors.threads import (
    read_by_agency,
    thread_in,
    thread_of,
    unread_for,
    unread_in,
)
from planner.casework.services.threads import (
    MOST_AN_HOUR,
    NoCounselor,
    TooManyMessages,
    read_own_thread,
    read_thread_in,
    write_to_agency,
    write_to_worker,
)
from planner.sharing.models import Assignment
from planner.sharing.services import assign, end_assignment, move_assignment, open_person
from tests.factories.accounts import UserFactory
from tests.factories.casework import crowd, from_desk, from_worker, photo
from tests.factories.plans import LATER, NOW, opened_by_counselor
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment() -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


def elsewhere(worker: User) -> Assignment:
    """The worker goes to another agency."""
    counselor = UserFactory.create(counselor=True)
    assert counselor.agency is not None
    worker.agency = counselor.agency
    worker.save()
    return assign(worker=worker, counselor=counselor, agency=counselor.agency, now=LATER)


def test_message_is_kept_with_author_side_and_instant(assignment: Assignment) -> None:
    asked, answered = from_worker(assignment, "Hỏi"), from_desk(assignment, "Đáp", now=LATER)

    assert list(thread_of(assignment.worker).order_by("pk")) == [asked, answered]
    assert (asked.author, asked.is_from_worker) == (assignment.worker, True)
    assert (answered.author, answered.is_from_worker) == (assignment.counselor, False)
    assert (answered.author_name, answered.text, answered.sent_at, answered.read_at) == (
        assignment.counselor and assignment.counselor.name,
        "Đáp",
        LATER,
        None,
    )
    assert Case.objects.get().assignment == assignment


def test_photo_alone_is_a_message_and_lies_with_the_private_files(assignment: Assignment) -> None:
    row = from_worker(assignment, "", photo=photo())

    assert storages["private"].exists(str(row.photo.name))
    assert row.photo.read() == photo().content
    assert (row.text, row.photo_kind) == ("", "image/jpeg")


def test_nobody_in_care_writes_to_nobody() -> None:
    worker = UserFactory.create()

    with pytest.raises(NoCounselor):
        write_to_agency(person=worker, text="Có ai không?", now=NOW)

    assert not Message.objects.exists()


def test_worker_whose_counselor_has_gone_writes_to_the_supervisor_if_there_is_one(
    assignment: Assignment,
) -> None:
    assert assignment.counselor is not None
    assignment.counselor.is_active = False
    assignment.counselor.save()
    assert read_by_agency(assignment.worker) is None
    with pytest.raises(NoCounselor):
        from_worker(assignment)

    UserFactory.create(supervisor=True, agency=assignment.agency)

    assert from_worker(assignment).case.assignment == assignment


def test_agency_that_has_closed_reads_nothing(assignment: Assignment) -> None:
    assignment.agency.is_active = False
    assignment.agency.save()

    with pytest.raises(NoCounselor):
        from_worker(assignment)


def test_next_counselor_of_the_agency_reads_what_was_written_before(
    assignment: Assignment,
) -> None:
    before = from_worker(assignment)
    moved = move_assignment(
        assignment=assignment,
        to=UserFactory.create(counselor=True, agency=assignment.agency),
        by=UserFactory.create(supervisor=True, agency=assignment.agency),
        now=LATER,
    )
    after = from_worker(moved, now=LATER)

    opened = opened_by_counselor(moved)

    assert after.case != before.case
    assert set(thread_in(opened)) == {before, after}
    assert unread_in(opened) == 2


def test_another_agency_reads_nothing_of_before_and_the_worker_keeps_all(
    assignment: Assignment,
) -> None:
    rows = [from_worker(assignment), from_desk(assignment)]
    after = elsewhere(assignment.worker)
    assert not thread_in(opened_by_counselor(after)).exists()

    own = from_desk(after, now=LATER)
    end_assignment(worker=assignment.worker, now=LATER)

    assert list(thread_in(opened_by_counselor(after))) == [own]
    assert set(thread_of(assignment.worker)) == {*rows, own}
    assert unread_for(assignment.worker) == 2


def test_thread_of_another_worker_stays_apart(assignment: Assignment) -> None:
    other: Assignment = AssignmentFactory.create(
        agency=assignment.agency, counselor=assignment.counselor
    )
    row = from_worker(assignment)
    from_desk(other)
    from_worker(other)

    assert list(thread_in(opened_by_counselor(assignment))) == [row]
    assert list(thread_of(assignment.worker)) == [row]
    assert unread_for(assignment.worker) == 0


def test_each_side_reads_what_the_other_wrote(assignment: Assignment) -> None:
    asked, answered = from_worker(assignment), from_desk(assignment)
    opened = opened_by_counselor(assignment)

    assert read_own_thread(person=assignment.worker, read_to=answered.pk, now=LATER) == 1
    assert (unread_for(assignment.worker), unread_in(opened)) == (0, 1)
    assert read_thread_in(opened=opened, read_to=answered.pk, now=LATER) == 1

    for row in (asked, answered):
        row.refresh_from_db()
        assert row.read_at == LATER
    assert (unread_for(assignment.worker), unread_in(opened)) == (0, 0)


def test_read_is_what_was_shown_and_stays_as_it_was_first(assignment: Assignment) -> None:
    shown, came_later = from_desk(assignment), from_desk(assignment)
    read_own_thread(person=assignment.worker, read_to=shown.pk, now=NOW)

    again = read_own_thread(person=assignment.worker, read_to=shown.pk, now=LATER)

    shown.refresh_from_db()
    came_later.refresh_from_db()
    assert (again, shown.read_at, came_later.read_at) == (0, NOW, None)


def test_who_answers_has_read_what_the_page_showed(assignment: Assignment) -> None:
    asked = from_worker(assignment)
    asked_again = from_worker(assignment)

    answered = from_desk(assignment, read_to=asked.pk)
    from_worker(assignment, read_to=answered.pk)

    for row in (asked, asked_again, answered):
        row.refresh_from_db()
    assert (asked.read_at, asked_again.read_at, answered.read_at) == (NOW, None, NOW)


def test_agency_does_not_read_in_the_stead_of_another(assignment: Assignment) -> None:
    row = from_worker(assignment)
    after = elsewhere(assignment.worker)

    read_thread_in(opened=opened_by_counselor(after), read_to=row.pk, now=LATER)

    row.refresh_from_db()
    assert row.read_at is None


def test_author_writes_so_many_messages_an_hour_and_no_more(assignment: Assignment) -> None:
    for _number in range(MOST_AN_HOUR):
        from_worker(assignment)
    with pytest.raises(TooManyMessages):
        from_worker(assignment, now=NOW + timedelta(minutes=59))

    assert from_desk(assignment)
    assert from_worker(assignment, now=NOW + timedelta(hours=1))


def test_desk_writes_no_more_than_so_many_either(assignment: Assignment) -> None:
    first = from_desk(assignment)
    Message.objects.bulk_create(
        Message(
            case=first.case,
            author=first.author,
            author_name="x",
            is_from_worker=False,
            text="x",
            sent_at=NOW,
        )
        for _number in range(MOST_AN_HOUR - 1)
    )

    with pytest.raises(TooManyMessages):
        from_desk(assignment)

    assert Message.objects.count() == MOST_AN_HOUR


def test_supervisor_answers_under_the_own_name(assignment: Assignment) -> None:
    supervisor = UserFactory.create(supervisor=True, agency=assignment.agency, name="Thu Hà")
    opened = open_person(reader=supervisor, worker_pk=assignment.worker.pk, now=NOW)

    row = write_to_worker(opened=opened, by=supervisor, text="Chào em", now=NOW)

    assert (row.author_name, list(thread_of(assignment.worker))) == ("Thu Hà", [row])


def test_counts_take_one_query_each(
    assignment: Assignment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from_desk(assignment)
    crowd(assignment, 4, is_from_worker=False)
    crowd(assignment, 3, is_from_worker=True)
    opened = opened_by_counselor(assignment)

    with django_assert_num_queries(2):
        assert (unread_for(assignment.worker), unread_in(opened)) == (5, 3)


def test_worker_who_goes_takes_the_messages_along(assignment: Assignment) -> None:
    from_worker(assignment)
    from_desk(assignment)

    assignment.worker.delete()

    assert not Message.objects.exists()
