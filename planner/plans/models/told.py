from django.db import models
from django.utils.translation import gettext_lazy as _

from planner.matching.enums import Wish as WishCode
from planner.plans.enums import FamilyHope, Japanese, Schooling, Sex, Stage
from planner.plans.models.owned import OfPerson
from planner.reference.models import JobCategory, Province
from planner.sharing.sections import Section

# More than this is no family farm but a slip of the unit. Square metres: 100 hectares.
MOST_LAND_M2 = 1_000_000
# Nobody born earlier goes to Japan to work.
FIRST_BIRTH_YEAR = 1940


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
    """Where the person stands and what helps to find work. `trade`: the one worked in in Japan."""

    section = Section.PROFILE

    skipped = models.JSONField(_("questions left out"), null=True)
    stage = models.CharField(_("stage"), max_length=16, blank=True, choices=Stage.choices)
    trade = models.ForeignKey(
        JobCategory, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("trade")
    )
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True)
    sex = models.CharField(_("sex"), max_length=8, blank=True, choices=Sex.choices)
    schooling = models.CharField(
        _("schooling"), max_length=16, blank=True, choices=Schooling.choices
    )
    japanese = models.CharField(_("Japanese"), max_length=8, blank=True, choices=Japanese.choices)
    # Keys of trade groups; None = not told, empty = told: none of them.
    experience = models.JSONField(_("work so far"), null=True)
    work_words = models.CharField(_("work in own words"), max_length=300, blank=True)
    # The first day of the month: nobody knows the day of the flight this early.
    departure_month = models.DateField(_("month of departure"), null=True)
    pathway = models.CharField(_("pathway"), max_length=4, blank=True)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(birth_year=None) | models.Q(birth_year__gte=FIRST_BIRTH_YEAR),
                name="profile_birth_year_within_reason",
            ),
        ]


class HealthLimits(OfPerson):
    """What the body does not stand at work. Empty = told: nothing."""

    section = Section.WELL_BEING

    limits = models.JSONField(_("health limits"))
    words = models.CharField(_("in own words"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("health limits")
        verbose_name_plural = _("health limits")
