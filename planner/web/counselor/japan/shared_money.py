"""A worker's money as it was opened to a counselor: the months, what is owed, put aside and aimed at."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.documents.parts import Bullets, Column, Facts, Paragraph, Part, Section, Sources, Table
from planner.money.costs import CostCheck
from planner.money.enums import Currency
from planner.money.kept_months import MoneyTold, kept_months
from planner.money.month_numbers import first_of, month_number
from planner.money.paid_off import real_clock
from planner.money.rates import RateRange
from planner.plans.answers import Answers
from planner.plans.enums import GoalKind, MissCause
from planner.plans.models import Benchmark, Debt, Miss, MonthMoney, Remittance, SavingsPlan
from planner.plans.selectors.plan import WholePlan
from planner.plans.sums.debts import as_rule
from planner.reference.rates import CurrentRules
from planner.web.worker.offer.checks import checked_costs, programme_of
from planner.wording.amounts import money
from planner.wording.languages import localized

VND, JPY = Currency.VND, Currency.JPY
NOT_TOLD = "–"


def costs_of(
    plan: WholePlan, answers: Answers, trade_code: str | None, rules: CurrentRules, today: date
) -> CostCheck | None:
    """The costs against the rules; None as long as none are told."""
    if plan.costs is None:
        return None
    code = trade_code or answers.trade
    return checked_costs(
        items=plan.items,
        pay=plan.pay,
        programme=programme_of(answers.pathway, code),
        trade_code=code,
        rules=rules,
        today=today,
    ).found


def month_sections(months: Iterable[MonthMoney]) -> tuple[Section, ...]:
    """As they were typed."""
    rows = tuple(map(_month_row, months))
    parts: tuple[Part, ...] = (Paragraph(text=_("No month with money is told yet.")),)
    if rows:
        words = _("As the worker typed it. Kept = sent home + saved. A line: not told.")
        parts = (Table(columns=_month_columns(), rows=rows), Sources(items=(words,)))
    return (Section(title=_("Month by month"), parts=parts),)


def _month_columns() -> tuple[Column, ...]:
    amounts = (
        *(_("Pay"), _("Came to the account"), _("Sent home")),
        *(_("Saved"), _("Kept"), _("Paid on debts")),
    )
    return (
        Column(header=_("Month")),
        *(Column(header=header, is_number=True) for header in amounts),
    )


def _month_row(row: MonthMoney) -> tuple[str, ...]:
    month = row.check_in.month
    told = MoneyTold(
        month, row.gross_jpy, row.net_jpy, row.sent_jpy, row.saved_jpy, row.vnd_per_jpy
    )
    [kept] = kept_months([told], lambda _month: None)
    amounts = (row.gross_jpy, row.net_jpy, row.sent_jpy, row.saved_jpy, kept.kept_jpy)
    return (
        date_format(month, "YEAR_MONTH_FORMAT"),
        *(_amount(jpy, JPY) for jpy in amounts),
        _amount(row.debt_paid_vnd, VND),
    )


def _amount(amount: int | None, currency: Currency) -> str:
    return NOT_TOLD if amount is None else money(amount, currency)


def rest_sections(
    debts: Sequence[Debt], paid: Mapping[date, int], rates: RateRange | None, today: date
) -> Iterator[Section]:
    """What is still owed after the last whole month, or the newest that was told."""
    if debts:
        parts = _rest(debts, paid, rates, today)
        yield Section(title=_("What is left of the debts"), parts=parts)


def _rest(
    debts: Sequence[Debt], paid: Mapping[date, int], rates: RateRange | None, today: date
) -> tuple[Part, ...]:
    until = max((first_of(month_number(today) - 1), *paid))
    found = real_clock([as_rule(debt) for debt in debts], paid, until, rates)
    month = date_format(until, "YEAR_MONTH_FORMAT")
    rows = [
        (_("Left at the end of %(month)s") % {"month": month}, money(found.paid_off.rest_vnd, VND)),
        (_("Paid until then"), money(found.paid_off.paid_vnd, VND)),
    ]
    if found.debt_free_on:
        rows.append((_("Debt free"), date_format(found.debt_free_on, "YEAR_MONTH_FORMAT")))
    parts: list[Part] = [Facts(rows=tuple(rows))]
    if assumed := len(found.paid_off.assumed_months):
        text = ngettext(
            "%(count)s month without a word about it: the planned payment is taken.",
            "%(count)s months without a word about them: the planned payment is taken.",
            assumed,
        )
        parts.append(Paragraph(text=text % {"count": assumed}))
    return tuple(parts)


def savings_sections(
    savings: SavingsPlan | None, remittances: Sequence[Remittance]
) -> Iterator[Section]:
    parts: list[Part] = []
    if savings and (rows := tuple(_savings_rows(savings))):
        parts.append(Facts(rows=rows))
    if remittances:
        columns = (
            Column(header=_("From the month"), width=3),
            Column(header=_("A month"), width=3, is_number=True),
            Column(header=_("With whom, and what for"), width=5),
        )
        sent = tuple(
            (
                date_format(row.from_month, "YEAR_MONTH_FORMAT"),
                money(row.amount, Currency(row.currency)),
                "\n".join(filter(None, (row.agreed_with, row.what_for))),
            )
            for row in remittances
        )
        parts.append(Table(title=_("Agreed with the family to send"), columns=columns, rows=sent))
    empty = (Paragraph(text=_("Nothing is written down yet.")),)
    yield Section(title=_("Savings"), parts=tuple(parts) or empty)


def _savings_rows(row: SavingsPlan) -> Iterator[tuple[str, str]]:
    month = date_format(row.savings_month, "YEAR_MONTH_FORMAT") if row.savings_month else ""
    for label, amount, currency in (
        (_("Put aside in yen"), row.savings_jpy, JPY),
        (_("Put aside in dong"), row.savings_vnd, VND),
        (_("Emergency money"), row.emergency_vnd, VND),
        (_("House"), row.house_vnd, VND),
        (_("Own business"), row.business_vnd, VND),
    ):
        if amount is not None:
            yield label, money(amount, currency)
    if month:
        yield _("As of the end of"), month
    if row.runway_months:
        text = ngettext("%(months)s month", "%(months)s months", row.runway_months)
        yield _("To last at home"), text % {"months": number_format(row.runway_months)}


def goal_sections(aims: WholePlan, misses: Sequence[Miss]) -> Iterator[Section]:
    """Goals, steps and benchmarks about money, and what was missed for it."""
    goals = tuple((str(GoalKind(row.kind).label), row.words) for row in aims.goals.values())
    steps = tuple(row.words for row in aims.steps)
    marks = tuple(
        f"{mark_title(row)}: {date_format(row.due_on)}"
        for row in aims.benchmarks
        if row.dropped_on is None
    )
    parts: list[Part] = [Facts(rows=goals)] if goals else []
    if steps:
        parts.append(Bullets(title=_("Steps"), items=steps))
    if marks:
        parts.append(Bullets(title=_("Benchmarks"), items=marks))
    if misses:
        parts.append(Bullets(title=_("Missed"), items=tuple(map(miss_words, misses))))
    if parts:
        yield Section(title=_("Goals about money"), parts=tuple(parts))


def mark_title(row: Benchmark) -> str:
    return row.words or localized(row, "title")


def miss_words(row: Miss) -> str:
    """ "JLPT N3, 3 July 2028: My health. “…”" """
    words = f". “{row.words}”" if row.words else ""
    cause = MissCause(row.cause).label
    return f"{mark_title(row.benchmark)}, {date_format(row.due_on)}: {cause}{words}"
