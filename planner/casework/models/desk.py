"""What belongs to a desk: views kept by name, what the agency has to offer."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from planner.casework.enums import OfferKind
from planner.reference.models import JobCategory
from planner.sharing.sections import Section


class SavedView(models.Model):
    """A filter, a search and an order of the caseload under a name. `query`: as in the address."""

    section = Section.PROFILE

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="saved_views",
        verbose_name=_("of"),
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("filter"), max_length=500)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_view_once_by_name")
        ]

    def __str__(self) -> str:
        return self.name


class AgencyOffer(models.Model):
    """A training course or an open order of the agency itself. Shown as the agency's, never scored."""

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="offers", verbose_name=_("agency")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=OfferKind.choices)
    trade = models.ForeignKey(
        JobCategory,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("trade"),
    )
    title = models.CharField(_("title"), max_length=120)
    place = models.CharField(_("place"), max_length=120, blank=True)
    begins_on = models.DateField(_("begins"), null=True, blank=True)
    places = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    words = models.CharField(_("in words"), max_length=500, blank=True)
    shown_until = models.DateField(_("shown until"))
    made_at = models.DateTimeField(_("made"))
    made_by_name = models.CharField(_("made by"), max_length=100)

    class Meta:
        verbose_name = _("the agency's own offer")
        verbose_name_plural = _("the agency's own offers")
        indexes = [
            models.Index(fields=["agency", "trade", "shown_until"], name="agency_offer_by_trade")
        ]

    def __str__(self) -> str:
        return self.title
