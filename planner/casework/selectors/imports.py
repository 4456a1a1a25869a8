"""Reads of lists that come in."""

from collections.abc import Mapping

from django.db.models import Count, QuerySet

from accounts.enums import Role
from accounts.models import User
from planner.casework.enums import RowState
from planner.casework.models import ImportBatch, ImportRow


def batches_of(reader: User) -> QuerySet[ImportBatch]:
    """The own ones, and all of the agency for its supervisor; newest first."""
    seen = ImportBatch.objects.filter(agency=reader.agency_id)
    if reader.role != Role.SUPERVISOR:
        seen = seen.filter(by=reader)
    return seen.select_related("counselor").order_by("-made_at", "-pk")


def counts_of(batch: ImportBatch) -> Mapping[str, int]:
    """How many rows there are of each state."""
    counted = batch.rows.values_list("state").annotate(count=Count("pk"))
    return dict.fromkeys(RowState.values, 0) | dict(counted)


def faulty_rows(batch: ImportBatch) -> QuerySet[ImportRow]:
    return batch.rows.filter(state=RowState.FAULTY).order_by("number")


def good_rows(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Not imported yet."""
    return batch.rows.filter(state__in=(RowState.READY, RowState.KNOWN)).order_by("number")


def rows_worth_a_look(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Good ones of which a cell is left out or looks odd."""
    return good_rows(batch).exclude(faults=[])
