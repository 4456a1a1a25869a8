"""What the sign-in library asks about our people, and the words it answers them with."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.validators import SignInName, normalise_phone

# One text whether the name is unknown, the password is wrong or the name is no name at all.
MISMATCH = _("We do not know this e-mail or phone number with this password.")


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
        raise NotImplementedError("Phone numbers are set by accounts.services.")

    def set_phone_verified(self, user: AbstractBaseUser, phone: str) -> None:
        raise NotImplementedError("Phone numbers are not verified.")

    def send_verification_code_sms(
        self, user: AbstractBaseUser, phone: str, code: str, **kwargs: Any
    ) -> None:
        raise NotImplementedError("Nothing is sent to a phone number.")

    def format_email_subject(self, subject: str) -> str:
        return f"Lối Về – {subject}"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # The library leaves the phone out of the key: five wrong passwords on one number would shut every number out.
        login = (
            credentials.get("email")
            or credentials.get("phone")
            or credentials.get("username")
            or ""
        )
        return f"sign-in:{login.casefold()}"

    def forget_failed_sign_ins(self, request: HttpRequest, *, person: User) -> None:
        """So that who has just set a new password may use it at once."""
        for credentials in ({"email": person.email}, {"phone": person.phone}):
            if any(credentials.values()):
                self._delete_login_attempts_cached_email(request, **credentials)
