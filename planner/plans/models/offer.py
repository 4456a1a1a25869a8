"""The promise ledger: what was offered before the worker signed."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from planner.money.enums import CostKind, Currency
from planner.plans.enums import Housing
from planner.plans.models.owned import Owned, Version
from planner.sharing.private_files import private_storage, random_name
from planner.sharing.sections import Section


def codes(enum: Any) -> list[tuple[str, str]]:
    """Choices of a rule package's enum: its words live with the pages."""
    return [(item.value, item.value) for item in enum]


class PromisedPay(Version):
    """Pay per month as promised, in the currency promised, with the rate of that day.

    `months`: length of the contract. `basic_wage_jpy`: what fee ceilings count in.
    """

    section = Section.MONEY

    signed_on = models.DateField(_("contract date"), null=True)
    months = models.PositiveSmallIntegerField(_("contract, months"), null=True)
    currency = models.CharField(_("currency"), max_length=3, choices=codes(Currency))
    low = models.PositiveBigIntegerField(_("pay per month, from"))
    high = models.PositiveBigIntegerField(_("pay per month, to"))
    vnd_per_jpy = models.DecimalField(
        _("dong for one yen"), max_digits=9, decimal_places=4, null=True
    )
    # None: the worker typed the rate.
    rate_month = models.DateField(_("month of the rate"), null=True)
    basic_wage_jpy = models.PositiveIntegerField(_("basic wage, yen"), null=True)
    rent_jpy = models.PositiveIntegerField(_("rent, yen"), null=True)
    meals_jpy = models.PositiveIntegerField(_("meals, yen"), null=True)

    class Meta:
        verbose_name = _("promised pay")
        verbose_name_plural = _("promised pay")
        constraints = [
            models.UniqueConstraint(fields=["person", "version"], name="promised_pay_one_version"),
            models.CheckConstraint(
                condition=Q(low__gt=0, high__gte=F("low")), name="promised_pay_low_to_high"
            ),
        ]


class PromisedWork(Version):
    """Work, place and housing as promised. `hours_month` with overtime that was spoken of."""

    section = Section.WORK

    employer = models.CharField(_("employer"), max_length=120, blank=True)
    prefecture = models.CharField(_("prefecture"), max_length=2, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    duties = models.JSONField(_("duties"), default=list)
    hours_month = models.DecimalField(
        _("hours per month"), max_digits=4, decimal_places=1, null=True
    )
    housing = models.CharField(_("housing"), max_length=12, choices=Housing.choices, blank=True)
    housing_words = models.CharField(_("housing in words"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("promised work")
        verbose_name_plural = _("promised work")
        constraints = [
            models.UniqueConstraint(fields=["person", "version"], name="promised_work_one_version")
        ]


class CostSheet(Version):
    """All that is asked for before leaving, item by item."""

    section = Section.MONEY

    class Meta:
        verbose_name = _("cost sheet")
        verbose_name_plural = _("cost sheets")
        constraints = [
            models.UniqueConstraint(fields=["person", "version"], name="cost_sheet_one_version")
        ]


class CostItem(models.Model):
    section = Section.MONEY

    sheet = models.ForeignKey(CostSheet, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=16, choices=codes(CostKind))
    amount = models.PositiveBigIntegerField(_("amount"), validators=[MinValueValidator(1)])
    currency = models.CharField(_("currency"), max_length=3, choices=codes(Currency))
    words = models.CharField(_("what for"), max_length=120, blank=True)
    has_receipt = models.BooleanField(_("with a receipt"), default=False)

    class Meta:
        verbose_name = _("cost item")
        verbose_name_plural = _("cost items")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "position"], name="cost_item_one_position")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class OfferFile(Owned):
    """A photo or PDF of the offer. `kind`: its media type, found in the content."""

    section = Section.MONEY

    file = models.FileField(_("file"), storage=private_storage, upload_to=random_name)
    kind = models.CharField(_("kind"), max_length=20)
    name = models.CharField(_("name"), max_length=120)
    size = models.PositiveIntegerField(_("size, bytes"))
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("file of the offer")
        verbose_name_plural = _("files of the offer")
