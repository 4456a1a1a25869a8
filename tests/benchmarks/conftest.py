import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from planner.benchmarks.enums import Anchor
from planner.benchmarks.values import ExamSitting, Template

DATA = Path(settings.BASE_DIR) / "planner" / "reference" / "data"


@pytest.fixture(scope="session")
def templates() -> tuple[Template, ...]:
    """The benchmarks of the programme, straight from their file."""
    return tuple(
        Template(
            key=row["key"],
            pathways=frozenset(row["pathways"].split("|")),
            stage=row["stage"],
            anchor=Anchor(row["anchor"]),
            offset_months=Decimal(row["offset_months"]) if row["offset_months"] else None,
            is_money=row["is_money"] == "True",
        )
        for row in _rows("benchmark_templates.csv")
    )


@pytest.fixture(scope="session")
def sittings() -> tuple[ExamSitting, ...]:
    return tuple(
        ExamSitting(
            exam=row["exam"],
            held_on=date.fromisoformat(row["held_on"]),
            applies_from=_day(row["applies_from"]),
            applies_to=_day(row["applies_to"]),
        )
        for row in _rows("exam_sittings.csv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
