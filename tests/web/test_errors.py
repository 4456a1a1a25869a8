import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError, connection
from django.http import Http404
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.utils import translation
from django.views import defaults

from planner.web.errors import csrf_failure
from tests.factories.accounts import UserFactory
from tests.signing_in import signed_in

BROKEN_MANIFEST = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
}


def test_a_refused_form_says_what_to_do_and_not_why() -> None:
    request = RequestFactory().post("/questions/wish/")
    request.user = AnonymousUser()

    with translation.override("en"):
        response = csrf_failure(request, reason="CSRF cookie not set.")

    assert response.status_code == 403
    assert b"send it once more" in response.content
    assert b"CSRF" not in response.content


def test_a_refused_form_is_answered_even_when_nobody_is_known_yet() -> None:
    assert csrf_failure(RequestFactory().post("/")).status_code == 403


def test_the_pages_for_refusals_stand_before_sign_in_is_known() -> None:
    request = RequestFactory().get("/nowhere/")

    assert defaults.bad_request(request, SuspiciousOperation()).status_code == 400
    assert defaults.permission_denied(request, PermissionDenied()).status_code == 403
    assert defaults.page_not_found(request, Http404()).status_code == 404


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_of_last_resort_needs_no_request_and_no_static_manifest(language: str) -> None:
    with translation.override(language), override_settings(STORAGES=BROKEN_MANIFEST, DEBUG=False):
        page = render_to_string("500.html")

    assert f'<html lang="{language}">' in page
    assert 'href="/static/loi_ve.css"' in page


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("lost", [OperationalError, InterfaceError])
def test_without_a_database_pages_say_come_back_later(
    language: str, lost: type[Exception], db: None
) -> None:
    person = UserFactory.create(language="en" if language == "vi" else "vi")
    client = signed_in(person)
    client.raise_request_exception = False
    client.cookies["language"] = language

    def gone(*args: object) -> None:
        raise lost("server closed the connection unexpectedly")

    with connection.execute_wrapper(gone):
        response = client.get("/reminders/")

    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert f'<html lang="{language}">' in response.content.decode()
    assert b"unexpectedly" not in response.content


def test_what_else_breaks_is_a_500(db: None) -> None:
    client = Client(raise_request_exception=False)

    def broken(*args: object) -> None:
        raise ValueError("secret words")

    with connection.execute_wrapper(broken):
        response = client.get("/")

    assert response.status_code == 500
    assert b"secret words" not in response.content
