"""Write what was read: one transaction, only what changed, and never over an edit by staff."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError

from planner.reference.loading.reading import Fault, FileRow, ReferenceDataError, read_folder
from planner.reference.loading.tables import TABLE_OF, TABLES, Key, Table
from planner.reference.models import ReferenceRow

Keys = dict[type[ReferenceRow], dict[Key, int]]


@dataclass
class Counts:
    file: str
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    kept_edited: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A row of the database, in the shape of a FileRow."""

    pk: int
    is_edited: bool
    values: dict[str, Any]
    targets: dict[str, Key | None]


@dataclass
class Changes:
    """What loading one file comes to."""

    table: Table
    saved: dict[Key, SavedRow]
    new: list[FileRow] = field(default_factory=list)
    changed: list[FileRow] = field(default_factory=list)
    unchanged: int = 0
    kept: list[Key] = field(default_factory=list)
    gone: list[Key] = field(default_factory=list)

    @property
    def counts(self) -> Counts:
        kept = [" ".join(part for part in key if part) for key in self.kept]
        sizes = len(self.new), len(self.changed), self.unchanged, len(self.gone)
        return Counts(self.table.file, *sizes, kept_edited=kept)


def load_files(folder: Path, *, overwrite_edited: bool = False) -> list[Counts]:
    """Load every table of `folder`. Raises ReferenceDataError with all faults; then nothing changed."""
    read = read_folder(folder)
    with transaction.atomic():
        loading = [_compare(table, read[table.file], overwrite_edited) for table in TABLES]
        if faults := list(_still_used(loading)):
            raise ReferenceDataError(faults)
        keys: Keys = {
            changes.table.model: {key: row.pk for key, row in changes.saved.items()}
            for changes in loading
        }
        for changes in loading:
            _create(changes, keys)
            _update(changes, keys)
        for changes in reversed(loading):
            _remove(changes)
    return [changes.counts for changes in loading]


def _saved_rows(table: Table) -> Iterator[tuple[Key, SavedRow]]:
    lookups = table.target_lookups()
    own = [*table.columns, *table.derived]
    wanted = ["pk", "edited_at", *own, *(part for parts in lookups.values() for part in parts)]
    for record in table.model._default_manager.values(*wanted):
        values = {name: record[name] for name in own}
        targets = {
            name: None if record[parts[0]] is None else tuple(record[part] for part in parts)
            for name, parts in lookups.items()
        }
        row = SavedRow(record["pk"], record["edited_at"] is not None, values, targets)
        yield table.key_of(values, targets), row


def _compare(table: Table, rows: list[FileRow], overwrite_edited: bool) -> Changes:
    changes = Changes(table, dict(_saved_rows(table)))
    for row in rows:
        old = changes.saved.get(row.key)
        if old is None:
            changes.new.append(row)
        elif old.is_edited and not overwrite_edited:
            changes.kept.append(row.key)
        elif old.is_edited or (old.values, old.targets) != (row.values, row.targets):
            changes.changed.append(row)
        else:
            changes.unchanged += 1
    wanted = {row.key for row in rows}
    for key, old in changes.saved.items():
        if key not in wanted and old.is_edited:
            changes.kept.append(key)
        elif key not in wanted:
            changes.gone.append(key)
    return changes


def _still_used(loading: list[Changes]) -> Iterator[Fault]:
    """Rows that leave the files while rows that staff wrote point at them: those would go with them."""
    gone = {changes.table.model: set(changes.gone) for changes in loading}
    for changes in loading:
        for key in changes.kept:
            for name, target in changes.saved[key].targets.items():
                model = changes.table.links[name].to
                if target in gone[model]:
                    yield _not_removable(model, target, f"{changes.table.file} {' '.join(key)}")


def _not_removable(model: type[ReferenceRow], key: Key | None, user: str) -> Fault:
    problem = f"{' '.join(key or ())} is not in the file any more, but this still uses it: {user}"
    return Fault(TABLE_OF[model].file, 0, "", problem)


def _row(changes: Changes, row: FileRow, keys: Keys, pk: int | None = None) -> ReferenceRow:
    values = {"id": pk, **row.values}
    for name, key in row.targets.items():
        values[f"{name}_id"] = keys[changes.table.links[name].to][key] if key else None
    return changes.table.model(**values)


def _update(changes: Changes, keys: Keys) -> None:
    model = changes.table.model
    rows = [_row(changes, row, keys, changes.saved[row.key].pk) for row in changes.changed]
    with _named_faults(changes.table, rows, changes.changed):
        written = [*changes.table.written_fields, "edited_at", "edited_by"]
        model._default_manager.bulk_update(rows, written, batch_size=500)


def _create(changes: Changes, keys: Keys) -> None:
    """Rows that point at rows of the same file wait for a second round."""
    model, waiting = changes.table.model, changes.new
    own = _links_to_itself(changes.table)
    while waiting:
        ready = [
            row
            for row in waiting
            if all(row.targets[name] is None or row.targets[name] in keys[model] for name in own)
        ]
        rows = [_row(changes, row, keys) for row in ready]
        with _named_faults(changes.table, rows, ready):
            model._default_manager.bulk_create(rows, batch_size=500)
        keys[model] |= {row.key: made.pk for row, made in zip(ready, rows, strict=True)}
        waiting = [row for row in waiting if row.key not in keys[model]]


@contextmanager
def _named_faults(table: Table, rows: list[ReferenceRow], sources: list[FileRow]) -> Iterator[None]:
    """Ask row by row which one broke a constraint, after the database has refused them together."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refusal:
        faults = []
        for row, source in zip(rows, sources, strict=True):
            try:
                row.validate_constraints()
            except ValidationError as error:
                faults.append(
                    Fault(table.file, source.number, table.key[-1], " ".join(error.messages))
                )
        raise ReferenceDataError(
            faults or [Fault(table.file, 0, "", f"the database refuses it: {refusal}")]
        ) from refusal


def _remove(changes: Changes) -> None:
    """Delete what the file no longer has; of rows that point at rows of the same file, those first."""
    model, leaving = changes.table.model, changes.gone
    own = _links_to_itself(changes.table)
    while leaving:
        pointed_at = {changes.saved[key].targets[name] for key in leaving for name in own}
        now = [key for key in leaving if key not in pointed_at] or leaving
        try:
            model._default_manager.filter(pk__in=[changes.saved[key].pk for key in now]).delete()
        except (ProtectedError, RestrictedError) as error:
            user = str(next(iter(error.args[1])))
            raise ReferenceDataError([_not_removable(model, now[0], user)]) from error
        leaving = [key for key in leaving if key not in set(now)]


def _links_to_itself(table: Table) -> list[str]:
    return [name for name, link in table.links.items() if link.to is table.model]
