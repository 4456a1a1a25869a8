from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Basis(TextChoices):
    """What a figure or claim rests on."""

    PUBLISHED = "published", _("published")
    DERIVED = "derived", _("calculated from published figures")
    SUM = "sum", _("sum of the former provinces")
    JUDGEMENT = "judgement", _("our judgement")
    UNSOURCED = "unsourced", _("widely known, no page found")


class ProvinceKind(TextChoices):
    FORMER = "former", _("former province")  # the 63, until 30 June 2025
    CURRENT = "current", _("province")  # the 34, since 1 July 2025


class WageArea(TextChoices):
    MAIN_CITY = "main_city", _("main city")
    REST = "rest", _("rest of the province")


class HelpKind(TextChoices):
    """What a help line is for, in the order in which a person in trouble reads."""

    EMERGENCY = "emergency", _("In danger: call now")
    WORK = "work", _("Work and pay")
    LAW = "law", _("Law, visa and papers")
    LIFE = "life", _("Daily life and worries")
    EMBASSY = "embassy", _("Embassy of Viet Nam")


class FactTopic(TextChoices):
    """What a fact about a pathway is about, in the order in which it is read."""

    WHAT = "what", _("What it is")
    CONDITIONS = "conditions", _("What you need")
    DURATION = "duration", _("How long")
    PAY = "pay", _("What it pays")
    PROTECTION = "protection", _("What protects you")
    LEADS_TO = "leads_to", _("What it leads to")
    CHANGE_2027 = "change_2027", _("What changes in 2027")


class YenPer(TextChoices):
    HOUR = "hour", _("yen an hour")
    MONTH = "month", _("yen a month")
    YEAR = "year", _("yen a year")
    THREE_YEARS = "three_years", _("yen in three years")
