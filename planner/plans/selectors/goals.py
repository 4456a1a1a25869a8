"""Reads of goals and steps, as the person's own browser may show them."""

from accounts.models import User
from planner.plans.models import Goal, Step


def goals_of(person: User) -> dict[str, Goal]:
    """By kind."""
    return {row.kind: row for row in Goal.objects.of(person)}


def steps_of(person: User) -> list[Step]:
    """By month, those without one at the end."""
    rows: list[Step] = list(Step.objects.of(person).order_by("pk"))
    return sorted(rows, key=lambda row: (row.due_month is None, str(row.due_month or ""), row.pk))


def step_of(person: User, pk: int) -> Step | None:
    row: Step | None = Step.objects.of(person).filter(pk=pk).first()
    return row
