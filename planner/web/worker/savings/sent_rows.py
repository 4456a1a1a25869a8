"""Agreed with the family, and really sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.money.enums import Currency
from planner.plans.models import Remittance
from planner.plans.sums.japan_values import MonthRate, SentMonth
from planner.web.shared.charts import BarPair
from planner.web.worker.money.figures import amount, month_words
from planner.web.worker.month_points import short_month
from planner.wording.figures import number

SHOWN = 6


@dataclass(frozen=True)
class AgreementRow:
    pk: int
    amount: str
    month: str
    agreed_with: str
    what_for: str
    is_now: bool
    url: str
    remove_url: str


@dataclass(frozen=True)
class SentRow:
    """A month: in the currency of the agreement, and what was sent in yen and dong."""

    month: str
    agreed: str
    sent: str
    sent_vnd: str
    rate: str
    rate_words: str
    is_less: bool


@dataclass(frozen=True)
class SentCard:
    """`sentence`: in how many months it was kept. `bars`: million dong."""

    sentence: str
    bars: list[BarPair]
    rows: list[SentRow]
    has_agreement: bool
    has_more: bool


def agreement_rows(rows: Sequence[Remittance], today: date) -> list[AgreementRow]:
    """The newest first; the one that holds now is marked."""
    begun = [row for row in rows if row.from_month <= today]
    now = max(begun, key=lambda row: row.from_month, default=None)
    newest_first = sorted(rows, key=lambda row: row.from_month, reverse=True)
    return [
        AgreementRow(
            pk=row.pk,
            amount=amount(row.amount, Currency(row.currency)),
            month=month_words(row.from_month),
            agreed_with=row.agreed_with,
            what_for=row.what_for,
            is_now=row is now,
            url=reverse("remittance", args=[row.pk]),
            remove_url=reverse("remove_remittance", args=[row.pk]),
        )
        for row in newest_first
    ]


def sent_card(months: Sequence[SentMonth]) -> SentCard | None:
    """None: nothing was told, or agreed for a month that was told."""
    if not months:
        return None
    newest = months[-SHOWN:]
    return SentCard(
        sentence=_sentence(months),
        bars=[
            BarPair(
                short_month(month.month), _millions(month.sent_vnd), _millions(month.agreed_vnd)
            )
            for month in newest
        ],
        rows=[_row(month) for month in reversed(newest)],
        has_agreement=any(month.agreed for month in newest),
        has_more=len(months) > SHOWN,
    )


def _sentence(months: Sequence[SentMonth]) -> str:
    compared = [month for month in months if month.agreed and month.sent_jpy is not None]
    if not compared:
        return ""
    less = sum(month.is_less for month in compared)
    if not less:
        return _("In every month that you told you sent what was agreed, or more.")
    return ngettext(
        "In %(less)s of %(count)s month you sent less than agreed.",
        "In %(less)s of %(count)s months you sent less than agreed.",
        len(compared),
    ) % {"less": less, "count": len(compared)}


def _row(month: SentMonth) -> SentRow:
    rate = month.rate
    return SentRow(
        month=month_words(month.month),
        agreed=amount(month.agreed.amount, Currency(month.agreed.currency))
        if month.agreed
        else "–",
        sent="–" if month.sent_jpy is None else amount(month.sent_jpy, Currency.JPY),
        sent_vnd="" if month.sent_vnd is None else amount(month.sent_vnd, Currency.VND),
        rate=number(rate.vnd_per_jpy, 2) if rate and month.sent_vnd is not None else "",
        rate_words=_rate_words(rate) if rate else "",
        is_less=month.is_less,
    )


def _rate_words(rate: MonthRate) -> str:
    if rate.is_typed:
        return _("as you received it")
    if rate.is_other_month:
        return _("old rate, of %s") % month_words(rate.of_month)
    return _("mean of the month")


def _millions(vnd: int | None) -> Decimal | None:
    return None if vnd is None else Decimal(vnd) / 1_000_000
