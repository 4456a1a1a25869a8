"""Wages and insurance of Japan's prefectures, exchange rates, pension lump sums, and amounts to compare with."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from planner.reference.enums import AmountPlace, AmountTopic, AmountUnit, RateSeries
from planner.reference.models.laws import from_before_to
from planner.reference.models.sourced import Localized, Sourced

# Eight years, the most that a reform has announced, come to 8.8 months of pay.
MOST_MULTIPLIER = 20


def first_of_month(day: date) -> None:
    if day.day != 1:
        raise ValidationError(_("Write the first day of the month."))


def plausible_rate(rate: Decimal) -> None:
    """Whatever the yen does, one has never cost less than 20 or more than 2,000 dong."""
    if not 20 <= rate <= 2000:
        raise ValidationError(
            _(
                "Write the dong for one yen, like 174.26. This looks like the rate for 100 yen, "
                "or has a factor of ten too many or too few."
            )
        )


class Prefecture(Sourced):
    """A prefecture of Japan, with the rate of its health insurance, employer's half included."""

    code = models.CharField(_("code"), max_length=2, unique=True)
    name_ja = models.CharField(_("name in Japanese"), max_length=20)
    name_en = models.CharField(_("name in English"), max_length=40)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=40)
    health_total_pct = models.DecimalField(
        _("health insurance, percent, both halves"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    health_year = models.CharField(_("fiscal year of the health insurance"), max_length=20)
    name = Localized("name")

    class Meta:
        verbose_name = _("prefecture of Japan")
        verbose_name_plural = _("prefectures of Japan")
        constraints = [
            models.CheckConstraint(
                condition=Q(health_total_pct__gte=0, health_total_pct__lte=100),
                name="prefecture_health_0_100",
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class PrefectureWage(Sourced):
    """The minimum wage of a prefecture in a fiscal year. A blank day was not found."""

    prefecture = models.ForeignKey(
        Prefecture, on_delete=models.CASCADE, related_name="wages", verbose_name=_("prefecture")
    )
    fiscal_year = models.PositiveSmallIntegerField(
        _("fiscal year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    jpy_hour = models.PositiveIntegerField(
        _("yen an hour"), validators=[MinValueValidator(500), MaxValueValidator(5000)]
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    note_en = models.CharField(_("note in English"), max_length=200, blank=True)
    note_vi = models.CharField(_("note in Vietnamese"), max_length=200, blank=True)
    note = Localized("note")

    class Meta:
        verbose_name = _("minimum wage of a prefecture")
        verbose_name_plural = _("minimum wages of prefectures")
        constraints = [
            models.UniqueConstraint(
                fields=["prefecture", "fiscal_year"], name="prefecture_wage_unique_year"
            ),
            models.CheckConstraint(
                condition=Q(jpy_hour__gte=500, jpy_hour__lte=5000),
                name="prefecture_wage_500_5000",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefecture} {self.fiscal_year}"


class ExchangeRate(Sourced):
    """Dong for one yen in a month."""

    month = models.DateField(
        _("month"), validators=[first_of_month], help_text=_("The first day of the month.")
    )
    series = models.CharField(_("series"), max_length=16, choices=RateSeries.choices)
    vnd_per_jpy = models.DecimalField(
        _("dong for one yen"),
        max_digits=8,
        decimal_places=2,
        validators=[plausible_rate],
    )
    is_partial = models.BooleanField(
        _("part of the month only"), default=False, help_text=_("The month was not over.")
    )
    year = models.CharField(_("year"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "month"], name="exchange_rate_unique_series_month"
            ),
            models.CheckConstraint(
                condition=Q(vnd_per_jpy__gte=20, vnd_per_jpy__lte=2000),
                name="exchange_rate_20_2000",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.get_series_display()}"


class PensionMultiplier(Sourced):
    """What the pension pays back on leaving Japan: mean standard pay × multiplier, by months of cover.

    The range of months is inclusive at both ends, a blank end is open. `valid_from`, `valid_to`: of the last month of cover.
    """

    months_from = models.PositiveSmallIntegerField(_("months of cover from"))
    months_to = models.PositiveSmallIntegerField(
        _("months of cover to"), null=True, blank=True, help_text=_("Blank: and more.")
    )
    multiplier = models.DecimalField(
        _("multiplier"),
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_MULTIPLIER)],
        help_text=_("Months of pay."),
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    note_en = models.CharField(_("note in English"), max_length=200, blank=True)
    note_vi = models.CharField(_("note in Vietnamese"), max_length=200, blank=True)
    year = models.CharField(_("year"), max_length=20, blank=True)
    note = Localized("note")

    class Meta:
        verbose_name = _("multiplier of the pension lump sum")
        verbose_name_plural = _("multipliers of the pension lump sum")
        constraints = [
            models.UniqueConstraint(
                fields=["months_from", "valid_from"], name="pension_multiplier_unique_start"
            ),
            from_before_to("pension_multiplier_from_before_to"),
            from_before_to("pension_multiplier_months_from_before_to", "months_from", "months_to"),
            models.CheckConstraint(
                condition=Q(multiplier__gte=0, multiplier__lte=MOST_MULTIPLIER),
                name="pension_multiplier_0_20",
            ),
        ]

    def __str__(self) -> str:
        months = (
            f"{self.months_from}+"
            if self.months_to is None
            else (f"{self.months_from}–{self.months_to}")
        )
        return f"{months} × {self.multiplier}"


class ReferenceAmount(Sourced):
    """A sum that others pay, earn or spend: to compare with, never a promise."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    place = models.CharField(_("place"), max_length=8, choices=AmountPlace.choices)
    topic = models.CharField(_("topic"), max_length=12, choices=AmountTopic.choices)
    what_en = models.CharField(_("what, in English"), max_length=160)
    what_vi = models.CharField(_("what, in Vietnamese"), max_length=160)
    low = models.PositiveBigIntegerField(_("low"))
    high = models.PositiveBigIntegerField(_("high"))
    unit = models.CharField(_("unit"), max_length=16, choices=AmountUnit.choices)
    note_en = models.CharField(_("note in English"), max_length=200, blank=True)
    note_vi = models.CharField(_("note in Vietnamese"), max_length=200, blank=True)
    year = models.CharField(_("year"), max_length=20, blank=True)
    what = Localized("what")
    note = Localized("note")

    class Meta:
        verbose_name = _("amount to compare with")
        verbose_name_plural = _("amounts to compare with")
        constraints = [
            models.CheckConstraint(
                condition=Q(low__lte=F("high")), name="reference_amount_low_not_above_high"
            ),
            models.CheckConstraint(
                condition=~Q(unit=AmountUnit.PERCENT) | Q(high__lte=100),
                name="reference_amount_percent_0_100",
                violation_error_message=_("A percentage is from 0 to 100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.year}".strip()
