from datetime import UTC, datetime
from typing import Any

import pytest

from planner.reminders.models import ReminderRule, RuleText
from planner.reminders.services.rule_versions import (
    NothingChanged,
    TextOfRule,
    change_rule,
    texts_of,
    values_of,
)
from planner.sharing.stale import ChangedMeanwhile
from tests.factories.accounts import UserFactory
from tests.factories.reminders import LONG_AGO, new_rule

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def change(rule: ReminderRule, *, texts: Any = None, **values: Any) -> ReminderRule:
    return change_rule(
        rule=rule,
        values={**values_of(rule), **values},
        texts=texts or texts_of(rule),
        by=None,
        now=NOW,
    )


def columns(rule: ReminderRule) -> dict[str, Any]:
    [row] = ReminderRule.objects.filter(pk=rule.pk).values()
    texts = list(RuleText.objects.filter(rule=rule).order_by("pk").values())
    return {**row, "texts": texts}


def test_a_change_makes_the_next_version_and_leaves_the_old_one() -> None:
    rule, clerk = new_rule(), UserFactory.create(staff=True)
    before = columns(rule)
    texts = {**texts_of(rule), "en": TextOfRule("New", "New body", "New short")}

    made = change_rule(rule=rule, values=values_of(rule), texts=texts, by=clerk, now=NOW)

    assert (made.key, made.version, made.is_current, made.made_by) == ("trial", 2, True, clerk)
    assert (made.source, made.made_at, texts_of(made)) == (rule.source, NOW, texts)
    assert columns(rule) == {**before, "is_current": False}


@pytest.mark.parametrize(
    "values, begins_anew",
    [
        ({"days": -3}, True),
        ({"template_key": "other"}, True),
        ({"expires_after_hours": 5}, False),
        ({"is_on": False}, False),
    ],
)
def test_another_day_is_another_reminder_and_holds_from_now(
    values: dict[str, Any], begins_anew: bool
) -> None:
    made = change(new_rule(), **values)

    assert made.holds_from == (NOW if begins_anew else LONG_AGO)


def test_what_was_off_falls_upon_nobody_when_it_is_on_again() -> None:
    made = change(new_rule(is_on=False), is_on=True)

    assert made.holds_from == NOW


def test_of_two_who_edit_the_second_is_told() -> None:
    rule = new_rule()
    change(rule, days=-1)

    with pytest.raises(ChangedMeanwhile):
        change(rule, days=-2)

    assert ReminderRule.objects.filter(key="trial").count() == 2
    assert ReminderRule.objects.current().get(key="trial").days == -1


def test_a_version_that_differs_in_nothing_is_not_made() -> None:
    rule = new_rule()

    with pytest.raises(NothingChanged):
        change(rule)


def test_a_rule_is_never_without_a_text_in_a_language() -> None:
    rule = new_rule()

    with pytest.raises(ValueError, match="every language"):
        change(rule, texts={"vi": texts_of(rule)["vi"]})
