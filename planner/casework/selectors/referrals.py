"""Referrals and transfers, as each side may know of them."""

from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import cache

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.enums import Role
from accounts.models import Agency, User
from accounts.names import search_key
from planner.casework.enums import OPEN_REFERRALS, ReferralKind, ReferralState
from planner.casework.models import Case, Referral
from planner.sharing.enums import Look
from planner.sharing.kept_queries import KeptQuery, anybody
from planner.sharing.models import AccessLog, Assignment

# How long the agency that asked still finds whom another one has taken over.
SHOWN_AFTERWARDS = timedelta(days=30)
# Close names, where no agency is called as somebody wrote.
MOST_SUGGESTED = 5


def open_referrals() -> QuerySet[Referral]:
    """Of anybody: somebody still has to answer. None of a worker who left, nor of a closed case."""
    return Referral.objects.filter(
        state__in=OPEN_REFERRALS,
        case__closed_at=None,
        case__assignment__ended_at=None,
        case__assignment__worker__is_active=True,
    )


def open_referrals_of(person: User) -> QuerySet[Referral]:
    """Of the worker, newest first, with both sides: those to answer, and a yes that can be taken back."""
    rows = open_referrals().filter(case__assignment__worker=person)
    return rows.select_related("case__assignment__agency", "to_agency").order_by("-pk")


def referral_of_worker(person: User, pk: int) -> Referral | None:
    """One of the worker's own, also one that has ended."""
    rows = Referral.objects.filter(case__assignment__worker=person, pk=pk)
    return _whole(rows).first()


def asked_by_desk(reader: User) -> QuerySet[Referral]:
    """All of the workers in the reader's care, open or ended."""
    care = Assignment.objects.of_reader(reader)
    return _whole(Referral.objects.filter(case__assignment__in=care))


def open_of_case(case: Case) -> QuerySet[Referral]:
    """Newest first."""
    return _whole(open_referrals().filter(case=case)).order_by("-pk")


def transfers_to(reader: User) -> QuerySet[Referral]:
    """What the worker has agreed and this supervisor is to answer."""
    if not _answers_for_agency(reader):
        return Referral.objects.none()
    rows = open_referrals().filter(
        kind=ReferralKind.TRANSFER,
        state=ReferralState.AGREED,
        to_agency=reader.agency_id,
        to_agency__is_active=True,
    )
    return _whole(rows)


def count_transfers_to(reader: User) -> int:
    return len(_transfers().of(reader)) if _answers_for_agency(reader) else 0


@cache
def _transfers() -> KeptQuery:
    return KeptQuery(transfers_to(anybody(Role.SUPERVISOR)).values_list("pk"))


def was_told_of(reader: User, pk: int) -> bool:
    """The reader has seen this transfer to the own agency, while it waited for an answer."""
    if not _answers_for_agency(reader):
        return False
    looked = AccessLog.objects.filter(
        reader=reader, look=Look.PERSON, worker=OuterRef("case__assignment__worker")
    )
    rows = Referral.objects.filter(Exists(looked), to_agency=reader.agency_id, pk=pk)
    return rows.exclude(state=ReferralState.ASKED).exists()


def taken_over_by(reader: User) -> QuerySet[Referral]:
    """Whom the reader's agency has accepted, as long as the reader cares for them."""
    people = Assignment.objects.of_reader(reader).values("worker")
    rows = Referral.objects.filter(
        kind=ReferralKind.TRANSFER,
        state=ReferralState.ACCEPTED,
        to_agency=reader.agency_id,
        case__assignment__worker__in=people,
    )
    return _whole(rows)


def given_away_by(reader: User, now: datetime) -> QuerySet[Referral]:
    """Whom another agency has taken over lately: the own ones, all of the agency for its supervisor."""
    if reader.agency_id is None or not reader.is_active:
        return Referral.objects.none()
    rows = Referral.objects.filter(
        kind=ReferralKind.TRANSFER,
        state=ReferralState.ACCEPTED,
        case__assignment__agency=reader.agency_id,
        case__assignment__agency__is_active=True,
        ended_at__gt=now - SHOWN_AFTERWARDS,
    )
    if reader.role != Role.SUPERVISOR:
        rows = rows.filter(Q(by=reader) | Q(case__assignment__counselor=reader))
    return _whole(rows)


def agencies_to_transfer_to(own: int) -> QuerySet[Agency]:
    """Open ones with somebody who can answer, by name; not the own one."""
    supervisors = User.objects.active().filter(role=Role.SUPERVISOR, agency=OuterRef("pk"))
    rows = Agency.objects.filter(Exists(supervisors), is_active=True)
    return rows.exclude(pk=own).order_by("name", "pk")


def agencies_called(name: str, among: QuerySet[Agency]) -> tuple[Agency | None, list[str]]:
    """The one that is called so, however it is spelled; else None and close names."""
    wanted = search_key(name)
    keys: dict[str, list[tuple[int, str]]] = {}
    for pk, full in among.values_list("pk", "name"):
        keys.setdefault(search_key(full), []).append((pk, full))
    found = keys.get(wanted, [])
    exact = [item for item in found if item[1] == name.strip()] or found
    if len(exact) == 1:
        return among.filter(pk=exact[0][0]).first(), []
    close = [wanted] if found else [key for key in keys if wanted and wanted in key]
    close = close or get_close_matches(wanted, keys, n=MOST_SUGGESTED, cutoff=0.5)
    return None, [full for key in close for _pk, full in keys[key]][:MOST_SUGGESTED]


def _answers_for_agency(reader: User) -> bool:
    return reader.is_active and reader.role == Role.SUPERVISOR and reader.agency_id is not None


def _whole(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    return rows.select_related(
        "case__assignment__worker",
        "case__assignment__agency",
        "case__assignment__counselor",
        "to_agency",
    )
