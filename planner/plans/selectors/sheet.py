from accounts.models import User
from planner.plans.models import DecisionSheet


def sheet_of(person: User) -> DecisionSheet | None:
    """As the person's own browser may show it."""
    row: DecisionSheet | None = DecisionSheet.objects.of(person).first()
    return row
