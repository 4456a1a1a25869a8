from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from accounts.names import search_key
from planner.matching.enums import Sector, Strength
from planner.reference.enums import ProvinceKind
from planner.reference.models.sourced import Localized, ReferenceRow, Sourced

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


def percent_field(name: StrOrPromise) -> "models.DecimalField[float | None, float | None]":
    return models.DecimalField(
        name, max_digits=5, decimal_places=2, null=True, blank=True, validators=PERCENT
    )


class Region(ReferenceRow):
    code = models.CharField(_("code"), max_length=2, unique=True)
    name_en = models.CharField(_("name in English"), max_length=80)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=80)
    name = Localized("name")

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self) -> str:
        return str(self.name)


class ProvinceQuerySet(models.QuerySet["Province"]):
    def former(self) -> "ProvinceQuerySet":
        return self.filter(kind=ProvinceKind.FORMER)

    def current(self) -> "ProvinceQuerySet":
        return self.filter(kind=ProvinceKind.CURRENT)


class Province(Sourced):
    """One of the 63 former provinces, or one of the 34 of today."""

    kind = models.CharField(_("kind"), max_length=8, choices=ProvinceKind.choices)
    code = models.CharField(_("code"), max_length=2)
    name = models.CharField(_("name"), max_length=40)
    search_name = models.CharField(max_length=40, editable=False)
    type_en = models.CharField(_("type in English"), max_length=40)
    type_vi = models.CharField(_("type in Vietnamese"), max_length=40)
    now = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="formers",
        verbose_name=_("province today"),
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, verbose_name=_("region"))
    year = models.CharField(_("year"), max_length=20, blank=True)

    objects = ProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="province_unique_kind_code"),
            models.CheckConstraint(
                condition=models.Q(kind=ProvinceKind.FORMER, now__isnull=False)
                | models.Q(kind=ProvinceKind.CURRENT, now__isnull=True),
                name="province_former_has_now",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_kind_display()})"

    def fill(self) -> None:
        self.search_name = search_key(self.name)


class Industry(ReferenceRow):
    """A VSIC 2018 division."""

    vsic_division = models.CharField(_("VSIC division"), max_length=2, unique=True)
    section = models.CharField(_("VSIC section"), max_length=1)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=120)
    sector = models.CharField(
        _("sector"), max_length=24, choices=[(sector.value, sector.value) for sector in Sector]
    )
    name = Localized("name")

    class Meta:
        verbose_name = _("industry")
        verbose_name_plural = _("industries")

    def __str__(self) -> str:
        return f"{self.vsic_division} {self.name}"


class SectorStructure(Sourced):
    """Parts of a province's value added by sector, percent, and its growth."""

    province = models.OneToOneField(Province, on_delete=models.CASCADE, verbose_name=_("province"))
    year = models.CharField(_("year"), max_length=20, blank=True)
    agriculture_pct = percent_field(_("agriculture, %"))
    industry_pct = percent_field(_("industry and construction, %"))
    services_pct = percent_field(_("services, %"))
    product_tax_pct = percent_field(_("product tax, %"))
    growth_pct = models.DecimalField(
        _("growth, %"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(-50), MaxValueValidator(50)],
    )
    growth_year = models.CharField(_("year of growth"), max_length=20, blank=True)
    growth_source = models.CharField(_("source of growth"), max_length=200, blank=True)
    growth_source_url = models.URLField(_("address of growth"), max_length=600, blank=True)
    note_en = models.CharField(_("note in English"), max_length=300, blank=True)
    note_vi = models.CharField(_("note in Vietnamese"), max_length=300, blank=True)
    note = Localized("note")

    class Meta:
        verbose_name = _("sector structure")
        verbose_name_plural = _("sector structures")

    def __str__(self) -> str:
        return f"{self.province} {self.year}"


class Activity(Sourced):
    """What a former province is known for. Leading or notable is a judgement."""

    province = models.ForeignKey(Province, on_delete=models.CASCADE, verbose_name=_("province"))
    industry = models.ForeignKey(Industry, on_delete=models.PROTECT, verbose_name=_("industry"))
    strength = models.CharField(
        _("how strong"), max_length=8, choices=[(item.value, item.value) for item in Strength]
    )
    note_en = models.CharField(_("note in English"), max_length=400)
    note_vi = models.CharField(_("note in Vietnamese"), max_length=400)
    note = Localized("note")

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.UniqueConstraint(
                fields=["province", "industry"], name="activity_unique_province_industry"
            )
        ]

    def __str__(self) -> str:
        return f"{self.province}: {self.industry}"


class Indicator(ReferenceRow):
    key = models.CharField(_("key"), max_length=60, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=120)
    unit_en = models.CharField(_("unit in English"), max_length=80)
    unit_vi = models.CharField(_("unit in Vietnamese"), max_length=80)
    name = Localized("name")
    unit = Localized("unit")

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    def __str__(self) -> str:
        return str(self.name)


class Statistic(Sourced):
    province = models.ForeignKey(Province, on_delete=models.CASCADE, verbose_name=_("province"))
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, verbose_name=_("indicator"))
    year = models.CharField(_("year"), max_length=20)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=3)

    class Meta:
        verbose_name = _("statistic")
        verbose_name_plural = _("statistics")
        constraints = [
            models.UniqueConstraint(
                fields=["province", "indicator", "year"],
                name="statistic_unique_province_indicator_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.province}: {self.indicator} {self.year}"
