from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from accounts.enums import Language
from accounts.models import User
from accounts.second_factor import has_passkey, has_second_factor, is_proved, needs_second_factor
from accounts.sessions import note_activity

GetResponse = Callable[[HttpRequest], HttpResponse]

# By the names of their URLs: open to everybody who is signed in, whatever they still have to show.
ALWAYS_OPEN = {
    *("account_logout", "set_language", "help", "contract_help"),
    # The address is the secret there; a session says nothing.
    *("stop_kind", "calendar_feed"),
}
TO_SET_UP = {"second_factor", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"}
# Not with a password: whoever has only that could add a factor of their own.
TO_SHOW_IT = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
TO_KEEP_A_WAY_IN = {"mfa_add_webauthn", "account_set_password"}


class PersonLocaleMiddleware:
    """Each page in the person's language and time zone.

    What the browser prefers is ignored on purpose: phones and PCs bought in Japan ask for Japanese, borrowed
    ones for anything, and the people this is for read Vietnamese.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        zone = request.user.zone if isinstance(request.user, User) else None
        request.LANGUAGE_CODE = language
        with translation.override(language), timezone.override(zone):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response


def language_of(request: HttpRequest) -> str:
    person: User | AnonymousUser = request.user
    if isinstance(person, User):
        return person.language
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return chosen if chosen in Language.values else settings.LANGUAGE_CODE


class SecondFactorMiddleware:
    """Whoever sees other people's data gets nothing before this very session has shown a second factor.

    It stands before every page, so no way of signing in can go round it. A worker without password and passkey
    is led to get one of them: nothing else would bring them back in.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        person = request.user
        if not isinstance(person, User) or is_proved(request):
            return None
        if needs_second_factor(person):
            return _ask_for_second_factor(request, person)
        if person.has_usable_password() or has_passkey(person):
            return None
        return _only(request, TO_KEEP_A_WAY_IN, otherwise=reverse("mfa_add_webauthn"))


class HelpedPersonMiddleware:
    """Closed sections stay shut to a session that knows no more than a password set with somebody's help."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        if isinstance(person, User) and person.helped_until is not None:
            person.is_shut_out = person.helped_until > timezone.now() and not is_proved(request)
        return self.get_response(request)


class ActivityMiddleware:
    """Remember the day on which somebody last did something. Reading is not noted: a GET writes nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # What succeeds leads on; a form that comes back has changed nothing.
        if request.method == "POST" and 300 <= response.status_code < 400:
            person = request.user
            if isinstance(person, User):
                note_activity(request, person, now=timezone.now())
        return response


def _ask_for_second_factor(request: HttpRequest, person: User) -> HttpResponse | None:
    if not has_second_factor(person):
        return _only(request, TO_SET_UP, otherwise=reverse("second_factor"))
    methods = get_adapter().get_reauthentication_methods(person)
    onward = {"next": request.get_full_path()} if request.method == "GET" else {}
    return _only(request, TO_SHOW_IT, otherwise=f"{methods[0]['url']}?{urlencode(onward)}")


def _only(request: HttpRequest, names: set[str], *, otherwise: str) -> HttpResponse | None:
    """None lets the view answer."""
    match = request.resolver_match
    if match is not None and match.view_name in names | ALWAYS_OPEN:
        return None
    return HttpResponseRedirect(otherwise)
