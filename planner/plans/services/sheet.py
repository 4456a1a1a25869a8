"""The sheet that helps to decide. Nobody but the person reads or writes it, unless it is opened."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from planner.plans.enums import ChangeKind
from planner.plans.models import DecisionSheet
from planner.plans.records import SHEET
from planner.plans.services.writing import hold, keep_row
from planner.sharing.sections import Section


@transaction.atomic
def keep_sheet(
    *, person: User, values: Mapping[str, Any], seen: str, now: datetime
) -> DecisionSheet:
    """`values`: the columns of records.SHEET. Raises ClosedHere, ChangedMeanwhile."""
    hold(person, Section.DECISION)
    row = DecisionSheet.objects.filter(person=person).first() or DecisionSheet(person=person)
    return keep_row(row, values, seen=seen, columns=SHEET, what=ChangeKind.SHEET, now=now)
