from contextlib import suppress
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Language, Role
from accounts.names import search_key
from accounts.validators import (
    EMAIL_MAX_LENGTH,
    SignInName,
    fold_email,
    normalise_email,
    normalise_phone,
    validate_email_address,
    validate_phone,
    validate_time_zone,
)


class Agency(models.Model):
    """A tenant: a sending organisation whose counselors look after workers."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")

    def __str__(self) -> str:
        return self.name


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def called(self, name: SignInName) -> "UserQuerySet":
        if name.phone:
            return self.filter(phone=name.phone)
        return self.filter(email=name.email)


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def active(self) -> UserQuerySet:
        return self.get_queryset().active()

    def called(self, name: SignInName) -> UserQuerySet:
        return self.get_queryset().called(name)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=fold_email(username or ""))

    def create_user(
        self,
        *,
        email: str | None = None,
        phone: str | None = None,
        password: str | None = None,
        **fields: Any,
    ) -> "User":
        user = self.model(
            email=normalise_email(email) if email else None,
            phone=normalise_phone(phone) if phone else None,
            **fields,
        )
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, *, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(
            email=email, password=password, role=Role.STAFF, is_superuser=True, **fields
        )


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. A worker may leave the agency and keeps the account with everything in it."""

    email = models.EmailField(
        _("e-mail"),
        max_length=EMAIL_MAX_LENGTH,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_email_address],
        error_messages={"unique": _("Somebody already signs in with this e-mail address.")},
    )
    # Longer than any number kept, for the spaces and brackets people type before it is cleaned.
    phone = models.CharField(
        _("mobile phone"),
        max_length=32,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_phone],
        error_messages={"unique": _("Somebody already signs in with this phone number.")},
        help_text=_("A name to sign in with. It is not verified, and nothing is sent to it."),
    )
    name = models.CharField(_("name"), max_length=100)
    # Of the name, folded: for searching.
    name_key = models.CharField(max_length=200, editable=False, default="")
    role = models.CharField(_("role"), max_length=16, choices=Role.choices, default=Role.WORKER)
    agency = models.ForeignKey(
        Agency,
        # The agency may go; the people in it, and what is theirs, stay.
        on_delete=models.SET_NULL,
        related_name="people",
        verbose_name=_("agency"),
        null=True,
        blank=True,
    )
    language = models.CharField(
        _("language"), max_length=8, choices=Language.choices, default=Language.VIETNAMESE
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Asia/Ho_Chi_Minh", validators=[validate_time_zone]
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Untick to close the account without deleting it.")
    )
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    # Put in by the agency's list, and has not accepted: no sign-in, no address, nothing is sent.
    is_invited = models.BooleanField(_("invited, not accepted yet"), default=False, editable=False)
    # A day, no hour: enough to see who has gone silent, too little to follow somebody's nights.
    last_active_on = models.DateField(_("last active"), null=True, editable=False)
    helped_until = models.DateTimeField(
        _("closed sections stay shut until"),
        null=True,
        editable=False,
        help_text=_("Set when a password was set anew with a counselor's help."),
    )

    # Not stored: the middleware says so for one request, out of `helped_until` and how this browser signed in.
    is_shut_out = False

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(phone__isnull=False) | Q(is_invited=True),
                name="accounts_user_has_email_or_phone",
                violation_error_message=_("Give an e-mail address or a phone number."),
            ),
            models.CheckConstraint(
                condition=Q(is_invited=False)
                | Q(is_active=False, email=None, phone=None, role=Role.WORKER),
                name="accounts_user_invited_cannot_sign_in",
            ),
            models.CheckConstraint(
                condition=Q(email__isnull=True) | Q(email=Lower("email"), email__contains="@"),
                name="accounts_user_email_folded",
                violation_error_message=_("Write the e-mail address in small letters."),
            ),
            models.CheckConstraint(
                condition=Q(phone__isnull=True)
                | Q(phone__startswith="+84")
                | Q(phone__startswith="+81"),
                name="accounts_user_phone_with_country",
                violation_error_message=_("Write the phone number with +84 or +81."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="accounts_user_role_known"
            ),
            models.CheckConstraint(
                condition=Q(language__in=Language.values), name="accounts_user_language_known"
            ),
            models.CheckConstraint(
                condition=Q(is_superuser=False) | Q(role=Role.STAFF),
                name="accounts_user_superuser_is_staff",
                violation_error_message=_("Only programme staff may hold every right."),
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_key = search_key(self.name)
        fields = kwargs.get("update_fields")
        if fields is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "name_key"}
        super().save(*args, **kwargs)

    def get_short_name(self) -> str:
        """What the admin's welcome line says."""
        return self.name

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Django's name for "may open the admin"."""
        return self.role == Role.STAFF

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """With the role and the agency of whoever sees other people's data: a change of them ends every session."""
        base: str = super()._get_session_auth_hash(secret)  # type: ignore[misc]
        return base if self.role == Role.WORKER else f"{base}:{self.role}:{self.agency_id}"

    def clean(self) -> None:
        super().clean()
        # Django calls this for wrong values too; those keep their spelling, and their field's validator speaks.
        self.email = fold_email(self.email or "") or None
        with suppress(ValidationError):
            self.phone = normalise_phone(self.phone) if self.phone else None
