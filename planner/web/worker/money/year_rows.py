from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from planner.money.enums import Currency, Line, PayNote, RateBasis
from planner.money.kept import BesidePromise, KeptRange
from planner.money.pay import AGREED, PayLine
from planner.money.rates import RateRange, is_old
from planner.money.values import Span
from planner.plans.models import PromisedPay
from planner.plans.sums.values import Gross, Living, Origin, Situation, YearSum
from planner.web.shared.rows import Text
from planner.web.worker.money.figures import (
    Cited,
    amount,
    cited,
    million,
    month_words,
    source_words,
)
from planner.wording.figures import number
from planner.wording.money import LINES, PAY_NOTES, RATE_BASES

# Said at the top of the year or beside the line: not once more among what it rests on.
_SAID_ELSEWHERE = frozenset({PayNote.NOT_ESTIMATED, PayNote.TYPED_TOGETHER})


_NEVER_ESTIMATED = frozenset({*AGREED, Line.ALL_TOGETHER})


@dataclass(frozen=True)
class LineRow:
    """`estimated`, `typed`: amounts; what was typed counts. `how`: base and rate of the estimate."""

    label: Text
    japanese: str
    what: Text
    estimated: str
    typed: str
    is_unknown: bool
    how: str
    year: str
    source: str
    url: str


@dataclass(frozen=True)
class YenRow:
    """Kept in dong at one worth of the yen."""

    label: str
    rate: str
    low: str
    high: str


@dataclass(frozen=True)
class YearCard:
    """A year of the stay. Without `gross` nothing else is known. `is_full`: with every line; else only what is left."""

    number: int
    url: str
    is_full: bool
    is_open: bool
    is_typed: bool
    is_complete: bool
    gross: str
    net: str
    living: str
    living_words: str
    kept: str
    kept_jpy: str
    kept_span: str
    gross_words: str = ""
    rules: str = ""
    lines: list[LineRow] = field(default_factory=list)
    has_typed: bool = False
    living_from: list[Cited] = field(default_factory=list)
    yen: list[YenRow] = field(default_factory=list)
    rate: str = ""
    is_rate_old: bool = False
    promise: str = ""
    year_end: str = ""
    notes: list[Text] = field(default_factory=list)


def year_card(
    year: YearSum, situation: Situation, pay: PromisedPay | None, *, is_full: bool, is_open: bool
) -> YearCard:
    living, kept = year.living, year.kept
    brief = YearCard(
        number=year.number,
        url=reverse("pay_year", args=[year.number]),
        is_full=is_full,
        is_open=is_open,
        is_typed=year.is_typed,
        is_complete=year.net is None or year.net.is_complete,
        gross=amount(year.gross.jpy, Currency.JPY) if year.gross else "",
        net=amount(year.net.net_jpy, Currency.JPY) if year.net else "",
        living=_span(living.low_jpy, living.high_jpy) if living else "",
        living_words=_living_words(living) if living else "",
        kept=million(kept.vnd.mid) if kept else "",
        kept_jpy=_span(kept.jpy.low, kept.jpy.high) if kept else "",
        kept_span=_million_span(kept.vnd) if kept else "",
    )
    return _with_lines(brief, year, situation, pay) if is_full else brief


def _with_lines(
    card: YearCard, year: YearSum, situation: Situation, pay: PromisedPay | None
) -> YearCard:
    net, living, kept, rates = year.net, year.living, year.kept, year.rates
    lines = net.lines if net else ()
    return replace(
        card,
        gross_words=_gross_words(year.gross, pay) if year.gross else "",
        rules=_rules(year, situation),
        lines=[_line(line, year, situation) for line in lines],
        has_typed=any(line.typed_jpy is not None for line in lines),
        living_from=[cited(found, Currency.JPY) for found in living.examples] if living else [],
        yen=_yen_rows(kept, rates) if kept and rates else [],
        rate=_rate_words(rates, is_past=_is_past(year, situation)) if rates else "",
        is_rate_old=rates is not None and is_old(rates.month, year.rules_month),
        promise=_promise(year.promise) if year.promise else "",
        year_end=_year_end(year),
        notes=_notes(year),
    )


def _line(line: PayLine, year: YearSum, situation: Situation) -> LineRow:
    words = LINES[line.line]
    source = line.source
    if line.line == Line.HEALTH and year.has_prefecture_rate and situation.prefecture:
        source = situation.prefecture.source
    cited_year, name, url = source_words(None if line.estimated_jpy is None else source)
    return LineRow(
        label=words.label,
        japanese=words.japanese,
        what=words.what,
        estimated=_estimated(line),
        typed="" if line.typed_jpy is None else amount(line.typed_jpy, Currency.JPY),
        is_unknown=not line.is_known,
        how=_how(line, year),
        year=cited_year,
        source=name,
        url=url,
    )


def _estimated(line: PayLine) -> str:
    if line.estimated_jpy is not None:
        return amount(line.estimated_jpy, Currency.JPY)
    # Rent and the one sum are never estimated: nothing is missing.
    return "–" if line.line in _NEVER_ESTIMATED else ""


def _how(line: PayLine, year: YearSum) -> str:
    if line.is_replaced:
        return _("Inside the one sum that you typed.")
    if line.line in year.carried:
        return _("As you typed for year %s.") % year.carried_from
    if line.is_agreed:
        return _("As in your offer.")
    if line.estimated_jpy is None or line.rate_pct is None or line.base_jpy is None:
        return ""
    return _("%(rate)s%% of %(base)s") % {
        "rate": number(line.rate_pct, 3).rstrip("0").rstrip(",."),
        "base": amount(line.base_jpy, Currency.JPY),
    }


def _gross_words(gross: Gross, pay: PromisedPay | None) -> str:
    if gross.origin == Origin.TYPED:
        return _("as you typed")
    if gross.origin == Origin.EARLIER_YEAR:
        return _("as you typed for year %s") % gross.year
    if pay is None:
        return ""
    promised = amount(pay.low, Currency(pay.currency))
    if pay.high != pay.low:
        promised = f"{promised} – {amount(pay.high, Currency(pay.currency))}"
    if gross.rate is None:
        return _("the middle of the offer: %s") % promised
    words = {"promised": promised, "rate": number(gross.rate, 2)}
    if gross.rate_month is None:
        return (
            _("the middle of the offer, %(promised)s, at %(rate)s dong for 1 yen, as you typed")
            % words
        )
    words["month"] = month_words(gross.rate_month)
    return (
        _("the middle of the offer, %(promised)s, at %(rate)s dong for 1 yen (%(month)s)") % words
    )


def _rules(year: YearSum, situation: Situation) -> str:
    place = situation.prefecture.name if situation.prefecture else ""
    rules = month_words(year.rules_month)
    if year.rules_month < year.month:
        words = _("By the rules of %s, the newest that can be known.") % rules
    else:
        words = _("By the rules of %s.") % rules
    return f"{place}. {words}" if place else words


def _living_words(living: Living) -> str:
    if living.origin == Origin.TYPED:
        return _("as you typed")
    if living.origin == Origin.EARLIER_YEAR:
        return _("as you typed for year %s") % living.year
    return _("an example from single people, not your own: type yours")


def _yen_rows(kept: KeptRange, rates: RateRange) -> list[YenRow]:
    return [
        YenRow(label, number(rate, 2), million(span.low), million(span.high))
        for label, rate, span in (
            (_("The yen is low"), rates.low, kept.vnd_low_yen),
            (_("Middle"), rates.mid, kept.vnd),
            (_("The yen is high"), rates.high, kept.vnd_high_yen),
        )
    ]


def _rate_words(rates: RateRange, *, is_past: bool) -> str:
    if is_past and rates.basis == RateBasis.NEWEST_MONTH:
        return _("%(rate)s dong for 1 yen, the mean of %(month)s") % {
            "rate": number(rates.mid, 2),
            "month": month_words(rates.month),
        }
    return _("%(rate)s dong for 1 yen, %(month)s: %(basis)s") % {
        "rate": number(rates.mid, 2),
        "month": month_words(rates.month),
        "basis": RATE_BASES[rates.basis],
    }


def _is_past(year: YearSum, situation: Situation) -> bool:
    return year.rules_month < situation.today.replace(day=1)


def _promise(beside: BesidePromise) -> str:
    """What comes into the hand beside the promise."""
    words = {
        "promised": million(beside.promised_vnd.mid),
        "actual": million(beside.actual_vnd.mid),
    }
    if beside.share is None or beside.share == 0:
        return (
            _("Promised: %(promised)s. After what comes off, %(actual)s comes into your hand.")
            % words
        )
    words["share"] = number(abs(beside.share * 100), 0)
    if beside.share < 0:
        return (
            _(
                "Promised: %(promised)s. After what comes off, %(actual)s comes into your hand: %(share)s%% less."
            )
            % words
        )
    return (
        _(
            "Promised: %(promised)s. After what comes off, %(actual)s comes into your hand: %(share)s%% more."
        )
        % words
    )


def _year_end(year: YearSum) -> str:
    gain = year.year_end.gain_jpy if year.year_end else None
    if year.year_end is None or not gain:
        return ""
    words = {"amount": amount(abs(gain), Currency.JPY), "year": year.year_end.year}
    if gain > 0:
        return (
            _("In December about %(amount)s comes back, by the rules of %(year)s (年末調整).")
            % words
        )
    return (
        _("In December about %(amount)s more is taken, by the rules of %(year)s (年末調整).")
        % words
    )


def _notes(year: YearSum) -> list[Text]:
    if year.net is None:
        return []
    notes: list[Text] = [PAY_NOTES[note] for note in year.net.notes if note not in _SAID_ELSEWHERE]
    if 0 < year.months_taxed < 12:
        notes.append(
            _("Resident tax goes by %s months of pay in the year before; later it is more.")
            % year.months_taxed
        )
    return notes


def _span(low: int, high: int) -> str:
    if low == high:
        return amount(low, Currency.JPY)
    return f"{amount(low, Currency.JPY)} – {amount(high, Currency.JPY)}"


def _million_span(span: Span) -> str:
    return _("From %(low)s to %(high)s.") % {"low": million(span.low), "high": million(span.high)}
