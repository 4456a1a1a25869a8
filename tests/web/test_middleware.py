import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from planner.web.middleware import LocalhostByNameMiddleware


def served(request: HttpRequest) -> HttpResponse:
    return HttpResponse("served")


def answer(method: str, host: str, path: str = "/") -> HttpResponse:
    request = RequestFactory().generic(method, path, headers={"host": host})
    return LocalhostByNameMiddleware(served)(request)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_address_is_sent_to_the_name(method: str) -> None:
    response = answer(method, "127.0.0.1:8000", "/trades/?group=a%20b")

    assert response.status_code == 302
    assert response["Location"] == "http://localhost:8000/trades/?group=a%20b"


def test_without_a_port_none_is_added() -> None:
    assert answer("GET", "127.0.0.1")["Location"] == "http://localhost/"


def test_a_path_cannot_lead_to_another_host() -> None:
    response = answer("GET", "127.0.0.1:8000", "//elsewhere.example/x")

    assert response["Location"].startswith("http://localhost:8000/")


@pytest.mark.parametrize(
    "method, host",
    [
        ("POST", "127.0.0.1:8000"),
        ("GET", "localhost:8000"),
        ("GET", "loive.example"),
        ("GET", "]:"),
        ("GET", ""),
    ],
)
def test_everything_else_is_served(method: str, host: str) -> None:
    assert answer(method, host).status_code == 200
