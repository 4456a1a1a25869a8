"""Where a person's papers lie: below no address."""

import uuid

from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import models


class PrivateStorage(FileSystemStorage):
    """Files without an address: only a view that knows who asks hands them out."""

    def url(self, name: str | None) -> str:
        raise ValueError("A private file has no address.")


def private_storage() -> Storage:
    """Files that only an authorised view hands out."""
    return storages["private"]


def random_name(row: models.Model, name: str) -> str:
    """Nothing of what the person called the file reaches the disk."""
    return f"{row._meta.model_name}/{uuid.uuid4().hex}"
