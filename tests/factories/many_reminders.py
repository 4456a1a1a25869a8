"""Many people with something due, written by the database itself: half a million in seconds, on both databases.

Each call makes a group with a label; its people are named by it, and can be found by it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

from accounts.enums import Role
from accounts.models import User
from planner.benchmarks.enums import Group, Route
from planner.plans.models import Benchmark, Plan
from planner.reminders.enums import Channel, Source
from planner.reminders.models import Address, ReminderRule, ReminderSettings, RuleText
from planner.sharing.sections import Section

LONG_AGO = timedelta(days=400)


@dataclass(frozen=True)
class Many:
    """A group: its label, and the benchmarks that each of them has."""

    label: str
    count: int

    @property
    def people(self) -> "QuerySet[User]":
        return User.objects.filter(name=self.label)

    def emails(self) -> set[str]:
        return {f"{self.label}-{number}@example.com" for number in range(1, self.count + 1)}

    @property
    def benchmarks(self) -> "QuerySet[Any]":
        return Benchmark.objects.filter(person__name=self.label)


def many_workers(
    count: int,
    label: str,
    *,
    now: datetime,
    joined_at: datetime | None = None,
    language: str = "vi",
) -> Many:
    """Workers called `label`, `label-1@example.com` and so on. In small letters; they cannot sign in."""
    insert(
        User,
        {
            "email": Sql("%s || '-' || n || '@example.com'", label),
            "name": label,
            "password": "!",
            "role": Role.WORKER,
            "language": language,
            "date_joined": joined_at or now - LONG_AGO,
        },
        source=(
            "(WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers"
            " WHERE n < %s) SELECT n FROM numbers) AS numbers"
        ),
        given=(count,),
    )
    return Many(label, count)


def with_addresses(many: Many, *, now: datetime, is_verified: bool = True) -> None:
    """An e-mail address each: the one of the account."""
    _for_each(
        many,
        Address,
        {
            "channel": Channel.EMAIL,
            "value": Sql("email"),
            "added_at": now - LONG_AGO,
            "verified_at": now - LONG_AGO if is_verified else None,
        },
    )


def with_settings(
    many: Many,
    *,
    at: time,
    quiet: tuple[time, time] = (time(0), time(0)),
    zone: str = "",
    daily_cap: int = 3,
) -> None:
    """`quiet` from = to: no quiet hours."""
    _for_each(
        many,
        ReminderSettings,
        {
            "at": at,
            "quiet_from": quiet[0],
            "quiet_to": quiet[1],
            "time_zone": zone,
            "daily_cap": daily_cap,
        },
    )


def with_plans(many: Many, *, departs_on: date, returns_on: date | None = None) -> None:
    _for_each(
        many,
        Plan,
        {"route": Route.TITP_HOME.value, "departs_on": departs_on, "returns_on": returns_on},
    )


def with_benchmarks(
    many: Many,
    days: Sequence[date],
    *,
    each: int = 1,
    added_at: datetime,
    template_key: str = "passport",
) -> None:
    """`each` of them per person, on these days in turn through all people."""
    days_table = ", ".join(["(%s, %s)"] * len(days))
    numbered = [value for number, day in enumerate(days) for value in (number, day.isoformat())]
    day = "CAST(day AS date)" if connection.vendor == "postgresql" else "day"
    insert(
        Benchmark,
        {
            "person_id": Sql("person"),
            "section": Section.PLAN,
            "key": Sql("%s || which", f"{template_key}:"),
            "template_key": template_key,
            "group": Group.BEFORE.value,
            "title_en": "A day",
            "title_vi": "Một ngày",
            "due_on": Sql(day),
            "added_at": added_at,
        },
        source=(
            # The names in it are our own.
            "(WITH RECURSIVE of_one(which) AS"  # noqa: S608
            " (SELECT 0 UNION ALL SELECT which + 1 FROM of_one WHERE which + 1 < %s),"
            f" days(number, day) AS (VALUES {days_table})"
            " SELECT id AS person, which, day FROM accounts_user, of_one, days"
            " WHERE name = %s AND days.number = (id * %s + which) %% %s) AS wanted"
        ),
        given=(each, *numbered, many.label, each, len(days)),
    )


def rule_for_benchmarks(
    *,
    now: datetime,
    key: str = "on-the-day",
    days: int = 0,
    expires_after_hours: int = 24,
    template_key: str = "",
    body: str = "{day}",
    source: str = Source.BENCHMARK,
    holds_from: datetime | None = None,
) -> ReminderRule:
    """A first version, in force for long."""
    rule = ReminderRule.objects.create(
        key=key,
        version=1,
        source=source,
        days=days,
        template_key=template_key,
        expires_after_hours=expires_after_hours,
        holds_from=holds_from or now - 10 * LONG_AGO,
        made_at=now - 10 * LONG_AGO,
    )
    for language in ("vi", "en"):
        RuleText.objects.create(
            rule=rule, language=language, subject="Lối Về", body=body, short="{day}"
        )
    return rule


@dataclass(frozen=True, init=False)
class Sql:
    """Not a value: how the database makes it out of a row of the source."""

    text: str
    given: tuple[Any, ...]

    def __init__(self, text: str, *given: Any) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "given", given)


def insert(
    model: type[Model], values: Mapping[str, Any], *, source: str, given: Sequence[Any] = ()
) -> None:
    """A row for each row of `source`. Columns that are not named get the default of their field."""
    columns: list[str] = []
    made: list[str] = []
    parameters: list[Any] = []
    for field in model._meta.concrete_fields:
        if field.primary_key:
            continue
        value = values.get(field.attname, _DEFAULT)
        columns.append(connection.ops.quote_name(str(field.column)))
        if isinstance(value, Sql):
            made.append(value.text)
            parameters += value.given
        else:
            made.append("%s")
            plain = field.get_default() if value is _DEFAULT else value
            parameters.append(field.get_db_prep_save(plain, connection))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({', '.join(columns)})"  # noqa: S608 - names of our own
            f" SELECT {', '.join(made)} FROM {source}",
            [*parameters, *given],
        )


_DEFAULT = object()


def _for_each(many: Many, model: type[Model], values: Mapping[str, Any]) -> None:
    insert(
        model,
        {"person_id": Sql("id"), **values},
        source="(SELECT id, email FROM accounts_user WHERE name = %s) AS people",
        given=(many.label,),
    )
