from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone, translation

from accounts.middleware import PersonLocaleMiddleware
from accounts.models import User

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def show_locale(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{translation.get_language()} {timezone.localtime(NOON):%H}")


def answer(person: User | AnonymousUser, **meta: str) -> HttpResponse:
    request = RequestFactory().get("/", headers={"accept-language": "ja,en;q=0.8"})
    request.user = person
    request.COOKIES = meta
    return PersonLocaleMiddleware(show_locale)(request)


@pytest.mark.parametrize("cookie, shown", [("en", "en"), ("vi", "vi"), ("fr", "vi"), ("", "vi")])
def test_a_visitor_reads_what_the_cookie_says_and_else_vietnamese(cookie: str, shown: str) -> None:
    response = answer(AnonymousUser(), language=cookie)

    assert response.content.decode() == f"{shown} 19"
    assert response.headers["Content-Language"] == shown
    assert response.headers["Vary"] == "Cookie"


def test_a_person_reads_their_own_language_at_their_own_hour() -> None:
    response = answer(User(language="en", time_zone="Asia/Tokyo"), language="vi")

    assert response.content.decode() == "en 21"


def test_nothing_of_it_stays_for_the_next_request() -> None:
    before = (translation.get_language(), timezone.get_current_timezone_name())

    answer(User(language="en", time_zone="Asia/Tokyo"))

    assert (translation.get_language(), timezone.get_current_timezone_name()) == before
