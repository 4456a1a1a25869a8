"""Writes of the promise ledger. A correction is a new version; nothing that was written down goes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from accounts.models import User
from planner.plans.enums import ChangeKind
from planner.plans.models import CostItem, CostSheet, OfferFile, PromisedPay, PromisedWork
from planner.plans.models.owned import Version
from planner.plans.records import COST, PAY, WORK, plain
from planner.plans.services.files import keep_file, remove_file
from planner.plans.services.writing import NotThere, hold, record
from planner.sharing.sections import Section
from planner.sharing.stale import check_seen

MOST_FILES = 8

Kind = TypeVar("Kind", bound=Version)


class TooManyFiles(Exception):
    """An offer has a few pages, no album."""


@transaction.atomic
def promise_pay(
    *, person: User, values: Mapping[str, Any], seen: str, now: datetime, reason: str = ""
) -> PromisedPay:
    """`values`: the columns of records.PAY. Nothing new makes no version. Raises ClosedHere, ChangedMeanwhile."""
    hold(person, Section.MONEY)
    newest = _newest(PromisedPay, person)
    check_seen(seen, plain(newest, PAY))
    made = PromisedPay(
        person=person, version=_next(newest), made_at=now, reason=reason, **dict(values)
    )
    return _keep(made, newest, PAY, ChangeKind.PROMISED_PAY, Section.MONEY)


@transaction.atomic
def promise_work(
    *, person: User, values: Mapping[str, Any], seen: str, now: datetime, reason: str = ""
) -> PromisedWork:
    """`values`: the columns of records.WORK. Raises ChangedMeanwhile."""
    hold(person, Section.WORK)
    newest = _newest(PromisedWork, person)
    check_seen(seen, plain(newest, WORK))
    made = PromisedWork(
        person=person, version=_next(newest), made_at=now, reason=reason, **dict(values)
    )
    return _keep(made, newest, WORK, ChangeKind.PROMISED_WORK, Section.WORK)


@transaction.atomic
def keep_costs(
    *,
    person: User,
    items: Sequence[Mapping[str, Any]],
    seen: str,
    now: datetime,
    reason: str = "",
) -> CostSheet:
    """`items`: the columns of records.COST each. Raises ClosedHere, ChangedMeanwhile."""
    hold(person, Section.MONEY)
    newest = _newest(CostSheet, person)
    before = sheet_values(newest)
    check_seen(seen, before)
    rows = [CostItem(position=number, **dict(item)) for number, item in enumerate(items, 1)]
    after = {"items": [plain(row, COST) for row in rows]}
    if newest is not None and before == after:
        return newest
    sheet = CostSheet.objects.create(
        person=person, version=_next(newest), made_at=now, reason=reason
    )
    for row in rows:
        row.sheet = sheet
    CostItem.objects.bulk_create(rows)
    record(
        ChangeKind.COSTS,
        person=person,
        section=Section.MONEY,
        now=now,
        before=before,
        after=after,
        why=reason,
    )
    return sheet


def sheet_values(sheet: CostSheet | None) -> dict[str, Any]:
    """A cost sheet as plain values; nothing for none."""
    if sheet is None:
        return {}
    rows = sorted(sheet.items.all(), key=lambda item: item.position)
    return {"items": [plain(row, COST) for row in rows]}


@transaction.atomic
def add_offer_file(
    *, person: User, content: bytes, kind: str, name: str, now: datetime
) -> OfferFile:
    """`content` is checked already, `kind` is its media type. Raises ClosedHere, TooManyFiles."""
    hold(person, Section.MONEY)
    if OfferFile.objects.filter(person=person).count() >= MOST_FILES:
        raise TooManyFiles
    row = keep_file(OfferFile(person=person), content=content, kind=kind, name=name, now=now)
    record(ChangeKind.FILE_ADDED, person=person, section=Section.MONEY, now=now, about=name)
    return row


@transaction.atomic
def remove_offer_file(*, person: User, pk: int, now: datetime) -> None:
    """Raises ClosedHere, NotThere."""
    hold(person, Section.MONEY)
    row = OfferFile.objects.of(person).filter(pk=pk).first()
    if row is None:
        raise NotThere
    remove_file(row)
    record(ChangeKind.FILE_REMOVED, person=person, section=Section.MONEY, now=now, about=row.name)


def _newest(model: type[Kind], person: User) -> Kind | None:
    newest: Kind | None = model._default_manager.filter(person=person).order_by("-version").first()
    return newest


def _next(newest: Version | None) -> int:
    return newest.version + 1 if newest else 1


def _keep(
    made: Kind, newest: Kind | None, columns: tuple[str, ...], what: ChangeKind, section: Section
) -> Kind:
    before, after = plain(newest, columns), plain(made, columns)
    if newest is not None and before == after:
        return newest
    made.save()
    record(
        what,
        person=made.person,
        section=section,
        now=made.made_at,
        before=before,
        after=after,
        why=made.reason,
    )
    return made
