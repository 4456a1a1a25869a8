from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format

from planner.plans.enums import MissCause
from planner.plans.models import Miss
from planner.web.shared.rows import Text
from planner.web.worker.seen_by import seen_by


@dataclass(frozen=True)
class MissRow:
    """`day`: on which it was due."""

    cause: Text
    words: str
    day: str
    seen_by: Text


def miss_rows(misses: Iterable[Miss]) -> list[MissRow]:
    return [
        MissRow(
            MissCause(miss.cause).label, miss.words, date_format(miss.due_on), seen_by(miss.section)
        )
        for miss in misses
    ]
