"""Where a person's papers lie: below no address."""

from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """Files without an address: only a view that knows who asks hands them out."""

    def url(self, name: str | None) -> str:
        raise ValueError("A private file has no address.")
