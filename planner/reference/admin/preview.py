"""What other weights would do to the labelled cases."""

from dataclasses import dataclass

from django.utils.translation import get_language

from planner.matching.atlas import Atlas
from planner.matching.cases import Outcome, check_cases, load_cases
from planner.matching.weights import Weights
from planner.reference.selectors import current_atlas, current_weights
from planner.wording.expectations import VERDICT_KEYS, case_text, expectation_text, found_text


@dataclass(frozen=True)
class PreviewRow:
    """One expectation of one case, under the weights of today and under the new ones."""

    case: str
    why: str
    expectation: str
    was_met: bool
    found_today: str
    is_met: bool
    found_then: str
    is_verdict: bool = False

    @property
    def is_gained(self) -> bool:
        return self.is_met and not self.was_met

    @property
    def is_lost(self) -> bool:
        return self.was_met and not self.is_met

    @property
    def differs(self) -> bool:
        return self.found_today != self.found_then


@dataclass(frozen=True)
class Preview:
    """The rows that differ stand first."""

    rows: list[PreviewRow]

    @property
    def met_today(self) -> int:
        return sum(row.was_met for row in self.rows)

    @property
    def met_then(self) -> int:
        return sum(row.is_met for row in self.rows)

    @property
    def lost(self) -> list[PreviewRow]:
        return [row for row in self.rows if row.is_lost]

    @property
    def gained(self) -> list[PreviewRow]:
        return [row for row in self.rows if row.is_gained]

    @property
    def new_verdicts(self) -> list[PreviewRow]:
        return [row for row in self.rows if row.is_verdict and row.differs]

    @property
    def differing(self) -> int:
        return sum(row.differs for row in self.rows)


def preview_of(weights: Weights) -> Preview:
    atlas, cases = current_atlas(), load_cases()
    names = _Names(atlas)
    texts = {case["id"]: case_text(case, names.of) for case in cases}
    today = check_cases(atlas, current_weights(), cases)
    then = check_cases(atlas, weights, cases)
    rows = [_row(texts, names, *pair) for pair in zip(today, then, strict=True)]
    return Preview(
        sorted(rows, key=lambda row: (not row.is_lost, not row.is_gained, not row.differs))
    )


def _row(texts: dict[str, str], names: "_Names", today: Outcome, then: Outcome) -> PreviewRow:
    return PreviewRow(
        case=texts[today.case],
        why=today.why,
        expectation=expectation_text(today.key, today.expected, names.of),
        was_met=today.is_met,
        found_today=found_text(today.key, today.found, names.of),
        is_met=then.is_met,
        found_then=found_text(then.key, then.found, names.of),
        is_verdict=today.key in VERDICT_KEYS,
    )


class _Names:
    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._is_english = get_language() == "en"

    def of(self, code: str) -> str:
        """Code and name of a job category or operation, in the reader's language."""
        trade = self._atlas.trades_by_code.get(code) or self._atlas.operations_to_trades.get(code)
        if trade is None:
            return code
        return f"{code} {trade.name_en if self._is_english else trade.name_vi}"
