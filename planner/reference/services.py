"""Writes of reference data."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import models, transaction

from planner.matching.weights import Weights
from planner.reference.loading.reading import keys_in_file
from planner.reference.loading.tables import TABLE_OF, TABLES, Key
from planner.reference.loading.writing import Counts, load_files
from planner.reference.models import DataVersion, MatchWeights, ReferenceRow

if TYPE_CHECKING:
    from accounts.models import User

DATA_FOLDER = Path(__file__).resolve().parent / "data"


class RowFromFile(Exception):
    """The row stands in a file: removed here, the next load would bring it back."""


class RowInUse(Exception):
    """Other rows point at this one. `by`: some of them."""

    def __init__(self, by: list[models.Model]) -> None:
        super().__init__(", ".join(str(row) for row in by))
        self.by = by


def load_reference(
    *, now: datetime, folder: Path = DATA_FOLDER, overwrite_edited: bool = False
) -> list[Counts]:
    """Load the files of `folder`. Raises ReferenceDataError; then nothing was changed."""
    with transaction.atomic():
        counts = load_files(folder, overwrite_edited=overwrite_edited)
        if any(count.created or count.updated or count.removed for count in counts):
            renew_data_version(now=now)
    return counts


@transaction.atomic
def mark_edited(*, row: ReferenceRow, by: "User", now: datetime) -> None:
    """Save a row as staff wrote it: from now on the loader leaves it alone."""
    row.edited_at, row.edited_by = now, by
    row.save()
    renew_data_version(now=now)


@transaction.atomic
def take_back_edits(*, rows: Iterable[ReferenceRow]) -> list[ReferenceRow]:
    """Let the next load overwrite these rows. Gives those for which it will: edited, and in a file."""
    taken = [row for row in rows if row.edited_at and is_from_file(row)]
    for row in taken:
        row.edited_at, row.edited_by = None, None
        row.save(update_fields=["edited_at", "edited_by"])
    return taken


@transaction.atomic
def remove_row(*, row: ReferenceRow, now: datetime) -> None:
    """Delete a row that staff added. Raises RowFromFile, RowInUse."""
    if not row.edited_at or is_from_file(row):
        raise RowFromFile
    if by := uses_of(row):
        raise RowInUse(by)
    row.delete()
    renew_data_version(now=now)


def is_from_file(row: ReferenceRow) -> bool:
    """Does a file have a row of this key? Then the file decides whether there is such a row."""
    table = TABLE_OF[type(row)]
    parts = table.model._default_manager.filter(pk=row.pk).values_list(*table.key)
    key = tuple("" if part is None else str(part) for part in parts.get())
    return key in _keys_in_file(table.file)


@lru_cache(maxsize=len(TABLES))
def _keys_in_file(file: str) -> frozenset[Key]:
    """The files come with the code: they change only when it does."""
    return keys_in_file(next(table for table in TABLES if table.file == file), DATA_FOLDER)


def uses_of(row: ReferenceRow, at_most: int = 5) -> list[models.Model]:
    """Rows that point at this one."""
    found: list[models.Model] = []
    for relation in row._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ForeignObjectRel) and not relation.many_to_many:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: row})
            found.extend(rows.order_by("pk")[: at_most - len(found)])
    return found


@transaction.atomic
def renew_data_version(*, now: datetime) -> None:
    """Give the data a new version if any row differs. The same rows always give the same version."""
    # Whoever changes other rows at the same moment waits here, so that the later digest has both changes.
    current = DataVersion.objects.select_for_update().filter(pk=1).first()
    digest = hashlib.sha256()
    for part in _content():
        digest.update(part.encode())
    if current is None or current.digest != digest.hexdigest():
        DataVersion.objects.update_or_create(
            pk=1, defaults={"digest": digest.hexdigest(), "changed_at": now}
        )


def _content() -> Iterator[str]:
    for table in TABLES:
        targets = [part for parts in table.target_lookups().values() for part in parts]
        lookups = [*table.columns, *table.derived, *targets]
        for values in table.model._default_manager.order_by(*table.key).values_list(*lookups):
            yield repr([table.file, *(str(value) for value in values)])


@transaction.atomic
def change_weights(
    *, weights: Weights, note: str, by: "User | None", now: datetime
) -> MatchWeights:
    """Make a new version of the matching weights; the ones before it stay as they were."""
    return MatchWeights.objects.create(
        values=MatchWeights.values_of(weights), note=note, created_by=by, created_at=now
    )
