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


class Stage(TextChoices):
    """Where a worker stands on the way. Each opens its own tasks."""

    BEFORE_DEPARTURE = "before_departure", _("Before departure")
    IN_JAPAN = "in_japan", _("In Japan")
    # Says so: the return lies within about a year.
    BEFORE_RETURN = "before_return", _("Before return")
    HOME = "home", _("Back home")


class Schooling(TextChoices):
    PRIMARY = "primary", _("Primary school (class 5)")
    LOWER_SECONDARY = "lower_secondary", _("Lower secondary school (class 9)")
    UPPER_SECONDARY = "upper_secondary", _("Upper secondary school (class 12)")
    VOCATIONAL = "vocational", _("Trade school or intermediate school")
    COLLEGE = "college", _("College")
    UNIVERSITY = "university", _("University")


class Japanese(TextChoices):
    """The highest level reached: of the JLPT, or of the JFT-Basic that SSW asks for."""

    NONE = "none", _("None yet")
    BEGINNER = "beginner", _("I am learning; no test yet")
    N5 = "n5", "JLPT N5"
    N4 = "n4", "JLPT N4"
    JFT = "jft", _("JFT-Basic passed")
    N3 = "n3", "JLPT N3"
    N2 = "n2", "JLPT N2"
    N1 = "n1", "JLPT N1"
