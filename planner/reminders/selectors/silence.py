"""Who has told no month for long, found for many people at once: `silent_since` as a query."""

from datetime import date, datetime, time
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import make_aware

from planner.benchmarks.check_ins import (
    LAST_DAY_OF_FIRST_MONTH,
    due_day,
    last_month_over,
    last_silent_month,
    month_before,
)
from planner.plans.enums import Stage
from planner.plans.models import CheckIn, Plan, Profile

Rows = QuerySet[Any]


def silent(today: date) -> Rows:
    """Plans of those who are silent today, each with `newest`, the last month told before."""
    oldest = last_silent_month(today)
    told = CheckIn.objects.filter(person=OuterRef("person"), month__lt=oldest)
    newest = Subquery(told.order_by("-month").values("month")[:1])
    rows: Rows = _telling_nothing(oldest, today).annotate(newest=newest)
    return rows


def began_on(day: date, today: date) -> Rows:
    """Plans of those whose silence began on this day, the first of a month, and lasts until today."""
    oldest = month_before(day)
    before = month_before(oldest)
    told_before = CheckIn.objects.filter(person=OuterRef("person"), month=before)
    return _telling_nothing(oldest, today).filter(
        Q(arrived__gt=before.replace(day=LAST_DAY_OF_FIRST_MONTH))
        | Q(person__date_joined__gte=first_instant(oldest))
        | Exists(told_before)
    )


def first_instant(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


def _telling_nothing(oldest: date, today: date) -> Rows:
    """Plans of those in Japan who were to tell the month `oldest`, and told neither it nor one after it."""
    told = CheckIn.objects.filter(
        person=OuterRef("person"), month__range=(oldest, last_month_over(today))
    )
    home = Profile.objects.filter(person=OuterRef("person"), stage=Stage.HOME)
    rows: Rows = Plan.objects.alias(arrived=Coalesce(F("arrives_on"), F("departs_on"))).filter(
        ~Exists(told),
        ~Exists(home),
        Q(returns_on=None) | Q(returns_on__gt=today),
        arrived__lte=oldest.replace(day=LAST_DAY_OF_FIRST_MONTH),
        person__date_joined__lt=first_instant(due_day(oldest)),
        person__is_active=True,
    )
    return rows
