"""Who may say what to a referral, and when."""

from collections.abc import Callable

import pytest
from django.db import transaction

from accounts.models import Agency, User
from planner.casework.enums import CloseReason, ReferralKind
from planner.casework.enums import ReferralState as State
from planner.casework.models import Case, Referral
from planner.casework.selectors.referrals import (
    open_referrals_of,
    transfers_to,
)
from planner.casework.services.referrals import (
    AgencyCannotTake,
    NotAgreed,
    NotTheirs,
    ReferralEnded,
    WithoutWords,
    accept_transfer,
    answer_by_worker,
    decline_transfer,
    record_place_answer,
    revoke_referral,
)
from planner.sharing.consents import ShutHere
from planner.sharing.models import Assignment
from planner.sharing.services import end_assignment
from tests.factories.accounts import UserFactory
from tests.factories.cases import referral_of
from tests.factories.plans import LATER, NOW

pytestmark = pytest.mark.django_db


def now_of(row: Referral) -> State:
    return State(Referral.objects.get(pk=row.pk).state)


# What each side can do to a referral. Each: (row, the cast) -> anything.
Cast = dict[str, User]


Act = Callable[[Referral, Cast], object]


ACTS: dict[str, Act] = {
    "yes": lambda row, who: answer_by_worker(
        person=who["worker"], referral=row, is_yes=True, now=LATER
    ),
    "no": lambda row, who: answer_by_worker(
        person=who["worker"], referral=row, is_yes=False, now=LATER
    ),
    "revoke": lambda row, who: revoke_referral(by=who["counselor"], referral=row, now=LATER),
    "accept": lambda row, who: accept_transfer(
        by=who["there"], referral=row, counselor=who["successor"], now=LATER
    ),
    "decline": lambda row, who: decline_transfer(
        by=who["there"], referral=row, words="Đã đủ người", now=LATER
    ),
    "place": lambda row, who: record_place_answer(
        by=who["counselor"], referral=row, is_yes=True, words="Mời đến thứ Hai", now=LATER
    ),
}


OVER = (State.ACCEPTED, State.DECLINED, State.REFUSED, State.REVOKED)


# By kind, state and act: the state after it, or what is raised.
MOVES: dict[tuple[ReferralKind, State, str], State | type[Exception]] = {
    (ReferralKind.TRANSFER, State.ASKED, "yes"): State.AGREED,
    (ReferralKind.TRANSFER, State.ASKED, "no"): State.REFUSED,
    (ReferralKind.TRANSFER, State.ASKED, "revoke"): State.REVOKED,
    (ReferralKind.TRANSFER, State.ASKED, "accept"): NotTheirs,
    (ReferralKind.TRANSFER, State.ASKED, "decline"): NotTheirs,
    (ReferralKind.TRANSFER, State.ASKED, "place"): NotTheirs,
    (ReferralKind.TRANSFER, State.AGREED, "yes"): State.AGREED,
    (ReferralKind.TRANSFER, State.AGREED, "no"): State.REFUSED,
    (ReferralKind.TRANSFER, State.AGREED, "revoke"): State.REVOKED,
    (ReferralKind.TRANSFER, State.AGREED, "accept"): State.ACCEPTED,
    (ReferralKind.TRANSFER, State.AGREED, "decline"): State.DECLINED,
    (ReferralKind.TRANSFER, State.AGREED, "place"): NotTheirs,
    (ReferralKind.HELP, State.ASKED, "yes"): State.AGREED,
    (ReferralKind.HELP, State.ASKED, "no"): State.REFUSED,
    (ReferralKind.HELP, State.ASKED, "revoke"): State.REVOKED,
    (ReferralKind.HELP, State.ASKED, "place"): NotAgreed,
    (ReferralKind.HELP, State.ASKED, "accept"): NotTheirs,
    (ReferralKind.HELP, State.AGREED, "place"): State.ACCEPTED,
    (ReferralKind.HELP, State.AGREED, "no"): State.REFUSED,
    (ReferralKind.HELP, State.AGREED, "revoke"): State.REVOKED,
    (ReferralKind.HELP, State.AGREED, "decline"): NotTheirs,
    **{
        (ReferralKind.TRANSFER, state, act): ReferralEnded
        for state in OVER
        for act in ("yes", "no", "revoke", "accept", "decline")
    },
    **{
        (ReferralKind.HELP, state, act): ReferralEnded
        for state in OVER
        for act in ("yes", "revoke", "place")
    },
    # Said twice, it is no mistake.
    (ReferralKind.TRANSFER, State.REFUSED, "no"): State.REFUSED,
}


@pytest.mark.parametrize(("move", "outcome"), MOVES.items(), ids=["-".join(move) for move in MOVES])
def test_referral_goes_only_where_it_may(
    move: tuple[ReferralKind, State, str],
    outcome: State | type[Exception],
    case: Case,
    worker: User,
    counselor: User,
    there: User,
    successor: User,
) -> None:
    kind, state, act = move
    to = {"to_agency": there.agency} if kind == ReferralKind.TRANSFER else {}
    row = referral_of(case, kind, state=state, **to)
    cast = {"worker": worker, "counselor": counselor, "there": there, "successor": successor}

    if isinstance(outcome, State):
        ACTS[act](row, cast)
    else:
        with pytest.raises(outcome), transaction.atomic():
            ACTS[act](row, cast)

    assert now_of(row) == (outcome if isinstance(outcome, State) else state)


def strangers(assignment: Assignment, there: User) -> dict[str, User]:
    return {
        "another worker": UserFactory.create(agency=assignment.agency),
        "a colleague": UserFactory.create(counselor=True, agency=assignment.agency),
        "the receiving counselor": UserFactory.create(counselor=True, agency=there.agency),
        "a supervisor elsewhere": UserFactory.create(supervisor=True),
        "staff": UserFactory.create(staff=True),
    }


def test_nobody_else_has_a_say(
    assignment: Assignment, case: Case, there: User, successor: User
) -> None:
    row = referral_of(case, to_agency=there.agency, state=State.AGREED)

    for who in strangers(assignment, there).values():
        cast = {"worker": who, "counselor": who, "there": who, "successor": successor}
        for act in ("yes", "no", "revoke", "accept", "decline", "place"):
            with pytest.raises(NotTheirs):
                ACTS[act](row, cast)

    assert now_of(row) == State.AGREED


def test_own_supervisor_takes_it_back_and_does_not_accept_it(
    assignment: Assignment, case: Case, there: User, successor: User
) -> None:
    own = UserFactory.create(supervisor=True, agency=assignment.agency)
    row = referral_of(case, to_agency=there.agency, state=State.AGREED)

    with pytest.raises(NotTheirs):
        accept_transfer(by=own, referral=row, counselor=successor, now=NOW)
    revoke_referral(by=own, referral=row, now=NOW)

    assert now_of(row) == State.REVOKED


@pytest.mark.parametrize("what", ["left", "case closed", "account closed"])
def test_a_worker_who_went_meanwhile_is_told_to_nobody_and_taken_over_by_nobody(
    what: str, case: Case, worker: User, there: User, successor: User
) -> None:
    row = referral_of(case, to_agency=there.agency, state=State.AGREED)
    if what == "left":
        end_assignment(worker=worker, now=LATER)
    elif what == "case closed":
        Case.objects.update(closed_at=NOW, close_reason=CloseReason.LEFT)
    else:
        User.objects.filter(pk=worker.pk).update(is_active=False)

    assert not transfers_to(there).exists()
    assert not open_referrals_of(worker).exists()
    for act in ("accept", "decline"):
        with pytest.raises(ReferralEnded):
            ACTS[act](row, {"there": there, "successor": successor})


def test_yes_of_a_browser_that_is_shut_out_is_none_and_its_no_is_one(
    case: Case, worker: User, to: Agency
) -> None:
    row = referral_of(case, to_agency=to)
    worker.is_shut_out = True

    with pytest.raises(ShutHere):
        answer_by_worker(person=worker, referral=row, is_yes=True, now=NOW)
    answer_by_worker(person=worker, referral=row, is_yes=False, now=NOW)

    assert now_of(row) == State.REFUSED


def test_yes_to_an_agency_closed_meanwhile_is_not_taken(
    case: Case, worker: User, to: Agency
) -> None:
    row = referral_of(case, to_agency=to)
    Agency.objects.filter(pk=to.pk).update(is_active=False)

    with pytest.raises(AgencyCannotTake):
        answer_by_worker(person=worker, referral=row, is_yes=True, now=NOW)


def test_who_declines_says_why(case: Case, there: User) -> None:
    row = referral_of(case, to_agency=there.agency, state=State.AGREED)

    with pytest.raises(WithoutWords):
        decline_transfer(by=there, referral=row, words="  ", now=NOW)
