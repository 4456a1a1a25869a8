"""Closed records of a worker, for the counselor to whom they were opened. Empty where they were not."""

from planner.plans.models import DecisionSheet, Miss, Remittance, SavingsPlan
from planner.sharing.audiences import Opened


def savings_open_in(opened: Opened) -> SavingsPlan | None:
    row: SavingsPlan | None = SavingsPlan.objects.open_in(opened).first()
    return row


def remittances_open_in(opened: Opened) -> list[Remittance]:
    """By month, the oldest first."""
    return list(Remittance.objects.open_in(opened).order_by("from_month"))


def sheet_open_in(opened: Opened) -> DecisionSheet | None:
    row: DecisionSheet | None = DecisionSheet.objects.open_in(opened).first()
    return row


def misses_open_in(opened: Opened, section: str) -> list[Miss]:
    """Those that lie in this section, of benchmarks that are open too, by day."""
    rows = Miss.objects.open_in(opened).filter(section=section)
    rows = rows.filter(benchmark__section__in=opened.sections).select_related("benchmark")
    return list(rows.order_by("due_on", "pk"))
