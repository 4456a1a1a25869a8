from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms import PASSWORD_RULES, TwiceTheSame
from accounts.models import User
from accounts.validators import EMAIL_MAX_LENGTH, SignInName, sign_in_name

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _login_field(help_text: "StrOrPromise" = "") -> forms.CharField:
    return forms.CharField(
        label=_("E-mail or phone number"),
        help_text=help_text,
        error_messages={"required": _("Write your e-mail address or your mobile number.")},
        max_length=EMAIL_MAX_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )


def _code_field() -> forms.CharField:
    return forms.CharField(
        label=_("Recovery code"),
        help_text=_("One of the codes you wrote down. Each works once."),
        error_messages={"required": _("Write a recovery code.")},
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


def _password_field(label: "StrOrPromise", help_text: "StrOrPromise" = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        error_messages={"required": _("Write a password.")},
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class ForgottenForm(forms.Form):
    login = _login_field(_("The one you sign in with."))

    def clean_login(self) -> SignInName:
        return sign_in_name(self.cleaned_data["login"])


class NewPasswordForm(TwiceTheSame, forms.Form):
    password1 = _password_field(_("New password"), PASSWORD_RULES)
    password2 = _password_field(_("New password again"))

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, user=self.person)
        return password


class ForgottenCodeForm(TwiceTheSame, forms.Form):
    """Checks the password against what was typed only: more would tell whether there is such a person."""

    login = _login_field()
    code = _code_field()
    password1 = _password_field(_("New password"), PASSWORD_RULES)
    password2 = _password_field(_("New password again"))

    def clean_login(self) -> SignInName:
        return sign_in_name(self.cleaned_data["login"])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if "password1" in given:
            name = given.get("login", SignInName())
            try:
                validate_password(given["password1"], User(email=name.email, phone=name.phone))
            except ValidationError as error:
                self.add_error("password1", error)
        return given

    def say_unknown(self) -> None:
        self.add_error(
            "code", _("We do not know this e-mail or phone number with this recovery code.")
        )


class CodeForm(forms.Form):
    code = _code_field()
    question_field = "code"

    def say_unknown(self) -> None:
        self.add_error("code", _("This is none of your unused recovery codes."))


class SeenForm(forms.Form):
    up_to = forms.IntegerField(min_value=1, max_value=2**63 - 1)
