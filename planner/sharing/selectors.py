from django.db.models import Count, F, Q, QuerySet

from accounts.models import Agency, User
from accounts.selectors import CARING
from planner.sharing.enums import Purpose
from planner.sharing.models import AccessLog, Assignment, Consent


def looks_at(worker: User) -> QuerySet[AccessLog]:
    """Who opened the worker's page, newest first, with the agency they did it for."""
    return AccessLog.objects.filter(worker=worker).select_related("agency").order_by("-at", "-pk")


def assignment_of(worker: User) -> Assignment | None:
    """The open one, with its counselor and agency."""
    return (
        Assignment.objects.open()
        .filter(worker=worker)
        .select_related("counselor", "agency")
        .first()
    )


def counselors_of(agency: Agency) -> QuerySet[User]:
    """Whom a worker of this agency can be assigned to."""
    return User.objects.active().filter(agency=agency, role__in=CARING).order_by("name", "pk")


def caseload_of(reader: User) -> QuerySet[Assignment]:
    """The open assignments that let this person read, with worker and counselor; longest silent first."""
    return (
        Assignment.objects.of_reader(reader)
        .select_related("worker", "counselor")
        .order_by(F("worker__last_active_on").asc(nulls_first=True), "worker__name", "worker__pk")
    )


def loads_of(agency: Agency) -> QuerySet[User]:
    """The agency's counselors, each with how many workers are in the own care as `load`."""
    in_care = Q(caseload__ended_at=None, caseload__agency=agency, caseload__pk__isnull=False)
    return counselors_of(agency).annotate(load=Count("caseload", filter=in_care))


def holding_consents(person: User) -> dict[str, Consent]:
    """By purpose."""
    return {row.purpose: row for row in Consent.objects.holding().filter(person=person)}


def last_answer(person: User, purpose: Purpose) -> Consent | None:
    """The newest yes or no, whether it still holds or not."""
    rows = Consent.objects.filter(person=person, purpose=purpose).order_by("-pk")
    return rows.select_related("counselor").first()


def consents_before(person: User, *, most: int = 20) -> list[Consent]:
    """What was given and taken back, newest first."""
    over = Consent.objects.filter(person=person, taken_back_at__gt=F("given_at"))
    return list(over.order_by("-taken_back_at", "-pk")[:most])
