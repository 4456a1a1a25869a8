"""A body that is too large is refused before it is read, whatever the request says of its length."""

import time
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.storage import storages
from django.test import Client, RequestFactory

from planner.sharing.private_files import PrivateStorage
from planner.web.errors import bad_request
from planner.web.shared.body_limit import CountingUploadHandler

HEAD = b'--x\r\nContent-Disposition: form-data; name="a"; filename="a.jpg"\r\n\r\n'


class Endless:
    """A body that would come for ever; counts what was taken of it."""

    def __init__(self, head: bytes) -> None:
        self.head, self.taken = head, 0

    def read(self, size: int = -1) -> bytes:
        piece = self.head or b"x" * min(size, 65_536)
        self.head = b""
        self.taken += len(piece)
        return piece

    readline = read


def sent(body: Endless, length: str) -> dict[str, Any]:
    return {
        "CONTENT_LENGTH": length,
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "wsgi.input": body,
    }


@pytest.mark.parametrize("length", ["2147483648", "9" * 400])
@pytest.mark.django_db
def test_a_body_of_two_gigabytes_is_not_even_read(length: str) -> None:
    body = Endless(HEAD)
    Client().get("/help/")  # what is slow once
    begun = time.monotonic()

    response = Client().generic("POST", "/sign-in/", b"", **sent(body, length))

    assert response.status_code == 413
    assert body.taken == 0
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("language, words", [("vi", "8 MB"), ("en", "This is too large")])
@pytest.mark.django_db
def test_the_refusal_speaks_the_readers_language(language: str, words: str) -> None:
    client = Client()
    client.cookies["language"] = language

    response = client.generic("POST", "/", b"", CONTENT_LENGTH="99000000")

    assert words in response.content.decode()
    assert f'lang="{language}"' in response.content.decode()


def test_what_comes_is_counted_over_all_files() -> None:
    body = Endless(HEAD)
    request = RequestFactory().generic("POST", "/", b"", **sent(body, str(2**31)))
    begun = time.monotonic()

    with pytest.raises(RequestDataTooBig) as refused:
        request.POST  # noqa: B018

    assert bad_request(request, refused.value).status_code == 413
    assert body.taken < settings.BODY_MAX_BYTES + 200_000
    assert time.monotonic() - begun < 2


def test_the_count_is_the_first_to_see_a_file() -> None:
    assert settings.FILE_UPLOAD_HANDLERS[0].endswith(CountingUploadHandler.__name__)


def test_other_bad_requests_stay_what_they_are() -> None:
    assert bad_request(RequestFactory().get("/"), ValueError()).status_code == 400


def test_private_files_have_no_address(tmp_path: Any) -> None:
    storage = PrivateStorage(location=tmp_path, file_permissions_mode=0o600)

    name = storage.save("ab/cd", BytesIO(b"x"))

    assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    with pytest.raises(ValueError, match="no address"):
        storage.url(name)
    assert storages["private"]
