import re
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone, translation

from accounts.enums import Role
from tests.factories.accounts import UserFactory

# The announcements of staff stand on every page.
pytestmark = pytest.mark.django_db


def base_page(request: HttpRequest | None, language: str = "vi") -> str:
    with translation.override(language):
        return render_to_string("base.html", {}, request)


def asked_by(user: object, path: str = "/") -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = user  # type: ignore[assignment]
    return request


def test_the_page_names_its_language() -> None:
    assert '<html lang="vi">' in base_page(asked_by(AnonymousUser()))
    assert '<html lang="en">' in base_page(asked_by(AnonymousUser()), "en")


def test_an_anonymous_visitor_may_sign_in_and_not_out() -> None:
    page = base_page(asked_by(AnonymousUser()))

    assert 'href="/sign-in/"' in page
    assert "/sign-out/" not in page


def test_a_signed_in_person_signs_out_by_post_and_sees_no_staff_link() -> None:
    page = base_page(asked_by(UserFactory.build(), "/home/"))

    assert '<form method="post" action="/sign-out/">' in page
    assert 'href="/home/" aria-current="page"' in page
    assert "/staff/" not in page


def test_staff_find_their_pages() -> None:
    page = base_page(asked_by(UserFactory.build(role=Role.STAFF)))

    assert 'href="/staff/"' in page


def test_the_other_language_is_one_tap_away_and_leads_back_here() -> None:
    page = base_page(asked_by(AnonymousUser(), "/trades/?group=a&page=2"))

    assert '<input type="hidden" name="next" value="/trades/?group=a&amp;page=2">' in page
    assert re.findall(r'name="language" value="(\w+)"', page) == ["en"]


def test_the_page_stands_without_a_request() -> None:
    page = base_page(None)

    assert '<main id="main"' in page
    assert 'name="language"' not in page


def test_a_page_with_a_faulty_form_says_so_in_its_title() -> None:
    form = SimpleNamespace(errors={"amount": ["Only a number."]})

    with translation.override("en"):
        page = render_to_string("base.html", {"form": form})

    assert "<title>Error: " in page


def test_messages_are_shown_once_on_the_page() -> None:
    message = SimpleNamespace(tags="success", level_tag="success")

    page = render_to_string("base.html", {"messages": [message]})

    assert page.count('<div class="alert success" role="status">') == 1


def test_whoever_looks_after_workers_finds_them_and_only_a_supervisor_the_team() -> None:
    counselor = base_page(asked_by(UserFactory.build(role=Role.COUNSELOR)))
    supervisor = base_page(asked_by(UserFactory.build(role=Role.SUPERVISOR)))

    assert 'href="/workers/"' in counselor
    assert 'href="/team/"' not in counselor
    assert 'href="/workers/"' in supervisor
    assert 'href="/team/"' in supervisor


def test_a_browser_that_is_shut_out_says_so_on_every_page() -> None:
    person = UserFactory.build(helped_until=timezone.now())
    person.is_shut_out = True

    page = base_page(asked_by(person))

    assert 'href="/account/unlock/"' in page
