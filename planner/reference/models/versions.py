from dataclasses import asdict, fields

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from planner.matching.weights import Weights


class DataVersion(models.Model):
    """The version of the reference data: a digest of all rows that a match reads. One row."""

    digest = models.CharField(max_length=64)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="data_version_one_row")
        ]

    def __str__(self) -> str:
        return self.digest[:12]


class MatchWeights(models.Model):
    """A version of the matching weights. Never edited: a change is a new version, the newest holds."""

    values = models.JSONField(_("values"))
    note = models.CharField(_("why"), max_length=300)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("created by"),
    )

    class Meta:
        verbose_name = _("matching weights")
        verbose_name_plural = _("matching weights")

    def __str__(self) -> str:
        return f"{_('Version')} {self.pk}"

    @property
    def weights(self) -> Weights:
        known = {field.name for field in fields(Weights)} & self.values.keys()
        return Weights(**{name: self.values[name] for name in known})

    @staticmethod
    def values_of(weights: Weights) -> dict[str, int]:
        return asdict(weights)
