"""A whole plan as headings, facts and tables: the same for the page, for print and for the PDF."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from planner.benchmarks.enums import Group
from planner.documents.parts import Bullets, Column, Facts, Notice, Paragraph, Part, Section, Table
from planner.money.enums import Currency
from planner.plans.enums import GoalKind, StepHelper, TargetKind
from planner.plans.models import Benchmark, Goal, PromisedWork, Step
from planner.plans.selectors.plan import WholePlan
from planner.plans.standing import is_to_catch_up, standing_of
from planner.reference.rates import CurrentRules, TemplateText
from planner.sharing.sections import Section as SharedSection
from planner.wording.amounts import money
from planner.wording.benchmarks import GROUPS, ROUTES, STANDINGS
from planner.wording.languages import localized


@dataclass(frozen=True)
class Subject:
    """Whose plan it is, in words. `trade`: with its Japanese name."""

    name: str
    place: str
    trade: str
    verdict: str


def open_sections(
    plan: WholePlan, subject: Subject, rules: CurrentRules, *, today: date
) -> tuple[Section, ...]:
    """All but money. What the plan has not, is left out or said to be missing."""
    return (
        Section(title=_("My goal"), parts=tuple(_goal_parts(plan))),
        Section(title=_("My way"), parts=tuple(_way_parts(plan, subject))),
        Section(title=_("The work I was promised"), parts=tuple(_work_parts(plan.work, rules))),
        *_benchmark_sections(plan.benchmarks, rules, today),
    )


def _goal_parts(plan: WholePlan) -> Iterator[Part]:
    rows = tuple(
        (str(kind.label), _marked(plan.goals[kind].words, plan.goals[kind]))
        for kind in GoalKind
        if kind in plan.goals
    )
    yield Facts(rows=rows) if rows else Notice(text=_("No goal is written down yet."))
    if plan.steps:
        columns = (
            Column(header=_("Step"), width=4),
            Column(header=_("Who can help"), width=2),
            Column(header=_("Target"), width=2),
            Column(header=_("By"), width=2),
        )
        yield Table(title=_("Steps"), columns=columns, rows=tuple(map(_step_row, plan.steps)))


def _step_row(step: Step) -> tuple[str, ...]:
    helper = str(StepHelper(step.helper).label)
    return (
        _marked(step.words, step),
        f"{helper}: {step.helper_words}" if step.helper_words else helper,
        _target(step),
        _step_day(step),
    )


def _step_day(step: Step) -> str:
    if step.done_on:
        return _("done on %(day)s") % {"day": date_format(step.done_on)}
    return date_format(step.due_month, "YEAR_MONTH_FORMAT") if step.due_month else ""


def _target(step: Step) -> str:
    if step.target == TargetKind.AMOUNT and step.target_amount:
        return money(step.target_amount, Currency(step.target_currency))
    return step.target_level or str(TargetKind(step.target).label)


def _way_parts(plan: WholePlan, subject: Subject) -> Iterator[Part]:
    rows = [
        (_("Where home is"), subject.place),
        (_("Trade"), subject.trade),
        (_("For my home"), subject.verdict),
    ]
    if way := plan.way:
        rows += [
            (_("Way"), str(ROUTES[way.route])),
            (_("Day of departure"), date_format(way.departs_on)),
            (_("Day of arrival"), date_format(way.arrives_on) if way.arrives_on else ""),
            (
                _("Start as a skilled worker"),
                date_format(way.ssw_starts_on) if way.ssw_starts_on else "",
            ),
            (_("Return planned"), date_format(way.returns_on) if way.returns_on else ""),
        ]
    yield Facts(rows=_told(rows))
    if plan.way is None:
        yield Notice(text=_("The way through Japan is not chosen yet."))


def _work_parts(work: PromisedWork | None, rules: CurrentRules) -> Iterator[Part]:
    if work is None:
        yield Paragraph(text=_("Nothing is written down yet."))
        return
    found = next((row for row in rules.prefectures if row.code == work.prefecture), None)
    where = f"{found.name} ({found.name_ja})" if found else ""
    hours = number_format(work.hours_month.normalize()) if work.hours_month else ""
    rows = [
        (_("Employer"), work.employer),
        (_("Prefecture"), where),
        (_("Place"), work.place),
        (_("Hours per month"), hours),
        (_("Housing"), _housing(work)),
    ]
    if told := _told(rows):
        yield Facts(rows=told)
    if work.duties:
        yield Bullets(title=_("Duties"), items=tuple(work.duties))


def _housing(work: PromisedWork) -> str:
    kind = work.get_housing_display() if work.housing else ""
    return ", ".join(part for part in (str(kind), work.housing_words) if part)


def _benchmark_sections(
    rows: Sequence[Benchmark], rules: CurrentRules, today: date
) -> Iterator[Section]:
    kept = [row for row in rows if row.dropped_on is None]
    if not kept:
        text = _("No benchmarks are laid out yet.")
        yield Section(title=_("My benchmarks"), parts=(Notice(text=text),))
    columns = (
        Column(header=_("Benchmark"), width=6),
        Column(header=_("By"), width=3),
        Column(header=_("Stands"), width=2),
    )
    for group in Group:
        mine = [row for row in kept if row.group == group]
        if mine:
            cells = tuple(_benchmark_row(row, rules.template_texts, today) for row in mine)
            title = _("Benchmarks: %(part)s") % {"part": GROUPS[group]}
            yield Section(title=title, parts=(Table(columns=columns, rows=cells),))


def _benchmark_row(
    row: Benchmark, texts: Mapping[str, TemplateText], today: date
) -> tuple[str, ...]:
    """What proves it stands small below its title."""
    text = texts.get(row.template_key)
    evidence = str(text.evidence) if text else ""
    standing = (
        _("Should be done by now")
        if is_to_catch_up(row, today)
        else str(STANDINGS[standing_of(row, today)])
    )
    title = row.words or localized(row, "title")
    below = _marked(f"{title}\n{evidence}" if evidence else title, row)
    return (below, date_format(row.due_on), standing)


def _marked(text: str, row: Goal | Step | Benchmark) -> str:
    """Whoever prints the plan sees what stands on no counselor's page."""
    if row.section != SharedSection.MONEY:
        return text
    words = _("about money: closed to others unless you open it")
    return f"{text}\n{words}"


def _told(rows: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in rows if value)
