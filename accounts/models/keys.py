from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Agency


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def open(self) -> "ApiKeyQuerySet":
        return self.filter(revoked_at=None)


class ApiKey(models.Model):
    """An agency's own system reads and writes with it, as the supervisor who made it. Here only its digest is kept.

    `prefix`: the first signs of the key, to tell one from another.
    """

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="api_keys", verbose_name=_("agency")
    )
    # Who leaves takes the keys along.
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="api_keys",
        verbose_name=_("supervisor"),
    )
    name = models.CharField(_("what for"), max_length=60)
    prefix = models.CharField(_("begins with"), max_length=8)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    can_write = models.BooleanField(_("may write"), default=False)
    made_at = models.DateTimeField(_("made"))
    last_used_on = models.DateField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}"
