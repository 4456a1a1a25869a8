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
