"""A supervisor's team: who looks after whom, and what is left undone. Counts, no contents."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q, QuerySet

from accounts.enums import Role
from accounts.models import Agency, Invitation, User
from accounts.selectors import CARING
from planner.casework.models import FollowUp, Message
from planner.sharing.models import Assignment


@dataclass(frozen=True, slots=True)
class Cared:
    """One worker of the agency whose case is open. `step_due_on`: of the next step; None without one."""

    worker: int
    counselor: int | None
    is_invited: bool
    step_due_on: date | None = None
    unread: int = 0


def cared_for_in(reader: User) -> list[Cared]:
    """All in the reader's care, but for closed cases. Three queries, however many."""
    care = Assignment.objects.of_reader(reader).filter(case__closed_at=None)
    steps = FollowUp.objects.filter(done_at=None, case__assignment__in=care)
    worker = "case__assignment__worker"
    due = dict(steps.order_by(worker).values_list(worker).annotate(Min("due_on")))
    # Also in a case of before: the thread is the agency's.
    unread = Message.objects.filter(
        case__assignment__worker__in=care.values("worker"),
        case__assignment__agency=reader.agency_id,
        is_from_worker=True,
        read_at=None,
    )
    counts = dict(unread.order_by(worker).values_list(worker).annotate(Count("pk")))
    return [
        Cared(pk, counselor, is_invited, due.get(pk), counts.get(pk, 0))
        for pk, counselor, is_invited in care.order_by("worker").values_list(
            "worker", "counselor", "worker__is_invited"
        )
    ]


def team_of(agency: Agency) -> list[User]:
    """Its counselors and supervisors by name; also who has gone and still has somebody in care."""
    care = Assignment.objects.open().filter(agency=agency, counselor__isnull=False)
    here = list(User.objects.active().filter(agency=agency, role__in=CARING))
    # In two: joined by "or" the database looks through everybody.
    gone = User.objects.filter(pk__in=care.values("counselor")).exclude(pk__in={p.pk for p in here})
    return sorted([*here, *gone], key=lambda person: (person.name_key, person.pk))


def leaver_of(reader: User, pk: int) -> User | None:
    """Somebody of the supervisor's agency whose caseload can be handed over, gone or not."""
    if reader.role != Role.SUPERVISOR or not reader.is_active or reader.agency_id is None:
        return None
    care = Assignment.objects.of_reader(reader).filter(counselor__isnull=False)
    own = Q(agency=reader.agency_id, role__in=CARING) | Q(pk__in=care.values("counselor"))
    return User.objects.filter(own, pk=pk).first()


def in_care_of(reader: User, leaver: User) -> list[tuple[int, str]]:
    """Key and name of all in the leaver's care whom the reader may move, by name; closed cases too."""
    rows = Assignment.objects.of_reader(reader).filter(counselor=leaver)
    return list(rows.order_by("worker__name_key", "worker").values_list("worker", "worker__name"))


def open_invitations_of(reader: User, leaver: User, *, now: datetime) -> QuerySet[Invitation]:
    """Of the reader's agency, in the leaver's name, that can still be accepted."""
    rows = Invitation.objects.open(now=now)
    return rows.filter(agency=reader.agency_id, counselor=leaver).order_by("pk")
