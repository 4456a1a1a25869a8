"""A month in Japan as it was told: one check-in, with a part for each section."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from planner.plans.enums import Mood
from planner.plans.models.owned import InSection, Owned
from planner.sharing.sections import Section


class CheckIn(Owned):
    """That a month was told, and when. What was told lies in its parts."""

    section = Section.BENCHMARKS

    month = models.DateField(_("month"))  # its first day
    told_at = models.DateTimeField(_("told"))

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        constraints = [
            models.UniqueConstraint(fields=["person", "month"], name="check_in_once_a_month")
        ]


class MonthMoney(Owned):
    """Pay and where it went. None = not told, 0 = nothing. `vnd_per_jpy`: received for what was sent."""

    section = Section.MONEY

    check_in = models.OneToOneField(CheckIn, on_delete=models.CASCADE, related_name="money")
    gross_jpy = models.PositiveIntegerField(_("pay before anything comes off, yen"), null=True)
    net_jpy = models.PositiveIntegerField(_("pay that came, yen"), null=True)
    sent_jpy = models.PositiveIntegerField(_("sent home, yen"), null=True)
    vnd_per_jpy = models.DecimalField(
        _("dong for one yen"), max_digits=9, decimal_places=4, null=True
    )
    saved_jpy = models.PositiveIntegerField(_("saved, yen"), null=True)
    debt_paid_vnd = models.PositiveBigIntegerField(_("debt paid, dong"), null=True)

    class Meta:
        verbose_name = _("money of a month")
        verbose_name_plural = _("money of months")
        constraints = [
            models.CheckConstraint(
                condition=Q(gross_jpy=None) | Q(net_jpy=None) | Q(net_jpy__lte=F("gross_jpy")),
                name="month_money_net_within_gross",
            )
        ]


class MonthWork(InSection):
    """What was really done. `duties`: those of the contract; `other`: in own words. Kept closed, it is well-being."""

    check_in = models.OneToOneField(CheckIn, on_delete=models.CASCADE, related_name="work")
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1, null=True)
    duties = models.JSONField(_("duties of the contract"), default=list)
    other = models.JSONField(_("other work"), default=list)

    class Meta:
        verbose_name = _("work of a month")
        verbose_name_plural = _("work of months")
        constraints = [
            models.CheckConstraint(
                condition=Q(section__in=[Section.WORK, Section.WELL_BEING]),
                name="month_work_shared_or_closed",
            )
        ]


class MonthFeeling(Owned):
    """How it goes."""

    section = Section.WELL_BEING

    check_in = models.OneToOneField(CheckIn, on_delete=models.CASCADE, related_name="feeling")
    mood = models.CharField(_("how it goes"), max_length=12, choices=Mood.choices, blank=True)
    words = models.CharField(_("in own words"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("how a month went")
        verbose_name_plural = _("how months went")
