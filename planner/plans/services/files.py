"""Papers of a person on the disk: kept with their row, gone with it."""

from datetime import datetime
from typing import TypeVar

from django.core.files.base import ContentFile
from django.db import transaction

from planner.plans.models import Evidence, OfferFile

Paper = TypeVar("Paper", OfferFile, Evidence)


def keep_file(row: Paper, *, content: bytes, kind: str, name: str, now: datetime) -> Paper:
    """`content` is checked already, `kind` is its media type."""
    row.kind, row.name, row.size, row.added_at = kind, name, len(content), now
    row.file.save(name, ContentFile(content), save=False)
    row.save()
    return row


def remove_file(row: Paper) -> None:
    file = row.file
    row.delete()
    # Only a row that is gone for good leaves no file behind.
    transaction.on_commit(lambda: file.storage.delete(str(file.name)))
