from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from planner.matching.enums import Wish as WishCode
from planner.plans.enums import FamilyHope
from planner.reference.models import JobCategory, Province
from planner.sharing.sections import Section

if TYPE_CHECKING:
    from accounts.models import User

# More than this is no family farm but a slip of the unit. Square metres: 100 hectares.
MOST_LAND_M2 = 1_000_000


class PersonQuerySet(models.QuerySet["models.Model"]):
    def visible_to(self, person: "User") -> "PersonQuerySet":
        """Deny by default: so far a person sees only what is the person's own."""
        return self.filter(person=person)


class OfPerson(models.Model):
    """One row per person."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, verbose_name=_("person")
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.person_id}"


class Home(OfPerson):
    """Where home is and what the family has. `assets` None = not told, empty = told: nothing."""

    section = Section.PROFILE

    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("province")
    )
    former_province = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("former province"),
    )
    assets = models.JSONField(_("what the family has"), null=True)
    land_m2 = models.PositiveIntegerField(_("farmland, m²"), null=True)

    class Meta:
        verbose_name = _("home")
        verbose_name_plural = _("homes")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(land_m2__isnull=True) | models.Q(land_m2__lte=MOST_LAND_M2),
                name="home_land_within_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(former_province__isnull=True) | models.Q(province__isnull=False),
                name="home_former_has_province",
            ),
        ]


class CareDuties(OfPerson):
    """Who must be cared for at home. Empty = told: nobody."""

    section = Section.WELL_BEING

    duties = models.JSONField(_("to be cared for"))

    class Meta:
        verbose_name = _("care duties")
        verbose_name_plural = _("care duties")


class Wish(OfPerson):
    """The worker's own wish, and the family's hope beside it."""

    section = Section.PLAN

    wish = models.CharField(
        _("wish"),
        max_length=24,
        blank=True,
        choices=[(item.value, item.value) for item in WishCode],
    )
    wish_words = models.CharField(_("in own words"), max_length=300, blank=True)
    family_hope = models.CharField(
        _("the family's hope"), max_length=12, blank=True, choices=FamilyHope.choices
    )
    family_words = models.CharField(_("in the family's words"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")


class SelfRating(OfPerson):
    """Answers 0–2 by statement; a statement that was left out is absent."""

    section = Section.PROFILE

    ratings = models.JSONField(_("ratings"), default=dict)

    class Meta:
        verbose_name = _("self-rating")
        verbose_name_plural = _("self-ratings")


class Profile(OfPerson):
    """Whether the person is in Japan already, in which trade, and which questions were left out."""

    section = Section.PROFILE

    skipped = models.JSONField(_("questions left out"), null=True)
    is_in_japan = models.BooleanField(_("in Japan"), null=True)
    trade = models.ForeignKey(
        JobCategory, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("trade")
    )

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
