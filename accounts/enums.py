from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    # Registers alone, or accepts an agency's invitation.
    WORKER = "worker", _("Worker")
    # Is added by the agency that employs them; sees the workers assigned to them.
    COUNSELOR = "counselor", _("Counselor")
    # A counselor who sees the agency's whole caseload.
    SUPERVISOR = "supervisor", _("Supervisor")
    # Keeps the reference data and the accounts; belongs to no agency.
    STAFF = "staff", _("Programme staff")


class Language(models.TextChoices):
    # Each is named in itself: who looks for it may not read the other.
    VIETNAMESE = "vi", "Tiếng Việt"
    ENGLISH = "en", "English"
