from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from planner.reference.enums import WageArea
from planner.reference.models.places import Province, Region
from planner.reference.models.sourced import Localized, Sourced

# Below this a monthly figure in dong has lost a factor of ten or a thousand on its way here.
MONTHLY_DONG = [MinValueValidator(1_000_000)]


class NationalIndustry(Sourced):
    """Employment and monthly income of a VSIC section in the whole country."""

    vsic_section = models.CharField(_("VSIC section"), max_length=1, unique=True)
    name_en = models.CharField(_("name in English"), max_length=200)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=250)
    employed_thousand = models.DecimalField(
        _("employed, thousand"), max_digits=9, decimal_places=1, null=True, blank=True
    )
    year = models.CharField(_("year"), max_length=20, blank=True)
    income_vnd_month = models.PositiveBigIntegerField(
        _("income, dong per month"), null=True, blank=True, validators=MONTHLY_DONG
    )
    income_year = models.CharField(_("year of the income"), max_length=20, blank=True)
    name = Localized("name")

    class Meta:
        verbose_name = _("industry in the country")
        verbose_name_plural = _("industries in the country")

    def __str__(self) -> str:
        return f"{self.vsic_section} {self.name}"


class Income(Sourced):
    """Mean monthly income from the labour force survey: of the country, a region or a province."""

    kind = models.CharField(
        _("of"),
        max_length=8,
        choices=[("country", _("country")), ("region", _("region")), ("province", _("province"))],
    )
    province = models.ForeignKey(
        Province, on_delete=models.CASCADE, null=True, blank=True, verbose_name=_("province")
    )
    region = models.ForeignKey(
        Region, on_delete=models.CASCADE, null=True, blank=True, verbose_name=_("region")
    )
    who_en = models.CharField(_("whose, in English"), max_length=120)
    who_vi = models.CharField(_("whose, in Vietnamese"), max_length=120)
    period = models.CharField(_("period"), max_length=20)
    income_vnd_month = models.PositiveBigIntegerField(
        _("income, dong per month"), validators=MONTHLY_DONG
    )
    who = Localized("who")

    class Meta:
        verbose_name = _("income")
        verbose_name_plural = _("incomes")
        constraints = [
            models.UniqueConstraint(
                "kind",
                "who_en",
                "period",
                Coalesce("province", 0),
                Coalesce("region", 0),
                name="income_unique_who_place_period",
            )
        ]

    def __str__(self) -> str:
        return f"{self.who} {self.period}"


class Wage(Sourced):
    """A monthly band seen in job advertisements: a band, never a promise."""

    key = models.SlugField(_("key"), max_length=100, unique=True)
    occupation_en = models.CharField(_("occupation in English"), max_length=120)
    occupation_vi = models.CharField(_("occupation in Vietnamese"), max_length=120)
    isco08 = models.CharField(_("ISCO-08"), max_length=4)
    vsic_divisions = models.CharField(_("VSIC divisions"), max_length=120)
    province_codes = models.CharField(
        _("provinces"), max_length=60, blank=True, help_text=_("Blank: the whole country.")
    )
    place_en = models.CharField(_("place in English"), max_length=120)
    place_vi = models.CharField(_("place in Vietnamese"), max_length=120)
    low_vnd_month = models.PositiveBigIntegerField(
        _("low, dong per month"), null=True, blank=True, validators=MONTHLY_DONG
    )
    high_vnd_month = models.PositiveBigIntegerField(
        _("high, dong per month"), null=True, blank=True, validators=MONTHLY_DONG
    )
    year = models.CharField(_("year"), max_length=20, blank=True)
    note_en = models.CharField(_("note in English"), max_length=300, blank=True)
    note_vi = models.CharField(_("note in Vietnamese"), max_length=300, blank=True)
    occupation = Localized("occupation")
    place = Localized("place")
    note = Localized("note")

    class Meta:
        verbose_name = _("wage")
        verbose_name_plural = _("wages")
        constraints = [
            models.CheckConstraint(
                condition=Q(low_vnd_month__isnull=True)
                | Q(high_vnd_month__isnull=True)
                | Q(low_vnd_month__lte=F("high_vnd_month")),
                name="wage_low_not_above_high",
            )
        ]

    def __str__(self) -> str:
        return f"{self.occupation}, {self.place}"


class MinimumWage(Sourced):
    """The statutory monthly minimum, by date."""

    province = models.ForeignKey(Province, on_delete=models.CASCADE, verbose_name=_("province"))
    area = models.CharField(_("area"), max_length=10, choices=WageArea.choices)
    area_en = models.CharField(_("area in English"), max_length=120)
    area_vi = models.CharField(_("area in Vietnamese"), max_length=120)
    zone = models.CharField(_("zone"), max_length=3)
    vnd_month = models.PositiveBigIntegerField(_("dong per month"), validators=MONTHLY_DONG)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    note_en = models.CharField(_("note in English"), max_length=300, blank=True)
    note_vi = models.CharField(_("note in Vietnamese"), max_length=300, blank=True)
    area_name = Localized("area")
    note = Localized("note")

    class Meta:
        verbose_name = _("minimum wage")
        verbose_name_plural = _("minimum wages")
        constraints = [
            models.UniqueConstraint(
                fields=["province", "area", "valid_from"], name="minimum_wage_unique_start"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                name="minimum_wage_from_before_to",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_name} {self.valid_from:%Y}"
