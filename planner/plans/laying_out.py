"""For whom benchmarks are laid out, which ones that gives, and what it would change in a plan."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from planner.benchmarks.changes import differences
from planner.benchmarks.enums import Route
from planner.benchmarks.layout import lay_out
from planner.benchmarks.standing import next_of
from planner.benchmarks.values import Difference, EntryDays, LaidOut, Way
from planner.matching.atlas import Atlas
from planner.matching.values import Operation, Trade
from planner.plans.answers import Answers
from planner.plans.choices import choice_of
from planner.plans.models import Benchmark, Plan
from planner.plans.selectors.status import trade_changed_to
from planner.plans.services.benchmarks import Title, kept_of, shown_key
from planner.reference.entry import entry_windows, two_year_fields
from planner.reference.rates import TemplateText, benchmark_templates, exam_sittings, template_texts
from planner.sharing.audiences import own_sections
from planner.sharing.sections import Section

PATHWAY_OF: Mapping[str, str] = {
    Route.TITP_HOME: "TITP",
    Route.TITP_3: "TITP",
    Route.TITP_SSW: "TITP",
    Route.SSW: "SSW",
    Route.ESD: "ESD",
}
CARE = "care_nursing"


@dataclass(frozen=True)
class Layout:
    """What laying out gives today, and how the plan differs from it. `key` changes with the differences."""

    way: Way
    laid_out: tuple[LaidOut, ...]
    differences: tuple[Difference, ...]
    titles: Mapping[str, Title]

    @property
    def key(self) -> str:
        return shown_key(self.differences)


def trade_of_plan(person: User, answers: Answers, atlas: Atlas) -> Trade | None:
    """The trade worked in, after a change of status the one changed to; or the one chosen."""
    worked_in = atlas.trades_by_code.get(answers.trade or "")
    if answers.has_left:
        worked_in = atlas.trades_by_code.get(trade_changed_to(person), worked_in)
        if worked_in:
            return worked_in
    choice = choice_of(person)
    return atlas.trades_by_code.get(choice.trade_code) if choice else worked_in


def operation_of(trade: Trade | None, code: str) -> Operation | None:
    """None too for an operation of a trade that was chosen before."""
    operations = trade.operations if trade else ()
    if len(operations) == 1:
        return operations[0]
    return next((row for row in operations if row.code == code), None)


def has_titp_3(trade: Trade | None, code: str) -> bool:
    """Whether the exact job goes on to years four and five; as long as it is not known, whether one of the trade does."""
    operation = operation_of(trade, code)
    if operation:
        return operation.has_titp_iii
    return trade is None or not trade.operations or trade.has_titp_iii


def entry_days(version: str) -> EntryDays:
    windows = entry_windows(version)
    usual = EntryDays()
    return EntryDays(
        esd_from=windows["ESD"].first if "ESD" in windows else usual.esd_from,
        titp_to=windows["TITP"].last if "TITP" in windows else usual.titp_to,
    )


def way_for(
    *,
    route: str,
    operation: str,
    departs_on: date,
    arrives_on: date | None,
    returns_on: date | None,
    trade: Trade | None,
    version: str,
    ssw_starts_on: date | None = None,
) -> Way:
    field = next((code for code in (trade.fields if trade else ()) if code[:3] == "ESD"), "")
    return Way(
        route=Route(route),
        departs_on=departs_on,
        arrives_on=arrives_on,
        returns_on=returns_on,
        ssw_starts_on=ssw_starts_on,
        is_care=trade is not None and trade.group_key == CARE,
        has_titp_3=has_titp_3(trade, operation),
        is_two_year_field=field in two_year_fields(version),
    )


def way_of(plan: Plan, trade: Trade | None, version: str) -> Way:
    return way_for(
        route=plan.route,
        operation=plan.operation,
        departs_on=plan.departs_on,
        arrives_on=plan.arrives_on,
        returns_on=plan.returns_on,
        ssw_starts_on=plan.ssw_starts_on,
        trade=trade,
        version=version,
    )


def layout_for(person: User, way: Way, rows: Collection[Benchmark], version: str) -> Layout:
    """`rows`: what the plan has, as this browser may show it. Raises CannotLayOut."""
    texts = template_texts(version=version)
    found = lay_out(
        benchmark_templates(version=version),
        way,
        exam_sittings(version=version),
        entry_days(version),
    )
    shows_money = Section.MONEY in own_sections(person)
    wanted = tuple(
        row
        for row in found
        if (shows_money or not row.is_money) and _holds(texts[row.template_key], row.due_on)
    )
    titles = {key: Title(text.title_en, text.title_vi) for key, text in texts.items()}
    return Layout(way, wanted, differences(kept_of(rows), wanted), titles)


def next_benchmark(rows: Sequence[Benchmark]) -> Benchmark | None:
    """The earliest that is neither done nor dropped."""
    found = next_of(kept_of(rows))
    return next((row for row in rows if found and row.key == found.key), None)


def _holds(text: TemplateText, on: date) -> bool:
    return (text.valid_from is None or text.valid_from <= on) and (
        text.valid_to is None or on <= text.valid_to
    )
