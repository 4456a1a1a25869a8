"""The debt clock as it really is: codes and amounts turned into words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.money.enums import Currency
from planner.money.paid_off import RealClock
from planner.plans.sums.japan_values import RestMonth
from planner.web.shared.charts import Line
from planner.web.shared.rows import Text
from planner.web.worker.money.figures import amount, million, month_words
from planner.web.worker.month_points import points_from
from planner.wording.money import DEBT_PROBLEMS


@dataclass(frozen=True)
class RealDebtCard:
    """`value`: "Month 24". `assumed`: months of which nothing was told. Empty `labels`: nothing to draw yet."""

    value: str
    month: str
    sentence: str
    more: list[Text]
    rest: str
    paid: str
    interest: str
    is_free: bool
    is_endless: bool
    assumed: str
    labels: list[str]
    lines: list[Line]
    step: int


def real_debt_card(clock: RealClock, rests: Sequence[RestMonth]) -> RealDebtCard:
    paid = clock.paid_off
    labels, lines, step = _chart(rests)
    return RealDebtCard(
        value=_("Never, with this payment")
        if clock.debt_free_month is None
        else _("Month %s") % clock.debt_free_month,
        month=month_words(clock.debt_free_on) if clock.debt_free_on else "",
        sentence=_sentence(clock),
        more=_more(clock),
        rest=amount(paid.rest_vnd, Currency.VND),
        paid=amount(paid.paid_vnd, Currency.VND),
        interest=amount(paid.interest_vnd, Currency.VND) if paid.interest_vnd else "",
        is_free=not paid.rests,
        is_endless=clock.debt_free_month is None,
        assumed=_assumed(paid.assumed_months),
        labels=labels,
        lines=lines,
        step=step,
    )


def _sentence(clock: RealClock) -> str:
    if clock.debt_free_month is None or clock.debt_free_on is None:
        return _("With these payments you are never free of debt.")
    words = {"month": month_words(clock.debt_free_on), "number": clock.debt_free_month}
    if not clock.paid_off.rests:
        return (
            _(
                "You owe nothing any more. The last payment was in %(month)s: month %(number)s, counted from the first payment."
            )
            % words
        )
    return (
        _(
            "If you go on paying as planned, you are free of debt in %(month)s. That is month %(number)s, counted from the first payment."
        )
        % words
    )


def _more(clock: RealClock) -> list[Text]:
    ahead = clock.clock
    more: list[Text] = []
    if ahead.problem:
        more.append(DEBT_PROBLEMS[ahead.problem])
    elif clock.paid_off.rests and ahead.earliest_on and ahead.earliest_on != ahead.latest_on:
        words = {"early": month_words(ahead.earliest_on)}
        if ahead.latest_on is None:
            more.append(
                _(
                    "Your payments come out of yen: free in %(early)s while the yen is high, never while it is low."
                )
                % words
            )
        else:
            words["late"] = month_words(ahead.latest_on)
            more.append(
                _(
                    "Your payments come out of yen: free in %(early)s while the yen is high, in %(late)s while it is low."
                )
                % words
            )
    if clock.paid_off.overpaid_vnd:
        more.append(
            _("You told %s more than was owed. Look whether a debt is missing on your list.")
            % million(clock.paid_off.overpaid_vnd)
        )
    return more


def _assumed(months: Sequence[date]) -> str:
    if not months:
        return ""
    words = {
        "months": len(months),
        "first": month_words(months[0]),
        "last": month_words(months[-1]),
    }
    return (
        ngettext(
            "Of %(months)s month you told no payment (%(first)s). There we count the planned one.",
            "Of %(months)s months you told no payment (between %(first)s and %(last)s). There we count the planned one.",
            len(months),
        )
        % words
    )


def _chart(rests: Sequence[RestMonth]) -> tuple[list[str], list[Line], int]:
    if len(rests) < 2:
        return [], [], 1
    points = points_from(rests[0].month, rests[-1].month)
    owed = {row.month: row.rest_vnd for row in rests}
    return points.labels, [Line(_("Still owed"), points.last(owed))], points.step
