"""What the records of a plan have in common: they are a person's."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from planner.sharing.audiences import PersonalQuerySet
from planner.sharing.sections import Section


class OfPerson(models.Model):
    """One row per person."""

    section: Any  # of the model
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, verbose_name=_("person")
    )

    objects = PersonalQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.person_id}"


class Owned(models.Model):
    """One of several rows of a person."""

    section: Any  # of the model, or a column: see InSection
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("person"),
    )

    objects = PersonalQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Version(Owned):
    """What was promised, as it was written down. A correction is a new row; the first stays."""

    version = models.PositiveSmallIntegerField(_("version"))
    made_at = models.DateTimeField(_("written down"))
    reason = models.CharField(_("why corrected"), max_length=200, blank=True)

    class Meta:
        abstract = True


class InSection(Owned):
    """Rows of which some are closed to others: the section is the row's own."""

    section = models.CharField(_("section"), max_length=12, choices=Section.choices)

    class Meta:
        abstract = True
