"""What the sign-in library asks about our people, and the words it answers them with."""

from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.device import device_of, remember_device
from accounts.models import User
from accounts.second_factor import has_second_factor, is_proved
from accounts.validators import SignInName, normalise_phone

# One text whether the name is unknown, the password is wrong or the name is no name at all.
MISMATCH = _("We do not know this e-mail or phone number with this password.")
# By the identifiers of the library.
WAYS_TO_CONFIRM = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code"),
    "mfa_reauthenticate:webauthn": _("Use your fingerprint, face or PIN"),
}


class PhoneIsOnlyAName(Exception):
    """A number is set by accounts.services, never verified, and nothing is sent to it."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": MISMATCH,
        "phone_password_mismatch": MISMATCH,
        "username_password_mismatch": MISMATCH,
        "invalid_login": MISMATCH,
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your present password."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
        "rate_limited": _("Too many tries. Wait a few minutes, then try again."),
    }

    def get_phone(self, user: AbstractBaseUser) -> tuple[str, bool] | None:
        """The number and whether it is verified: never, as long as nothing can be sent to it."""
        return (user.phone, False) if isinstance(user, User) and user.phone else None

    def get_user_by_phone(self, phone: str) -> User | None:
        try:
            name = SignInName(phone=normalise_phone(phone))
        except ValidationError:
            return None
        return User.objects.called(name).first()

    def set_phone(self, user: AbstractBaseUser, phone: str, verified: bool) -> None:
        raise PhoneIsOnlyAName

    def set_phone_verified(self, user: AbstractBaseUser, phone: str) -> None:
        raise PhoneIsOnlyAName

    def send_verification_code_sms(
        self, user: AbstractBaseUser, phone: str, code: str, **kwargs: Any
    ) -> None:
        raise PhoneIsOnlyAName

    def format_email_subject(self, subject: str) -> str:
        return f"Lối Về – {subject}"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().post_login(request, user, **kwargs)
        remember_device(request, response, user)
        # A visitor's session ends after a day, and this may have been one.
        request.session.set_expiry(settings.SESSION_COOKIE_AGE)
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who signed in within the last minutes has just shown who they are; the library would ask again."""
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        records = get_authentication_records(context.request, context.request.user)
        oldest = timezone.now().timestamp() - app_settings.REAUTHENTICATION_TIMEOUT
        return not any(record["at"] > oldest for record in records)

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, Any]]:
        """In our words. A password does not stand in for a second factor that has not been shown yet."""
        methods = [
            {**method, "description": WAYS_TO_CONFIRM[method["id"]]}
            for method in super().get_reauthentication_methods(user)
        ]
        if isinstance(user, User) and not is_proved(self.request) and has_second_factor(user):
            return [item for item in methods if item["id"] != "reauthenticate"]
        return methods

    def reauthenticate(self, user: User, password: str) -> bool:
        # The library looks for an address in a table of its own, which stays empty here.
        name = {"email": user.email} if user.email else {"phone": user.phone}
        found: User | None = self.authenticate(context.request, **name, password=password)
        return found is not None and found.pk == user.pk

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try. A device the owner has used before has tries of its own, whatever its address is up to."""
        is_own = bool(device_of(request, _login_in(credentials)))
        self._login_failed_rl_usage = ratelimit.consume(
            request,
            app="allauth.account",
            action="login_failed",
            config=settings.TRIES_ON_OWN_DEVICE if is_own else None,
            key=self._get_login_attempts_cache_key(request, **credentials),
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # The library leaves the phone out of the key: five wrong passwords on one number would shut every number out.
        login = _login_in(credentials)
        return f"sign-in:{login.casefold()}:{device_of(request, login)}"

    def forget_failed_sign_ins(self, request: HttpRequest, *, person: User) -> None:
        """So that who has just set a new password may use it at once, on any device."""
        for name in filter(None, (person.email, person.phone)):
            for device in {"", device_of(request, name)}:
                ratelimit.clear(
                    request,
                    app="allauth.account",
                    action="login_failed",
                    # Not the count of the address: it may be trying other people's passwords.
                    config=settings.TRIES_ON_OWN_DEVICE,
                    key=f"sign-in:{name}:{device}",
                )


def _login_in(credentials: dict[str, Any]) -> str:
    names = (credentials.get(kind) for kind in ("email", "phone", "username"))
    return next(filter(None, names), "")
