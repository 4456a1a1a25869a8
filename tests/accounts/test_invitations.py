from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from accounts import services
from accounts.enums import Role
from accounts.models import Agency, Invitation, User
from accounts.selectors import invitation_of
from accounts.services import (
    INVITATION_LASTS,
    InvitationNotOpen,
    MayNotInvite,
    NotAWorker,
    accept_invitation,
    invite_worker,
    leave_agency,
    revoke_invitation,
)
from tests.factories.accounts import AgencyFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def counselor() -> User:
    person: User = UserFactory.create(counselor=True)
    return person


@pytest.fixture
def invited(counselor: User) -> tuple[Invitation, str]:
    return invite_worker(counselor=counselor, name="Lan", now=NOW)


def test_the_token_is_given_once_and_kept_nowhere(
    invited: tuple[Invitation, str], counselor: User
) -> None:
    invitation, token = invited

    row = Invitation.objects.values().get()
    assert len(token) == 32
    assert token not in map(str, row.values())
    assert (row["name"], row["counselor_id"], row["agency_id"]) == (
        "Lan",
        counselor.pk,
        counselor.agency_id,
    )
    assert row["expires_at"] == NOW + timedelta(days=14)
    assert invitation_of(token, now=NOW) == invitation


@pytest.mark.parametrize(
    "changes",
    [{"role": Role.WORKER}, {"role": Role.STAFF}, {"agency": None}, {"is_active": False}],
)
def test_only_who_works_for_an_agency_invites(counselor: User, changes: dict[str, object]) -> None:
    for name, value in changes.items():
        setattr(counselor, name, value)

    with pytest.raises(MayNotInvite):
        invite_worker(counselor=counselor, name="Lan", now=NOW)

    assert not Invitation.objects.exists()


def test_a_closed_agency_invites_nobody() -> None:
    agency = AgencyFactory.create(is_active=False)

    with pytest.raises(MayNotInvite):
        invite_worker(
            counselor=UserFactory.create(supervisor=True, agency=agency), name="Lan", now=NOW
        )


def test_who_accepts_comes_to_the_agency(invited: tuple[Invitation, str]) -> None:
    worker = UserFactory.create()

    accepted = accept_invitation(token=invited[1], person=worker, now=NOW)

    worker.refresh_from_db()
    row = Invitation.objects.get()
    assert worker.agency == accepted.agency
    assert (row.accepted_by, row.accepted_at) == (worker, NOW)


def test_a_link_works_once(invited: tuple[Invitation, str]) -> None:
    first, second = UserFactory.create_batch(2)
    accept_invitation(token=invited[1], person=first, now=NOW)

    for person in (first, second):
        with pytest.raises(InvitationNotOpen):
            accept_invitation(token=invited[1], person=person, now=NOW)

    second.refresh_from_db()
    assert second.agency is None
    assert Invitation.objects.get().accepted_by == first


def test_of_two_at_once_one_comes_in(
    invited: tuple[Invitation, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = UserFactory.create_batch(2)
    accept_invitation(token=invited[1], person=first, now=NOW)
    # The second looked before the first wrote.
    monkeypatch.setattr(services, "invitation_of", lambda *_, **__: invited[0])

    with pytest.raises(InvitationNotOpen):
        accept_invitation(token=invited[1], person=second, now=NOW)

    second.refresh_from_db()
    assert second.agency is None
    assert Invitation.objects.get().accepted_by == first


def _revoke(invitation: Invitation) -> None:
    revoke_invitation(invitation=invitation, now=NOW)


def _leave(invitation: Invitation) -> None:
    User.objects.filter(pk=invitation.counselor_id).update(agency=AgencyFactory.create())


def _close_account(invitation: Invitation) -> None:
    User.objects.filter(pk=invitation.counselor_id).update(is_active=False)


def _change_role(invitation: Invitation) -> None:
    User.objects.filter(pk=invitation.counselor_id).update(role=Role.STAFF)


def _close_agency(invitation: Invitation) -> None:
    Agency.objects.filter(pk=invitation.agency_id).update(is_active=False)


@pytest.mark.parametrize("happen", [_revoke, _leave, _close_account, _change_role, _close_agency])
def test_an_invitation_nobody_stands_behind_is_not_open(
    invited: tuple[Invitation, str], happen: Callable[[Invitation], None]
) -> None:
    worker = UserFactory.create()

    happen(invited[0])

    assert invitation_of(invited[1], now=NOW) is None
    with pytest.raises(InvitationNotOpen):
        accept_invitation(token=invited[1], person=worker, now=NOW)


def test_a_link_ends_after_fourteen_days(invited: tuple[Invitation, str]) -> None:
    last = NOW + INVITATION_LASTS - timedelta(seconds=1)

    assert invitation_of(invited[1], now=last) == invited[0]
    assert invitation_of(invited[1], now=NOW + INVITATION_LASTS) is None


@pytest.mark.parametrize("cut", [slice(0, -1), slice(1, None), slice(0, 0)])
def test_a_part_of_a_link_opens_nothing(invited: tuple[Invitation, str], cut: slice) -> None:
    assert invitation_of(invited[1][cut], now=NOW) is None


@pytest.mark.parametrize("token", ["\x00", "🙂", "\udcff", "ẵ" * 10_000])
def test_any_text_is_looked_up(token: str) -> None:
    assert invitation_of(token, now=NOW) is None


@pytest.mark.parametrize("kind", ["counselor", "supervisor", "staff"])
def test_only_a_worker_accepts(invited: tuple[Invitation, str], kind: str) -> None:
    person = UserFactory.create(**{kind: True})

    with pytest.raises(NotAWorker):
        accept_invitation(token=invited[1], person=person, now=NOW)

    assert invitation_of(invited[1], now=NOW) == invited[0]


def test_what_was_accepted_cannot_be_taken_back(invited: tuple[Invitation, str]) -> None:
    accept_invitation(token=invited[1], person=UserFactory.create(), now=NOW)

    with pytest.raises(InvitationNotOpen):
        revoke_invitation(invitation=invited[0], now=NOW)

    assert Invitation.objects.get().revoked_at is None


def test_who_leaves_keeps_the_account(counselor: User) -> None:
    worker = UserFactory.create(agency=counselor.agency)

    left = leave_agency(person=worker)

    worker.refresh_from_db()
    assert (left, worker.agency, worker.is_active) == (counselor.agency, None, True)


def test_a_counselor_does_not_leave_this_way(counselor: User) -> None:
    with pytest.raises(NotAWorker):
        leave_agency(person=counselor)
