"""Whom a list has put in accepts the invitation, as a newcomer or with an account."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.models import Invitation, User
from accounts.services import InvitationNotOpen, SignInNameTaken, ask_number, invite_worker
from accounts.validators import SignInName
from planner.casework.enums import FlagKind, NoteAudience
from planner.casework.models import Case, CaseFlag, CaseNote
from planner.casework.services.accepting import accept_as_newcomer, accept_with_account
from planner.casework.services.cases import open_case
from planner.casework.services.invited import NotInvited, fresh_links, invite_again
from planner.plans.models import Home, Profile
from planner.reference.models import Province
from planner.reminders.models import Outgoing
from planner.reminders.services.planning import plan_due
from planner.sharing.models import AccessLog, Assignment
from planner.sharing.services import open_person
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.imports import HEADINGS, imported_list, worker_row, xlsx
from tests.factories.plans import NOW
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def counselor() -> User:
    return UserFactory.create(counselor=True)


@pytest.fixture
def invited(counselor: User) -> User:
    imported_list(counselor, xlsx([HEADINGS, worker_row(1)]))
    return User.objects.get(is_invited=True)


@pytest.fixture
def token(invited: User, counselor: User) -> str:
    return invite_again(person=invited, counselor=counselor, now=NOW)[1]


def newcomer(token: str, **changed: Any) -> User:
    given = {"name": "An", "login": "an1@example.com", "password": PASSWORD, "language": "vi"}
    return accept_as_newcomer(token=token, now=LATER, **(given | changed))


def test_a_newcomer_turns_the_invited_person_into_the_account(
    invited: User, token: str, counselor: User
) -> None:
    person = newcomer(token)

    assert person.pk == invited.pk
    person.refresh_from_db()
    assert (person.name, person.email, person.is_active, person.is_invited) == (
        "An",
        "an1@example.com",
        True,
        False,
    )
    assert person.check_password(PASSWORD)
    assert (person.date_joined, person.agency) == (LATER, counselor.agency)
    assert Assignment.objects.get(worker=person).counselor == counselor
    assert Case.objects.get(assignment__worker=person).employer == "Công ty Aoi"
    assert Profile.objects.get(person=person).birth_year == 1991
    assert not Invitation.objects.open(now=LATER).exists()


def test_a_link_is_good_once_and_a_fresh_one_ends_those_before(
    invited: User, token: str, counselor: User
) -> None:
    fresh = fresh_links(people=[invited], counselor_of={invited.pk: counselor}, now=NOW)
    with pytest.raises(InvitationNotOpen):
        newcomer(token)
    person = newcomer(fresh[invited.pk][1])
    with pytest.raises(InvitationNotOpen):
        newcomer(fresh[invited.pk][1], login="0987654321")
    with pytest.raises(NotInvited):
        invite_again(person=person, counselor=counselor, now=NOW)


def test_a_name_that_is_taken_leaves_everything_as_it_was(invited: User, token: str) -> None:
    UserFactory.create(email="an1@example.com")

    with pytest.raises(SignInNameTaken):
        newcomer(token)

    invited.refresh_from_db()
    assert invited.is_invited
    assert newcomer(token, login="0987654321").phone == "+84987654321"


def test_who_was_moved_meanwhile_stays_with_the_new_counselor(
    invited: User, token: str, counselor: User
) -> None:
    other = UserFactory.create(counselor=True, agency=counselor.agency)
    Assignment.objects.filter(worker=invited).update(counselor=other)

    assert Assignment.objects.open().get(worker=newcomer(token)).counselor == other


def test_an_account_from_elsewhere_takes_the_case_over_and_keeps_its_own_answers(
    invited: User, token: str, counselor: User
) -> None:
    worker = UserFactory.create(name="Lan", agency=UserFactory.create(counselor=True).agency)
    before = AssignmentFactory.create(
        worker=worker, counselor=UserFactory.create(counselor=True, agency=worker.agency)
    )
    Home.objects.create(
        person=worker, province=Province.objects.get(kind="current", name="Nghệ An")
    )
    case = Case.objects.get(assignment__worker=invited)
    open_person(reader=counselor, worker_pk=invited.pk, now=NOW)

    accept_with_account(token=token, person=worker, now=LATER)

    before.refresh_from_db()
    worker.refresh_from_db()
    assert before.ended_at == LATER
    assert (worker.name, worker.agency) == ("Lan", counselor.agency)
    assert Case.objects.get(assignment__worker=worker, assignment__ended_at=None) == case
    assert not User.objects.filter(pk=invited.pk).exists()
    home, profile = Home.objects.get(person=worker), Profile.objects.get(person=worker)
    assert home.province
    assert home.province.name == "Nghệ An"
    assert (profile.birth_year, profile.stage) == (1991, "in_japan")
    assert profile.departure_month == date(2024, 4, 1)
    assert AccessLog.objects.filter(worker=worker).count() == 1
    accepted = Invitation.objects.get(accepted_by=worker)
    assert (accepted.person, accepted.revoked_at) == (None, None)


def test_a_worker_whom_the_agency_has_twice_keeps_the_older_case_with_all_of_both(
    invited: User, token: str, counselor: User
) -> None:
    own = AssignmentFactory.create(counselor=counselor)
    kept = open_case(assignment=own, now=NOW)
    put_in = Case.objects.get(assignment__worker=invited)
    for case in (kept, put_in):
        CaseFlag.objects.create(case=case, kind=FlagKind.WATCH, raised_at=NOW, raised_by_name="A")
    CaseNote.objects.create(
        case=put_in, author_name="A", audience=NoteAudience.COUNSELORS, text="Hẹn", made_at=NOW
    )

    accept_with_account(token=token, person=own.worker, now=LATER)

    kept.refresh_from_db()
    assert Case.objects.get() == kept
    assert (kept.reference, kept.notes.count(), kept.flags.count()) == ("NLĐ-00001", 1, 1)
    assert not User.objects.filter(pk=invited.pk).exists()


@pytest.mark.parametrize("stays", [True, False], ids=["same agency", "another agency"])
def test_case_goes_along_to_a_colleague_whose_invitation_is_accepted(
    stays: bool, counselor: User
) -> None:
    case = open_case(assignment=AssignmentFactory.create(counselor=counselor), now=NOW)
    worker = case.assignment.worker
    agency = {"agency": counselor.agency} if stays else {}
    inviting = UserFactory.create(counselor=True, **agency)
    token = invite_worker(counselor=inviting, name="Lan", now=NOW)[1]

    accept_with_account(token=token, person=worker, now=LATER)

    now_open = Assignment.objects.open().get(worker=worker)
    assert now_open.counselor == inviting
    assert Case.objects.filter(assignment=now_open).exists() == stays
    assert Case.objects.get() == case


def test_nobody_gets_in_as_somebody_who_has_not_accepted(invited: User) -> None:
    shown = ask_number(name=SignInName(phone="+84900000001"), now=NOW)

    assert shown.number
    assert not invited.number_resets.exists()
    for name in (SignInName(email="an1@example.com"), SignInName(phone="+84900000001")):
        assert not User.objects.called(name).exists()
    assert not invited.check_password("")
    assert invited not in User.objects.active()


def test_nothing_of_the_past_is_sent_before_or_after_accepting(invited: User, token: str) -> None:
    """Claim 9, for people whom a list has put in."""
    plan_due(now=LATER)
    newcomer(token)
    for hours in (1, 20, 44):
        plan_due(now=LATER + timedelta(hours=hours))

    told = Outgoing.objects.filter(person=invited)
    assert [row for row in told if row.occasion_on < LATER.date() or row.planned_for < LATER] == []
