"""Requests that are too large are refused before they are read, and while they are read."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse

from planner.web.errors import too_large

GetResponse = Callable[[HttpRequest], HttpResponse]


class BodyLimitMiddleware:
    """By what the request says of its own length."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        # Only ever digits from a server; a longer number than Python reads is too large too.
        if len(said) > 20 or (said.isdecimal() and int(said) > settings.BODY_MAX_BYTES):
            return too_large(request)
        return self.get_response(request)


class CountingUploadHandler(FileUploadHandler):
    """By what really comes, all files together. It keeps nothing: the handlers after it do."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > settings.BODY_MAX_BYTES:
            # Django closes what is complete, not the file that is being written.
            for handler in getattr(self.request, "upload_handlers", []):
                handler.upload_interrupted()
            raise RequestDataTooBig
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        return None
