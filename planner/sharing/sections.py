"""Sections of what is known of a person, and the section of every model that is not ours to mark.

A model of ours that holds a person's data says so itself: `section = Section.PROFILE`.
"""

from enum import Enum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Section(TextChoices):
    PROFILE = "profile", _("profile")
    PLAN = "plan", _("plan")
    BENCHMARKS = "benchmarks", _("benchmarks")
    WORK = "work", _("work")
    MONEY = "money", _("money")  # closed to others unless the worker opens it
    WELL_BEING = "well_being", _("well-being")  # closed: health limits and care duties too
    DECISION = "decision", _("decision")  # closed: to stay or to return


class NotPersonal(Enum):
    """Why a model needs no section."""

    REFERENCE = "says nothing of a person"
    MACHINERY = "keeps the system running and names nobody"


# A session may hold a visitor's answers of any section, so it counts as the most closed one among them.
SECTION_OF_OTHERS: dict[str, Section | NotPersonal] = {
    "accounts.Agency": NotPersonal.REFERENCE,
    "accounts.Announcement": NotPersonal.REFERENCE,
    "accounts.ApiKey": Section.PROFILE,
    "accounts.Invitation": Section.PROFILE,
    "accounts.NumberReset": Section.PROFILE,
    "accounts.User": Section.PROFILE,
    "account.EmailAddress": Section.PROFILE,
    "account.EmailConfirmation": Section.PROFILE,
    "admin.LogEntry": Section.PROFILE,
    "auth.Group": NotPersonal.MACHINERY,
    "auth.Permission": NotPersonal.MACHINERY,
    "contenttypes.ContentType": NotPersonal.MACHINERY,
    "mfa.Authenticator": Section.PROFILE,
    "casework.AgencyOffer": NotPersonal.REFERENCE,
    "plans.RulesKept": NotPersonal.REFERENCE,
    "reminders.WebhookCall": Section.PROFILE,
    "reminders.WebhookEndpoint": NotPersonal.REFERENCE,
    "sessions.Session": Section.WELL_BEING,
    "usersessions.UserSession": Section.PROFILE,
}
