"""Somebody leaves: the caseload goes to one colleague or to several, each row with its right asked."""

from datetime import timedelta

import pytest

from accounts.models import Invitation, User
from accounts.services import invite_worker
from planner.casework.models import Case, CaseEvent
from planner.casework.selectors.team import cared_for_in, leaver_of, team_of
from planner.casework.services import handing_over
from planner.casework.services.bulk import TooManyAtOnce
from planner.casework.services.handing_over import HandedOver, hand_over_caseload, spread
from planner.sharing.models import Assignment, Consent
from planner.sharing.services import MayNotMove, NotInOneAgency
from tests.factories.accounts import UserFactory
from tests.factories.cases import TODAY, case_of, closed_case, follow_up, referral_of
from tests.factories.casework import from_worker
from tests.factories.consents import consent
from tests.factories.plans import LATER, NOW
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaver() -> User:
    return UserFactory.create(counselor=True, name="Trần Thị Hương")


@pytest.fixture
def supervisor(leaver: User) -> User:
    return UserFactory.create(supervisor=True, agency=leaver.agency)


@pytest.fixture
def mai(leaver: User) -> User:
    return UserFactory.create(counselor=True, agency=leaver.agency, name="Lê Ngọc Mai")


@pytest.fixture
def nam(leaver: User) -> User:
    return UserFactory.create(counselor=True, agency=leaver.agency, name="Vũ Hải Nam")


def caseload(counselor: User, count: int = 1) -> list[Assignment]:
    return AssignmentFactory.create_batch(count, counselor=counselor, agency=counselor.agency)


def workers_of(counselor: User) -> set[int]:
    return set(
        Assignment.objects.open().filter(counselor=counselor).values_list("worker", flat=True)
    )


def counselor_of(invitation: Invitation) -> User:
    return Invitation.objects.get(pk=invitation.pk).counselor


def hand_over(
    by: User, leaver: User, to: list[User], rows: list[Assignment], *, with_invitations: bool = True
) -> HandedOver:
    return hand_over_caseload(
        by=by,
        leaver=leaver,
        to=to,
        workers=[row.worker_id for row in rows],
        words="nghỉ sinh",
        with_invitations=with_invitations,
        now=LATER,
    )


def test_shares_are_equal_and_the_first_gets_what_is_left_over(mai: User, nam: User) -> None:
    shares = spread(range(5), [mai, nam])

    assert [shares[number] for number in range(5)] == [mai, nam, mai, nam, mai]


def test_caseload_goes_with_its_cases_steps_referrals_and_history(
    leaver: User, supervisor: User, mai: User, nam: User
) -> None:
    rows = caseload(leaver, 3)
    case, closed = case_of(rows[0], reference="HV-7"), closed_case(rows[1])
    step, referral = follow_up(case), referral_of(case)
    consent(rows[0].worker)

    done = hand_over(supervisor, leaver, [mai, nam], rows)

    assert done == HandedOver(moved=3, refused=0, invitations=0)
    assert workers_of(leaver) == set()
    assert sorted(len(workers_of(one)) for one in (mai, nam)) == [1, 2]
    case.refresh_from_db()
    assert (case.reference, case.assignment.ended_at) == ("HV-7", None)
    assert case.assignment.counselor in (mai, nam)
    assert [step.case_id, referral.case_id] == [case.pk, case.pk]
    assert Case.objects.get(pk=closed.pk).closed_at is not None
    events = CaseEvent.objects.filter(kind="handed_over")
    assert events.count() == 3
    assert all("nghỉ sinh" in event.words and leaver.name in event.words for event in events)
    assert not Consent.objects.holding().exists()


def test_foreign_and_forged_rows_are_left_alone_and_counted(
    leaver: User, supervisor: User, mai: User, nam: User
) -> None:
    [own], [of_colleague] = caseload(leaver), caseload(nam)
    elsewhere: Assignment = AssignmentFactory.create()
    gone = AssignmentFactory.create(counselor=leaver, agency=leaver.agency, ended_at=NOW)

    done = hand_over(supervisor, leaver, [mai], [own, of_colleague, elsewhere, gone])

    assert done == HandedOver(moved=1, refused=3, invitations=0)
    assert workers_of(mai) == {own.worker_id}
    assert workers_of(nam) == {of_colleague.worker_id}
    assert elsewhere.counselor
    assert workers_of(elsewhere.counselor) == {elsewhere.worker_id}


@pytest.mark.parametrize("by", ["counselor", "supervisor elsewhere", "closed", "staff"])
def test_only_the_agencys_supervisor_hands_over(by: str, leaver: User, mai: User) -> None:
    rows = caseload(leaver)
    person = {
        "counselor": leaver,
        "supervisor elsewhere": UserFactory.create(supervisor=True),
        "closed": UserFactory.create(supervisor=True, agency=leaver.agency, is_active=False),
        "staff": UserFactory.create(staff=True),
    }[by]

    with pytest.raises((MayNotMove, NotInOneAgency)):
        hand_over(person, leaver, [mai], rows)

    assert workers_of(leaver) == {rows[0].worker_id}
    assert leaver_of(person, leaver.pk) is None


@pytest.mark.parametrize("to", ["nobody", "leaver", "elsewhere", "closed", "worker"])
def test_nobody_else_takes_over(to: str, leaver: User, supervisor: User, mai: User) -> None:
    rows = caseload(leaver)
    takers = {
        "nobody": [],
        "leaver": [mai, leaver],
        "elsewhere": [mai, UserFactory.create(counselor=True)],
        "closed": [UserFactory.create(counselor=True, agency=leaver.agency, is_active=False)],
        "worker": [UserFactory.create(agency=leaver.agency)],
    }[to]

    with pytest.raises(NotInOneAgency):
        hand_over(supervisor, leaver, takers, rows)

    assert workers_of(leaver) == {rows[0].worker_id}


def test_more_than_the_cap_is_refused_whole(
    leaver: User, supervisor: User, mai: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_over, "MOST_AT_ONCE", 2)
    rows = caseload(leaver, 3)

    with pytest.raises(TooManyAtOnce):
        hand_over(supervisor, leaver, [mai], rows)

    assert len(workers_of(leaver)) == 3


def test_who_has_gone_is_handed_over_too(leaver: User, supervisor: User, mai: User) -> None:
    rows = caseload(leaver, 2)
    leaver.is_active = False
    leaver.agency = None
    leaver.save()

    assert leaver_of(supervisor, leaver.pk) == leaver
    done = hand_over(supervisor, leaver, [mai], rows)

    assert (done.moved, workers_of(mai)) == (2, {row.worker_id for row in rows})
    assert leaver_of(supervisor, leaver.pk) is None


def test_open_invitations_go_along_and_others_stay(
    leaver: User, supervisor: User, mai: User, nam: User
) -> None:
    [row] = caseload(leaver)
    plain, _token = invite_worker(counselor=leaver, name="Hoa", now=NOW)
    of_worker, _token = invite_worker(counselor=leaver, name="Lan", now=NOW)
    Invitation.objects.filter(pk=of_worker.pk).update(person=row.worker)
    revoked, _token = invite_worker(counselor=leaver, name="Cúc", now=NOW)
    Invitation.objects.filter(pk=revoked.pk).update(revoked_at=NOW)
    foreign, _token = invite_worker(counselor=nam, name="Mận", now=NOW)

    done = hand_over_caseload(
        by=supervisor,
        leaver=leaver,
        to=[mai],
        workers=[row.worker_id],
        words="",
        with_invitations=False,
        now=NOW + timedelta(hours=1),
    )

    assert (done.invitations, counselor_of(of_worker), counselor_of(plain)) == (1, mai, leaver)
    done = hand_over_caseload(
        by=supervisor,
        leaver=leaver,
        to=[mai],
        workers=[],
        words="",
        with_invitations=True,
        now=NOW + timedelta(hours=1),
    )
    assert (done.invitations, counselor_of(plain)) == (1, mai)
    assert (counselor_of(revoked), counselor_of(foreign)) == (leaver, nam)


def test_team_is_who_works_there_and_who_went_with_somebody_in_care(
    leaver: User, supervisor: User, mai: User
) -> None:
    caseload(leaver)
    for person in (leaver, UserFactory.create(counselor=True, agency=leaver.agency)):
        User.objects.filter(pk=person.pk).update(is_active=False)
    UserFactory.create(agency=leaver.agency)
    UserFactory.create(counselor=True)
    assert leaver.agency

    assert set(team_of(leaver.agency)) == {leaver, supervisor, mai}


def test_cared_for_says_of_each_whose_and_what_waits(leaver: User, supervisor: User) -> None:
    first, second, closed = caseload(leaver, 3)
    case = case_of(first)
    follow_up(case, TODAY + timedelta(days=3))
    follow_up(case, TODAY)
    from_worker(first)
    closed_case(closed)
    AssignmentFactory.create()

    found = {row.worker: row for row in cared_for_in(supervisor)}

    assert set(found) == {first.worker_id, second.worker_id}
    row = found[first.worker_id]
    assert (row.counselor, row.step_due_on, row.unread) == (leaver.pk, TODAY, 1)
    row = found[second.worker_id]
    assert (row.step_due_on, row.unread) == (None, 0)
