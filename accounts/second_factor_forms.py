"""The library's forms of codes and passkeys, in our words, with limits of our own."""

import struct
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.device import device_of
from accounts.models import User
from accounts.second_factor import use_recovery_code

CODE_LENGTH = 40  # of what is typed: spaces and dashes are allowed
NAME_LENGTH = 60
CREDENTIAL_LENGTH = 20_000
# What the library's reading of a credential falls over, beside what it expects.
UNREADABLE = (
    *(AttributeError, EOFError, IndexError, KeyError, TypeError, ValueError),
    *(RecursionError, struct.error),
)


class CredentialField(forms.JSONField):
    """Filled by the script when the device has answered."""

    widget = forms.HiddenInput
    default_error_messages = {
        "required": _("Nothing came from your device. Please try again."),
        "invalid": _("Nothing came from your device. Please try again."),
    }

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Nothing: an answer is good for one question, so the form comes back without it."""

    def prepare_value(self, value: Any) -> str:
        return ""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > CREDENTIAL_LENGTH:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The code of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field(
            label=_("Code"),
            hint=_("The six digits that your app shows now, or one of your recovery codes."),
        )

    def clean_code(self) -> str:
        self.authenticator = authenticator_of(self.user, self.cleaned_data["code"])
        return str(self.cleaned_data["code"])


class ConfirmByCodeForm(CodeForm, ReauthenticateForm):  # type: ignore[misc]
    """The same for who is signed in already."""

    save = ReauthenticateForm.save


class ActivateAppForm(ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field(label=_("The six digits that your app shows now"))

    def clean_code(self) -> str:
        # Without the library's limit: the secret is on the page, so there is nothing to guess.
        code: str = self.cleaned_data["code"]
        if not validate_totp_code(self.secret, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class PasskeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField()

    def clean_credential(self) -> Authenticator:
        # Without the library's limit: a signature cannot be guessed, and its success would clear the count of the
        # address for whoever tries passwords between two of them.
        credential = self.cleaned_data["credential"]
        try:
            auth.parse_authentication_response(credential)
            person = self.user or auth.extract_user_from_response(credential)
            return auth.complete_authentication(person, credential)
        except UNREADABLE as error:
            raise _not_this_passkey() from error


class SignInWithPasskeyForm(PasskeyForm, LoginWebAuthnForm):  # type: ignore[misc]
    reauthenticated, passwordless = False, True


class ConfirmByPasskeyForm(PasskeyForm, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    reauthenticated, passwordless = True, False


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Each of ours signs in by itself: the server asks the device for no other kind.
        self.fields.pop("passwordless", None)
        self.fields["name"] = forms.CharField(
            label=_("Name of this device"),
            help_text=_("So that you know it again, such as “my phone”."),
            required=False,
            max_length=NAME_LENGTH,
        )
        self.fields["credential"] = CredentialField()

    def clean_credential(self) -> Any:
        given = self.cleaned_data["credential"]
        try:
            return _kept_part(given)
        except UNREADABLE as error:
            raise _not_this_passkey() from error

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except UNREADABLE as error:
            raise _not_this_passkey() from error
        return cleaned


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("Name of this device"),
            error_messages={"required": _("Write a name.")},
            max_length=NAME_LENGTH,
        )


def authenticator_of(person: User, code: str) -> Authenticator:
    """What the code belongs to; the code is used up. Raises ValidationError, also for too many tries."""
    names = (person.email or "", person.phone or "")
    devices = (device_of(context.request, name) for name in names if name)
    usage = ratelimit.consume(
        context.request,
        app="allauth.account",
        action="second_factor",
        config=settings.TRIES_OF_CODES,
        key=f"{person.pk}:{next(filter(None, devices), '')}",
    )
    if not usage:
        raise get_account_adapter().validation_error("too_many_login_attempts")
    for authenticator in Authenticator.objects.filter(user=person):
        if _is_right(person, authenticator, code):
            usage.rollback()
            authenticator.user = person
            return authenticator
    raise get_adapter().validation_error("incorrect_code")


def _is_right(person: User, authenticator: Authenticator, code: str) -> bool:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return use_recovery_code(person, code)
    if authenticator.type != Authenticator.Type.TOTP or not authenticator.wrap().validate_code(
        code
    ):
        return False
    # The library remembers a used code for one period, but a code is right for as many as the tolerance allows.
    periods = 2 * app_settings.TOTP_TOLERANCE + 1
    digits = "".join(filter(str.isdecimal, code))
    return cache.add(
        f"second-factor-used:{person.pk}:{digits}", 1, timeout=periods * app_settings.TOTP_PERIOD
    )


def _code_field(*, label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=CODE_LENGTH,
        error_messages={"required": _("Write the code.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


def _kept_part(given: dict[str, Any]) -> dict[str, Any]:
    """What is needed later; a browser may send more, and what is sent is stored."""
    answer = given["response"]
    is_resident = given.get("clientExtensionResults", {}).get("credProps", {}).get("rk")
    return {
        "id": str(given["id"]),
        "rawId": str(given["rawId"]),
        "type": str(given["type"]),
        "response": {
            "clientDataJSON": str(answer["clientDataJSON"]),
            "attestationObject": str(answer["attestationObject"]),
        },
        "clientExtensionResults": {"credProps": {"rk": is_resident is True}},
    }


def _not_this_passkey() -> ValidationError:
    return ValidationError(_("This did not work. Please try again."), code="incorrect_code")
