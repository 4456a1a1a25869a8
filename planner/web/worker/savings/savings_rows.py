"""The page on what is put aside: what it is worth, what it may be worth, and the pension."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from planner.money.enums import Currency
from planner.money.month_numbers import month_number
from planner.money.rates import RateRange, is_old
from planner.money.values import Span
from planner.plans.models import SavingsPlan
from planner.plans.sums.japan_values import BandSum, JapanSums, PensionSum, SavingsSum
from planner.web.shared.charts import BandPoint
from planner.web.shared.rows import Text
from planner.web.worker.benchmarks.rows import title_of
from planner.web.worker.money.figures import amount, million, month_words, source_words
from planner.web.worker.savings.sent_rows import SentCard, sent_card
from planner.wording.figures import number
from planner.wording.money import RATE_BASES

# Said of when one goes home, by months from now.
AHEAD: dict[int, Text] = {
    6: gettext_lazy("in about half a year"),
    12: gettext_lazy("in about one year"),
    24: gettext_lazy("in about two years"),
    36: gettext_lazy("in about three years"),
    60: gettext_lazy("in about five years"),
}
SHORT_AHEAD: dict[int, Text] = {
    6: gettext_lazy("6 months"),
    12: gettext_lazy("1 year"),
    24: gettext_lazy("2 years"),
    36: gettext_lazy("3 years"),
    60: gettext_lazy("5 years"),
}
USUAL_AHEAD = 24


@dataclass(frozen=True)
class WorthRow:
    """All savings in dong at one worth of the yen."""

    label: str
    rate: str
    total: str
    free: str


@dataclass(frozen=True)
class PurposeRow:
    label: Text
    value: str


@dataclass(frozen=True)
class AsideCard:
    """`month`: at whose end; `from_words`: typed, and added since."""

    month: str
    jpy: str
    vnd: str
    from_words: list[str]
    worth: str
    worth_span: str
    rows: list[WorthRow]
    emergency: str
    emergency_words: str
    saved_month: str
    rate: str
    is_rate_old: bool
    purposes: list[PurposeRow]


@dataclass(frozen=True)
class ScenarioRow:
    label: str
    rate: str
    worth: str


@dataclass(frozen=True)
class BandCard:
    """`is_example`: no yen are put aside, so a round sum stands in. `held`: how often such a range held."""

    amount: str
    is_example: bool
    sentence: str
    held: str
    points: list[BandPoint]
    scenarios: list[ScenarioRow]
    why: str
    widened: str
    assumes: str
    since: str
    is_start_old: bool
    source: str


@dataclass(frozen=True)
class PensionCard:
    """`how`: the sum in steps. `net`: after the tax; `deadline`: "" without a day of return."""

    net: str
    net_vnd: str
    gross: str
    withheld: str
    pct: str
    how: str
    is_capped: bool
    months_words: str
    missing: str
    deadline: str
    is_late: bool
    year: str
    source: str
    url: str


@dataclass(frozen=True)
class SavingsPage:
    has_rate: bool
    aside: AsideCard | None
    bands: BandCard | None
    sent: SentCard | None
    pension: PensionCard | None


def savings_page(sums: JapanSums, plan: SavingsPlan | None) -> SavingsPage:
    return SavingsPage(
        has_rate=sums.situation.rates is not None,
        aside=_aside_card(sums, plan) if plan or sums.put_aside.month else None,
        bands=_band_card(sums) if sums.bands and sums.situation.rates else None,
        sent=sent_card(sums.sent),
        pension=_pension_card(sums.pension, sums.situation.today) if sums.pension else None,
    )


def _aside_card(sums: JapanSums, plan: SavingsPlan | None) -> AsideCard:
    aside, rates = sums.put_aside, sums.situation.rates
    saved = sums.saved_jpy_month
    return AsideCard(
        month=month_words(aside.month) if aside.month else "",
        jpy=amount(aside.jpy, Currency.JPY),
        vnd=amount(aside.vnd, Currency.VND),
        from_words=_from_words(aside),
        worth=million(aside.total.mid) if aside.total else "",
        worth_span=_million_span(aside.total) if aside.total else "",
        rows=_worth_rows(aside, rates),
        emergency=amount(aside.emergency_vnd, Currency.VND) if aside.emergency_vnd else "",
        emergency_words=million(aside.free.mid) if aside.free and aside.emergency_vnd else "",
        saved_month="" if saved is None else amount(saved, Currency.JPY),
        rate=_rate_words(rates) if rates else "",
        is_rate_old=bool(rates and is_old(rates.month, sums.situation.today)),
        purposes=_purposes(plan),
    )


def _from_words(aside: SavingsSum) -> list[str]:
    added = amount(aside.added_jpy, Currency.JPY)
    if aside.typed_month is None:
        return [_("%s saved in the months that you told.") % added] if aside.added_jpy else []
    words = [_("You typed what you had at the end of %s.") % month_words(aside.typed_month)]
    if aside.added_jpy:
        words.append(_("Since then %s was added by your check-ins.") % added)
    return words


def _worth_rows(aside: SavingsSum, rates: RateRange | None) -> list[WorthRow]:
    if aside.total is None or aside.free is None or rates is None:
        return []
    total, free = aside.total, aside.free
    return [
        WorthRow(_("The yen is low"), number(rates.low, 2), million(total.low), million(free.low)),
        WorthRow(_("Middle"), number(rates.mid, 2), million(total.mid), million(free.mid)),
        WorthRow(
            _("The yen is high"), number(rates.high, 2), million(total.high), million(free.high)
        ),
    ]


def _rate_words(rates: RateRange) -> str:
    words = _("Middle: %(month)s, %(basis)s.") % {
        "month": month_words(rates.month),
        "basis": RATE_BASES[rates.basis],
    }
    if rates.window_from is None or rates.window_to is None:
        return words
    span = _("Low and high: the lowest and the highest month of %(first)s to %(last)s.") % {
        "first": month_words(rates.window_from),
        "last": month_words(rates.window_to),
    }
    return f"{words} {span}"


def _purposes(plan: SavingsPlan | None) -> list[PurposeRow]:
    if plan is None:
        return []
    rows = [
        PurposeRow(_("A house"), _dong(plan.house_vnd)),
        PurposeRow(_("My own business"), _dong(plan.business_vnd)),
        PurposeRow(_("To last at home"), _months(plan.runway_months)),
        PurposeRow(
            _("The trade is learned when this is done"),
            title_of(plan.trade_benchmark) if plan.trade_benchmark else "",
        ),
    ]
    return [row for row in rows if row.value]


def _dong(vnd: int | None) -> str:
    return amount(vnd, Currency.VND) if vnd else ""


def _months(months: int | None) -> str:
    if not months:
        return ""
    return ngettext("%(months)s month", "%(months)s months", months) % {"months": months}


def _band_card(sums: JapanSums) -> BandCard | None:
    rates = sums.situation.rates
    likely = [band for band in sums.bands if not band.is_scenario]
    if rates is None or not likely:
        return None
    now = _in_millions(sums.band_jpy * rates.mid)
    points = [BandPoint(_("now"), now, now, now)]
    points += [
        BandPoint(
            str(SHORT_AHEAD[band.months_ahead]),
            *(_in_millions(vnd) for vnd in (band.vnd.low, band.vnd.mid, band.vnd.high)),
        )
        for band in likely
    ]
    return BandCard(
        amount=amount(sums.band_jpy, Currency.JPY),
        is_example=not sums.put_aside.jpy,
        sentence=_band_sentence(sums, likely),
        held=_held(_nearest(sums, likely)),
        points=points,
        scenarios=_scenarios(sums.bands),
        why=_why_wide(rates),
        widened=_widened(likely),
        assumes=_assumes(sums, rates),
        since=month_words(sums.history_from) if sums.history_from else "",
        is_start_old=is_old(rates.month, sums.situation.today),
        source=_source(sums, rates),
    )


def _held(band: BandSum) -> str:
    words = _("In 8 of 10 cases it stays within this range. In 2 of 10 it is below or above.")
    if not band.rate.held_pct:
        return words
    held = _("Tried on the past: of 100 such ranges, %s held.") % band.rate.held_pct
    return f"{words} {held}"


def _why_wide(rates: RateRange) -> str:
    if rates.window_from is None or rates.window_to is None:
        return ""
    return _(
        "The range is wide because the yen moves much: between %(first)s and %(last)s it was worth from %(low)s to %(high)s dong. Nobody knows where it goes."
    ) % {
        "first": month_words(rates.window_from),
        "last": month_words(rates.window_to),
        "low": number(rates.low, 0),
        "high": number(rates.high, 0),
    }


def _widened(bands: Sequence[BandSum]) -> str:
    """Why some ranges reach further down than the sum alone says."""
    wide = [band for band in bands if band.rate.is_widened]
    if not wide:
        return ""
    return _(
        "We moved the low end further down for %s: in the past the yen fell deeper than the calculation alone says."
    ) % ", ".join(str(SHORT_AHEAD[band.months_ahead]) for band in wide)


def _source(sums: JapanSums, rates: RateRange) -> str:
    if rates.window_source is None or rates.window_to is None or sums.history_from is None:
        return ""
    return f"{sums.history_from.year}–{rates.window_to.year} · {rates.window_source.name}"


def _assumes(sums: JapanSums, rates: RateRange) -> str:
    return _(
        "Worked out with 10,000 ways that the yen could go, made of its monthly changes since %(first)s. They start at %(rate)s dong for 1 yen (%(month)s). The fee of the bank is not in it, and neither is what you save from now on."
    ) % {
        "first": month_words(sums.history_from or rates.month),
        "rate": number(rates.mid, 2),
        "month": month_words(rates.month),
    }


def _band_sentence(sums: JapanSums, bands: Sequence[BandSum]) -> str:
    band = _nearest(sums, bands)
    words = {
        "ahead": AHEAD[band.months_ahead],
        "yen": amount(sums.band_jpy, Currency.JPY),
        "low": number(_in_millions(band.vnd.low), 1),
        "high": number(_in_millions(band.vnd.high), 1),
    }
    if not sums.put_aside.jpy:
        return (
            _(
                "If you go home %(ahead)s, every %(yen)s that you save will most likely be worth between %(low)s and %(high)s million dong."
            )
            % words
        )
    return (
        _(
            "If you go home %(ahead)s, your %(yen)s will most likely be worth between %(low)s and %(high)s million dong."
        )
        % words
    )


def _nearest(sums: JapanSums, bands: Sequence[BandSum]) -> BandSum:
    """To the planned return; without one, or once it is over, two years."""
    ahead = USUAL_AHEAD
    if sums.returns_on and sums.returns_on > sums.situation.today:
        ahead = month_number(sums.returns_on) - month_number(sums.situation.today)
    return min(bands, key=lambda band: abs(band.months_ahead - ahead))


def _scenarios(bands: Sequence[BandSum]) -> list[ScenarioRow]:
    far = next((band for band in bands if band.is_scenario), None)
    if far is None:
        return []
    rate, vnd = far.rate, far.vnd
    return [
        ScenarioRow(_("The yen is low"), number(rate.low, 2), million(vnd.low)),
        ScenarioRow(_("Middle"), number(rate.mid, 2), million(vnd.mid)),
        ScenarioRow(_("The yen is high"), number(rate.high, 2), million(vnd.high)),
    ]


def _pension_card(pension: PensionSum, today: date) -> PensionCard:
    lump = pension.lump
    late = pension.claim_by is not None and pension.claim_by < today
    year, publisher, url = source_words(lump.source if lump else None)
    return PensionCard(
        net=amount(lump.net_jpy, Currency.JPY) if lump else "",
        net_vnd=_million_span(pension.lump_vnd) if pension.lump_vnd else "",
        gross=amount(lump.gross_jpy, Currency.JPY) if lump else "",
        withheld=amount(lump.withheld_jpy, Currency.JPY) if lump else "",
        pct=number(lump.withholding_pct, 2) if lump else "",
        how=_how(pension),
        is_capped=bool(lump and lump.is_capped),
        months_words=_cover_words(pension),
        missing=_missing(pension),
        deadline=date_format(pension.claim_by) if pension.claim_by else "",
        is_late=late,
        year=year,
        source=publisher,
        url=url,
    )


def _how(pension: PensionSum) -> str:
    if pension.lump is None or pension.mean_standard_jpy is None:
        return ""
    return _("%(mean)s × %(times)s = %(gross)s") % {
        "mean": amount(pension.mean_standard_jpy, Currency.JPY),
        "times": number(pension.lump.multiplier, 1),
        "gross": amount(pension.lump.gross_jpy, Currency.JPY),
    }


def _cover_words(pension: PensionSum) -> str:
    words = {"months": pension.months, "day": month_words(pension.ends_on)}
    if pension.is_planned_return:
        return (
            ngettext(
                "%(months)s month of pension, from your arrival to your planned return in %(day)s.",
                "%(months)s months of pension, from your arrival to your planned return in %(day)s.",
                pension.months,
            )
            % words
        )
    return (
        ngettext(
            "%(months)s month of pension, from your arrival to %(day)s.",
            "%(months)s months of pension, from your arrival to %(day)s.",
            pension.months,
        )
        % words
    )


def _missing(pension: PensionSum) -> str:
    if pension.lump is not None:
        return ""
    if not pension.told:
        return _("Tell the pay before deductions in a check-in, and we work it out.")
    if pension.months < 6:
        return _("Under 6 months of pension nothing is paid.")
    return _("We have no figures to work it out.")


def _million_span(span: Span) -> str:
    if span.low == span.high:
        return million(span.low)
    return _("From %(low)s to %(high)s.") % {"low": million(span.low), "high": million(span.high)}


def _in_millions(vnd: int | Decimal) -> Decimal:
    return Decimal(vnd) / 1_000_000
