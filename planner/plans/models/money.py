from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from planner.money.enums import Interest, Lender
from planner.plans.models.offer import codes
from planner.plans.models.owned import OfPerson, Owned
from planner.sharing.sections import Section


class Debt(Owned):
    """Who lends, how much, at what interest, and what is paid back per month."""

    section = Section.MONEY

    lender = models.CharField(_("lender"), max_length=20, choices=codes(Lender))
    lender_words = models.CharField(_("lender in words"), max_length=120, blank=True)
    amount_vnd = models.PositiveBigIntegerField(_("amount, dong"))
    interest = models.CharField(_("interest"), max_length=16, choices=codes(Interest))
    rate_pct = models.DecimalField(_("rate, percent"), max_digits=5, decimal_places=2, default=0)
    payment_vnd = models.PositiveBigIntegerField(_("payment per month, dong"))
    # Its first day: nobody knows the day of a payment that far ahead.
    first_payment_on = models.DateField(_("month of the first payment"))

    class Meta:
        verbose_name = _("debt")
        verbose_name_plural = _("debts")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_vnd__gt=0, payment_vnd__gt=0), name="debt_amounts_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(rate_pct__gte=0, rate_pct__lte=100), name="debt_rate_within_reason"
            ),
        ]


class MoneyBasis(OfPerson):
    """What the sums rest on beside the promise: the rate received, the home to compare with."""

    section = Section.MONEY

    vnd_per_jpy = models.DecimalField(
        _("dong for one yen"), max_digits=9, decimal_places=4, null=True
    )
    rate_month = models.DateField(_("month of the rate"), null=True)
    dependants = models.PositiveSmallIntegerField(_("dependants"), null=True)
    home_wage_vnd = models.PositiveBigIntegerField(_("pay at home, dong"), null=True)
    home_living_vnd = models.PositiveBigIntegerField(_("living at home, dong"), null=True)
    has_rent_at_home = models.BooleanField(_("pays rent at home"), null=True)

    class Meta:
        verbose_name = _("basis of the sums")
        verbose_name_plural = _("bases of the sums")


class PayYear(Owned):
    """A year of the stay. What is typed stands beside what is worked out. `lines`: yen by code of the line."""

    section = Section.MONEY

    year = models.PositiveSmallIntegerField(_("year of the stay"))
    gross_jpy = models.PositiveIntegerField(_("pay per month, yen"), null=True)
    lines = models.JSONField(_("lines of the payslip"), default=dict)
    living_low_jpy = models.PositiveIntegerField(_("living, from, yen"), null=True)
    living_high_jpy = models.PositiveIntegerField(_("living, to, yen"), null=True)
    vnd_per_jpy = models.DecimalField(
        _("dong for one yen"), max_digits=9, decimal_places=4, null=True
    )

    class Meta:
        verbose_name = _("year of pay")
        verbose_name_plural = _("years of pay")
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="pay_year_once"),
            models.CheckConstraint(
                condition=Q(year__gte=1, year__lte=10), name="pay_year_within_reason"
            ),
        ]
