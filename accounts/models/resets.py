from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NumberResetQuerySet(models.QuerySet["NumberReset"]):
    def open(self, *, now: datetime) -> "NumberResetQuerySet":
        return self.filter(used_at=None, expires_at__gt=now)


class NumberReset(models.Model):
    """A worker without e-mail forgot the password: a browser shows a number, a counselor confirms it.

    Only the browser that shows the number holds the key to `browser_digest`.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="number_resets"
    )
    number = models.CharField(_("number"), max_length=6)
    browser_digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("asked"))
    expires_at = models.DateTimeField(_("ends"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    used_at = models.DateTimeField(_("used"), null=True)
    # The worker has read, from a browser that is not shut out, that this happened.
    seen_at = models.DateTimeField(_("seen by the worker"), null=True)

    objects = NumberResetQuerySet.as_manager()

    class Meta:
        verbose_name = _("password set with help")
        verbose_name_plural = _("passwords set with help")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(used_at=None) | models.Q(confirmed_at__isnull=False),
                name="number_reset_used_after_confirmed",
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.person_id}"
