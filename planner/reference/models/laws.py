"""Rules of law on fees and on pay in Japan, each with the days for which it holds."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from planner.money.enums import CostKind
from planner.reference.enums import CeilingUnit, Payer, Programme
from planner.reference.models.sourced import Localized, Sourced

# A year of basic wage is more than any ceiling has ever been.
MOST_MONTHS = 12


def from_before_to(
    name: str, first: str = "valid_from", last: str = "valid_to"
) -> models.CheckConstraint:
    """The first is not after the last; either may be open."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True})
        | Q(**{f"{last}__isnull": True})
        | Q(**{f"{first}__lte": F(last)}),
        name=name,
    )


class FeeCeiling(Sourced):
    """What somebody may be charged at most, or a rule in words when there is no amount."""

    key = models.SlugField(_("key"), max_length=60)
    programme = models.CharField(_("programme"), max_length=4, choices=Programme.choices)
    contract_years_from = models.DecimalField(
        _("contract from, years"),
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    contract_years_to = models.DecimalField(
        _("contract to, years"),
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    payer = models.CharField(_("who pays"), max_length=10, choices=Payer.choices)
    cost = models.CharField(
        _("cost that it limits"),
        max_length=16,
        blank=True,
        choices=[(item.value, item.value) for item in CostKind],
    )
    amount = models.DecimalField(
        _("amount"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    unit = models.CharField(_("unit"), max_length=24, choices=CeilingUnit.choices, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    rule_en = models.CharField(_("rule in English"), max_length=400)
    rule_vi = models.CharField(_("rule in Vietnamese"), max_length=400)
    legal_basis = models.CharField(_("legal basis"), max_length=200)
    year = models.CharField(_("year"), max_length=20, blank=True)
    rule = Localized("rule")

    class Meta:
        verbose_name = _("fee ceiling")
        verbose_name_plural = _("fee ceilings")
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="fee_ceiling_unique_start"),
            from_before_to("fee_ceiling_from_before_to"),
            from_before_to(
                "fee_ceiling_years_from_before_to", "contract_years_from", "contract_years_to"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, unit="")
                | (Q(amount__isnull=False, amount__gte=0) & ~Q(unit="")),
                name="fee_ceiling_amount_has_unit",
                violation_error_message=_("An amount needs a unit, and a unit an amount."),
            ),
            models.CheckConstraint(
                condition=~Q(unit=CeilingUnit.PERCENT) | Q(amount__lte=100),
                name="fee_ceiling_percent_0_100",
                violation_error_message=_("A percentage is from 0 to 100."),
            ),
            models.CheckConstraint(
                condition=~Q(unit=CeilingUnit.MONTHS) | Q(amount__lte=MOST_MONTHS),
                name="fee_ceiling_months_0_12",
                violation_error_message=_("A ceiling of more than 12 months of wage cannot be."),
            ),
        ]

    def __str__(self) -> str:
        return self.key


class JapanesePayRule(Sourced):
    """One row of the rules on Japanese pay: amount = base × rate / 100 + fixed sum.

    The range of the base is inclusive at both ends. `note` is for staff and not translated.
    """

    name = models.SlugField(_("name"), max_length=60)
    from_jpy = models.PositiveIntegerField(_("base from, yen"), null=True, blank=True)
    to_jpy = models.PositiveIntegerField(_("base to, yen"), null=True, blank=True)
    rate_pct = models.DecimalField(
        _("rate, percent"),
        max_digits=6,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    # A formula may take a fixed sum off: it is below zero then.
    fixed_jpy = models.IntegerField(_("fixed sum, yen"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    note = models.CharField(_("note for staff, in English"), max_length=400, blank=True)
    year = models.CharField(_("year"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("rule on Japanese pay")
        verbose_name_plural = _("rules on Japanese pay")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "from_jpy", "valid_from"], name="japanese_pay_rule_unique_start"
            ),
            from_before_to("japanese_pay_rule_from_before_to"),
            from_before_to("japanese_pay_rule_base_from_before_to", "from_jpy", "to_jpy"),
            models.CheckConstraint(
                condition=Q(rate_pct__isnull=True) | Q(rate_pct__gte=0, rate_pct__lte=100),
                name="japanese_pay_rule_rate_0_100",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.from_jpy if self.from_jpy is not None else ''}".strip()
