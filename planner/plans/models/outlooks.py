"""What a changed rate or rule does to a plan: from which ones it was looked at last, and how far it moved."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from planner.plans.models.owned import OfPerson, Owned
from planner.sharing.sections import Section


class RulesKept(models.Model):
    """Rates and rules as they were in force. A new row for every change, the newest holds.

    `rules`: what planner.plans.sums.rules_kept writes. `looked_until`: the last person whose plan was looked at with them;
    `looked_at`: when all were.
    """

    mark = models.CharField(max_length=32)
    rules = models.JSONField(_("rules"))
    made_at = models.DateTimeField(_("made"))
    looked_until = models.BigIntegerField(default=0)
    looked_at = models.DateTimeField(_("all plans looked at"), null=True)

    class Meta:
        verbose_name = _("kept rules")
        verbose_name_plural = _("kept rules")

    def __str__(self) -> str:
        return self.mark[:12]


class Outlook(OfPerson):
    """`base`: the rules that a move is counted from; `looked`: those of the last look.

    `inputs_mark`: what the person had typed then. Whoever types something has seen the plan, so it counts from there.
    """

    section = Section.MONEY

    base = models.ForeignKey(
        RulesKept, on_delete=models.PROTECT, related_name="+", verbose_name=_("counted from")
    )
    looked = models.ForeignKey(
        RulesKept, on_delete=models.PROTECT, related_name="+", verbose_name=_("looked at with")
    )
    inputs_mark = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("outlook")
        verbose_name_plural = _("outlooks")


class PlanMove(Owned):
    """A rate or a rule moved the plan. As long as it is not read, later changes are added to it.

    `results`: before and after, by Result; `causes`: Fact before and after, as planner.plans.sums.outlook gives them.
    """

    section = Section.MONEY

    base = models.ForeignKey(
        RulesKept, on_delete=models.PROTECT, related_name="+", verbose_name=_("counted from")
    )
    at = models.DateTimeField(_("found"))
    worked_out_at = models.DateTimeField(_("worked out"))
    results = models.JSONField(_("before and after"))
    causes = models.JSONField(_("causes"))
    seen_at = models.DateTimeField(_("read"), null=True)

    class Meta:
        verbose_name = _("move of the plan")
        verbose_name_plural = _("moves of the plan")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(seen_at=None), name="plan_move_one_unread"
            )
        ]
        indexes = [
            models.Index(fields=["at"], condition=Q(seen_at=None), name="plan_move_unread_at")
        ]
