"""What somebody says yes to, and takes back. What is opened is opened to one counselor, by name."""

from datetime import datetime

from django.db import transaction

from accounts.enums import Role
from accounts.models import User
from planner.sharing.audiences import OPENS
from planner.sharing.enums import Purpose
from planner.sharing.models import Assignment, Consent
from planner.sharing.selectors import assignment_of
from planner.wording.consents import current_text


class NoCounselor(Exception):
    """Nobody is there to open it to: no assignment, or one without an active counselor."""


class AnotherCounselor(Exception):
    """The page named somebody who is not the counselor now."""


class OtherText(Exception):
    """It is not the text that is asked now."""


class ShutHere(Exception):
    """A browser that is shut out of closed sections opens none, and says yes to nothing."""


@transaction.atomic
def give_consent(
    *,
    person: User,
    purpose: Purpose,
    text_version: str,
    language: str,
    now: datetime,
    named: int | None = None,
) -> Consent:
    """Yes to this text. `named`: the counselor whom the page named, by key. The same again changes nothing.

    Raises ShutHere, OtherText, NoCounselor, AnotherCounselor.
    """
    if person.is_shut_out:
        raise ShutHere
    _check_text(purpose, text_version)
    _hold(person)
    counselor = _counselor_for(person, named) if purpose in OPENS else None
    before = _holding(person, purpose)
    if before and (before.counselor, before.text_version) == (counselor, text_version):
        return before
    if before:
        _end(before, now)
    return Consent.objects.create(
        person=person,
        purpose=purpose,
        counselor=counselor,
        counselor_name=counselor.name if counselor else "",
        text_version=text_version,
        language=language,
        given_at=now,
    )


@transaction.atomic
def take_back(
    *, person: User, purpose: Purpose, text_version: str, language: str, now: datetime
) -> Consent | None:
    """From now on no. A browser that is shut out may too: it closes, and shows nothing.

    A no to statistics that follows no yes is kept as well, with its text: given and taken back at one instant.
    Raises OtherText, of such a no alone.
    """
    _hold(person)
    if before := _holding(person, purpose):
        _end(before, now)
        return before
    if purpose in OPENS:
        return None
    if last := Consent.objects.filter(person=person, purpose=purpose).order_by("-pk").first():
        return last
    _check_text(purpose, text_version)
    return Consent.objects.create(
        person=person,
        purpose=purpose,
        text_version=text_version,
        language=language,
        given_at=now,
        taken_back_at=now,
    )


def counselor_to_open_to(assignment: Assignment | None) -> User | None:
    """The one counselor to whom a closed section can be opened. A supervisor is none: nobody sees more by rank."""
    counselor = assignment.counselor if assignment else None
    is_there = (
        counselor is not None
        and counselor.is_active
        and counselor.role == Role.COUNSELOR
        and assignment is not None
        and counselor.agency_id == assignment.agency_id
    )
    return counselor if is_there else None


def close_what_was_opened(*, worker: User, now: datetime) -> None:
    """The care ends or goes to somebody else: whoever comes next asks anew. With the worker's row held."""
    held = Consent.objects.holding().filter(person=worker, purpose__in=OPENS)
    held.update(taken_back_at=now)


def _check_text(purpose: Purpose, version: str) -> None:
    if version != current_text(purpose).version:
        raise OtherText


def _counselor_for(person: User, named: int | None) -> User:
    counselor = counselor_to_open_to(assignment_of(person))
    if counselor is None:
        raise NoCounselor
    if named is not None and named != counselor.pk:
        raise AnotherCounselor
    return counselor


def _holding(person: User, purpose: Purpose) -> Consent | None:
    held = Consent.objects.holding().filter(person=person, purpose=purpose)
    return held.select_related("counselor").first()


def _end(consent: Consent, now: datetime) -> None:
    consent.taken_back_at = now
    consent.save(update_fields=["taken_back_at"])


def _hold(person: User) -> None:
    """Answers queue up behind each other, and behind a change of counselor."""
    User.objects.get_queryset().select_for_update().get(pk=person.pk)
