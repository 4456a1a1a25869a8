import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from unicodedata import normalize

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import IntegrityError, transaction

from accounts.enums import Language, Role
from accounts.models import Agency, Invitation, NumberReset, User
from accounts.second_factor import use_recovery_code
from accounts.selectors import cares_in, invitation_of, number_reset_of
from accounts.tokens import digest_of, new_number, new_token
from accounts.validators import SignInName, sign_in_name

INVITATION_LASTS = timedelta(days=14)
# From the first look at the number to the new password.
NUMBER_LASTS = timedelta(minutes=30)
# How long what is closed stays shut after a password was set with somebody's help.
SHUT_FOR = timedelta(hours=72)
# Wrong numbers of one counselor for one worker.
NUMBER_TRIES, NUMBER_TRIES_SECONDS = 5, 600


class SignInNameTaken(Exception):
    """Somebody already signs in with this e-mail address or phone number."""


class MayNotInvite(Exception):
    """Only an active counselor or supervisor of an active agency invites."""


class InvitationNotOpen(Exception):
    """Used, ended, taken back, mistyped, or of somebody who no longer works there."""


class NotAWorker(Exception):
    """Only a worker comes into an agency's care, and leaves it."""


class NotTheirWorker(Exception):
    """Only a counselor or supervisor of the worker's own agency confirms a number."""


class WrongNumber(Exception):
    """No browser that waits for this worker shows this number."""


class TooManyNumbers(WrongNumber):
    """Too many wrong ones: now a right one waits too."""


class NumberNotOpen(Exception):
    """Not confirmed, run out or used."""


class WrongCode(Exception):
    """Not an unused recovery code of this person; or there is no such person, which is not told."""


@dataclass(frozen=True)
class ShownNumber:
    """What one browser keeps: the number it shows, and the key that nobody else has."""

    number: str
    key: str
    ends_at: datetime


@transaction.atomic
def register_worker(*, name: str, login: str, password: str | None, language: str) -> User:
    """A worker without agency. `login` is an e-mail address or a mobile number in any usual spelling.

    Without a password there must be a passkey next.
    Raises ValidationError for a `login` that is neither, SignInNameTaken for one in use.
    """
    called = sign_in_name(login)
    if User.objects.called(called).exists():
        raise SignInNameTaken
    try:
        with transaction.atomic():
            return User.objects.create_user(
                email=called.email,
                phone=called.phone,
                password=password,
                name=name,
                role=Role.WORKER,
                language=Language(language),
            )
    except IntegrityError as error:
        # Two people, or one impatient finger, registered the same name between the look and the write.
        raise SignInNameTaken from error


@transaction.atomic
def set_language(*, person: User, language: Language) -> None:
    person.language = language
    person.save(update_fields=["language"])


@transaction.atomic
def drop_ended_sessions(*, now: datetime) -> int:
    """How many were dropped."""
    dropped, _ = Session.objects.filter(expire_date__lt=now).delete()
    return dropped


@transaction.atomic
def invite_worker(*, counselor: User, name: str, now: datetime) -> tuple[Invitation, str]:
    """An invitation for one worker, and the token of its link, which is kept nowhere. Raises MayNotInvite."""
    agency = counselor.agency
    if agency is None or not agency.is_active or not cares_in(counselor, agency_id=agency.pk):
        raise MayNotInvite
    token = new_token()
    invitation = Invitation.objects.create(
        agency=agency,
        counselor=counselor,
        name=name,
        token_digest=digest_of(token),
        created_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    return invitation, token


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, now: datetime) -> None:
    """Raises InvitationNotOpen when there is nothing left to take back."""
    if not Invitation.objects.open(now=now).filter(pk=invitation.pk).update(revoked_at=now):
        raise InvitationNotOpen
    invitation.revoked_at = now


@transaction.atomic
def accept_invitation(*, token: str, person: User, now: datetime) -> Invitation:
    """The worker comes into the agency. The caller begins the assignment, in the same transaction.

    Raises InvitationNotOpen, NotAWorker.
    """
    if person.role != Role.WORKER:
        raise NotAWorker
    invitation = invitation_of(token, now=now)
    # Two at once: the database lets one of the updates find the row still open. A join in it would spoil that.
    if invitation is None or not Invitation.objects.open(now=now).filter(pk=invitation.pk).update(
        accepted_at=now, accepted_by=person
    ):
        raise InvitationNotOpen
    invitation.accepted_at, invitation.accepted_by = now, person
    person.agency = invitation.agency
    person.save(update_fields=["agency"])
    return invitation


@transaction.atomic
def become_account(
    *, token: str, name: str, login: str, password: str | None, language: str, now: datetime
) -> tuple[User, Invitation]:
    """Whom the agency's list has put in becomes the account of the newcomer who holds the link.

    Joined now: nothing of what lies behind is told. Raises InvitationNotOpen, SignInNameTaken, ValidationError.
    """
    called = sign_in_name(login)
    if User.objects.called(called).exists():
        raise SignInNameTaken
    invitation = invitation_of(token, now=now)
    person = invitation.person if invitation else None
    if person is None or not person.is_invited:
        raise InvitationNotOpen
    person.name, person.email, person.phone = name, called.email, called.phone
    person.language, person.date_joined = Language(language), now
    person.is_invited, person.is_active = False, True
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        raise SignInNameTaken from error
    accepted = accept_invitation(token=token, person=person, now=now)
    Invitation.objects.open(now=now).filter(person=person).update(revoked_at=now)
    return person, accepted


@transaction.atomic
def leave_agency(*, person: User) -> Agency | None:
    """The agency that was left. The caller ends the assignment, in the same transaction. Raises NotAWorker."""
    if person.role != Role.WORKER:
        raise NotAWorker
    left, person.agency = person.agency, None
    person.save(update_fields=["agency"])
    return left


@transaction.atomic
def ask_number(*, name: SignInName, now: datetime) -> ShownNumber:
    """A number to show, whether somebody is called so or not.

    Only for an active worker without e-mail can it be confirmed: others get a link, or have a second factor.
    """
    shown = ShownNumber(new_number(), new_token(), now + NUMBER_LASTS)
    person = User.objects.active().filter(phone=name.phone, role=Role.WORKER, email=None).first()
    if person is None or name.phone is None:
        return shown
    own = NumberReset.objects.filter(person=person)
    own.filter(used_at=None, expires_at__lte=now).delete()
    taken = set(own.open(now=now).values_list("number", flat=True))
    while shown.number in taken:
        # A second browser with the same number would be confirmed along.
        shown = ShownNumber(new_number(), shown.key, shown.ends_at)
    NumberReset.objects.create(
        person=person,
        number=shown.number,
        browser_digest=digest_of(shown.key),
        created_at=now,
        expires_at=shown.ends_at,
    )
    return shown


def confirm_number(*, person: User, number: str, by: User, now: datetime) -> None:
    """A counselor says that the worker has told this number; the worker's browser may go on.

    Whether `by` has this worker in care is the caller's to know. Spaces in it do not matter.
    Raises NotTheirWorker, WrongNumber, TooManyNumbers.
    """
    if not cares_in(by, agency_id=person.agency_id):
        raise NotTheirWorker
    tries = f"confirm-number:{by.pk}:{person.pk}"
    cache.add(tries, 0, NUMBER_TRIES_SECONDS)
    if cache.incr(tries) > NUMBER_TRIES:
        raise TooManyNumbers
    digits = re.sub(r"\D", "", normalize("NFKC", number))
    with transaction.atomic():
        found = NumberReset.objects.open(now=now).filter(person=person, number=digits)
        found.filter(confirmed_at=None).update(confirmed_at=now, confirmed_by=by)
        # A second click finds it confirmed, and that is no mistake.
        if not found.exists():
            raise WrongNumber


@transaction.atomic
def set_password_by_number(*, key: str, password: str, now: datetime) -> User:
    """Once, and only for the browser whose number was confirmed. What is closed stays shut for a while.

    Raises NumberNotOpen; ValidationError for a password that is none.
    """
    reset = number_reset_of(key, now=now)
    if reset is None:
        raise NumberNotOpen
    person = reset.person
    validate_password(password, user=person)
    confirmed = NumberReset.objects.open(now=now).filter(confirmed_at__isnull=False)
    if not confirmed.filter(pk=reset.pk).update(used_at=now):
        raise NumberNotOpen
    # Other browsers may be somebody else's.
    NumberReset.objects.open(now=now).filter(person=person).delete()
    person.set_password(password)
    person.helped_until = now + SHUT_FOR
    person.save(update_fields=["password", "helped_until"])
    return person


@transaction.atomic
def set_password_by_code(*, name: SignInName, code: str, password: str) -> User:
    """For a worker: who has a second factor for their work would be left with one factor, the sheet of codes.

    Raises WrongCode; ValidationError for a password that is none, with the code unused.
    """
    person = User.objects.active().called(name).filter(role=Role.WORKER).first()
    if person is None or not use_recovery_code(person=person, code=code):
        raise WrongCode
    validate_password(password, user=person)
    person.set_password(password)
    person.helped_until = None
    person.save(update_fields=["password", "helped_until"])
    return person


@transaction.atomic
def open_by_code(*, person: User, code: str) -> None:
    """What was shut after a new password opens again, in every browser of the account. Raises WrongCode."""
    if not use_recovery_code(person=person, code=code):
        raise WrongCode
    person.helped_until = None
    person.save(update_fields=["helped_until"])


@transaction.atomic
def mark_helped_resets_seen(*, person: User, up_to: int, now: datetime) -> None:
    """`up_to`: the newest that the person was told of; one that came since is not taken for read."""
    NumberReset.objects.filter(
        person=person, used_at__isnull=False, seen_at=None, pk__lte=up_to
    ).update(seen_at=now)


@transaction.atomic
def remove_second_factor(*, person: User) -> int:
    """For who lost everything: app, passkeys and recovery codes go. How many there were."""
    removed: int = Authenticator.objects.filter(user=person).delete()[0]
    return removed
