from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from planner.reference.models import JobCategory, MatchWeights
from planner.sharing.audiences import PersonalQuerySet
from planner.sharing.sections import Section


class Choice(models.Model):
    """A trade that a worker chose, with the match as it is without anything closed. The newest holds.

    `inputs` and `match` leave out what rests on closed sections; `ChoiceAsShown` has it.
    """

    section = Section.PLAN

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="choices",
        verbose_name=_("person"),
    )
    trade = models.ForeignKey(
        JobCategory, on_delete=models.PROTECT, related_name="+", verbose_name=_("trade")
    )
    chosen_at = models.DateTimeField(_("chosen"))
    data_version = models.CharField(_("version of the data"), max_length=64)
    # None = the weights that the product comes with.
    weights = models.ForeignKey(
        MatchWeights,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("version of the weights"),
    )
    inputs = models.JSONField(_("answers"))
    match = models.JSONField(_("match"))

    objects = PersonalQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        indexes = [models.Index(fields=["person", "-id"], name="choice_newest_of_person")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class ChoiceAsShown(models.Model):
    """What the worker saw when choosing, health limits and care duties among it."""

    section = Section.WELL_BEING

    choice = models.OneToOneField(Choice, on_delete=models.CASCADE, related_name="as_shown")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    inputs = models.JSONField(_("answers"))
    match = models.JSONField(_("match"))
    # "I have read this and continue", where the trade did not fit.
    is_acknowledged = models.BooleanField(_("read and continued"), default=False)
    offer_key = models.CharField(max_length=24, editable=False)

    objects = PersonalQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice as shown")
        verbose_name_plural = _("choices as shown")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
