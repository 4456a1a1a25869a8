from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Agency
from planner.sharing.enums import Look, Purpose
from planner.sharing.sections import Section

if TYPE_CHECKING:
    from accounts.models import User


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def open(self) -> "AssignmentQuerySet":
        return self.filter(ended_at=None)

    def of_reader(self, reader: "User") -> "AssignmentQuerySet":
        """The open ones that let this person read: the own ones, and the agency's for its supervisor."""
        if not reader.is_active or reader.agency_id is None:
            return self.none()
        inside = self.open().filter(agency=reader.agency_id, agency__is_active=True)
        if reader.role == Role.SUPERVISOR:
            return inside
        return inside.filter(counselor=reader) if reader.role == Role.COUNSELOR else self.none()


class Assignment(models.Model):
    """A worker in the care of a counselor of an agency, from one instant to another."""

    section = Section.PROFILE

    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="assignments",
        verbose_name=_("worker"),
    )
    # Who leaves hands the caseload over first; if not, the worker stays with the agency's supervisor.
    counselor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="caseload",
        verbose_name=_("counselor"),
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="assignments", verbose_name=_("agency")
    )
    started_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("to"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.UniqueConstraint(
                fields=["worker"],
                condition=models.Q(ended_at=None),
                name="assignment_one_open_per_worker",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("started_at")),
                name="assignment_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["agency", "counselor"], name="assignment_caseload")]

    def __str__(self) -> str:
        return f"{self.worker} – {self.counselor}"


class AccessLog(models.Model):
    """A reader opened a worker's page, or a list. Written in the transaction of the read, never changed."""

    section = Section.PROFILE

    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="looked_at",
        verbose_name=_("worker"),
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("reader"),
    )
    # As they were then: a reader may change role, agency or name, or go.
    reader_name = models.CharField(_("reader's name"), max_length=100)
    reader_role = models.CharField(_("reader's role"), max_length=16, choices=Role.choices)
    agency = models.ForeignKey(
        Agency, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("agency")
    )
    look = models.CharField(_("what"), max_length=8, choices=Look.choices)
    sections = models.JSONField(_("sections"), default=list)
    filters = models.CharField(_("filter"), max_length=200, blank=True)
    count = models.PositiveIntegerField(_("how many"), null=True)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("look")
        verbose_name_plural = _("looks")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(look=Look.PERSON, worker__isnull=False)
                | models.Q(look=Look.LIST, worker=None, count__isnull=False),
                name="access_log_person_or_list",
            )
        ]
        indexes = [models.Index(fields=["worker", "-at"], name="access_log_of_worker")]

    def __str__(self) -> str:
        return f"{self.reader_name} {self.at:%Y-%m-%d %H:%M}"


class FormKey(models.Model):
    """A form that was sent, and where it led: sent once more, it leads there again and writes nothing."""

    section = Section.PROFILE

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("person"),
    )
    key = models.CharField(max_length=36)
    form = models.CharField(_("form"), max_length=80)
    # Keyed with our secret: a few digits of money could be guessed from a plain one.
    digest = models.CharField(max_length=64)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    at = models.DateTimeField(_("when"), db_index=True)

    class Meta:
        verbose_name = _("sent form")
        verbose_name_plural = _("sent forms")
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="form_key_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.at:%Y-%m-%d %H:%M}"


class Draft(models.Model):
    """What somebody typed into a form and has not saved: as sent, unchecked."""

    section = models.CharField(_("section"), max_length=16, choices=Section.choices)

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="drafts",
        verbose_name=_("person"),
    )
    # With the object it is about: "offer-pay", "step-12".
    form = models.CharField(_("form"), max_length=80)
    values = models.JSONField(_("values"), default=dict)
    # Fingerprint of what the form was filled from.
    seen = models.CharField(max_length=64, blank=True)
    saved_at = models.DateTimeField(_("when"), db_index=True)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(fields=["person", "form"], name="draft_one_per_form"),
            models.CheckConstraint(
                condition=models.Q(section__in=Section.values), name="draft_in_known_section"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.saved_at:%Y-%m-%d %H:%M}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def holding(self) -> "ConsentQuerySet":
        return self.filter(taken_back_at=None)


class Consent(models.Model):
    """A yes, to which text and since when. Opening a section names one counselor: another one sees nothing by it."""

    section = Section.PROFILE

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="consents",
        verbose_name=_("person"),
    )
    purpose = models.CharField(_("what for"), max_length=16, choices=Purpose.choices)
    counselor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("counselor"),
    )
    # As it was then.
    counselor_name = models.CharField(_("counselor's name"), max_length=100, blank=True)
    text_version = models.CharField(_("version of the text"), max_length=20)
    language = models.CharField(_("language of the text"), max_length=8)
    given_at = models.DateTimeField(_("given"))
    taken_back_at = models.DateTimeField(_("taken back"), null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        # Of programme staff; given like every right of the admin site.
        permissions = [("view_reports", "Can read reports")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=models.Q(taken_back_at=None),
                name="consent_one_holding_per_purpose",
            )
        ]
        indexes = [models.Index(fields=["counselor", "purpose"], name="consent_to_counselor")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.given_at:%Y-%m-%d %H:%M}"
