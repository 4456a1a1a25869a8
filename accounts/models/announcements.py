from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.validators import validate_time_zone


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def shown(self, *, now: datetime) -> "AnnouncementQuerySet":
        return self.filter(shown_from__lte=now, shown_until__gt=now).order_by("-shown_from", "-pk")


class Announcement(models.Model):
    """A banner on every page for a while, such as before the site is closed for an hour."""

    text_vi = models.CharField(_("text in Vietnamese"), max_length=300)
    text_en = models.CharField(_("text in English"), max_length=300)
    shown_from = models.DateTimeField(_("shown from"))
    shown_until = models.DateTimeField(_("shown until"))
    about_from = models.DateTimeField(
        _("it is about the time from"),
        null=True,
        blank=True,
        help_text=_("Printed after the text, in Vietnamese and in Japanese time."),
    )
    about_until = models.DateTimeField(_("until"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        default="Asia/Ho_Chi_Minh",
        validators=[validate_time_zone],
        help_text=_("The four times above are written in this zone."),
    )

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shown_until__gt=models.F("shown_from")),
                name="announcement_shown_for_a_while",
                violation_error_message=_("The end must come after the beginning."),
            ),
            models.CheckConstraint(
                condition=models.Q(about_until=None)
                | models.Q(about_from__isnull=False, about_until__gt=models.F("about_from")),
                name="announcement_about_a_while",
                violation_error_message=_("The end must come after the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return self.text_en
