"""What is put aside and what for, the agreement with the family, and the sheet that helps to decide."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from planner.money.enums import Currency
from planner.plans.models.offer import codes
from planner.plans.models.owned import OfPerson, Owned
from planner.plans.models.plan import Benchmark
from planner.sharing.sections import Section


class SavingsPlan(OfPerson):
    """Savings at the end of a month, what of them is not touched, and what they are for.

    Check-ins of later months add to `savings_jpy`. `runway_months`: how long they are to last at home.
    `trade_benchmark`: the one that says that the trade is learned.
    """

    section = Section.MONEY

    savings_month = models.DateField(_("month of the savings"), null=True)
    savings_jpy = models.PositiveIntegerField(_("savings in yen"), null=True)
    savings_vnd = models.PositiveBigIntegerField(_("savings in dong"), null=True)
    emergency_vnd = models.PositiveBigIntegerField(_("emergency money, dong"), null=True)
    house_vnd = models.PositiveBigIntegerField(_("house, dong"), null=True)
    business_vnd = models.PositiveBigIntegerField(_("own business, dong"), null=True)
    runway_months = models.PositiveSmallIntegerField(_("months to last"), null=True)
    trade_benchmark = models.ForeignKey(
        Benchmark,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("benchmark of the trade"),
    )

    class Meta:
        verbose_name = _("savings plan")
        verbose_name_plural = _("savings plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(runway_months=None) | Q(runway_months__gte=1, runway_months__lte=60),
                name="savings_plan_runway_within_reason",
            )
        ]


class Remittance(Owned):
    """What was agreed with the family to send each month, from a month on. The newest that has begun holds."""

    section = Section.MONEY

    from_month = models.DateField(_("from the month"))
    amount = models.PositiveBigIntegerField(_("amount a month"))
    currency = models.CharField(_("currency"), max_length=3, choices=codes(Currency))
    agreed_with = models.CharField(_("agreed with"), max_length=120, blank=True)
    what_for = models.CharField(_("what for"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("remittance plan")
        verbose_name_plural = _("remittance plans")
        constraints = [
            models.UniqueConstraint(fields=["person", "from_month"], name="remittance_one_a_month"),
            models.CheckConstraint(
                condition=Q(currency__in=[Currency.JPY, Currency.VND]),
                name="remittance_in_yen_or_dong",
            ),
        ]


class DecisionSheet(OfPerson):
    """Stay, return or go elsewhere, in the person's own words. `words`: by row and column."""

    section = Section.DECISION

    elsewhere = models.CharField(_("where else"), max_length=60, blank=True)
    elsewhere_kept_vnd = models.PositiveBigIntegerField(_("kept there a month, dong"), null=True)
    elsewhere_cost_vnd = models.PositiveBigIntegerField(_("cost to go there, dong"), null=True)
    stay_months = models.PositiveSmallIntegerField(_("how much longer, months"), null=True)
    words = models.JSONField(_("in own words"), default=dict)

    class Meta:
        verbose_name = _("sheet to decide")
        verbose_name_plural = _("sheets to decide")
