"""Reads of the changes of status on the way, as the person's own browser may show them."""

from django.db.models import F

from accounts.models import User
from planner.plans.models import StatusChange


def status_changes_of(person: User) -> list[StatusChange]:
    """Newest first. The newest holds, as long as the plan's way is still the one it led to."""
    return list(StatusChange.objects.of(person).select_related("trade").order_by("-pk"))


def trade_changed_to(person: User) -> str:
    """The code of the trade of the newest change; "" without one, or if another way was chosen since."""
    rows = StatusChange.objects.of(person).annotate(route_now=F("person__plan__route"))
    newest = rows.order_by("-pk").values_list("trade__code", "to_route", "route_now").first()
    if newest is None or newest[1] != newest[2]:
        return ""
    return newest[0] or ""
