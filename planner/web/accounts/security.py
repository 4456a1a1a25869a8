"""The account page: what somebody signs in with, the recovery codes, and the browsers that are signed in."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from allauth.account import views as library
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from accounts.second_factor import make_recovery_codes, unused_recovery_codes
from accounts.sessions import end_other_sessions, sessions_of
from accounts.sessions import end_session as end_session_of
from planner.web.accounts.onward import next_url

View = Callable[..., HttpResponseBase]

reads_and_sends = require_http_methods(["GET", "HEAD", "POST"])
confirmed: Callable[[View], View] = reauthentication_required(app="allauth.mfa")

confirm_by_password = reads_and_sends(never_cache(library.reauthenticate))
# Who has a passkey only: whoever finds the phone unlocked must not leave with a password of their own.
set_password = reads_and_sends(login_required(confirmed(never_cache(library.password_set))))


def closed_while_shut_out(view: View) -> View:
    """Whoever got in with a counselor's help alone could else make a key that opens what is shut."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if isinstance(request.user, User) and request.user.is_shut_out:
            messages.warning(request, _("Enter a recovery code first."))
            return redirect("unlock")
        return view(request, *args, **kwargs)

    return answer


def sign_in_newcomer(
    request: HttpRequest, person: User, *, has_password: bool, onward: str | None
) -> HttpResponseBase:
    """Just registered: signed in, and offered recovery codes before going on to `onward`."""
    if has_password:
        record_authentication(request, person, "password")
        query = {"new": "1"} | ({"next": onward} if onward else {})
        then = f"{reverse('recovery_codes')}?{urlencode(query)}"
    else:
        then = reverse("mfa_add_webauthn")
    response: HttpResponseBase = perform_login(request, person, redirect_url=then, signup=True)
    return response


@require_GET
@login_required
@never_cache
def account_security(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    factors = list(Authenticator.objects.filter(user=person).order_by("pk"))
    context = {
        "passkeys": [item for item in factors if item.type == Authenticator.Type.WEBAUTHN],
        "app": next((item for item in factors if item.type == Authenticator.Type.TOTP), None),
        "codes_left": len(unused_recovery_codes(person)),
        "sessions": _sessions(request),
    }
    return render(request, "account/security.html", context)


@reads_and_sends
@login_required
@closed_while_shut_out
@confirmed
@never_cache
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """POST makes new ones; they can be read again, as long as it is the owner who asks."""
    person = _person(request)
    if request.method == "POST":
        make_recovery_codes(person)
        return redirect(request.get_full_path())
    context = {
        "codes": unused_recovery_codes(person),
        "is_new": "new" in request.GET,
        "onward": next_url(request) or reverse("after_sign_in"),
    }
    return render(request, "mfa/recovery_codes/index.html", context)


@require_GET
@login_required
@closed_while_shut_out
@confirmed
@never_cache
def download_recovery_codes(request: HttpRequest) -> HttpResponse:
    codes = unused_recovery_codes(_person(request))
    if not codes:
        raise Http404
    response = render(
        request, "mfa/recovery_codes/download.txt", {"codes": codes}, content_type="text/plain"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="loi-ve-codes.txt"'
    return response


@require_GET
@login_required
@never_cache
def sessions(request: HttpRequest) -> HttpResponse:
    return render(request, "account/sessions.html", {"sessions": _sessions(request)})


@require_POST
@login_required
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    if not end_session_of(_person(request), pk=pk):
        raise Http404
    messages.success(request, _("That device is signed out."))
    return redirect("sessions")


@require_POST
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    end_other_sessions(_person(request), this_key=request.session.session_key)
    messages.success(request, _("All other devices are signed out."))
    return redirect("sessions")


def _sessions(request: HttpRequest) -> object:
    return sessions_of(_person(request), this_key=request.session.session_key, now=timezone.now())


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user
