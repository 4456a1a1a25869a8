"""The closed part of a plan: what was promised, what it costs, what is owed and what is kept."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.documents.parts import Column, Facts, Notice, Paragraph, Part, Section, Sources, Table
from planner.money.costs import CostCheck
from planner.money.enums import Currency, Interest, Line
from planner.money.values import Span
from planner.plans.models import Debt, PromisedPay
from planner.plans.selectors.plan import WholePlan
from planner.plans.sums.values import DebtsSum, HomeSum, Origin, Sums, YearSum
from planner.wording.amounts import money
from planner.wording.money import COST_FLAGS, COST_KINDS, DEBT_PROBLEMS, INTERESTS, LENDERS, LINES

VND, JPY = Currency.VND, Currency.JPY


def money_sections(plan: WholePlan, costs: CostCheck | None, sums: Sums) -> tuple[Section, ...]:
    """Every part, told or not: what is missing is said."""
    return (
        Section(title=_("The pay I was promised"), parts=tuple(_pay_parts(plan.pay))),
        Section(title=_("What it costs"), parts=tuple(_cost_parts(costs))),
        Section(title=_("What I owe"), parts=tuple(_debt_parts(sums.debts))),
        Section(title=_("What I keep per month"), parts=tuple(_kept_parts(sums))),
    )


def _pay_parts(pay: PromisedPay | None) -> Iterator[Part]:
    if pay is None:
        yield Paragraph(text=_("Nothing is written down yet."))
        return
    currency = Currency(pay.currency)
    low, high = money(pay.low, currency), money(pay.high, currency)
    rows = [(_("Per month"), low if pay.low == pay.high else f"{low} – {high}")]
    if pay.signed_on:
        rows.append((_("Contract date"), date_format(pay.signed_on)))
    if pay.months:
        text = ngettext("%(months)d month", "%(months)d months", pay.months)
        rows.append((_("Length"), text % {"months": pay.months}))
    if pay.vnd_per_jpy:
        rows.append((_("Rate of that day"), _rate(pay)))
    if pay.basic_wage_jpy:
        rows.append((_("Basic wage"), money(pay.basic_wage_jpy, JPY)))
    yield Facts(rows=tuple(rows))


def _rate(pay: PromisedPay) -> str:
    rate = number_format(pay.vnd_per_jpy.normalize() if pay.vnd_per_jpy else 0)
    text = _("1 yen = %(rate)s đ") % {"rate": rate}
    return (
        f"{text} ({date_format(pay.rate_month, 'YEAR_MONTH_FORMAT')})" if pay.rate_month else text
    )


def _cost_parts(check: CostCheck | None) -> Iterator[Part]:
    if check is None:
        yield Paragraph(text=_("Nothing is written down yet."))
        return
    rows = [
        (
            f"{COST_KINDS[found.item.kind]}\n{found.item.words}".rstrip(),
            money(found.item.amount, found.item.currency),
            "; ".join(str(COST_FLAGS[flag]).rstrip(".") for flag in found.flags),
        )
        for found in check.items
    ]
    has_total = check.total_vnd is not None and bool(rows)
    if check.total_vnd is not None and rows:
        rows.append((_("In all"), money(check.total_vnd, VND), ""))
    columns = (
        Column(header=_("Item"), width=4),
        Column(header=_("Amount"), width=3, is_number=True),
        Column(header=_("Checked against the rules"), width=4),
    )
    yield Table(columns=columns, rows=tuple(rows), has_total=has_total)
    found = [item.ceiling.source for item in check.items if item.ceiling]
    if names := sorted({f"{source.name} ({source.year})" for source in found}):
        yield Sources(items=tuple(names))


def _debt_parts(debts: DebtsSum | None) -> Iterator[Part]:
    if debts is None:
        yield Paragraph(text=_("No debt is written down."))
        return
    columns = (
        Column(header=_("Lender"), width=4),
        Column(header=_("Amount"), width=3, is_number=True),
        Column(header=_("Paid per month"), width=3, is_number=True),
    )
    rows = tuple(
        (
            f"{_lender(item.row)}\n{_interest(item.row)}",
            money(item.row.amount_vnd, VND),
            money(item.row.payment_vnd, VND),
        )
        for item in debts.debts
    )
    yield Table(columns=columns, rows=rows)
    clock = debts.clock
    if clock.problem:
        yield Notice(text=str(DEBT_PROBLEMS[clock.problem]))
    if clock.problem or clock.debt_free_on is None:
        return
    told = [
        (_("Debt free"), _month_and_number(clock.debt_free_on, clock.debt_free_month)),
        (_("Interest in all"), money(clock.interest_paid_vnd or 0, VND)),
    ]
    if clock.earliest_on and clock.earliest_on != clock.latest_on:
        first = date_format(clock.earliest_on, "YEAR_MONTH_FORMAT")
        last = date_format(clock.latest_on, "YEAR_MONTH_FORMAT") if clock.latest_on else _("never")
        told.append((_("While the yen is high or low"), f"{first} – {last}"))
    yield Facts(rows=tuple(told))


def _lender(debt: Debt) -> str:
    words = " ".join(debt.lender_words.split())
    return f"{LENDERS[debt.lender]}: {words}" if words else str(LENDERS[debt.lender])


def _interest(debt: Debt) -> str:
    words = str(INTERESTS[debt.interest])
    if debt.interest == Interest.NONE:
        return words
    return f"{words}: {number_format(debt.rate_pct.normalize())} %"


def _month_and_number(month: date, number: int | None) -> str:
    words = _("month %(number)s of paying") % {"number": number}
    return f"{date_format(month, 'YEAR_MONTH_FORMAT')} ({words})"


def _kept_parts(sums: Sums) -> Iterator[Part]:
    rows = [row for year in sums.years if (row := _year_row(year))]
    if not rows:
        yield Paragraph(text=_("Write down the pay that was promised; then this is worked out."))
    else:
        columns = (
            Column(header=_("Year in Japan"), width=3),
            Column(header=_("Pay"), width=3, is_number=True),
            Column(header=_("After deductions"), width=3, is_number=True),
            Column(header=_("Kept in dong"), width=5, is_number=True),
        )
        yield Table(title=_("In Japan"), columns=columns, rows=tuple(rows))
        yield from _line_parts(sums)
    if sums.home:
        yield Facts(title=_("At home"), rows=_home_rows(sums.home))
    if rates := sums.situation.rates:
        text = _("1 yen = %(mid)s đ in %(month)s; low %(low)s, high %(high)s.") % {
            "mid": number_format(rates.mid.normalize()),
            "low": number_format(rates.low.normalize()),
            "high": number_format(rates.high.normalize()),
            "month": date_format(rates.month, "YEAR_MONTH_FORMAT"),
        }
        yield Paragraph(text=text)


def _year_row(year: YearSum) -> tuple[str, ...] | None:
    if year.gross is None or year.net is None:
        return None
    return (
        _("Year %(number)s") % {"number": year.number},
        money(year.gross.jpy, JPY),
        money(year.net.net_jpy, JPY),
        _kept_words(year),
    )


def _kept_words(year: YearSum) -> str:
    """At the middle rate; below it what another rate makes of it, and whose living cost it is."""
    if year.kept is None:
        return ""
    below = []
    if (widest := year.kept.vnd_widest) != year.kept.vnd:
        text = _("if the yen falls or rises: %(span)s")
        below.append(text % {"span": span_words(widest, VND)})
    if year.living is not None and year.living.origin == Origin.EXAMPLE:
        below.append(_("with the living cost of others as an example"))
    kept = span_words(year.kept.vnd, VND)
    return f"{kept}\n{'; '.join(below)}" if below else kept


def _line_parts(sums: Sums) -> Iterator[Part]:
    """The lines of the payslip of the second year, in which all of them come off, or of the only one."""
    year = sums.year(2) or sums.years[0]
    if year.net is None:
        return
    columns = (
        Column(header=_("Comes off the pay"), width=5),
        Column(header=_("Worked out"), width=3, is_number=True),
        Column(header=_("From the payslip"), width=3, is_number=True),
    )
    rows = tuple(
        (
            _line_words(line.line),
            money(line.estimated_jpy, JPY)
            if line.estimated_jpy is not None
            else _("not estimated"),
            money(line.typed_jpy, JPY) if line.typed_jpy is not None else "",
        )
        for line in year.net.lines
    )
    yield Table(
        title=_("Year %(number)s, line by line") % {"number": year.number},
        columns=columns,
        rows=rows,
    )
    sources = [line.source for line in year.net.lines if line.source]
    if names := sorted({f"{source.name} ({source.year})" for source in sources}):
        yield Sources(items=tuple(names))


def _line_words(line: Line) -> str:
    words = LINES[line]
    return f"{words.label} ({words.japanese})" if words.japanese else str(words.label)


def _home_rows(home: HomeSum) -> tuple[tuple[str, str], ...]:
    wage = span_words(home.wage, VND)
    if home.wage_origin == Origin.EXAMPLE:
        wage = _("%(wage)s (advertised, an example)") % {"wage": wage}
    living = money(home.living_vnd, VND)
    if home.living_origin == Origin.EXAMPLE:
        living = _("%(living)s (mean of the country, an example)") % {"living": living}
    return (
        (_("Pay per month"), wage),
        (_("Living per month"), living),
        (_("Kept per month"), span_words(home.kept, VND)),
    )


def span_words(span: Span, currency: Currency) -> str:
    """ "12.000.000 đ – 14.000.000 đ"; one amount where both are the same."""
    low, high = money(span.low, currency), money(span.high, currency)
    return low if span.low == span.high else f"{low} – {high}"
