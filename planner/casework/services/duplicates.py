from datetime import datetime

from django.db import transaction

from accounts.models import User
from planner.casework.models import NotTheSame
from planner.casework.services.cases import open_case
from planner.sharing.audiences import Opened
from planner.sharing.models import Assignment


class NotInSight(Exception):
    """Nobody like that is in the reader's care."""


@transaction.atomic
def tell_apart(*, opened: Opened, by: User, other_pk: int, now: datetime) -> NotTheSame:
    """These are two people: no page asks again. Twice changes nothing. Raises NotInSight.

    `other_pk`: of the other worker, who must be in the care of `by` too.
    """
    other = (
        Assignment.objects.of_reader(by)
        .filter(worker__pk=other_pk)
        .exclude(worker=opened.person)
        .first()
    )
    if other is None:
        raise NotInSight
    cases = [open_case(assignment=row, now=now).pk for row in (opened.assignment, other)]
    return NotTheSame.objects.get_or_create(
        first_id=min(cases), second_id=max(cases), defaults={"by_name": by.name, "at": now}
    )[0]
