"""What reminders need: addresses, settings, rules, rows of the outbox."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from accounts.enums import Language
from accounts.models import User
from planner.benchmarks.enums import Group
from planner.plans.models import Benchmark
from planner.reminders.enums import Channel, Source, State
from planner.reminders.models import Address, Outgoing, ReminderRule, ReminderSettings, RuleText
from planner.sharing.sections import Section

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


def address(
    person: User, value: str = "", *, channel: Channel = Channel.EMAIL, **columns: Any
) -> Address:
    """Verified, unless it is said otherwise."""
    given = {"added_at": LONG_AGO, "verified_at": LONG_AGO, **columns}
    return Address.objects.create(
        person=person, channel=channel, value=value or f"post-{person.pk}@example.com", **given
    )


def wanted(person: User, **columns: Any) -> ReminderSettings:
    """How somebody wants reminders."""
    return ReminderSettings.objects.update_or_create(person=person, defaults=columns)[0]


def rule(key: str) -> ReminderRule:
    """The current version of one that the product comes with, or of one that a test made."""
    return ReminderRule.objects.get(key=key, is_current=True)


def new_rule(
    key: str = "trial",
    source: Source = Source.BENCHMARK,
    *,
    texts: Mapping[str, str] | None = None,
    **columns: Any,
) -> ReminderRule:
    """`texts`: subject, body and short, the same in every language."""
    given = {"version": 1, "expires_after_hours": 72, "holds_from": LONG_AGO, "made_at": LONG_AGO}
    made = ReminderRule.objects.create(key=key, source=source, **{**given, **columns})
    words = {"subject": f"{key}!", "body": f"{key}: {{day}}", "short": key, **(texts or {})}
    for language in Language:
        RuleText.objects.create(rule=made, language=language, **words)
    return made


def benchmark_due(
    person: User, due_on: date, *, words: str = "đậu N4", now: datetime = LONG_AGO, **columns: Any
) -> Benchmark:
    """Of the person's own, in the plan since long ago."""
    given = {"section": Section.BENCHMARKS, "group": Group.JAPAN, "added_at": now, **columns}
    return Benchmark.objects.create(
        person=person, words=words, due_on=due_on, key=f"own:{uuid4().hex}", **given
    )


def outgoing(person: User, kept: Benchmark | None = None, **columns: Any) -> Outgoing:
    """A row of the outbox that is due: about a benchmark, or about what the columns say."""
    due_at = columns.pop("due_at", NOW)
    given = {
        "source": Source.BENCHMARK,
        "subject_id": kept.pk if kept else 0,
        "occasion_on": kept.due_on if kept else NOW.date(),
        "channel": Channel.IN_APP,
        "state": State.PLANNED,
        "planned_for": due_at,
        "eligible_from": LONG_AGO,
        "expires_at": due_at + timedelta(days=3),
        "made_at": NOW,
        **columns,
    }
    made = given.pop("rule", None) or _usual(given["source"])
    return Outgoing.objects.create(person=person, rule=made, due_at=due_at, **given)


def _usual(source: str) -> ReminderRule:
    """The one for the day itself."""
    rules = ReminderRule.objects.current().filter(source=source)
    return min(rules, key=lambda row: (abs(row.days), row.pk))
