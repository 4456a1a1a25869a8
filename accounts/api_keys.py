"""Keys with which an agency's own system reads and writes, as the supervisor who made them."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from accounts.enums import Role
from accounts.models import Agency, ApiKey, User
from accounts.tokens import digest_of, new_token

# Says what it is where it is found: in a log, in a file that should not hold it.
BEGINS = "lv_"
SHOWN = 8
# Open ones of an agency.
MOST_KEYS = 20


class MayNotMakeKeys(Exception):
    """Only an active supervisor of an active agency makes keys."""


class TooManyKeys(Exception):
    """The agency has `MOST_KEYS` open ones: take back one that is no longer used."""


class KeyNotOpen(Exception):
    """It was taken back before."""


@transaction.atomic
def make_key(*, by: User, name: str, can_write: bool, now: datetime) -> tuple[ApiKey, str]:
    """The key, and its secret, which is kept nowhere. Raises MayNotMakeKeys, TooManyKeys."""
    if not (by.is_active and by.role == Role.SUPERVISOR and by.agency_id is not None):
        raise MayNotMakeKeys
    # Held, so that two at once do not both find room for one more.
    agency = Agency.objects.select_for_update().filter(pk=by.agency_id, is_active=True).first()
    if agency is None:
        raise MayNotMakeKeys
    if ApiKey.objects.open().filter(agency=agency).count() >= MOST_KEYS:
        raise TooManyKeys
    secret = BEGINS + new_token()
    row = ApiKey.objects.create(
        agency=agency,
        supervisor=by,
        name=name,
        prefix=secret[:SHOWN],
        digest=digest_of(secret),
        can_write=can_write,
        made_at=now,
    )
    return row, secret


@transaction.atomic
def revoke_key(*, key: ApiKey, now: datetime) -> None:
    """It opens nothing from the next request on. Raises KeyNotOpen."""
    if not ApiKey.objects.open().filter(pk=key.pk).update(revoked_at=now):
        raise KeyNotOpen
    key.revoked_at = now


def key_of(secret: str) -> ApiKey | None:
    """The open key with this secret, with supervisor and agency. None once they no longer belong together."""
    if not secret.startswith(BEGINS):
        return None
    return (
        ApiKey.objects.open()
        .filter(
            digest=digest_of(secret),
            agency__is_active=True,
            supervisor__is_active=True,
            supervisor__role=Role.SUPERVISOR,
            supervisor__agency=F("agency"),
        )
        .select_related("supervisor", "agency")
        .first()
    )


def touch_key(*, key: ApiKey, today: date) -> None:
    """That it was used today. Written once a day."""
    if key.last_used_on != today:
        older = Q(last_used_on=None) | Q(last_used_on__lt=today)
        ApiKey.objects.filter(older, pk=key.pk).update(last_used_on=today)


def keys_of(reader: User) -> QuerySet[ApiKey]:
    """Of the reader's agency, with their supervisors; open ones first, then newest first."""
    return (
        ApiKey.objects.filter(agency=reader.agency_id)
        .select_related("supervisor")
        .order_by(F("revoked_at").asc(nulls_first=True), "-made_at", "-pk")
    )
