"""Lists taken out of a caseload. Nothing is kept but what was asked for: the file is made when it is fetched."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F

from accounts.enums import Role
from accounts.models import Invitation, User
from accounts.selectors import cares_in
from accounts.services import INVITATION_LASTS
from accounts.tokens import digest_of, new_token
from planner.casework.enums import CaseloadState, ExportFormat, ExportKind
from planner.casework.models import Export, ExportRight
from planner.casework.selectors.caseload import Asked, caseload
from planner.casework.selectors.exports import (
    TO_GIVE,
    ExportRow,
    counselors_with_rights,
    export_rows,
    may_export,
)
from planner.sharing.models import Assignment
from planner.sharing.selectors import counselors_of
from planner.sharing.services import log_list

LASTS = timedelta(hours=24)
# A file of more is slow to make, and rather a mistake: then the list is to be narrowed.
MOST_ROWS = 5_000


class MayNotExport(Exception):
    """Not a supervisor, and not given by one; or not any more."""


class ExportEnded(Exception):
    """A day old, or somebody else's."""


class TooManyRows(Exception):
    """More than MOST_ROWS; says how many."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


@transaction.atomic
def ask_export(
    *, by: User, kind: ExportKind, form: ExportFormat, filters: str, now: datetime
) -> Export:
    """Can be fetched for a day. `filters`: as in the address of the caseload. Raises MayNotExport."""
    if not may_export(by, kind, form):
        raise MayNotExport
    return Export.objects.create(
        by=by, kind=kind, format=form, filters=filters, made_at=now, ends_at=now + LASTS
    )


@transaction.atomic
def fetch_export(
    *, export: Export, by: User, asked: Asked, today: date, now: datetime
) -> list[ExportRow]:
    """The rows under the rights and the care of this moment; the reader's log says how many.

    For links every one is made anew, and those made before end: only their digests are kept.
    Raises ExportEnded, MayNotExport, TooManyRows.
    """
    if export.by_id != by.pk or export.ends_at <= now:
        raise ExportEnded
    if not may_export(by, export.kind, export.format):
        raise MayNotExport
    if export.kind == ExportKind.LINKS:
        asked = replace(asked, state=CaseloadState.INVITED)
    found = caseload(by, asked, today)
    if (count := found.count()) > MOST_ROWS:
        raise TooManyRows(count)
    rows = export_rows(by, found)
    if export.kind == ExportKind.LINKS:
        rows = _with_links(rows, by, now)
    # One row: the recipe, not the people.
    words = f"export {export.kind} {export.format} {export.filters}".strip()
    log_list(reader=by, filters=words, count=len(rows), now=now)
    Export.objects.filter(pk=export.pk).update(fetched=F("fetched") + 1)
    return rows


@transaction.atomic
def drop_ended_exports(*, now: datetime) -> int:
    """How many went: a filter may hold a name. For a day more the page says that it ended."""
    return Export.objects.filter(ends_at__lte=now - LASTS).delete()[0]


@transaction.atomic
def give_export_rights(
    *, by: User, chosen: Collection[tuple[int, ExportKind, ExportFormat]], now: datetime
) -> None:
    """What each counselor of the supervisor's agency may take out from now on; what is not chosen is taken away.

    Other people's keys give nothing. Raises MayNotExport for who is no supervisor.
    """
    agency = by.agency
    if agency is None or by.role != Role.SUPERVISOR or not cares_in(by, agency_id=agency.pk):
        raise MayNotExport
    wanted = {(pk, kind, form) for pk, kind, form in chosen if (kind, form) in TO_GIVE}
    gone: list[int] = []
    held: set[tuple[int, str, str]] = set()
    people = {person.pk for person, _given in counselors_with_rights(agency)}
    for right in ExportRight.objects.filter(agency=agency):
        key = (right.person_id, right.kind, right.format)
        if key in wanted:
            held.add(key)
        else:
            gone.append(right.pk)
    ExportRight.objects.filter(pk__in=gone).delete()
    ExportRight.objects.bulk_create(
        (
            ExportRight(
                person_id=pk,
                agency=agency,
                kind=kind,
                format=form,
                given_by_name=by.name,
                given_at=now,
            )
            for pk, kind, form in sorted(wanted)
            if pk in people and (pk, kind, form) not in held
        ),
        # Two supervisors at once.
        ignore_conflicts=True,
    )


def _with_links(rows: Sequence[ExportRow], by: User, now: datetime) -> list[ExportRow]:
    agency = by.agency
    if agency is None:
        return []
    people = [row.worker.pk for row in rows]
    care = Assignment.objects.of_reader(by).filter(worker__in=people)
    # Two files at once must queue up, or links of both would stay open.
    held = Assignment.objects.filter(pk__in=care.values("pk")).select_for_update()
    counselors = dict(held.order_by("worker").values_list("worker", "counselor"))
    able = set(counselors_of(agency).values_list("pk", flat=True))
    open_ones = Invitation.objects.open(now=now).filter(agency=agency, person__in=people)
    open_ones.update(revoked_at=now)
    with_links = [
        replace(row, token=new_token(), ends_at=now + INVITATION_LASTS)
        for row in rows
        # Or gone from the care since they were read.
        if row.worker.pk in counselors
    ]
    Invitation.objects.bulk_create(
        Invitation(
            agency=agency,
            # Where nobody can look after this worker, who made the link does.
            counselor_id=counselor if (counselor := counselors[row.worker.pk]) in able else by.pk,
            name=row.worker.name,
            person_id=row.worker.pk,
            token_digest=digest_of(row.token),
            created_at=now,
            expires_at=now + INVITATION_LASTS,
        )
        for row in with_links
    )
    return with_links
