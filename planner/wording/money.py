"""Codes of the money rules in words. Amounts: `money`, `amount_words`."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from planner.money.enums import (
    Condition,
    CostFlag,
    CostKind,
    Currency,
    DebtProblem,
    HourlyNote,
    HourlyVerdict,
    InsuranceTrade,
    Interest,
    Lender,
    Line,
    MoverKind,
    PayNote,
    Programme,
    RateBasis,
    ReturnProblem,
)
from planner.wording.amounts import amount_words, money

__all__ = [
    "CONDITIONS",
    "COST_FLAGS",
    "COST_KINDS",
    "CURRENCIES",
    "DEBT_PROBLEMS",
    "HOURLY_NOTES",
    "HOURLY_VERDICTS",
    "INSURANCE_TRADES",
    "INTERESTS",
    "LENDERS",
    "LINES",
    "MOVERS",
    "PAY_NOTES",
    "PROGRAMMES",
    "RATE_BASES",
    "RETURN_PROBLEMS",
    "LineWords",
    "amount_words",
    "money",
]


@dataclass(frozen=True, slots=True)
class LineWords:
    """A line of a payslip: in plain words, as the payslip prints it, and what it is for."""

    label: StrPromise
    japanese: str
    what: StrPromise


LINES: dict[str, LineWords] = {
    Line.HEALTH: LineWords(
        _("Health insurance"), "健康保険料", _("You pay 30% at the doctor; this pays the rest.")
    ),
    Line.CHILD_LEVY: LineWords(
        _("Child support levy"),
        "子ども・子育て支援金",
        _("Taken with health insurance since April 2026, at every age."),
    ),
    Line.CARE: LineWords(
        _("Care insurance"), "介護保険料", _("Only if you are between 40 and 64.")
    ),
    Line.PENSION: LineWords(
        _("Pension"),
        "厚生年金保険料",
        _("You can claim part of it back within two years after leaving Japan."),
    ),
    Line.EMPLOYMENT: LineWords(
        _("Employment insurance"), "雇用保険料", _("Pays for a time if you lose the job.")
    ),
    Line.INCOME_TAX: LineWords(
        _("Income tax"), "所得税", _("Taken each month and settled in December.")
    ),
    Line.RESIDENT_TAX: LineWords(
        _("Resident tax"),
        "住民税",
        _("Goes by last year's pay, so it usually starts in June of your second year."),
    ),
    Line.ALL_TOGETHER: LineWords(
        _("Insurance and tax together"),
        "社会保険料・税金",
        _("One sum, where the lines are not known."),
    ),
    Line.RENT: LineWords(
        _("Rent or dormitory"), "家賃/寮費", _("Only what you agreed to in writing.")
    ),
    Line.MEALS: LineWords(_("Meals"), "食費", _("Only what you agreed to in writing.")),
    Line.UTILITIES: LineWords(
        _("Water, power and gas"), "水道光熱費", _("Only the real cost, agreed in writing.")
    ),
}
CURRENCIES: dict[str, StrPromise] = {
    Currency.VND: _("dong"),
    Currency.JPY: _("yen"),
    Currency.USD: _("US dollars"),
}
COST_KINDS: dict[str, StrPromise] = {
    CostKind.SERVICE_FEE: _("Service fee of the sending company"),
    CostKind.BROKER_FEE: _("Broker fee"),
    CostKind.DEPOSIT: _("Deposit"),
    CostKind.SELECTION_FEE: _("Fee for being selected"),
    CostKind.TRAINING: _("Training and Japanese lessons"),
    CostKind.AIRFARE: _("Flight"),
    CostKind.SUPERVISION_FEE: _("Fee of the supervising body in Japan"),
    CostKind.SUPPORT_FUND: _("Overseas Employment Support Fund"),
    CostKind.HEALTH_CHECK: _("Health check"),
    CostKind.PAPERS: _("Passport, visa and papers"),
    CostKind.LODGING: _("Lodging and food during training"),
    CostKind.OTHER: _("Something else"),
    CostKind.NOT_ITEMISED: _("One sum that nobody split up"),
}
LENDERS: dict[str, StrPromise] = {
    Lender.FAMILY: _("Family"),
    Lender.BANK: _("Bank"),
    Lender.SOCIAL_POLICY_BANK: _("Bank for Social Policies"),
    Lender.AGENCY: _("Sending company"),
    Lender.PRIVATE: _("Private lender"),
    Lender.OTHER: _("Somebody else"),
}
INTERESTS: dict[str, StrPromise] = {
    Interest.NONE: _("No interest"),
    Interest.YEAR_ON_REST: _("A rate per year, on what is still owed"),
    Interest.MONTH_ON_REST: _("A rate per month, on what is still owed"),
    Interest.YEAR_FLAT: _("A rate per year, always on the first sum"),
    Interest.MONTH_FLAT: _("A rate per month, always on the first sum"),
}
INSURANCE_TRADES: dict[str, StrPromise] = {
    InsuranceTrade.GENERAL: _("Most jobs"),
    InsuranceTrade.AGRICULTURE: _("Farming, forestry, fishing or sake brewing"),
    InsuranceTrade.CONSTRUCTION: _("Construction"),
}
PROGRAMMES: dict[str, StrPromise] = {
    Programme.TITP: _("technical intern"),
    Programme.SSW: _("specified skilled worker"),
    Programme.ESD: _("ESD, from April 2027"),
}
COST_FLAGS: dict[str, StrPromise] = {
    CostFlag.OVER_CEILING: _("More than the ceiling that we know"),
    CostFlag.FORBIDDEN: _("You should not be charged for this at all"),
    CostFlag.BROKER_FEE: _("A broker fee. Ask the sending company in writing who gets it and why."),
    CostFlag.NOT_ITEMISED: _("Nobody has told you what this sum is for. Ask for a list."),
    CostFlag.NO_CEILING_KNOWN: _("We know no ceiling for this on that day"),
    CostFlag.WITHIN: _("Not above the ceiling that we know"),
    CostFlag.NEEDS_WAGE: _("The ceiling counts in months of basic wage: tell us the wage"),
    CostFlag.OTHER_CURRENCY: _(
        "The ceiling is in another currency, and we have no rate with a source to compare"
    ),
}
PAY_NOTES: dict[str, StrPromise] = {
    PayNote.NOT_ESTIMATED: _(
        "A line is not estimated: we found no rate for that month. Type it from the payslip. Until then the sum left is too high."
    ),
    PayNote.NATIONAL_HEALTH_RATE: _(
        "Health insurance at the national average; each prefecture has its own rate."
    ),
    PayNote.AGE_UNKNOWN: _("Without care insurance, which is taken from 40 to 64."),
    PayNote.GRADE_FROM_THIS_PAY: _(
        "The grade for insurance is taken from this pay. The company sets it once a year, so yours may differ."
    ),
    PayNote.COMPUTER_METHOD: _(
        "Income tax by the computer method of the tax office. With the printed table it may differ by up to 100 yen."
    ),
    PayNote.DECEMBER_SETTLES: _("In December the company settles the tax of the whole year."),
    PayNote.NO_RESIDENT_TAX_YET: _(
        "No resident tax yet: it goes by the pay of an earlier year in Japan."
    ),
    PayNote.INSURANCE_SHARE_OF_LAST_YEAR: _(
        "For resident tax, last year's insurance is taken as the same share of pay as now."
    ),
    PayNote.RESIDENT_TAX_BY_PLACE: _(
        "Resident tax without the small surcharges and limits of your own town."
    ),
    PayNote.TYPED_TOGETHER: _("Insurance and tax are the one sum that you typed."),
}
DEBT_PROBLEMS: dict[str, StrPromise] = {
    DebtProblem.NEVER_ENDS: _(
        "The payment does not even cover the interest: this debt never ends."
    ),
    DebtProblem.TOO_LONG: _("With this payment the debt lasts more than 50 years."),
}
RATE_BASES: dict[str, StrPromise] = {
    RateBasis.TYPED: _("the rate that was typed"),
    RateBasis.NEWEST_MONTH: _("the newest month that we have"),
}
HOURLY_VERDICTS: dict[str, StrPromise] = {
    HourlyVerdict.ABOVE: _("Not below the lowest pay of the prefecture"),
    HourlyVerdict.BELOW: _("Below the lowest pay of the prefecture"),
    HourlyVerdict.UNKNOWN: _("Cannot be compared"),
}
HOURLY_NOTES: dict[str, StrPromise] = {
    HourlyNote.START_UNKNOWN: _(
        "The day from which the newer lowest pay holds was not found: it may hold already."
    ),
    HourlyNote.NO_WAGE_KNOWN: _("We do not know the lowest pay of that day."),
    HourlyNote.NO_HOURS: _("Tell us the hours of a month."),
}
CONDITIONS: dict[str, StrPromise] = {
    Condition.DEBT: _("Nothing is owed any more"),
    Condition.RUNWAY: _("The savings last as long as you chose"),
    Condition.TRADE: _("The trade is learned"),
}
RETURN_PROBLEMS: dict[str, StrPromise] = {
    ReturnProblem.DEBT_NEVER_ENDS: _(
        "No date: with these payments the debt never ends. Pay more each month, or talk with your counselor."
    ),
    ReturnProblem.DEBT_TOO_LONG: _(
        "No date: with these payments the debt lasts more than 50 years."
    ),
    ReturnProblem.NOTHING_SAVED: _(
        "No date: the savings are not enough yet, and nothing is added to them each month."
    ),
    ReturnProblem.SAVING_TOO_LONG: _(
        "No date: at this pace it takes more than 50 years until the savings are enough."
    ),
}
MOVERS: dict[str, StrPromise] = {
    MoverKind.YEN_DOWN_10: _("The yen falls by 10%"),
    MoverKind.YEN_UP_10: _("The yen rises by 10%"),
    MoverKind.SAVE_10_MORE: _("You save 10% more each month"),
    MoverKind.SAVE_10_LESS: _("You save 10% less each month"),
    MoverKind.LIVING_10_LESS: _("Living at home costs 10% less"),
    MoverKind.NO_HOUSE: _("You do not build the house"),
    MoverKind.NO_BUSINESS: _("You put no money into a business"),
    MoverKind.RUNWAY_FEWER: _("The savings are to last 3 months less"),
}
