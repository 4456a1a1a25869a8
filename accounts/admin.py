from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from allauth.account import admin as library
from allauth.account.decorators import secure_admin_login
from allauth.mfa import admin as library_of_factors
from allauth.usersessions import admin as library_of_sessions
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.auth.models import Permission
from django.core.exceptions import BadRequest
from django.db import DataError, NotSupportedError, models
from django.db.models.constants import LOOKUP_SEP
from django.forms import ModelForm, ModelMultipleChoiceField
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from accounts.admin_forms import AnnouncementForm, PersonForm
from accounts.enums import Role
from accounts.models import Agency, Announcement, Invitation, User
from accounts.services import InvitationNotOpen, remove_second_factor, revoke_invitation

AnyModel = TypeVar("AnyModel", bound=models.Model)

# One way in for everybody: the admin's own form counts no wrong tries.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


def _with_sound_keys(admin_view: Callable[..., Any]) -> Callable[..., Any]:
    """The framework takes keys out of forms and addresses unchecked, and fails on what is none."""

    def checked(view: Callable[..., Any], *args: Any, **kwargs: Any) -> Callable[..., Any]:
        def answer(request: HttpRequest, *parts: Any, **named: Any) -> HttpResponseBase:
            keys = request.POST.getlist(ACTION_CHECKBOX_NAME)
            if not all(map(str.isdecimal, keys)) or request.GET.get(TO_FIELD_VAR) == "":
                raise BadRequest
            lookups = {part for name in request.GET for part in name.split(LOOKUP_SEP)[1:]}
            # What stands behind `range` is taken apart letter by letter.
            if lookups & {"regex", "iregex", "range"} or "%00" in request.META.get(
                "QUERY_STRING", ""
            ):
                raise BadRequest
            # `year=99999999` is found out only when the query is built, after the framework's check.
            from_address = (ValueError, IndexError, NotSupportedError) if lookups else ()
            try:
                response: HttpResponseBase = view(request, *parts, **named)
            except (OverflowError, DataError, *from_address) as error:
                raise BadRequest from error
            return response

        wrapped: Callable[..., Any] = admin_view(wraps(view)(answer), *args, **kwargs)
        return wrapped

    return checked


admin.site.admin_view = _with_sound_keys(admin.site.admin_view)  # type: ignore[method-assign]
# An account has one address, and it is a field of the person. Importing the library's admin has registered it.
admin.site.unregister(library.EmailAddress)
# Secrets, and who was where and when: nobody's to read. A second factor is removed on the page of people.
admin.site.unregister(library_of_factors.Authenticator)
admin.site.unregister(library_of_sessions.UserSession)

_apps_of_site = admin.site._build_app_dict


def _in_plain_words(*args: Any, **kwargs: Any) -> dict[str, Any]:
    """Every page lists all tables by name: what is compared again and again is translated once."""
    found: dict[str, Any] = _apps_of_site(*args, **kwargs)
    for app in found.values():
        for model in app["models"]:
            model["name"] = str(model["name"])
    return found


admin.site._build_app_dict = _in_plain_words  # type: ignore[method-assign]


class ReadOnlyAdmin(admin.ModelAdmin[AnyModel]):
    """To look at, with the rights to look."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AnyModel | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AnyModel | None = None) -> bool:
        return False

    def may_change(self, request: HttpRequest) -> bool:
        """The right that the actions of such a page ask for."""
        return super().has_change_permission(request)


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

    form = PersonForm
    list_display = ["name", "email", "phone", "role", "agency", "is_active", "date_joined"]
    list_filter = ["role", "is_active"]
    list_select_related = ["agency"]
    search_fields = ["name", "email", "phone"]
    ordering = ["-date_joined", "-pk"]
    show_full_result_count = False
    # A list of agencies would be long; the framework's searching box has no name, and fails on what is no key.
    raw_id_fields = ["agency"]
    filter_horizontal = ["groups", "user_permissions"]
    readonly_fields = ["last_login", "last_active_on", "date_joined"]
    actions = ["remove_second_factor"]
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
        (_("Dates"), {"fields": ["last_login", "last_active_on", "date_joined"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        locked = list(self.readonly_fields)
        if obj is not None and obj.last_login:
            # Whoever could redirect a used account's e-mail could take the account over by a new password.
            locked += ["email", "phone"]
            if obj.role == Role.WORKER:
                # By an invitation, or by leaving: it is the worker's to say who looks after them.
                locked += ["agency"]
        if obj is not None and obj.is_invited:
            # Whom a list has put in becomes an account by accepting, in no other way.
            locked += ["email", "phone", "role", "agency", "is_active"]
        if obj == request.user:
            # Nobody makes themselves the supervisor of an agency.
            locked += ["role", "agency", "is_active"]
        if not request.user.is_superuser:
            locked += ["is_superuser", "groups", "user_permissions"]
        return locked

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField[Any] | None:
        if db_field.name == "user_permissions":
            # Each right is named with its kind of row.
            kwargs["queryset"] = Permission.objects.select_related("content_type")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[Any, int], set[Any], list[Any]]:
        """The people alone: a list of all that goes with them would say what they have told."""
        people = [str(person) for person in objs]
        count = {str(self.opts.verbose_name_plural): len(people)}
        _all, _counts, needed, protected = super().get_deleted_objects(objs, request)
        return people, count, needed, protected

    def save_model(
        self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool
    ) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    @admin.action(
        description=_("Remove the second factor (for who lost everything)"), permissions=["change"]
    )
    def remove_second_factor(self, request: HttpRequest, queryset: "models.QuerySet[User]") -> None:
        people = [person for person in queryset if self._may_touch(request, person)]
        for person in people:
            remove_second_factor(person=person)
            self.log_change(request, person, gettext("Removed the second factor."))
        text = ngettext(
            "%(count)d person signs in with the password alone, and then sets up a new second factor.",
            "%(count)d people sign in with the password alone, and then set up a new second factor.",
            len(people),
        )
        self.message_user(request, text % {"count": len(people)}, messages.SUCCESS)

    @staticmethod
    def _may_touch(request: HttpRequest, obj: User | None) -> bool:
        return obj is None or not obj.is_superuser or request.user.is_superuser


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin[Invitation]):
    """Counselors invite; here an invitation can be taken back. Its link is known to nobody."""

    list_display = ["name", "agency", "counselor", "created_at", "expires_at", "state"]
    list_select_related = ["agency", "counselor"]
    list_filter = [
        ("accepted_at", admin.EmptyFieldListFilter),
        ("revoked_at", admin.EmptyFieldListFilter),
    ]
    search_fields = ["name", "agency__name", "counselor__name"]
    ordering = ["-created_at", "-pk"]
    exclude = ["token_digest"]
    actions = ["take_back"]

    @admin.display(description=_("state"))
    def state(self, invitation: Invitation) -> StrPromise:
        if invitation.accepted_at:
            return _("accepted")
        if invitation.revoked_at:
            return _("taken back")
        return _("open") if invitation.expires_at > timezone.now() else _("run out")

    def has_take_back_permission(self, request: HttpRequest) -> bool:
        return self.may_change(request)

    @admin.action(description=_("Take back"), permissions=["take_back"])
    def take_back(self, request: HttpRequest, queryset: "models.QuerySet[Invitation]") -> None:
        taken = 0
        for invitation in queryset:
            try:
                revoke_invitation(invitation=invitation, now=timezone.now())
            except InvitationNotOpen:
                continue
            taken += 1
            self.log_change(request, invitation, gettext("Taken back."))
        text = ngettext(
            "%(count)d invitation taken back.", "%(count)d invitations taken back.", taken
        )
        self.message_user(request, text % {"count": taken}, messages.SUCCESS)


@admin.register(Announcement)
class AnnouncementAdmin(admin.ModelAdmin[Announcement]):
    form = AnnouncementForm
    list_display = ["text_vi", "text_en", "shown"]
    ordering = ["-shown_from", "-pk"]
    fieldsets = [
        (None, {"fields": ["text_vi", "text_en", "time_zone"]}),
        (_("On every page"), {"fields": ["shown_from", "shown_until"]}),
        (_("The time it is about"), {"fields": ["about_from", "about_until"]}),
    ]
    # The framework's own has buttons that fill in the time of another zone.
    formfield_overrides = {
        models.DateTimeField: {
            "form_class": forms.DateTimeField,
            "widget": forms.DateTimeInput(
                format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}
            ),
        }
    }

    @admin.display(description=_("shown"), ordering="shown_from")
    def shown(self, announcement: Announcement) -> str:
        zone = ZoneInfo(announcement.time_zone)
        times = (announcement.shown_from, announcement.shown_until)
        begin, end = (date_format(time.astimezone(zone), "DATETIME_FORMAT") for time in times)
        return f"{begin} – {end} ({announcement.time_zone})"
