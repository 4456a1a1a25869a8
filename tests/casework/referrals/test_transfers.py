"""Who is told, and what goes over."""

from datetime import timedelta

import pytest

from accounts.models import Agency, User
from planner.casework.enums import CloseReason, NoteAudience
from planner.casework.enums import ReferralState as State
from planner.casework.models import Case, CaseNote, Referral
from planner.casework.selectors.referrals import (
    asked_by_desk,
    given_away_by,
    referral_of_worker,
    taken_over_by,
    transfers_to,
)
from planner.casework.selectors.threads import notes_in
from planner.casework.services.bulk import hand_over
from planner.casework.services.referrals import (
    NotTheirCounselor,
    NotTheirs,
    ReferralEnded,
    accept_transfer,
    answer_by_worker,
    decline_transfer,
    revoke_referral,
)
from planner.casework.services.threads import write_note
from planner.plans.models import Goal
from planner.sharing.models import Assignment, Consent
from planner.sharing.services import NotInCare, open_person
from tests.casework.referrals.conftest import KNOWN
from tests.factories.accounts import UserFactory
from tests.factories.cases import flag, follow_up, referral_of
from tests.factories.consents import consent
from tests.factories.plans import LATER, NOW, goal, opened_by_counselor

pytestmark = pytest.mark.django_db


def test_nothing_is_told_outside_before_the_workers_yes(
    case: Case, worker: User, there: User
) -> None:
    row = referral_of(case, to_agency=there.agency)

    assert not transfers_to(there).exists()
    answer_by_worker(person=worker, referral=row, is_yes=True, now=NOW)
    assert list(transfers_to(there)) == [row]
    answer_by_worker(person=worker, referral=row, is_yes=False, now=NOW)
    assert not transfers_to(there).exists()


@pytest.mark.parametrize("who", ["counselor", "closed account", "closed agency", "elsewhere"])
def test_only_a_supervisor_there_is_told(who: str, case: Case, there: User, to: Agency) -> None:
    referral_of(case, to_agency=to, state=State.AGREED)
    reader = {
        "counselor": UserFactory.create(counselor=True, agency=to),
        "elsewhere": UserFactory.create(supervisor=True),
    }.get(who, there)
    if who == "closed account":
        reader.is_active = False
    if who == "closed agency":
        Agency.objects.filter(pk=to.pk).update(is_active=False)

    assert not transfers_to(reader).exists()


def test_accepting_moves_the_worker_and_only_what_was_agreed(
    assignment: Assignment, case: Case, worker: User, counselor: User, there: User, successor: User
) -> None:
    consent(worker)
    goal(worker)
    flag(case)
    follow_up(case)
    opened = opened_by_counselor(assignment)
    note = write_note(
        opened=opened, by=counselor, text="Kín", audience=NoteAudience.COUNSELORS, now=NOW
    )
    row = referral_of(case, to_agency=there.agency, state=State.AGREED)

    made = accept_transfer(by=there, referral=row, counselor=successor, now=LATER)

    worker.refresh_from_db()
    assert (made.counselor, made.agency, worker.agency) == (successor, there.agency, there.agency)
    assert list(Assignment.objects.open().filter(worker=worker)) == [made]
    case.refresh_from_db()
    assert (case.closed_at, case.close_reason) == (LATER, CloseReason.TRANSFERRED)
    new = made.case
    assert {name: getattr(new, name) for name in KNOWN} == KNOWN
    assert (new.reference, new.closed_at) == ("", None)
    assert not new.flags.exists()
    assert not new.follow_ups.exists()
    there_opened = open_person(reader=successor, worker_pk=worker.pk, now=LATER)
    assert not notes_in(there_opened).exists()
    assert CaseNote.objects.get() == note
    assert not Consent.objects.holding().filter(person=worker).exists()
    assert Goal.objects.filter(person=worker).exists()
    with pytest.raises(NotInCare):
        open_person(reader=counselor, worker_pk=worker.pk, now=LATER)
    assert [event.kind for event in case.events.order_by("pk")] == ["answered", "closed"]
    assert [event.words for event in new.events.all()] == [
        f"{assignment.agency.name} → {successor.name}"
    ]


def test_two_supervisors_answer_at_once_and_the_first_holds(
    case: Case, there: User, successor: User
) -> None:
    other = UserFactory.create(supervisor=True, agency=there.agency)
    row = referral_of(case, to_agency=there.agency, state=State.AGREED)
    opened_by_both = [Referral.objects.get(pk=row.pk) for _each in range(2)]

    decline_transfer(by=other, referral=opened_by_both[0], words="Hết chỗ", now=NOW)
    with pytest.raises(ReferralEnded):
        accept_transfer(by=there, referral=opened_by_both[1], counselor=successor, now=NOW)

    row.refresh_from_db()
    assert (row.state, row.ended_by_name, row.answer) == (State.DECLINED, other.name, "Hết chỗ")
    assert not successor.caseload.exists()


@pytest.mark.parametrize("who", ["old counselor", "elsewhere", "closed", "worker"])
def test_only_a_counselor_there_takes_the_worker(
    who: str, case: Case, counselor: User, there: User, to: Agency
) -> None:
    person = {
        "old counselor": counselor,
        "elsewhere": UserFactory.create(counselor=True),
        "closed": UserFactory.create(counselor=True, agency=to, is_active=False),
        "worker": UserFactory.create(agency=to),
    }[who]
    row = referral_of(case, to_agency=to, state=State.AGREED)

    with pytest.raises(NotTheirCounselor):
        accept_transfer(by=there, referral=row, counselor=person, now=NOW)


def test_open_referral_stays_when_the_worker_gets_another_counselor(
    assignment: Assignment, case: Case, counselor: User
) -> None:
    by = UserFactory.create(supervisor=True, agency=assignment.agency)
    after = UserFactory.create(counselor=True, agency=assignment.agency)
    row = referral_of(case)

    hand_over(assignment=assignment, to=after, by=by, words="", now=LATER)

    assert list(asked_by_desk(after)) == [row]
    with pytest.raises(NotTheirs):
        revoke_referral(by=counselor, referral=row, now=LATER)
    revoke_referral(by=after, referral=row, now=LATER)


def test_afterwards_each_side_finds_what_it_may(
    case: Case, worker: User, counselor: User, there: User, successor: User
) -> None:
    row = referral_of(case, to_agency=there.agency, state=State.AGREED, by=counselor)
    accept_transfer(by=there, referral=row, counselor=successor, now=LATER)

    assert not asked_by_desk(counselor).exists()
    assert list(given_away_by(counselor, LATER)) == [row]
    assert not given_away_by(counselor, LATER + timedelta(days=31)).exists()
    colleague = UserFactory.create(counselor=True, agency=counselor.agency)
    assert not given_away_by(colleague, LATER).exists()
    assert list(taken_over_by(successor)) == [row]
    assert referral_of_worker(worker, row.pk) == row
    assert referral_of_worker(there, row.pk) is None
