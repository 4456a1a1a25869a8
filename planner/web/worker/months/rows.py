"""Months as the list shows them: what was told, what was kept, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from planner.benchmarks.duties import HALF, duty_share, months_in_contract
from planner.money.enums import Currency
from planner.money.rates import to_jpy
from planner.plans.enums import Mood
from planner.plans.models import MonthMoney, MonthWork, PromisedPay, PromisedWork
from planner.plans.selectors.months import ToldMonth
from planner.sharing.audiences import CLOSED, own_sections
from planner.sharing.sections import Section
from planner.web.shared.charts import Line
from planner.web.shared.rows import SummaryRow, Text
from planner.web.worker.money.figures import month_words
from planner.web.worker.month_points import points_from
from planner.web.worker.months.asked import Stay, opened_by
from planner.web.worker.months.forms import OPENED
from planner.web.worker.seen_by import COUNSELOR_TOO, ONLY_YOU
from planner.wording.figures import number
from planner.wording.money import money

SHOWN_MONTHS = 12
# A month that pays less than this share of what was promised departs from it; a day off does not.
SHARE_OF_PROMISE = Decimal("0.9")
HARD = (Mood.HARD, Mood.TOO_HARD)


@dataclass(frozen=True)
class MonthRow:
    """`rows`: what was told, of the newest months. `payslip_of`: year and month, for the address of the payslip."""

    title: str
    url: str
    is_told: bool
    payslip_of: tuple[int, int]
    is_newest: bool = False
    net: str = ""
    kept: str = ""
    rows: Sequence[SummaryRow] = ()


@dataclass(frozen=True)
class KeptChart:
    """In thousands of yen. `step`: months of a point."""

    labels: list[str]
    lines: list[Line]
    step: int


@dataclass(frozen=True)
class Drift:
    """How much of the work told is that of the contract. `percent` down: less than half never reads as half."""

    percent: int
    in_contract: int
    told: int
    is_adrift: bool


@dataclass(frozen=True)
class CheckInsPage:
    """`is_hard` and `departs`: of the month that was saved just now. `next_title`: the month to tell next."""

    months: list[MonthRow]
    older: list[MonthRow]
    chart: KeptChart | None
    drift: Drift | None
    is_hard: bool
    is_mood_opened: bool
    departs: list[Text]
    is_shut_out: bool
    is_arrival_told: bool
    next_title: str = ""
    next_url: str = ""


def check_ins_page(
    stay: Stay,
    *,
    pay: PromisedPay | None,
    work: PromisedWork | None,
    person: User,
    told: str,
) -> CheckInsPage:
    """`told`: 2026-10, as the address has it."""
    opened = opened_by(person)
    asked = stay.asked
    newest = stay.months[-1].month if stay.months else None
    is_asked = asked is not None and asked not in stay.told
    months = sorted({*stay.told, *stay.untold}, reverse=True)
    rows = [
        _row(stay.told[month], opened, is_full=place < SHOWN_MONTHS, is_newest=month == newest)
        if month in stay.told
        else _untold(month)
        for place, month in enumerate(months)
    ]
    now = next((row for row in stay.months if f"{row.month:%Y-%m}" == told), None)
    return CheckInsPage(
        months=rows[:SHOWN_MONTHS],
        older=rows[SHOWN_MONTHS:],
        chart=_chart(stay.months),
        drift=_drift(stay.months, work),
        is_hard=bool(now and now.feeling and now.feeling.mood in HARD),
        is_mood_opened=Section.WELL_BEING in opened,
        departs=_departures(now, pay, work) if now else [],
        is_shut_out=not own_sections(person) >= CLOSED,
        is_arrival_told=stay.is_arrival_told,
        next_title=_title(asked) if asked and is_asked else "",
        next_url=reverse("check_in") if is_asked else "",
    )


def _drift(months: Sequence[ToldMonth], work: PromisedWork | None) -> Drift | None:
    """None where the contract names no duties, or no work was told."""
    duties = [row.duties for row in months]
    share = duty_share(duties)
    if share is None or work is None or not work.duties:
        return None
    told = [month for month in duties if month.share is not None]
    return Drift(int(share * 100), months_in_contract(told), len(told), share < HALF)


def kept_jpy(part: MonthMoney | None) -> int | None:
    """Sent home and put aside; None when neither was told."""
    if part is None or (part.sent_jpy is None and part.saved_jpy is None):
        return None
    return (part.sent_jpy or 0) + (part.saved_jpy or 0)


def _untold(month: date) -> MonthRow:
    return MonthRow(_title(month), _url(month), False, (month.year, month.month))


def _row(
    told: ToldMonth, opened: frozenset[Section], *, is_full: bool, is_newest: bool
) -> MonthRow:
    part = told.money
    return MonthRow(
        title=_title(told.month),
        url=_url(told.month),
        is_told=True,
        payslip_of=(told.month.year, told.month.month),
        is_newest=is_newest,
        net=_yen(part.net_jpy if part else None),
        kept=_yen(kept_jpy(part)),
        rows=_told_rows(told, opened) if is_full else (),
    )


def _told_rows(told: ToldMonth, opened: frozenset[Section]) -> list[SummaryRow]:
    rows = _money_rows(told.money) if told.money else []
    rows += _work_rows(told.work, opened) if told.work else []
    if feeling := told.feeling:
        mood = Mood(feeling.mood).label if feeling.mood else ""
        values = [text for text in (mood, feeling.words) if text]
        rows.append(SummaryRow(_("How it goes"), values))
    return rows


def _money_rows(part: MonthMoney) -> list[SummaryRow]:
    sent = _yen(part.sent_jpy)
    if sent and part.vnd_per_jpy:
        rate = number(part.vnd_per_jpy, 2)
        sent = _("%(amount)s at %(rate)s dong for 1 yen") % {"amount": sent, "rate": rate}
    debt = "" if part.debt_paid_vnd is None else money(part.debt_paid_vnd, Currency.VND)
    told = [
        (_("Pay before anything comes off"), _yen(part.gross_jpy)),
        (_("Pay that came"), _yen(part.net_jpy)),
        (_("Sent home"), sent),
        (_("Put aside"), _yen(part.saved_jpy)),
        (_("Paid on debts"), debt),
    ]
    return [SummaryRow(label, [value]) for label, value in told if value]


def _work_rows(work: MonthWork, opened: frozenset[Section]) -> list[SummaryRow]:
    rows = []
    if work.hours is not None:
        hours = number(work.hours, 0 if work.hours == int(work.hours) else 1)
        rows.append(SummaryRow(_("Hours"), [hours]))
    if work.duties:
        rows.append(SummaryRow(_("Work of the contract"), work.duties))
    if work.other:
        rows.append(SummaryRow(_("Other work"), work.other))
    if work.section == Section.WORK:
        who: Text = COUNSELOR_TOO
    else:
        who = OPENED if Section.WELL_BEING in opened else ONLY_YOU
    rows.append(SummaryRow(_("Who sees the work"), [who]))
    return rows


def _departures(now: ToldMonth, pay: PromisedPay | None, work: PromisedWork | None) -> list[Text]:
    """In what the month departs from the contract."""
    found: list[Text] = []
    promised = _promised_jpy(pay)
    earned = now.money.gross_jpy if now.money else None
    if pay and promised and earned is not None and earned < SHARE_OF_PROMISE * promised:
        shown = {
            "promised": money(pay.low, Currency(pay.currency)),
            "yen": _yen(promised),
            "earned": _yen(earned),
        }
        if pay.currency == Currency.JPY:
            words = _("You were promised %(promised)s or more a month. You earned %(earned)s.")
        else:
            words = _(
                "You were promised %(promised)s or more a month: %(yen)s at the rate of the offer. You earned %(earned)s."
            )
        found.append(words % shown)
    if work and work.duties and now.duties.is_outside_contract:
        found.append(_("Most of the work that you ticked is not in your contract."))
    return found


def _promised_jpy(pay: PromisedPay | None) -> int | None:
    if pay is None:
        return None
    if pay.currency == Currency.JPY:
        return pay.low
    if pay.currency == Currency.VND and pay.vnd_per_jpy:
        return to_jpy(pay.low, pay.vnd_per_jpy)
    return None


def _chart(months: Sequence[ToldMonth]) -> KeptChart | None:
    """From the first to the last month that tells what was kept; what is not told leaves a gap."""
    kept = {row.month: amount for row in months if (amount := kept_jpy(row.money)) is not None}
    if len(kept) < 2:
        return None
    points = points_from(min(kept), max(kept))
    return KeptChart(
        labels=points.labels,
        lines=[Line(_("Kept"), points.means(kept, unit=1000))],
        step=points.step,
    )


def _title(month: date) -> str:
    return _title_in(get_language() or "", month)


@lru_cache(maxsize=1200)
def _title_in(_language: str, month: date) -> str:
    words = month_words(month)
    return words[:1].upper() + words[1:]


@lru_cache(maxsize=600)
def _url(month: date) -> str:
    return reverse("check_in_month", args=[month.year, month.month])


def _yen(amount: int | None) -> str:
    return "" if amount is None else money(amount, Currency.JPY)
