"""What every row of reference data has in common."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from planner.reference.enums import Basis


class Localized:
    """`name = Localized("name")` reads `name_vi` or `name_en`, in the reader's language."""

    def __init__(self, field: str) -> None:
        self.field = field

    def __get__(self, row: Any, owner: type | None = None) -> Any:
        if row is None:
            return self
        language = "en" if get_language() == "en" else "vi"
        return getattr(row, f"{self.field}_{language}")


class ReferenceRow(models.Model):
    """A row that the loader writes from a file and staff may edit.

    An edited row keeps what staff wrote: the loader skips it and says so.
    """

    edited_at = models.DateTimeField(_("edited at"), null=True, blank=True, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("edited by"),
    )

    class Meta:
        abstract = True

    def fill(self) -> None:
        """Set the columns that follow from others. Called before every write, bulk writes too."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill()
        super().save(*args, **kwargs)


class Sourced(ReferenceRow):
    source = models.CharField(_("source"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=600, blank=True)
    basis = models.CharField(
        _("basis"), max_length=12, choices=Basis.choices, default=Basis.PUBLISHED
    )

    class Meta:
        abstract = True
