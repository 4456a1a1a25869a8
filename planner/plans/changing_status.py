"""From where a person changes status: the way, the work, and what is known of the conditions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from accounts.models import User
from planner.benchmarks.enums import StatusStep
from planner.benchmarks.status import Known, StatusRules, status_rules, steps_from
from planner.benchmarks.values import Way
from planner.matching.atlas import Atlas
from planner.matching.enums import Pathway
from planner.matching.values import Trade
from planner.plans.answers import Answers
from planner.plans.choices import choices_of
from planner.plans.enums import Japanese
from planner.plans.laying_out import entry_days, operation_of, way_of
from planner.plans.models import JapaneseTest, Plan, StatusChange
from planner.plans.selectors.benchmarks import benchmarks_of, way_of_person
from planner.plans.selectors.status import status_changes_of

# What the work after the change must be open to.
PATHWAY_AFTER = {
    StatusStep.TITP_3: Pathway.TITP,
    StatusStep.TITP_TO_SSW: Pathway.SSW,
    StatusStep.ESD_TRANSFER: Pathway.ESD,
    StatusStep.ESD_TO_SSW: Pathway.SSW,
}
NO_TEST = frozenset({Japanese.NONE, Japanese.BEGINNER})


@dataclass(frozen=True)
class Standpoint:
    """`at_first`: the work before any change, if it is known. `changes`: told earlier, newest first."""

    plan: Plan
    at_first: Trade | None
    changes: Sequence[StatusChange]
    known: Known
    atlas: Atlas

    @property
    def steps(self) -> tuple[StatusStep, ...]:
        return steps_from(way_of(self.plan, self.at_first, self.atlas.version))

    def trade_before(self, step: StatusStep) -> Trade | None:
        """The work that the change starts from. Only a transfer changes it on the way to SSW."""
        if step != StatusStep.ESD_TO_SSW:
            return self.at_first
        return self._told(StatusStep.ESD_TRANSFER) or self.at_first

    def way_before(self, step: StatusStep) -> Way:
        return way_of(self.plan, self.trade_before(step), self.atlas.version)

    def trades_after(self, step: StatusStep) -> list[Trade]:
        """Years four and five stay in the work of the first three."""
        if step == StatusStep.TITP_3:
            trade = self.trade_before(step)
            return [trade] if trade else []
        return [row for row in self.atlas.trades if PATHWAY_AFTER[step] in row.pathways]

    def trade_after(self, step: StatusStep) -> Trade | None:
        """The work most likely to go on with: as told last, or the one of before."""
        trade = self._told(step) or self.trade_before(step)
        return trade if trade in self.trades_after(step) else None

    def _told(self, step: StatusStep) -> Trade | None:
        codes = (row.trade.code for row in self.changes if row.trade and row.kind == step)
        return self.atlas.trades_by_code.get(next(codes, ""))

    def rules(self, step: StatusStep, on: date, after: Trade | None, operation: str) -> StatusRules:
        """`after`, `operation`: the work after the change."""
        known = replace(
            self.known,
            has_titp_3=third_stage(after, operation),
            is_linked=is_linked(self.trade_before(step), after, PATHWAY_AFTER[step]),
        )
        return status_rules(step, self.way_before(step), known, on, entry_days(self.atlas.version))


def standpoint_of(person: User, answers: Answers, atlas: Atlas) -> Standpoint | None:
    """None as long as no way is chosen."""
    plan = way_of_person(person)
    if plan is None:
        return None
    changes = status_changes_of(person)
    return Standpoint(
        plan=plan,
        at_first=_trade_at_first(person, answers, atlas, changes),
        changes=changes,
        known=_known_of(person, answers),
        atlas=atlas,
    )


def third_stage(trade: Trade | None, code: str) -> bool | None:
    """Whether the exact job goes on to years four and five; None = the job is not known and it depends."""
    operation = operation_of(trade, code)
    if operation:
        return operation.has_titp_iii
    found = {row.has_titp_iii for row in trade.operations} if trade else set()
    return found.pop() if len(found) == 1 else None


def is_linked(before: Trade | None, after: Trade | None, pathway: Pathway) -> bool | None:
    """Whether both lead to one field of that programme; None = one of them is not known."""
    if before is None or after is None:
        return None
    return bool(_fields(before, pathway) & _fields(after, pathway))


def _fields(trade: Trade, pathway: Pathway) -> set[str]:
    return {code for code in trade.fields if code.startswith(pathway)}


def _trade_at_first(
    person: User, answers: Answers, atlas: Atlas, changes: Sequence[StatusChange]
) -> Trade | None:
    """The trade worked in, or the one chosen before the first change."""
    worked_in = atlas.trades_by_code.get(answers.trade or "")
    if worked_in:
        return worked_in
    until = changes[-1].told_at if changes else None
    codes = (
        made.trade_code for made in choices_of(person) if until is None or made.chosen_at < until
    )
    return atlas.trades_by_code.get(next(codes, ""))


def _known_of(person: User, answers: Answers) -> Known:
    rows = [row for row in benchmarks_of(person) if row.template_key]
    passed = JapaneseTest.objects.of(person).filter(is_passed=True)
    return Known(
        done=frozenset(row.template_key for row in rows if row.done_on),
        open=frozenset(row.template_key for row in rows if not row.done_on and not row.dropped_on),
        levels=_levels(answers.japanese, passed.values_list("level", flat=True)),
    )


def _levels(told: str | None, passed: Iterable[str]) -> frozenset[str] | None:
    levels = {*passed, *([told] if told else [])}
    return frozenset(levels - NO_TEST) if levels else None
