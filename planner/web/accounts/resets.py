"""A forgotten password: by a link, by a number that a counselor confirms, or by a recovery code."""

from datetime import datetime
from math import ceil
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import services
from accounts.adapter import AccountAdapter
from accounts.forms import AskForLinkForm
from accounts.models import User
from accounts.selectors import number_reset_of
from accounts.services import NumberNotOpen, ShownNumber, WrongCode
from accounts.validators import SignInName
from planner.web.accounts.reset_forms import (
    CodeForm,
    ForgottenCodeForm,
    ForgottenForm,
    NewPasswordForm,
    SeenForm,
)

_KEY = "number_reset"
# A code has eight digits, and there are ten of them: whoever guesses needs years.
RATES = {
    "forgotten": "20/m/ip",
    "forgotten_number": "5/m/key,20/h/key",
    "forgotten_number_page": "30/m/ip",
    "forgotten_code_page": "10/m/ip",
    "forgotten_code": "5/5m/key,50/d/key",
    "unlock": "5/5m/user,50/d/user",
}


def _limited(action: str) -> Any:
    return rate_limit(action=action, config=RATES)


@require_http_methods(["GET", "HEAD", "POST"])
@_limited("forgotten")  # type: ignore[untyped-decorator]
@never_cache
def forgotten(request: HttpRequest) -> HttpResponseBase:
    """An address gets a link, a number gets a number to say; neither tells whether there is such an account."""
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        name: SignInName = form.cleaned_data["login"]
        return _send_link(request, name) if name.email else _give_number(request, name)
    return render(request, "account/password_reset.html", {"form": form})


def _send_link(request: HttpRequest, name: SignInName) -> HttpResponseBase:
    refused = _refusal(request, "reset_password", key=str(name), config=None)
    if refused:
        return refused
    library = AskForLinkForm({"email": str(name)})
    if library.is_valid():
        library.save(request)
    return redirect("account_reset_password_done")


def _give_number(request: HttpRequest, name: SignInName) -> HttpResponseBase:
    refused = _refusal(request, "forgotten_number", key=str(name))
    if refused:
        return refused
    shown = services.ask_number(name=name, now=timezone.now())
    request.session[_KEY] = {
        "number": shown.number,
        "key": shown.key,
        "ends_at": shown.ends_at.isoformat(),
    }
    return redirect("forgotten_number")


@require_http_methods(["GET", "HEAD", "POST"])
@_limited("forgotten_number_page")  # type: ignore[untyped-decorator]
@sensitive_post_parameters("password1", "password2")
@never_cache
def forgotten_number(request: HttpRequest) -> HttpResponseBase:
    """The number to say; once a counselor has confirmed it, the form for the new password."""
    shown, now = _shown(request), timezone.now()
    if shown is None:
        return redirect("account_reset_password")
    reset = number_reset_of(shown.key, now=now)
    if reset is None or reset.confirmed_at is None:
        if request.method == "POST":
            return redirect("forgotten_number")
        return _show_number(request, shown, now)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, person=reset.person)
    if form.is_valid():
        try:
            person = services.set_password_by_number(
                key=shown.key, password=form.cleaned_data["password1"], now=now
            )
        except NumberNotOpen:
            return redirect("forgotten_number")
        del request.session[_KEY]
        return _sign_in(request, person)
    return render(request, "account/forgotten_password.html", {"form": form})


def _show_number(request: HttpRequest, shown: ShownNumber, now: datetime) -> HttpResponse:
    return render(
        request,
        "account/forgotten_number.html",
        {
            "number": f"{shown.number[:3]} {shown.number[3:]}",
            # Not the hour: a phone in Japan and a page in Vietnamese time would differ by two.
            "minutes": max(0, ceil((shown.ends_at - now).total_seconds() / 60)),
            "has_said": "said" in request.GET,
        },
    )


def _shown(request: HttpRequest) -> ShownNumber | None:
    kept = request.session.get(_KEY)
    if not kept:
        return None
    return ShownNumber(kept["number"], kept["key"], datetime.fromisoformat(kept["ends_at"]))


@require_http_methods(["GET", "HEAD", "POST"])
@_limited("forgotten_code_page")  # type: ignore[untyped-decorator]
@sensitive_post_parameters("code", "password1", "password2")
@never_cache
def forgotten_code(request: HttpRequest) -> HttpResponseBase:
    form = ForgottenCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        refused = _refusal(request, "forgotten_code", key=str(given["login"]))
        if refused:
            return refused
        try:
            person = services.set_password_by_code(
                name=given["login"], code=given["code"], password=given["password1"]
            )
        except WrongCode:
            form.say_unknown()
        except ValidationError as error:
            form.add_error("password1", error)
        else:
            return _sign_in(request, person)
    return render(request, "account/forgotten_code.html", {"form": form})


def _sign_in(request: HttpRequest, person: User) -> HttpResponseBase:
    """As after a sign-in with the new password: whoever has a second factor is asked for it."""
    adapter = get_adapter()
    if isinstance(adapter, AccountAdapter):
        adapter.forget_failed_sign_ins(request, person=person)
    messages.success(request, _("Password changed."))
    # Answers given before stay in the session; the page behind asks about them once it is known what is shut.
    response: HttpResponseBase = perform_login(
        request, person, redirect_url=reverse("after_sign_in")
    )
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@_limited("unlock")  # type: ignore[untyped-decorator]
@sensitive_post_parameters("code")
@never_cache
def unlock(request: HttpRequest) -> HttpResponseBase:
    """Opens what a password set with a counselor's help has shut."""
    person = request.user
    if not isinstance(person, User) or not person.is_shut_out:
        return redirect("after_sign_in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.open_by_code(person=person, code=form.cleaned_data["code"])
        except WrongCode:
            form.say_unknown()
        else:
            messages.success(request, _("Everything is open again."))
            return redirect("after_sign_in")
    return render(request, "account/unlock.html", {"form": form})


@require_POST
@login_required
def helped_seen(request: HttpRequest) -> HttpResponse:
    """Read: that a password was set with help. Whoever is shut out may be the one it warns of."""
    form, person = SeenForm(request.POST), request.user
    if form.is_valid() and isinstance(person, User) and not person.is_shut_out:
        services.mark_helped_resets_seen(
            person=person, up_to=form.cleaned_data["up_to"], now=timezone.now()
        )
    return redirect("home")


def _refusal(
    request: HttpRequest, action: str, *, key: str, config: dict[str, str] | None = RATES
) -> HttpResponse | None:
    answer: HttpResponse | None = ratelimit.consume_or_429(
        request, action=action, key=key, config=config
    )
    return answer
