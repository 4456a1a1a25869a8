from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from planner.benchmarks.enums import Group, Route
from planner.money.enums import Currency
from planner.plans.enums import DropReason, GoalKind, StepHelper, TargetKind
from planner.plans.models.offer import codes
from planner.plans.models.owned import InSection, OfPerson
from planner.sharing.sections import Section


class Plan(OfPerson):
    """The way that benchmarks are laid out for. `operation`: the exact job, where it is known."""

    section = Section.PLAN

    route = models.CharField(_("route"), max_length=12, choices=codes(Route))
    operation = models.CharField(_("operation"), max_length=40, blank=True)
    departs_on = models.DateField(_("departure"))
    arrives_on = models.DateField(_("arrival"), null=True)
    returns_on = models.DateField(_("return"), null=True)
    # Of who changed to SSW on another day than three years after arrival.
    ssw_starts_on = models.DateField(_("start of SSW"), null=True)
    laid_out_at = models.DateTimeField(_("laid out"), null=True)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")


class Goal(InSection):
    """The long-term goal in one sentence, and the two ways to it."""

    kind = models.CharField(_("kind"), max_length=10, choices=GoalKind.choices)
    words = models.CharField(_("in one sentence"), max_length=200)

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="goal_one_of_a_kind")
        ]


class Step(InSection):
    """A step to the goal. A target that is an amount makes it money."""

    words = models.CharField(_("step"), max_length=200)
    helper = models.CharField(_("who can help"), max_length=12, choices=StepHelper.choices)
    helper_words = models.CharField(_("who, in words"), max_length=120, blank=True)
    target = models.CharField(_("target"), max_length=8, choices=TargetKind.choices)
    target_amount = models.PositiveBigIntegerField(_("amount"), null=True)
    target_currency = models.CharField(
        _("currency"), max_length=3, choices=codes(Currency), blank=True
    )
    target_level = models.CharField(_("level"), max_length=60, blank=True)
    due_month = models.DateField(_("by the month"), null=True)
    done_on = models.DateField(_("done"), null=True)
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints = [
            models.CheckConstraint(
                condition=Q(target=TargetKind.AMOUNT, section=Section.MONEY)
                & Q(target_amount__isnull=False)
                & ~Q(target_currency="")
                | ~Q(target=TargetKind.AMOUNT) & Q(target_amount=None),
                name="step_amount_is_money",
            )
        ]


class Benchmark(InSection):
    """A dated checkpoint. Its standing is worked out from the dates.

    `key`: names it within the plan. Titles of laid-out ones are copied, so that they outlive the
    template; hand-made ones have `words`.
    """

    key = models.CharField(_("key"), max_length=80)
    template_key = models.CharField(_("template"), max_length=60, blank=True)
    group = models.CharField(_("part"), max_length=16, choices=codes(Group))
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    title_vi = models.CharField(_("title in Vietnamese"), max_length=200, blank=True)
    words = models.CharField(_("in own words"), max_length=200, blank=True)
    due_on = models.DateField(_("due"))
    # Set by hand: laying out again says so before it moves the day.
    is_moved = models.BooleanField(_("day set by hand"), default=False)
    done_on = models.DateField(_("done"), null=True)
    dropped_on = models.DateField(_("dropped"), null=True)
    drop_reason = models.CharField(
        _("why dropped"), max_length=16, choices=DropReason.choices, blank=True
    )
    drop_words = models.CharField(_("why, in words"), max_length=200, blank=True)
    added_at = models.DateTimeField(_("added"))
    # When its day was changed last: nobody is reminded of a time before.
    dated_at = models.DateTimeField(_("day set"), null=True)

    class Meta:
        verbose_name = _("benchmark")
        verbose_name_plural = _("benchmarks")
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="benchmark_once_in_a_plan"),
            models.CheckConstraint(
                condition=Q(dropped_on=None, drop_reason="")
                | Q(dropped_on__isnull=False) & ~Q(drop_reason=""),
                name="benchmark_dropped_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "due_on"], name="benchmark_due_of_person"),
            models.Index(
                fields=["due_on"],
                condition=Q(done_on=None, dropped_on=None),
                name="benchmark_open_by_day",
            ),
        ]

    @property
    def is_own(self) -> bool:
        return not self.template_key
