"""The rules that the product comes with. What staff changed is theirs: a key that is there is left alone."""

import csv
from datetime import datetime
from pathlib import Path

from django.db import transaction

from accounts.enums import Language
from planner.reminders.enums import Source
from planner.reminders.models import ReminderRule, RuleText

RULES_FILE = Path(__file__).parent.parent / "data" / "rules.csv"


@transaction.atomic
def load_rules(*, now: datetime, file: Path = RULES_FILE) -> int:
    """How many were new. Raises ValueError for a source that nobody knows, and for texts too long."""
    known = set(ReminderRule.objects.values_list("key", flat=True))
    with file.open(encoding="utf-8", newline="") as lines:
        new = [line for line in csv.DictReader(lines) if line["key"] not in known]
    for line in new:
        _load(line, now)
    return len(new)


def _load(line: dict[str, str], now: datetime) -> None:
    rule = ReminderRule.objects.create(
        key=line["key"],
        version=1,
        source=Source(line["source"]),
        days=int(line["days"]),
        template_key=line["template_key"],
        expires_after_hours=int(line["expires_after_hours"]),
        holds_from=now,
        made_at=now,
    )
    for language in Language:
        text = RuleText(
            rule=rule,
            language=language,
            subject=line[f"subject_{language}"],
            body=line[f"body_{language}"],
            short=line[f"short_{language}"],
        )
        text.clean_fields()
        text.save()
