from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CareFor(TextChoices):
    """Who must be cared for at home."""

    PARENTS = "parents", _("Parents or grandparents")
    CHILDREN = "children", _("Small children")
    SICK = "sick", _("Somebody who is ill or disabled")


class FamilyHope(TextChoices):
    """What the family hopes for. Kept beside the worker's own wish, never scored."""

    MONEY = "money", _("Money for debts, school or daily life")
    HOUSE = "house", _("A house")
    BUSINESS = "business", _("A family business")
    TRADE = "trade", _("That I learn a good trade")
    COME_HOME = "come_home", _("That I come home soon")
    STAY_LONG = "stay_long", _("That I stay in Japan for long")
    NOT_TALKED = "not_talked", _("We have not talked about it")
