from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoteAudience(TextChoices):
    """Who reads a note. Written on the field where it is typed."""

    COUNSELORS = "counselors", _("Only counselors who care for this worker")
    WORKER = "worker", _("The worker too")
