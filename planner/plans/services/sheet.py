"""The sheet that helps to decide. Nobody but the person reads or writes it, unless it is opened."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from planner.plans.enums import ChangeKind
from planner.plans.models import DecisionSheet
from planner.plans.records import SHEET, plain
from planner.plans.services.writing import hold, record
from planner.sharing.sections import Section
from planner.sharing.stale import check_seen


@transaction.atomic
def keep_sheet(
    *, person: User, values: Mapping[str, Any], seen: str, now: datetime
) -> DecisionSheet:
    """`values`: the columns of records.SHEET. Raises ClosedHere, ChangedMeanwhile."""
    hold(person, Section.DECISION)
    row = DecisionSheet.objects.filter(person=person).first()
    before = plain(row, SHEET)
    check_seen(seen, before)
    row = row or DecisionSheet(person=person)
    for name, value in values.items():
        setattr(row, name, value)
    after = plain(row, SHEET)
    if before != after:
        row.save()
        record(
            ChangeKind.SHEET,
            person=person,
            section=Section.DECISION,
            now=now,
            before=before,
            after=after,
        )
    return row
