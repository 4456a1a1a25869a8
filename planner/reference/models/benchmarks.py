"""The checkpoints of the programme, and what is known of exam days."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from planner.benchmarks.enums import Anchor
from planner.reference.enums import Stage, TargetKind
from planner.reference.models.laws import from_before_to
from planner.reference.models.sourced import Localized, Sourced

# Ten years: longer than any way through Japan that is planned here.
MOST_MONTHS = 120


class BenchmarkTemplate(Sourced):
    """A checkpoint that plans are laid out from. Staff keep its words and its day."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    pathways = models.CharField(
        _("pathways"), max_length=60, help_text="all, TITP, SSW, ESD, TITP-care, SSW-care: a|b"
    )
    stage = models.CharField(_("stage"), max_length=20, choices=Stage.choices)
    anchor = models.CharField(
        _("counted from"),
        max_length=12,
        choices=[(item.value, item.value) for item in Anchor],
    )
    offset_months = models.DecimalField(
        _("months after it (below zero: before)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[
            MinValueValidator(Decimal(-MOST_MONTHS)),
            MaxValueValidator(Decimal(MOST_MONTHS)),
        ],
        help_text=_("Blank: the calendar gives the day."),
    )
    is_money = models.BooleanField(
        _("about money"),
        default=False,
        help_text=_("About pay, a cost, debt or savings: the agency does not see it."),
    )
    target_kind = models.CharField(_("measured by"), max_length=8, choices=TargetKind.choices)
    title_en = models.CharField(_("title in English"), max_length=160)
    title_vi = models.CharField(_("title in Vietnamese"), max_length=160)
    evidence_en = models.CharField(_("proof, in English"), max_length=200)
    evidence_vi = models.CharField(_("proof, in Vietnamese"), max_length=200)
    why_en = models.CharField(_("why, in English"), max_length=300)
    why_vi = models.CharField(_("why, in Vietnamese"), max_length=300)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    year = models.CharField(_("year"), max_length=20, blank=True)
    title = Localized("title")
    evidence = Localized("evidence")
    why = Localized("why")

    class Meta:
        verbose_name = _("benchmark of the programme")
        verbose_name_plural = _("benchmarks of the programme")
        constraints = [
            from_before_to("benchmark_template_from_before_to"),
            models.CheckConstraint(
                condition=Q(anchor=Anchor.CALENDAR.value, offset_months__isnull=True)
                | (~Q(anchor=Anchor.CALENDAR.value) & Q(offset_months__isnull=False)),
                name="benchmark_template_anchor_has_offset",
                violation_error_message=_(
                    "Write the months, unless the calendar gives the day: then leave them blank."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class ExamSitting(Sourced):
    """A sitting of an exam whose day is known. The days to apply are those in Japan."""

    exam = models.SlugField(_("exam"), max_length=20, help_text="jlpt")
    held_on = models.DateField(_("held on"))
    applies_from = models.DateField(_("apply from"), null=True, blank=True)
    applies_to = models.DateField(_("apply until"), null=True, blank=True)
    year = models.CharField(_("year"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("exam sitting")
        verbose_name_plural = _("exam sittings")
        constraints = [
            models.UniqueConstraint(fields=["exam", "held_on"], name="exam_sitting_unique_day"),
            from_before_to("exam_sitting_apply_from_before_to", "applies_from", "applies_to"),
            from_before_to("exam_sitting_apply_before_held", "applies_to", "held_on"),
        ]

    def __str__(self) -> str:
        return f"{self.exam.upper()} {self.held_on.isoformat()}"


class ExamFact(Sourced):
    """What is known about an exam in words."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    text_en = models.CharField(_("text in English"), max_length=300)
    text_vi = models.CharField(_("text in Vietnamese"), max_length=300)
    year = models.CharField(_("year"), max_length=20, blank=True)
    text = Localized("text")

    class Meta:
        verbose_name = _("fact about an exam")
        verbose_name_plural = _("facts about exams")

    def __str__(self) -> str:
        return self.key
