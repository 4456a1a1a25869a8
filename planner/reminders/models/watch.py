"""Signs of life of what sends, and alarms about what gives none."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from planner.reminders.enums import Trouble
from planner.sharing.sections import NotPersonal


class Pulse(models.Model):
    """`beat`, `worker`, `plan` (finding what is due) and each channel, by name. One row each, written over."""

    section = NotPersonal.MACHINERY

    name = models.CharField(_("name"), max_length=20, unique=True)
    seen_at = models.DateTimeField(_("last sign of life"))
    # Of a channel: since when nothing gets through. None: it does.
    failing_since = models.DateTimeField(_("failing since"), null=True)
    error = models.CharField(_("error"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")

    def __str__(self) -> str:
        return self.name


class Alarm(models.Model):
    """A trouble that staff are told of once, and once more when it is over."""

    section = NotPersonal.MACHINERY

    trouble = models.CharField(_("trouble"), max_length=12, choices=Trouble.choices)
    # The channel, where it is one.
    about = models.CharField(_("about"), max_length=20, blank=True)
    since = models.DateTimeField(_("since"))
    noticed_at = models.DateTimeField(_("noticed"))
    mailed_at = models.DateTimeField(_("told by e-mail"), null=True)
    ended_at = models.DateTimeField(_("over"), null=True)

    class Meta:
        verbose_name = _("alarm")
        verbose_name_plural = _("alarms")
        constraints = [
            models.UniqueConstraint(
                fields=["trouble", "about"],
                condition=models.Q(ended_at=None),
                name="alarm_once_while_it_lasts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.trouble} {self.about}".strip()
