"""Changes of status as the pages show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from planner.benchmarks.enums import Fulfilment, Refusal, StatusStep
from planner.benchmarks.status import SOURCES, StatusRules
from planner.matching.values import Trade
from planner.money.values import Source
from planner.plans.changing_status import Standpoint
from planner.plans.models import StatusChange
from planner.reference.rates import TemplateText, template_texts
from planner.web.shared.rows import Text
from planner.wording.languages import localized
from planner.wording.status import CONDITIONS, FULFILMENTS, REFUSALS, STATUS_STEPS

TONES: Mapping[Fulfilment, str] = {
    Fulfilment.MET: "ok",
    Fulfilment.NOT_MET: "mid",
    Fulfilment.UNKNOWN: "info",
}


@dataclass(frozen=True)
class ConditionRow:
    text: Text
    words: Text
    tone: str
    source: Source | None


@dataclass(frozen=True)
class StepRow:
    """`refusal`: why this change is not open at all; "" = it is, on some day."""

    title: Text
    url: str
    trade: str
    earliest: date
    is_early: bool
    latest: date | None
    conditions: Sequence[ConditionRow]
    refusal: Text

    @property
    def there(self) -> int:
        return sum(row.tone == "ok" for row in self.conditions)


@dataclass(frozen=True)
class ToldRow:
    title: Text
    changes_on: date
    trade: str
    told_at: datetime
    url: str


def step_rows(standpoint: Standpoint, today: date) -> list[StepRow]:
    texts = template_texts(version=standpoint.atlas.version)
    return [_step_row(step, standpoint, today, texts) for step in standpoint.steps]


def condition_rows(rules: StatusRules, texts: Mapping[str, TemplateText]) -> list[ConditionRow]:
    return [
        ConditionRow(
            CONDITIONS[row.condition],
            FULFILMENTS[row.fulfilment],
            TONES[row.fulfilment],
            texts[SOURCES[row.condition]].source if SOURCES[row.condition] in texts else None,
        )
        for row in rules.requirements
    ]


def told_rows(changes: Iterable[StatusChange]) -> list[ToldRow]:
    """As they were told, newest first."""
    return [
        ToldRow(
            STATUS_STEPS[row.kind],
            row.changes_on,
            str(localized(row.trade)) if row.trade else "",
            row.told_at,
            reverse("change_status", args=[row.kind]),
        )
        for row in changes
    ]


def _step_row(
    step: StatusStep, standpoint: Standpoint, today: date, texts: Mapping[str, TemplateText]
) -> StepRow:
    trade = standpoint.trade_after(step)
    rules = standpoint.rules(step, today, trade, standpoint.plan.operation)
    is_shut = rules.refusal == Refusal.NO_THIRD_STAGE
    return StepRow(
        title=STATUS_STEPS[step],
        url=reverse("change_status", args=[step]),
        trade=_name_of(trade),
        earliest=rules.earliest,
        is_early=rules.is_early(today),
        latest=rules.latest,
        conditions=condition_rows(rules, texts),
        refusal=REFUSALS[Refusal.NO_THIRD_STAGE] if is_shut else "",
    )


def _name_of(trade: Trade | None) -> str:
    return localized(trade) if trade else ""
