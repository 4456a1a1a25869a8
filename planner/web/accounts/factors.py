"""Pages of the second factor: show it, set it up, take it away. The ceremonies are the library's."""

from typing import Any

from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
)
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.second_factor import (
    LastSecondFactor,
    LastWayIn,
    is_proved,
    needs_second_factor,
    record_enrolment,
    remove_factor,
)
from accounts.sessions import renew_session
from planner.web.accounts.carry import carry_answers
from planner.web.accounts.security import closed_while_shut_out, confirmed, reads_and_sends


@require_GET
@login_required
@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """Where somebody is led who needs one and has none yet."""
    if is_proved(request) or not needs_second_factor(_person(request)):
        return redirect("account_security")
    return render(request, "mfa/second_factor.html")


@method_decorator([reads_and_sends, never_cache], name="dispatch")
class ShowSecondFactorView(AuthenticateView):  # type: ignore[misc]
    """Between the password and the first page."""

    def form_valid(self, form: Form) -> HttpResponseBase:
        return carry_answers(self.request, super().form_valid(form))


@method_decorator([reads_and_sends, never_cache], name="dispatch")
class SignInWithPasskeyView(LoginWebAuthnView):  # type: ignore[misc]
    def form_valid(self, form: Form) -> HttpResponseBase:
        return carry_answers(self.request, super().form_valid(form))


@method_decorator([reads_and_sends, never_cache], name="dispatch")
class ConfirmByCodeView(ReauthenticateView):  # type: ignore[misc]
    def form_valid(self, form: Form) -> HttpResponseBase:
        renew_session(self.request)
        response: HttpResponseBase = super().form_valid(form)
        return response


@method_decorator([reads_and_sends, never_cache], name="dispatch")
class ConfirmByPasskeyView(ReauthenticateWebAuthnView):  # type: ignore[misc]
    def form_valid(self, form: Form) -> HttpResponseBase:
        renew_session(self.request)
        response: HttpResponseBase = super().form_valid(form)
        return response

    def form_invalid(self, form: Form) -> HttpResponseBase:
        response: HttpResponseBase = self.render_to_response(self.get_context_data(form=form))
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The library's own drops the form that has failed.
        return {**super().get_context_data(), **kwargs}


@method_decorator(
    [reads_and_sends, login_required, closed_while_shut_out, never_cache], name="dispatch"
)
class ActivateAppView(ActivateTOTPView):  # type: ignore[misc]
    def form_valid(self, form: Form) -> HttpResponseBase:
        response: HttpResponseBase = super().form_valid(form)
        app = Authenticator.objects.get(user=_person(self.request), type=Authenticator.Type.TOTP)
        _enrolled(self.request, app)
        return response

    def get_success_url(self) -> str:
        return after_enrolment(has_new_codes=self.did_generate_recovery_codes)


@method_decorator(
    [reads_and_sends, login_required, closed_while_shut_out, never_cache], name="dispatch"
)
class AddPasskeyView(AddWebAuthnView):  # type: ignore[misc]
    def form_valid(self, form: Form) -> HttpResponseBase:
        response: HttpResponseBase = super().form_valid(form)
        newest = _passkeys(self.request).latest("pk")
        _enrolled(self.request, newest)
        return response

    def get_success_url(self) -> str:
        return after_enrolment(has_new_codes=self.did_generate_recovery_codes)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Each of ours signs in by itself, with the finger, face or PIN asked for.
        options = auth.begin_registration(_person(self.request), passwordless=True)
        # The library's own drops the form that has failed.
        context = {**super(AddWebAuthnView, self).get_context_data(**kwargs)}
        return {
            **context,
            "js_data": {"creation_options": options},
            "is_only_way_in": not _person(self.request).has_usable_password()
            and not _passkeys(self.request).exists(),
        }


@method_decorator(
    [reads_and_sends, login_required, closed_while_shut_out, never_cache], name="dispatch"
)
class RenamePasskeyView(EditWebAuthnView):  # type: ignore[misc]
    success_url = reverse_lazy("mfa_list_webauthn")


@require_GET
@login_required
@never_cache
def passkeys(request: HttpRequest) -> HttpResponse:
    rows = list(_passkeys(request).order_by("pk"))
    return render(request, "mfa/webauthn/authenticator_list.html", {"passkeys": rows})


@reads_and_sends
@login_required
@closed_while_shut_out
@confirmed
@never_cache
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    passkey = get_object_or_404(_passkeys(request), pk=pk)
    if request.method == "POST":
        return _remove(request, passkey, said=_("The passkey is removed."))
    return render(request, "mfa/webauthn/authenticator_confirm_delete.html", {"passkey": passkey})


@reads_and_sends
@login_required
@closed_while_shut_out
@confirmed
@never_cache
def deactivate_app(request: HttpRequest) -> HttpResponse:
    apps = Authenticator.objects.filter(user=_person(request), type=Authenticator.Type.TOTP)
    app = get_object_or_404(apps)
    if request.method == "POST":
        return _remove(request, app, said=_("The app is removed."))
    return render(request, "mfa/totp/deactivate_form.html")


def after_enrolment(*, has_new_codes: bool) -> str:
    return f"{reverse('recovery_codes')}?new=1" if has_new_codes else reverse("account_security")


def _remove(request: HttpRequest, authenticator: Authenticator, *, said: str) -> HttpResponse:
    try:
        remove_factor(person=_person(request), authenticator=authenticator)
    except LastSecondFactor:
        messages.error(request, _("You need a second step. Add another one first."))
    except LastWayIn:
        messages.error(request, _("Without it you could not sign in. Choose a password first."))
    else:
        messages.success(request, said)
    return redirect("account_security")


def _enrolled(request: HttpRequest, authenticator: Authenticator) -> None:
    renew_session(request)
    record_enrolment(request, authenticator)


def _passkeys(request: HttpRequest) -> Any:
    return Authenticator.objects.filter(user=_person(request), type=Authenticator.Type.WEBAUTHN)


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user
