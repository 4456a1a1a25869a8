"""Where a reminder leads: of what a counselor asks, of a referral, of a fixed point of the way."""

import pytest

from accounts.models import User
from planner.casework.enums import NudgeKind
from planner.reminders.enums import Source
from planner.reminders.models import Outgoing
from planner.reminders.selectors.people import recipients_of
from planner.sharing.models import Assignment
from planner.web.reminders.inbox.rows import Reader, came_rows
from tests.factories.desk import nudge
from tests.factories.reminders import NOW, outgoing
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def care() -> Assignment:
    made: Assignment = AssignmentFactory.create()
    return made


def places(person: User, *rows: Outgoing) -> list[str]:
    reader = Reader(person, recipients_of([person.pk])[person.pk])
    return [row.url for row in came_rows(reader, rows)]


def test_what_a_counselor_asks_leads_to_its_page(care: Assignment) -> None:
    rows = [
        outgoing(care.worker, source=Source.NUDGE, subject_id=nudge(care, kind, now=NOW).pk)
        for kind in NudgeKind
    ]
    foreign = nudge(AssignmentFactory.create())
    rows.append(outgoing(care.worker, source=Source.NUDGE, subject_id=foreign.pk))

    assert places(care.worker, *rows) == [
        *("/check-in/", "/my-benchmarks/", "/my-plan/", "/messages/"),
        "",
    ]


@pytest.mark.parametrize(
    "source, own, desk",
    [
        (Source.REVIEW, "/my-plan/", "/workers/{}/plan/"),
        (Source.REFERRAL, "/who-looks-after-me/{}/", "/referrals/{}/"),
    ],
)
def test_worker_and_desk_have_pages_of_their_own(
    care: Assignment, source: Source, own: str, desk: str
) -> None:
    assert care.counselor is not None
    subject = care.worker_id
    rows = [
        outgoing(person, source=source, subject_id=subject)
        for person in (care.worker, care.counselor)
    ]

    assert places(care.worker, rows[0]) == [own.format(subject)]
    assert places(care.counselor, rows[1]) == [desk.format(subject)]
