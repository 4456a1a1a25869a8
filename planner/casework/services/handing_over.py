"""Somebody leaves: the whole caseload goes to one colleague, or evenly to several."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.enums import Role
from accounts.models import User
from accounts.selectors import cares_in
from planner.casework.selectors.team import in_care_of, open_invitations_of
from planner.casework.services.bulk import MOST_AT_ONCE, TooManyAtOnce, hand_over_rows
from planner.sharing.services import MayNotMove, NotInOneAgency


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How many. `refused`: not in the care of who leaves any more, or never. `invitations`: open links that went along."""

    moved: int
    refused: int
    invitations: int


def spread(workers: Sequence[int], to: Sequence[User]) -> dict[int, User]:
    """Each worker's new counselor: equal shares, and what is left over to the first."""
    return {worker: to[number % len(to)] for number, worker in enumerate(workers)}


@transaction.atomic
def hand_over_caseload(
    *,
    by: User,
    leaver: User,
    to: Sequence[User],
    workers: Collection[int],
    words: str,
    now: datetime,
    with_invitations: bool,
) -> HandedOver:
    """These of the leaver's workers, in equal shares; open invitations too, and those of whom the list has put in.

    Raises MayNotMove, NotInOneAgency for nobody or somebody who cannot take over, TooManyAtOnce.
    """
    if by.role != Role.SUPERVISOR or not cares_in(by, agency_id=by.agency_id):
        raise MayNotMove
    asked = set(workers)
    if len(asked) > MOST_AT_ONCE:
        raise TooManyAtOnce
    if not to or leaver in to or not all(cares_in(one, agency_id=by.agency_id) for one in to):
        raise NotInOneAgency
    theirs = [pk for pk, _name in in_care_of(by, leaver) if pk in asked]
    shares = spread(theirs, to)
    moved = hand_over_rows(by=by, to=shares, workers=theirs, words=words, now=now).moved
    invitations = _hand_over_invitations(
        by, leaver, to, shares, now=now, with_invitations=with_invitations
    )
    return HandedOver(moved, len(asked) - moved, invitations)


def _hand_over_invitations(
    by: User,
    leaver: User,
    to: Sequence[User],
    shares: dict[int, User],
    *,
    now: datetime,
    with_invitations: bool,
) -> int:
    """The link of somebody who was put in goes where that person goes."""
    rows = list(open_invitations_of(by, leaver, now=now).select_for_update())
    if not with_invitations:
        rows = [row for row in rows if row.person_id in shares]
    for number, row in enumerate(rows):
        person = row.person_id
        row.counselor = (shares.get(person) if person else None) or to[number % len(to)]
        row.save(update_fields=["counselor"])
    return len(rows)
