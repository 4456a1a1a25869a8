from datetime import datetime

from django.db.models import F, QuerySet

from accounts.enums import Role
from accounts.models import Announcement, Invitation, NumberReset, User
from accounts.tokens import digest_of

# Who looks after workers.
CARING = (Role.COUNSELOR, Role.SUPERVISOR)


def cares_in(person: User, *, agency_id: int | None) -> bool:
    """An open account of a counselor or supervisor of this agency."""
    return (
        person.is_active
        and person.role in CARING
        and agency_id is not None
        and person.agency_id == agency_id
    )


def invitation_of(token: str, *, now: datetime) -> Invitation | None:
    """The one that can be accepted with this token now, with its agency and counselor."""
    return (
        Invitation.objects.open(now=now)
        .filter(
            token_digest=digest_of(token),
            agency__is_active=True,
            counselor__is_active=True,
            counselor__role__in=CARING,
            counselor__agency=F("agency"),
        )
        .select_related("agency", "counselor")
        .first()
    )


def number_reset_of(key: str, *, now: datetime) -> NumberReset | None:
    """The open one that this browser's key belongs to, with its person, whose account is open."""
    return (
        NumberReset.objects.open(now=now)
        .filter(browser_digest=digest_of(key), person__is_active=True, person__role=Role.WORKER)
        .select_related("person")
        .first()
    )


def helped_resets_to_tell(person: User) -> list[NumberReset]:
    """New passwords set with somebody's help that the person has not said to have read of; newest first."""
    return list(
        NumberReset.objects.filter(person=person, used_at__isnull=False, seen_at=None)
        .select_related("confirmed_by")
        .order_by("-used_at", "-pk")
    )


def announcements_shown(*, now: datetime) -> list[Announcement]:
    return list(Announcement.objects.shown(now=now))


def invitations_of(reader: User) -> QuerySet[Invitation]:
    """The own ones, and all of the agency for its supervisor; newest first, with counselor and worker."""
    seen = Invitation.objects.filter(agency=reader.agency_id)
    if reader.role != Role.SUPERVISOR:
        seen = seen.filter(counselor=reader)
    return seen.select_related("counselor", "accepted_by").order_by("-created_at", "-pk")
