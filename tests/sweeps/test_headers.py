"""Answers that no URL of ours gives are as safe as the others."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from config.urls import urlpatterns as ours
from tests.sweeps.html import Html
from tests.sweeps.personas import PERSONAS
from tests.sweeps.visits import header_faults, page_faults
from tests.sweeps.world import World


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


urlpatterns = [path("fail/", fail), *ours]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url", ["/static/loi_ve.css", "/static/favicon.svg", "/static/admin/js/theme.js"]
)
def test_static_files_are_safe(url: str) -> None:
    response = Client().get(url)

    response.close()
    assert response.status_code == 200
    assert header_faults(response) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url, status",
    [
        ("/nowhere/", 404),
        ("/static/nothing.css", 404),
        ("/provinces/former/999/", 404),
        ("/questions/nothing/", 404),
        ("/language/", 405),
        ("/fail/", 500),
    ],
)
@override_settings(ROOT_URLCONF=__name__)
def test_errors_are_safe(url: str, status: int) -> None:
    response = Client(raise_request_exception=False).get(url)

    assert response.status_code == status
    assert header_faults(response) == []
    if response.content:
        assert page_faults(Html(response.content.decode()), "vi") == []


def test_a_form_without_its_token_is_refused_safely(world: World) -> None:
    for url in ("/questions/wish/", "/register/", "/sign-in/", "/language/"):
        response = Client(enforce_csrf_checks=True).post(url, {"wish": "farm"})

        assert response.status_code == 403
        assert header_faults(response) == []
        assert page_faults(Html(response.content.decode()), "vi") == []


def test_a_stranger_to_the_host_is_refused_safely() -> None:
    response = Client().get("/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert header_faults(response) == []


def test_who_may_not_open_the_admin_is_refused_safely(world: World) -> None:
    response = PERSONAS["counselor"](world).get("/staff/reference/province/", follow=True)

    assert response.status_code == 403
    assert header_faults(response) == []
