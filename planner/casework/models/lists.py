"""Lists of workers that come from an agency and go to it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from planner.casework.enums import BatchState, ExportFormat, ExportKind, RowState
from planner.casework.models.cases import Case
from planner.plans.models.agreement import by_whom
from planner.sharing.private_files import private_storage, random_name
from planner.sharing.sections import Section


class ImportBatch(models.Model):
    """A file with workers, as the agency keeps them. `columns`: what each column of it means."""

    section = Section.PROFILE

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="import_batches", verbose_name=_("agency")
    )
    by = by_whom()
    by_name = models.CharField(_("name"), max_length=100)
    # Taken away when all is imported or dropped.
    file = models.FileField(_("file"), storage=private_storage, upload_to=random_name, blank=True)
    name = models.CharField(_("name of the file"), max_length=120)
    format = models.CharField(_("format"), max_length=4, choices=ExportFormat.choices)
    state = models.CharField(_("state"), max_length=10, choices=BatchState.choices)
    fault = models.CharField(_("why it could not be read"), max_length=200, blank=True)
    sheet = models.CharField(_("sheet"), max_length=120, blank=True)
    header_row = models.PositiveIntegerField(_("row of the headings"), default=1)
    headings = models.JSONField(_("headings"), default=list)
    columns = models.JSONField(_("columns"), default=dict)
    # Whom the new ones are assigned to.
    counselor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("counselor"),
    )
    total = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    made_at = models.DateTimeField(_("uploaded"))
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("imported list")
        verbose_name_plural = _("imported lists")

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    """A row of the file: the cells as they were, and what is wrong with which of them."""

    section = Section.PROFILE

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(_("cells"), default=list)
    # Field -> what is understood of it.
    values = models.JSONField(_("values"), default=dict)
    # Of each: field, code, column.
    faults = models.JSONField(_("faults"), default=list)
    state = models.CharField(_("state"), max_length=8, choices=RowState.choices)
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number}"


class Export(models.Model):
    """Asked for: what and how. The file is made when it is fetched, under the rights of that moment."""

    section = Section.PROFILE

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("by"),
    )
    kind = models.CharField(_("what"), max_length=10, choices=ExportKind.choices)
    format = models.CharField(_("format"), max_length=4, choices=ExportFormat.choices)
    filters = models.CharField(_("filter"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("asked"))
    ends_at = models.DateTimeField(_("ends"))
    fetched = models.PositiveSmallIntegerField(_("times fetched"), default=0)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")

    def __str__(self) -> str:
        return f"{self.kind} {self.format} {self.made_at:%Y-%m-%d %H:%M}"


class ExportRight(models.Model):
    """A supervisor lets a counselor take this kind out in this format. Supervisors may."""

    section = Section.PROFILE

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="export_rights",
        verbose_name=_("counselor"),
    )
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("what"), max_length=10, choices=ExportKind.choices)
    format = models.CharField(_("format"), max_length=4, choices=ExportFormat.choices)
    given_by_name = models.CharField(_("given by"), max_length=100)
    given_at = models.DateTimeField(_("given"))

    class Meta:
        verbose_name = _("right to export")
        verbose_name_plural = _("rights to export")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "agency", "kind", "format"], name="export_right_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.format}"
