"""The page on money: codes and amounts turned into words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from planner.money.costs import CostCheck
from planner.money.enums import CostFlag, Currency, RateBasis
from planner.money.rates import RateRange, is_old
from planner.plans.selectors.plan import WholePlan
from planner.plans.sums.values import Origin, Sums, YearSum
from planner.plans.sums.years import LAST_YEAR, SHOWN_YEARS
from planner.web.shared.charts import BarPair
from planner.web.shared.rows import Text
from planner.web.worker.money.debt_rows import DebtsCard, debts_card
from planner.web.worker.money.figures import amount, million, month_words, source_words
from planner.web.worker.money.home_rows import HomeCard, home_card
from planner.web.worker.money.year_rows import YearCard, year_card
from planner.wording.figures import number
from planner.wording.money import COST_FLAGS, RATE_BASES

_BAD_FLAGS = (
    *(CostFlag.OVER_CEILING, CostFlag.FORBIDDEN),
    *(CostFlag.BROKER_FEE, CostFlag.NOT_ITEMISED),
)


@dataclass(frozen=True)
class Fact:
    """One of the first figures. `is_example`: rests on a published figure, not on what was typed."""

    label: Text
    value: str
    more: list[str]
    is_example: bool = False
    url: str = ""
    action: str = ""


@dataclass(frozen=True)
class CostCard:
    totals: list[str]
    total_vnd: str
    flags: list[Text]


@dataclass(frozen=True)
class RateCard:
    """`span`: the months that low and high are from."""

    low: str
    mid: str
    high: str
    month: str
    basis: Text
    is_typed: bool
    is_old: bool
    span: str
    source: str
    source_year: str
    source_url: str


@dataclass(frozen=True)
class MoneyPage:
    """`next_year`: the first one without figures of its own; None = all ten are there."""

    has_pay: bool
    facts: list[Fact]
    left_after_debt: str
    bars: list[BarPair]
    costs: CostCard | None
    debts: DebtsCard | None
    years: list[YearCard]
    home: HomeCard | None
    rate: RateCard | None
    more_years: list[int]
    has_start: bool
    start: str


def money_page(
    plan: WholePlan, sums: Sums, costs: CostCheck | None, *, asked: int | None
) -> MoneyPage:
    """`asked`: the year to show line by line beside the first two; otherwise the newest that was typed."""
    debts = debts_card(sums.debts) if sums.debts else None
    home = home_card(sums.home) if sums.home else None
    full = {*SHOWN_YEARS, asked or max(plan.years, default=1)}
    years = [
        year_card(
            year,
            sums.situation,
            plan.pay,
            is_full=year.number in full,
            is_open=year.number == (asked or 1),
        )
        for year in sums.years
    ]
    there = {year.number for year in sums.years}
    return MoneyPage(
        has_pay=plan.pay is not None,
        facts=[_debt_fact(debts), _there_fact(sums.years[0]), _home_fact(sums, home)],
        left_after_debt=_left_after_debt(sums),
        bars=_bars(sums),
        costs=_cost_card(costs) if costs else None,
        debts=debts,
        years=years,
        home=home,
        rate=_rate_card(sums.situation.rates, sums.situation.today),
        more_years=[year for year in range(1, LAST_YEAR + 1) if year not in there],
        has_start=sums.situation.is_start_told,
        start=month_words(sums.situation.starts_on),
    )


def _debt_fact(card: DebtsCard | None) -> Fact:
    label = _("Debt free")
    if card is None:
        return Fact(
            label, _("No debt typed yet"), [], url=reverse("add_debt"), action=_("Add a debt")
        )
    return Fact(label, card.free, card.free_more)


def _there_fact(year: YearSum) -> Fact:
    label = _("Kept per month in Japan")
    if year.gross is None:
        return Fact(
            label,
            _("Not known yet"),
            [],
            url=reverse("offer_pay"),
            action=_("Type the pay of the offer"),
        )
    if year.kept is None or year.living is None:
        return Fact(label, _("Not known yet"), [_("We have no rate for the yen.")])
    low, high = year.kept.vnd.low, year.kept.vnd.high
    more = [
        _("In year 1, from %(low)s to %(high)s.") % {"low": million(low), "high": million(high)}
    ]
    if year.rates and year.rates.low != year.rates.high:
        more.append(
            _("At %(rate)s dong for 1 yen (%(month)s). Yen low: %(low)s. Yen high: %(high)s.")
            % {
                "rate": number(year.rates.mid, 2),
                "month": month_words(year.rates.month),
                "low": million(year.kept.vnd_low_yen.mid),
                "high": million(year.kept.vnd_high_yen.mid),
            }
        )
    if year.net and not year.net.is_complete:
        more.append(_("Some of what comes off is not known: it will be less."))
    is_example = year.living.origin == Origin.EXAMPLE
    if is_example:
        more.append(_("Living cost is an example. Type yours."))
    action = _("Type your living cost") if is_example else ""
    return Fact(
        label,
        million(year.kept.vnd.mid),
        more,
        is_example,
        reverse("pay_year", args=[1]) if action else "",
        action,
    )


def _home_fact(sums: Sums, card: HomeCard | None) -> Fact:
    label, url = _("Kept per month at home"), reverse("money_basis")
    if card is None or sums.home is None:
        return Fact(label, _("Not known yet"), [], url=url, action=_("Type your life at home"))
    more = [] if sums.home.kept.low == sums.home.kept.high else [card.span]
    if card.is_example:
        more.append(_("Published figures, an example. Type yours."))
    action = _("Type your life at home") if card.is_example else ""
    return Fact(label, card.kept, more, card.is_example, url if action else "", action)


def _left_after_debt(sums: Sums) -> str:
    """What the first year leaves once the debt is paid for the month."""
    first = sums.years[0]
    if sums.debts is None or first.kept is None:
        return ""
    left = first.kept.vnd.mid - sums.debts.payment_vnd
    words = {"payment": million(sums.debts.payment_vnd), "left": million(abs(left))}
    if left < 0:
        return (
            _(
                "The debt takes %(payment)s a month. In year 1 that is %(left)s more than you keep: the payment is too high, or the offer too low."
            )
            % words
        )
    return (
        _("The debt takes %(payment)s a month. Of what you keep in year 1, %(left)s is left.")
        % words
    )


def _bars(sums: Sums) -> list[BarPair]:
    """Million dong a month."""
    first = sums.years[0]
    bars = []
    if first.promise:
        bars.append(BarPair(_("Pay as promised"), _millions(first.promise.promised_vnd.mid)))
    for year in sums.years:
        if year.kept:
            label = _("Kept in Japan, year %s") % year.number
            bars.append(BarPair(label, _millions(year.kept.vnd.mid)))
    if sums.home and bars:
        bars.append(BarPair(_("Kept at home"), _millions(sums.home.kept.mid)))
    return bars


def _millions(vnd: int) -> Decimal:
    return Decimal(vnd) / 1_000_000


def _cost_card(check: CostCheck) -> CostCard:
    found = {flag for item in check.items for flag in item.flags}
    return CostCard(
        totals=[amount(sum_, currency) for currency, sum_ in check.totals.items()],
        total_vnd=amount(check.total_vnd, Currency.VND) if check.total_vnd is not None else "",
        flags=[COST_FLAGS[flag] for flag in _BAD_FLAGS if flag in found],
    )


def _rate_card(rates: RateRange | None, today: date) -> RateCard | None:
    if rates is None:
        return None
    year, _publisher, url = source_words(rates.window_source)
    span = ""
    if rates.window_from and rates.window_to:
        span = f"{month_words(rates.window_from)} – {month_words(rates.window_to)}"
    return RateCard(
        low=number(rates.low, 2),
        mid=number(rates.mid, 2),
        high=number(rates.high, 2),
        month=date_format(rates.month, "YEAR_MONTH_FORMAT"),
        basis=RATE_BASES[rates.basis],
        is_typed=rates.basis == RateBasis.TYPED,
        is_old=is_old(rates.month, today),
        span=span,
        # In full: a cross rate is calculated from two publishers.
        source=rates.window_source.name if rates.window_source else "",
        source_year=year,
        source_url=url,
    )
