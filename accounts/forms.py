from typing import TYPE_CHECKING, Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm as LibraryChangePasswordForm
from allauth.account.forms import (
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.account.forms import SetPasswordForm as LibrarySetPasswordForm
from allauth.core import context
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.adapter import AccountAdapter
from accounts.enums import Language
from accounts.models import User
from accounts.validators import (
    EMAIL_MAX_LENGTH,
    SignInName,
    fold_email,
    normalise_email,
    sign_in_name,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PASSWORD_RULES = _(
    "At least 8 characters. Not a common word, and not your own name, e-mail or number."
)
NOT_THE_SAME = _("The two passwords are not the same.")


class RegisterWithPasskeyForm(forms.Form):
    """What is asked before the phone asks for the finger."""

    name = forms.CharField(
        label=_("What should we call you?"),
        error_messages={"required": _("Write a name. It need not be your full name.")},
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    login = forms.CharField(
        label=_("E-mail or phone number"),
        help_text=_(
            "You sign in with it. With an e-mail you can set a new password when you forget it; "
            "we send nothing to a phone number."
        ),
        error_messages={"required": _("Write your e-mail address or your mobile number.")},
        max_length=EMAIL_MAX_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )

    def clean_login(self) -> str:
        return str(sign_in_name(self.cleaned_data["login"]))

    def say_taken(self) -> None:
        self.add_error(
            "login",
            _(
                "Somebody already signs in with this. If it is you, sign in instead; or use another e-mail or number."
            ),
        )


class RegisterForm(RegisterWithPasskeyForm):
    password = forms.CharField(
        label=_("Password"),
        error_messages={"required": _("Write a password.")},
        help_text=PASSWORD_RULES,
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "password" in given:
            name = sign_in_name(given["login"]) if "login" in given else SignInName()
            person = User(name=given.get("name", ""), email=name.email, phone=name.phone)
            try:
                validate_password(given["password"], user=person)
            except ValidationError as error:
                self.add_error("password", error)
        return given


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=Language.choices)


class SignInForm(LoginForm):  # type: ignore[misc]
    """One field for both names, in every usual spelling."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = _("E-mail or phone number")
        login.error_messages["required"] = _("Write your e-mail address or your mobile number.")
        login.widget = forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"})
        _plain_password(password, label=_("Password"))

    def clean_login(self) -> str:
        typed: str = self.cleaned_data["login"]
        try:
            return str(sign_in_name(typed))
        except ValidationError:
            # Not said: it would tell a wrong name from a wrong password. The limit on tries needs one spelling.
            return fold_email(typed)[:EMAIL_MAX_LENGTH]


class TwiceTheSame:
    """Two new passwords that differ, said in our words: the library speaks no Vietnamese."""

    def clean(self) -> dict[str, Any]:
        form: Any = self
        cleaned: dict[str, Any] = forms.Form.clean(form) or form.cleaned_data
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            form.add_error("password2", NOT_THE_SAME)
        return cleaned


class ChangePasswordForm(TwiceTheSame, LibraryChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_password(self.fields["oldpassword"], label=_("Your present password"))
        _plain_new_passwords(self)


class SetPasswordForm(TwiceTheSame, LibrarySetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_new_passwords(self)


class ConfirmByPasswordForm(ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_password(self.fields["password"], label=_("Password"))


class SetPasswordByLinkForm(TwiceTheSame, ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_new_passwords(self)

    def save(self) -> None:
        super().save()
        adapter = get_adapter()
        if isinstance(adapter, AccountAdapter) and isinstance(self.user, User):
            adapter.forget_failed_sign_ins(context.request, person=self.user)


class AskForLinkForm(ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = forms.CharField(
            label=_("E-mail"),
            error_messages={"required": _("Write your e-mail address.")},
            max_length=EMAIL_MAX_LENGTH,
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        )

    def clean_email(self) -> str:
        # The link goes to the address as typed, so it must be the very spelling the account keeps.
        self.cleaned_data["email"] = normalise_email(self.cleaned_data["email"])
        super().clean_email()
        email: str = self.cleaned_data["email"]
        return email


def _plain_password(
    field: forms.Field, *, label: "StrOrPromise", help_text: "StrOrPromise" = ""
) -> None:
    """The library's field without its placeholder and its help."""
    field.label = label
    field.error_messages["required"] = _("Write a password.")
    field.help_text = help_text
    field.widget.attrs.pop("placeholder", None)


def _plain_new_passwords(form: forms.Form) -> None:
    _plain_password(form.fields["password1"], label=_("New password"), help_text=PASSWORD_RULES)
    _plain_password(form.fields["password2"], label=_("New password again"))
