from django.db.models import QuerySet

from accounts.models import User
from planner.casework.models import SavedView


def views_of(owner: User) -> QuerySet[SavedView]:
    """Views of the caseload that this person keeps, by name."""
    return SavedView.objects.filter(owner=owner).order_by("name", "pk")
