"""What counselors do about a case: the next step, who was reached, marks."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from planner.casework.enums import ContactChannel, ContactResult, FlagKind, NudgeKind, StepKind
from planner.casework.models.cases import Case, of_case
from planner.plans.models.agreement import by_whom
from planner.sharing.sections import Section


class FollowUp(models.Model):
    """What is to be done next, and by when. The open one with the earliest day is the case's next step."""

    section = Section.PROFILE

    case = of_case("follow_ups")
    kind = models.CharField(_("what"), max_length=12, choices=StepKind.choices)
    words = models.CharField(_("in words"), max_length=200, blank=True)
    due_on = models.DateField(_("by"))
    made_at = models.DateTimeField(_("set"))
    made_by_name = models.CharField(_("set by"), max_length=100)
    done_at = models.DateTimeField(_("done"), null=True)
    done_by_name = models.CharField(_("done by"), max_length=100, blank=True)
    result = models.CharField(_("what came of it"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        indexes = [
            models.Index(
                fields=["case", "due_on"], condition=Q(done_at=None), name="follow_up_open"
            ),
            models.Index(fields=["case", "-id"], name="follow_up_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"


class ContactAttempt(models.Model):
    """Somebody was called, written to or visited, and what came of it."""

    section = Section.PROFILE

    case = of_case("contacts")
    channel = models.CharField(_("how"), max_length=12, choices=ContactChannel.choices)
    result = models.CharField(_("result"), max_length=12, choices=ContactResult.choices)
    words = models.CharField(_("in words"), max_length=300, blank=True)
    at = models.DateTimeField(_("when"))
    by = by_whom()
    by_name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        indexes = [models.Index(fields=["case", "-at"], name="contact_newest")]

    def __str__(self) -> str:
        return f"{self.channel} {self.result} {self.pk}"


class CaseFlag(models.Model):
    """One mark of a kind at a time."""

    section = Section.PROFILE

    case = of_case("flags")
    kind = models.CharField(_("flag"), max_length=12, choices=FlagKind.choices)
    words = models.CharField(_("in words"), max_length=200, blank=True)
    raised_at = models.DateTimeField(_("set"))
    raised_by_name = models.CharField(_("set by"), max_length=100)
    cleared_at = models.DateTimeField(_("taken off"), null=True)

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(cleared_at=None),
                name="case_flag_one_open_of_a_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class NotTheSame(models.Model):
    """Somebody looked: these two cases are two people. `first` has the smaller key."""

    section = Section.PROFILE

    first = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    by_name = models.CharField(_("name"), max_length=100)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("two people")
        verbose_name_plural = _("two people")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="not_the_same_once"),
            models.CheckConstraint(
                condition=Q(first__lt=models.F("second")), name="not_the_same_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} – {self.second_id}"


class Nudge(models.Model):
    """A counselor reminds a worker by hand. The reminders pull it from here."""

    section = Section.PROFILE

    case = of_case("nudges")
    kind = models.CharField(_("what of"), max_length=12, choices=NudgeKind.choices)
    by_name = models.CharField(_("name"), max_length=100)
    at = models.DateTimeField(_("when"), db_index=True)

    class Meta:
        verbose_name = _("reminder by hand")
        verbose_name_plural = _("reminders by hand")
        indexes = [models.Index(fields=["case", "-at"], name="nudge_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
