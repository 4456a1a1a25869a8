from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """Who stands to a worker in which way."""

    OWNER = "owner", _("you")
    COUNSELOR = "counselor", _("your counselor")
    SUPERVISOR = "supervisor", _("your agency's supervisor")
    STAFF = "staff", _("programme staff")
    FAMILY = "family", _("your family")
    AGGREGATE = "aggregate", _("statistics")


class Look(TextChoices):
    """What a reader opened."""

    PERSON = "person", _("your page")
    LIST = "list", _("a list")  # one row for the whole list: the filter, and how many were on it


class Purpose(TextChoices):
    """What somebody says yes to. Each is asked alone, and no is the default."""

    OPEN_MONEY = "open_money", _("My counselor sees my money")
    OPEN_WELL_BEING = "open_well_being", _("My counselor sees how I am")
    OPEN_DECISION = "open_decision", _("My counselor sees whether I stay or return")
    STATISTICS = "statistics", _("I count in statistics")
