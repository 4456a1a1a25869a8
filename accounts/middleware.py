from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from accounts.enums import Language
from accounts.models import User


class PersonLocaleMiddleware:
    """Each page in the person's language and time zone.

    What the browser prefers is ignored on purpose: phones and PCs bought in Japan ask for Japanese, borrowed
    ones for anything, and the people this is for read Vietnamese.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
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
