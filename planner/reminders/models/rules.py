"""When something is reminded of, and in which words. A change is a new version; what was sent keeps its own."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Language
from planner.reminders.enums import Source
from planner.sharing.sections import NotPersonal


class ReminderRuleQuerySet(models.QuerySet["ReminderRule"]):
    def current(self) -> "ReminderRuleQuerySet":
        return self.filter(is_current=True)

    def on(self) -> "ReminderRuleQuerySet":
        return self.filter(is_current=True, is_on=True)


class ReminderRule(models.Model):
    """One version of a rule, never changed. `key` names the rule through all its versions."""

    section = NotPersonal.REFERENCE

    key = models.SlugField(_("key"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"))
    source = models.CharField(_("about"), max_length=12, choices=Source.choices)
    # Days from the day that it is about: -30 is a month before, 7 a week after.
    days = models.SmallIntegerField(_("days after the day (before: negative)"), default=0)
    # Only for benchmarks that were laid out from this template.
    template_key = models.SlugField(_("only this benchmark"), max_length=60, blank=True)
    expires_after_hours = models.PositiveSmallIntegerField(_("of no use after, hours"))
    is_on = models.BooleanField(_("on"), default=True)
    is_current = models.BooleanField(_("current version"), default=True)
    # Nothing is sent for a time before: a new rule does not fall upon everybody at once.
    holds_from = models.DateTimeField(_("holds from"))
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
    )

    objects = ReminderRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="reminder_rule_version_once"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(is_current=True), name="reminder_rule_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class RuleText(models.Model):
    """The words of a rule in one language. They may stand on a lock screen: no amounts, no "debt"."""

    section = NotPersonal.REFERENCE

    rule = models.ForeignKey(
        ReminderRule, on_delete=models.CASCADE, related_name="texts", verbose_name=_("reminder")
    )
    language = models.CharField(_("language"), max_length=8, choices=Language.choices)
    subject = models.CharField(_("subject of an e-mail, title of a notice"), max_length=78)
    body = models.CharField(_("text of an e-mail"), max_length=600)
    # For notices, LINE, Zalo and SMS.
    short = models.CharField(_("short text"), max_length=160)

    class Meta:
        verbose_name = _("text of a reminder")
        verbose_name_plural = _("texts of reminders")
        constraints = [
            models.UniqueConstraint(fields=["rule", "language"], name="rule_text_once_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.language}"
