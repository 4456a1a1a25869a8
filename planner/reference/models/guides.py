"""What the pages of help and of the pathways say."""

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from planner.reference.enums import FactTopic, HelpKind, YenPer
from planner.reference.models.sourced import Localized, Sourced
from planner.reference.models.trades import Pathway

PHONE = RegexValidator(r"^[0-9][0-9-]*\Z", _("Write digits and hyphens."))
PHONES = RegexValidator(
    r"^[0-9][0-9-]*(\|[0-9][0-9-]*)*\Z", _("Write digits and hyphens; several numbers as a|b.")
)


class HelpLine(Sourced):
    """Somebody in Japan to call. A blank number is not known; `check` says what may have changed."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=HelpKind.choices)
    position = models.PositiveSmallIntegerField(_("position within its kind"))
    name_en = models.CharField(_("name in English"), max_length=120)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=120)
    name_ja = models.CharField(_("name in Japanese"), max_length=120)
    phone = models.CharField(_("telephone"), max_length=20, blank=True, validators=[PHONE])
    phone_alt = models.CharField(
        _("other numbers"), max_length=60, blank=True, validators=[PHONES], help_text="a|b"
    )
    phone_alt_for_en = models.CharField(
        _("whom these are for, in English"), max_length=80, blank=True
    )
    phone_alt_for_vi = models.CharField(
        _("whom these are for, in Vietnamese"), max_length=80, blank=True
    )
    hours_en = models.CharField(_("hours in English, Japan time"), max_length=200, blank=True)
    hours_vi = models.CharField(_("hours in Vietnamese, Japan time"), max_length=200, blank=True)
    vietnamese_en = models.CharField(_("who speaks Vietnamese, in English"), max_length=200)
    vietnamese_vi = models.CharField(_("who speaks Vietnamese, in Vietnamese"), max_length=200)
    cost_en = models.CharField(_("cost in English"), max_length=120, blank=True)
    cost_vi = models.CharField(_("cost in Vietnamese"), max_length=120, blank=True)
    topics_en = models.CharField(_("what for, in English"), max_length=200)
    topics_vi = models.CharField(_("what for, in Vietnamese"), max_length=200)
    check_en = models.CharField(_("what to check, in English"), max_length=240, blank=True)
    check_vi = models.CharField(_("what to check, in Vietnamese"), max_length=240, blank=True)
    url = models.URLField(_("its own page"), max_length=200, blank=True)
    year = models.CharField(_("year"), max_length=20, blank=True)
    name = Localized("name")
    phone_alt_for = Localized("phone_alt_for")
    hours = Localized("hours")
    vietnamese = Localized("vietnamese")
    cost = Localized("cost")
    topics = Localized("topics")
    check_words = Localized("check")

    class Meta:
        verbose_name = _("help line")
        verbose_name_plural = _("help lines")

    def __str__(self) -> str:
        return str(self.name)


class PathwayFact(Sourced):
    """One plain sentence about a pathway, with the sum it speaks of, if any."""

    pathway = models.ForeignKey(
        Pathway, on_delete=models.CASCADE, related_name="facts", verbose_name=_("pathway")
    )
    topic = models.CharField(_("topic"), max_length=12, choices=FactTopic.choices)
    position = models.PositiveSmallIntegerField(_("position"))
    text_en = models.CharField(_("text in English"), max_length=400)
    text_vi = models.CharField(_("text in Vietnamese"), max_length=400)
    amount_jpy = models.PositiveIntegerField(
        _("amount, yen"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    amount_to_jpy = models.PositiveIntegerField(
        _("amount up to, yen"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    unit = models.CharField(_("unit"), max_length=12, choices=YenPer.choices, blank=True)
    year = models.CharField(_("year"), max_length=20)
    text = Localized("text")

    class Meta:
        verbose_name = _("fact about a pathway")
        verbose_name_plural = _("facts about pathways")
        constraints = [
            models.UniqueConstraint(
                fields=["pathway", "topic", "position"],
                name="pathway_fact_unique_pathway_topic_position",
            ),
            models.CheckConstraint(
                condition=Q(amount_jpy__isnull=True, unit="")
                | (Q(amount_jpy__isnull=False) & ~Q(unit="")),
                name="pathway_fact_amount_has_unit",
                violation_error_message=_("An amount needs a unit, and a unit an amount."),
            ),
            models.CheckConstraint(
                condition=Q(amount_to_jpy__isnull=True)
                | Q(amount_jpy__isnull=False, amount_to_jpy__gt=F("amount_jpy")),
                name="pathway_fact_amount_below_upper",
                violation_error_message=_("The upper amount is more than the lower one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pathway}: {self.text}"
