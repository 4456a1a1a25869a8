from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import admin as library
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import TO_FIELD_VAR
from django.core.exceptions import BadRequest
from django.db import DataError
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User

# One way in for everybody: the admin's own form counts no wrong tries.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


def _with_sound_keys(admin_view: Callable[..., Any]) -> Callable[..., Any]:
    """The framework takes keys out of forms and addresses unchecked, and fails on what is none."""

    def checked(view: Callable[..., Any], *args: Any, **kwargs: Any) -> Callable[..., Any]:
        def answer(request: HttpRequest, *parts: Any, **named: Any) -> HttpResponseBase:
            keys = request.POST.getlist(ACTION_CHECKBOX_NAME)
            if not all(map(str.isdecimal, keys)) or request.GET.get(TO_FIELD_VAR) == "":
                raise BadRequest
            try:
                response: HttpResponseBase = view(request, *parts, **named)
            except (OverflowError, DataError) as error:
                raise BadRequest from error
            return response

        wrapped: Callable[..., Any] = admin_view(wraps(view)(answer), *args, **kwargs)
        return wrapped

    return checked


admin.site.admin_view = _with_sound_keys(admin.site.admin_view)  # type: ignore[method-assign]
# An account has one address, and it is a field of the person. Importing the library's admin has registered it.
admin.site.unregister(library.EmailAddress)


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin[Agency]):
    list_display = ["name", "is_active", "created_at"]
    list_filter = ["is_active"]
    search_fields = ["name"]
    ordering = ["name", "pk"]
    readonly_fields = ["created_at"]


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """Staff open accounts and close them, and see no password, hashed or not.

    Somebody added here sets the first password through "Forgot your password?".
    """

    list_display = ["name", "email", "phone", "role", "agency", "is_active", "date_joined"]
    list_filter = ["role", "is_active"]
    list_select_related = ["agency"]
    search_fields = ["name", "email", "phone"]
    ordering = ["-date_joined", "-pk"]
    show_full_result_count = False
    # A list of agencies would be long; the framework's searching box has no name, and fails on what is no key.
    raw_id_fields = ["agency"]
    filter_horizontal = ["groups", "user_permissions"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "email", "phone", "role", "agency", "is_active"],
                "description": _(
                    "A new person sets the first password with “Forgot your password?” on the "
                    "sign-in page. That needs an e-mail address."
                ),
            },
        ),
        (_("Language and time"), {"fields": ["language", "time_zone"]}),
        (
            _("Rights"),
            {"fields": ["is_superuser", "groups", "user_permissions"], "classes": ["collapse"]},
        ),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        locked = list(self.readonly_fields)
        if obj is not None and obj.last_login:
            # Whoever could redirect a used account's e-mail could take the account over by a new password.
            locked += ["email", "phone"]
        if not request.user.is_superuser:
            locked += ["is_superuser", "groups", "user_permissions"]
        return locked

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    def save_model(
        self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool
    ) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    @staticmethod
    def _may_touch(request: HttpRequest, obj: User | None) -> bool:
        return obj is None or not obj.is_superuser or request.user.is_superuser
