"""Whom a list has put in accepts: as a newcomer, or with an account that was there before."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import services
from accounts.models import Invitation, User
from accounts.selectors import invitation_of
from planner.casework.models import Case, CaseFlag
from planner.casework.selectors.known import FACTS
from planner.casework.services.cases import carry_case, open_case
from planner.plans.answers import Answers
from planner.plans.selectors.told import answers_of
from planner.plans.services.told import keep_answers
from planner.sharing.models import Assignment
from planner.sharing.selectors import assignment_of
from planner.sharing.services import assign, give_care

# What hangs on a case and goes along.
_OF_CASE = ("events", "notes", "messages", "follow_ups", "contacts", "referrals", "nudges")


@transaction.atomic
def accept_as_newcomer(
    *, token: str, name: str, login: str, password: str | None, language: str, now: datetime
) -> User:
    """A new account in the agency's care; it takes over what the agency's list has said.

    Raises InvitationNotOpen, SignInNameTaken, ValidationError.
    """
    given: dict[str, Any] = {
        "name": name,
        "login": login,
        "password": password,
        "language": language,
    }
    found = invitation_of(token, now=now)
    if found and found.person and found.person.is_invited:
        person, accepted = services.become_account(token=token, now=now, **given)
    else:
        person = services.register_worker(**given)
        accepted = services.accept_invitation(token=token, person=person, now=now)
    if assignment_of(person) is None:
        _assign(accepted, person, now)
    return person


@transaction.atomic
def accept_with_account(*, token: str, person: User, now: datetime) -> None:
    """Into the agency's care. Raises InvitationNotOpen, NotAWorker."""
    accepted = services.accept_invitation(token=token, person=person, now=now)
    invited = accepted.person
    put_in = assignment_of(invited) if invited and invited.is_invited else None
    if invited is None or put_in is None:
        _assign(accepted, person, now)
        return
    own = assignment_of(person)
    if own and own.agency_id == put_in.agency_id:
        _merge_cases(put_in, own, now)
    else:
        give_care(assignment=put_in, worker=person, now=now)
    _keep_unsaid(invited, person)
    # The accepted invitation stays, as what it was.
    Invitation.objects.open(now=now).filter(person=invited).update(revoked_at=now)
    Invitation.objects.filter(person=invited).update(person=None)
    invited.delete()


def _assign(accepted: Invitation, person: User, now: datetime) -> None:
    before = assignment_of(person)
    made = assign(worker=person, counselor=accepted.counselor, agency=accepted.agency, now=now)
    if before and before.pk != made.pk and before.agency_id == made.agency_id:
        carry_case(before=before, to=made)


def _merge_cases(put_in: Assignment, own: Assignment, now: datetime) -> None:
    """The agency had the same worker twice: the older case stays, with all that hung on the other."""
    other, case = open_case(assignment=put_in, now=now), open_case(assignment=own, now=now)
    missing = [name for name in FACTS if getattr(other, name) and not getattr(case, name)]
    for name in missing:
        setattr(case, name, getattr(other, name))
    case.save(update_fields=missing)
    for related in _OF_CASE:
        getattr(other, related).update(case=case)
    _move_flags(other, case)


def _move_flags(other: Case, case: Case) -> None:
    """One open mark of a kind."""
    standing = case.flags.filter(cleared_at=None).values("kind")
    CaseFlag.objects.filter(case=other).exclude(cleared_at=None, kind__in=standing).update(
        case=case
    )


def _keep_unsaid(invited: User, person: User) -> None:
    """Of what the list has said, what the worker has not answered."""
    listed, own = answers_of(invited), answers_of(person)
    more = {
        field.name: getattr(listed, field.name)
        for field in fields(Answers)
        if getattr(own, field.name) is None and getattr(listed, field.name) is not None
    }
    if own.province is not None:
        more.pop("former_province", None)
    if own.stage is not None:
        more.pop("trade", None)
    if "departure_month" in more:
        more["pathway"] = own.pathway
    keep_answers(person=person, answers=Answers(**more))
