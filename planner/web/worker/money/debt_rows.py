from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.money.debt import Clock
from planner.money.enums import Currency, DebtProblem, Interest
from planner.plans.sums.values import DebtsSum, DebtSum
from planner.web.shared.rows import Text
from planner.web.worker.money.figures import amount, million, month_words
from planner.wording.figures import number
from planner.wording.money import DEBT_PROBLEMS, INTERESTS, LENDERS


@dataclass(frozen=True)
class DebtRow:
    """`problem` and `change`: why it never ends, and what to do."""

    lender: Text
    owed: str
    interest: str
    payment: str
    end: str
    problem: Text
    change: str
    url: str
    remove_url: str


@dataclass(frozen=True)
class DebtsCard:
    """`free`: "Month 24"; `free_more`: the calendar month, and the range of the yen."""

    rows: list[DebtRow]
    owed: str
    payment: str
    free: str
    free_more: list[str]
    is_endless: bool
    interest: str
    first: str


def debts_card(debts: DebtsSum) -> DebtsCard:
    clock = debts.clock
    return DebtsCard(
        rows=[_row(debt) for debt in debts.debts],
        owed=amount(debts.owed_vnd, Currency.VND),
        payment=amount(debts.payment_vnd, Currency.VND),
        free=_("Never, with this payment")
        if clock.debt_free_month is None
        else _("Month %s") % clock.debt_free_month,
        free_more=_more(clock),
        is_endless=clock.never_ends,
        interest=""
        if clock.interest_paid_vnd is None
        else amount(clock.interest_paid_vnd, Currency.VND),
        first=month_words(debts.first_payment_on),
    )


def _more(clock: Clock) -> list[str]:
    if clock.debt_free_on is None:
        return [_("Look at your debts below: it says what to change.")]
    more = [_("%s, counted from the first payment") % month_words(clock.debt_free_on)]
    if clock.earliest_on is None or clock.earliest_month == clock.latest_month:
        return more
    if clock.latest_on is None:
        more.append(
            _("If you pay in yen: month %(early)s while the yen is high, never while it is low.")
            % {"early": clock.earliest_month}
        )
    else:
        more.append(
            _(
                "If you pay in yen: month %(early)s while it is high, month %(late)s while it is low."
            )
            % {"early": clock.earliest_month, "late": clock.latest_month}
        )
    return more


def _row(debt: DebtSum) -> DebtRow:
    row = debt.row
    return DebtRow(
        lender=row.lender_words or LENDERS[row.lender],
        owed=amount(row.amount_vnd, Currency.VND),
        interest=_interest(debt),
        payment=_("%(payment)s a month from %(month)s")
        % {
            "payment": amount(row.payment_vnd, Currency.VND),
            "month": month_words(row.first_payment_on),
        },
        end=_end(debt),
        problem=DEBT_PROBLEMS[debt.problem] if debt.problem else "",
        change=_change(debt),
        url=reverse("debt", args=[row.pk]),
        remove_url=reverse("remove_debt", args=[row.pk]),
    )


def _interest(debt: DebtSum) -> str:
    if debt.row.interest == Interest.NONE:
        return str(INTERESTS[Interest.NONE])
    rate = number(debt.row.rate_pct, 2 if debt.row.rate_pct % 1 else 0)
    words = f"{INTERESTS[debt.row.interest]}: {rate}%"
    if debt.total_interest_vnd is None:
        return words
    total = _("%s in all") % amount(debt.total_interest_vnd, Currency.VND)
    return f"{words}; {total}"


def _end(debt: DebtSum) -> str:
    if debt.months is None or debt.free_on is None:
        return ""
    return ngettext(
        "Paid off after %(months)s payment, in %(month)s.",
        "Paid off after %(months)s payments, in %(month)s.",
        debt.months,
    ) % {"months": debt.months, "month": month_words(debt.free_on)}


def _change(debt: DebtSum) -> str:
    if debt.problem == DebtProblem.NEVER_ENDS:
        return _(
            "The interest alone is %(interest)s a month, and you pay %(payment)s. Pay clearly more than the interest, ask for a lower rate, or borrow less. Talk about it before you sign."
        ) % {
            "interest": million(debt.interest_vnd),
            "payment": million(debt.row.payment_vnd),
        }
    if debt.problem == DebtProblem.TOO_LONG:
        return _("Pay more each month, ask for a lower rate, or borrow less.")
    return ""
