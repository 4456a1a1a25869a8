"""A rule is changed by a new version of it. What was planned or sent by an older one keeps that one."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.enums import Language
from accounts.models import User
from planner.reminders.models import ReminderRule, RuleText
from planner.sharing.stale import ChangedMeanwhile

# What staff may change. The rest names the rule.
CHANGEABLE = ("days", "template_key", "expires_after_hours", "is_on")
# Another day or benchmark is another reminder: it must not fall upon everybody whose day has passed.
BEGINS_ANEW = ("days", "template_key")
TEXTS = ("subject", "body", "short")


@dataclass(frozen=True, slots=True)
class TextOfRule:
    subject: str
    body: str
    short: str


class NothingChanged(Exception):
    """A version that is like the one before says nothing."""


@transaction.atomic
def change_rule(
    *,
    rule: ReminderRule,
    values: Mapping[str, Any],
    texts: Mapping[str, TextOfRule],
    by: User | None,
    now: datetime,
) -> ReminderRule:
    """The new version. `values`: of CHANGEABLE. `texts`: of every language.

    Raises ChangedMeanwhile (`rule` is not the current version any more), NothingChanged.
    """
    before = ReminderRule.objects.select_for_update().get(pk=rule.pk)
    if not before.is_current:
        raise ChangedMeanwhile(before.key)
    if set(values) != set(CHANGEABLE) or set(texts) != set(Language.values):
        raise ValueError("every value, and a text of every language")
    if values == values_of(before) and texts == texts_of(before):
        raise NothingChanged
    ReminderRule.objects.filter(pk=before.pk).update(is_current=False)
    made = ReminderRule.objects.create(
        key=before.key,
        version=before.version + 1,
        source=before.source,
        **values,
        holds_from=_holds_from(before, values, now),
        made_at=now,
        made_by=by,
    )
    RuleText.objects.bulk_create(
        RuleText(rule=made, language=language, **asdict(text)) for language, text in texts.items()
    )
    return made


def values_of(rule: ReminderRule) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in CHANGEABLE}


def texts_of(rule: ReminderRule) -> dict[str, TextOfRule]:
    return {
        text.language: TextOfRule(text.subject, text.body, text.short) for text in rule.texts.all()
    }


def _holds_from(before: ReminderRule, values: Mapping[str, Any], now: datetime) -> datetime:
    is_new = any(values[name] != getattr(before, name) for name in BEGINS_ANEW)
    return now if is_new or not before.is_on else before.holds_from
