from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from planner.casework.enums import CaseEventKind, CloseReason, NoteAudience
from planner.plans.models.agreement import by_whom
from planner.sharing.models import Assignment
from planner.sharing.private_files import private_storage, random_name
from planner.sharing.sections import Section


class Case(models.Model):
    """An agency's work with a worker: one per assignment. It stays with the agency, the plan with the worker.

    What the agency knows itself stands here, typed or imported; what the worker says stands in the plan.
    A closed one is out of the caseload and can be opened again.
    """

    section = Section.PROFILE

    assignment = models.OneToOneField(
        Assignment, on_delete=models.CASCADE, related_name="case", verbose_name=_("assignment")
    )
    opened_at = models.DateTimeField(_("opened"))
    reference = models.CharField(_("the agency's own number"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail, as the agency knows it"), max_length=254, blank=True)
    phone = models.CharField(_("phone, as the agency knows it"), max_length=32, blank=True)
    employer = models.CharField(_("employer in Japan"), max_length=120, blank=True)
    departs_on = models.DateField(_("departure, as the agency knows it"), null=True, blank=True)
    returns_on = models.DateField(_("return, as the agency knows it"), null=True, blank=True)
    status_ends_on = models.DateField(_("residence status ends"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    close_reason = models.CharField(
        _("why closed"), max_length=16, choices=CloseReason.choices, blank=True
    )

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at=None, close_reason="")
                | models.Q(closed_at__isnull=False) & ~models.Q(close_reason=""),
                name="case_closed_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


def of_case(related_name: str) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        Case, on_delete=models.CASCADE, related_name=related_name, verbose_name=_("case")
    )


class CaseEvent(models.Model):
    """What happened to a case, by whom and why. Never changed."""

    section = Section.PROFILE

    case = of_case("events")
    kind = models.CharField(_("what"), max_length=16, choices=CaseEventKind.choices)
    words = models.CharField(_("in words"), max_length=300, blank=True)
    by = by_whom()
    by_name = models.CharField(_("name"), max_length=100)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("event of a case")
        verbose_name_plural = _("events of cases")
        indexes = [models.Index(fields=["case", "-at"], name="case_event_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class CaseNote(models.Model):
    """What a counselor wrote down, for colleagues or for the worker too. Never changed; a wrong one is answered by another."""

    section = Section.PROFILE

    case = of_case("notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("author"),
    )
    # As it was then: an author may go.
    author_name = models.CharField(_("author's name"), max_length=100)
    audience = models.CharField(_("who reads it"), max_length=12, choices=NoteAudience.choices)
    text = models.CharField(_("note"), max_length=2000)
    made_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("case note")
        verbose_name_plural = _("case notes")
        indexes = [models.Index(fields=["case", "-id"], name="case_note_newest")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Message(models.Model):
    """One message between a worker and the agency that cares. Another agency later does not read it.

    `is_from_worker`: else from the desk. `read_at`: the other side said that it was read.
    """

    section = Section.PROFILE

    case = of_case("messages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("author"),
    )
    author_name = models.CharField(_("author's name"), max_length=100)
    is_from_worker = models.BooleanField(_("from the worker"))
    text = models.CharField(_("message"), max_length=2000, blank=True)
    # One photo at most.
    photo = models.FileField(_("photo"), storage=private_storage, upload_to=random_name, blank=True)
    photo_kind = models.CharField(_("kind of the photo"), max_length=20, blank=True)
    sent_at = models.DateTimeField(_("sent"))
    read_at = models.DateTimeField(_("read"), null=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text="", photo=""), name="message_says_something"
            )
        ]
        indexes = [
            models.Index(fields=["case", "-id"], name="message_newest"),
            models.Index(
                fields=["case", "is_from_worker"],
                condition=models.Q(read_at=None),
                name="message_unread",
            ),
            models.Index(
                fields=["sent_at"],
                condition=models.Q(read_at=None),
                name="message_unread_by_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
