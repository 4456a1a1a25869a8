"""Codes of the money rules. Their words live in planner.wording.money."""

from enum import StrEnum


class Currency(StrEnum):
    VND = "VND"
    JPY = "JPY"
    USD = "USD"


class CostKind(StrEnum):
    """What is paid before leaving. A ceiling names the one it limits."""

    SERVICE_FEE = "service_fee"
    BROKER_FEE = "broker_fee"
    DEPOSIT = "deposit"
    SELECTION_FEE = "selection_fee"
    TRAINING = "training"
    AIRFARE = "airfare"
    SUPERVISION_FEE = "supervision_fee"
    SUPPORT_FUND = "support_fund"
    HEALTH_CHECK = "health_check"
    PAPERS = "papers"
    LODGING = "lodging"
    OTHER = "other"
    NOT_ITEMISED = "not_itemised"


class Lender(StrEnum):
    FAMILY = "family"
    BANK = "bank"
    SOCIAL_POLICY_BANK = "social_policy_bank"
    AGENCY = "agency"
    PRIVATE = "private"
    OTHER = "other"


class Interest(StrEnum):
    """How the rate is meant. Monthly and yearly rates are simple: a twelfth a month, on what is left or on the first sum."""

    NONE = "none"
    YEAR_ON_REST = "year_on_rest"
    MONTH_ON_REST = "month_on_rest"
    YEAR_FLAT = "year_flat"
    MONTH_FLAT = "month_flat"


class InsuranceTrade(StrEnum):
    """Which employment-insurance rate holds."""

    GENERAL = "general"
    AGRICULTURE = "agriculture"
    CONSTRUCTION = "construction"


class Line(StrEnum):
    """A line of a payslip that comes off the pay."""

    HEALTH = "health"
    CHILD_LEVY = "child_levy"
    CARE = "care"
    PENSION = "pension"
    EMPLOYMENT = "employment"
    INCOME_TAX = "income_tax"
    RESIDENT_TAX = "resident_tax"
    # Insurance and tax as one sum, where only that is known: stands for all lines above.
    ALL_TOGETHER = "all_together"
    RENT = "rent"
    MEALS = "meals"
    UTILITIES = "utilities"


class PayNote(StrEnum):
    """What a reader of a net pay must know."""

    # A line is neither estimated nor typed: no row with a source holds in that month.
    NOT_ESTIMATED = "not_estimated"
    # The national average stands in for the prefecture's health rate.
    NATIONAL_HEALTH_RATE = "national_health_rate"
    # Care insurance is for ages 40 to 64; the age was not told.
    AGE_UNKNOWN = "age_unknown"
    # The grade was taken from this month's pay; the payslip's may be another one.
    GRADE_FROM_THIS_PAY = "grade_from_this_pay"
    # Withholding by the computer method; the printed table differs by up to 100 yen.
    COMPUTER_METHOD = "computer_method"
    # December settles the year: 2026 gives back then, not month by month.
    DECEMBER_SETTLES = "december_settles"
    # No income in Japan in the year that resident tax goes by.
    NO_RESIDENT_TAX_YET = "no_resident_tax_yet"
    # Last year's insurance was taken as the same share of pay as this month's.
    INSURANCE_SHARE_OF_LAST_YEAR = "insurance_share_of_last_year"
    # Towns and cities have their own limits and small surcharges.
    RESIDENT_TAX_BY_PLACE = "resident_tax_by_place"
    # Insurance and tax were typed as one sum.
    TYPED_TOGETHER = "typed_together"


class DebtProblem(StrEnum):
    """Why a debt has no debt-free month."""

    # The payment does not even cover the interest.
    NEVER_ENDS = "never_ends"
    # More than 600 months.
    TOO_LONG = "too_long"


class Programme(StrEnum):
    """As ceilings name them; a ceiling may also say "all"."""

    TITP = "TITP"
    SSW = "SSW"
    ESD = "ESD"


class CostFlag(StrEnum):
    """What holding a cost against the ceilings found."""

    OVER_CEILING = "over_ceiling"
    FORBIDDEN = "forbidden"
    # Always, whatever the day and the ceiling.
    BROKER_FEE = "broker_fee"
    NOT_ITEMISED = "not_itemised"
    NO_CEILING_KNOWN = "no_ceiling_known"
    WITHIN = "within"
    # A ceiling counts months of basic wage, and the wage was not told.
    NEEDS_WAGE = "needs_wage"
    # A ceiling is in another currency, and there is no rate with a source.
    OTHER_CURRENCY = "other_currency"


class RateBasis(StrEnum):
    """Where the middle of a rate range comes from."""

    TYPED = "typed"
    NEWEST_MONTH = "newest_month"


class HourlyVerdict(StrEnum):
    """Pay per hour beside the lowest pay of the prefecture."""

    ABOVE = "above"  # at the lowest pay or above it
    BELOW = "below"
    UNKNOWN = "unknown"


class HourlyNote(StrEnum):
    # The day from which the newer wage holds was not found: both are compared.
    START_UNKNOWN = "start_unknown"
    NO_WAGE_KNOWN = "no_wage_known"
    NO_HOURS = "no_hours"


class Condition(StrEnum):
    """What must hold before a return is called safe."""

    DEBT = "debt"
    RUNWAY = "runway"
    TRADE = "trade"


class ReturnProblem(StrEnum):
    """Why there is no earliest return."""

    DEBT_NEVER_ENDS = "debt_never_ends"
    DEBT_TOO_LONG = "debt_too_long"
    # The savings are not enough, and nothing is added to them.
    NOTHING_SAVED = "nothing_saved"
    # The savings grow, and are still not enough after 600 months.
    SAVING_TOO_LONG = "saving_too_long"


class MoverKind(StrEnum):
    """One thing that is otherwise than assumed, to see what moves the earliest return."""

    YEN_DOWN_10 = "yen_down_10"
    YEN_UP_10 = "yen_up_10"
    SAVE_10_MORE = "save_10_more"
    SAVE_10_LESS = "save_10_less"
    LIVING_10_LESS = "living_10_less"
    NO_HOUSE = "no_house"
    NO_BUSINESS = "no_business"
    # Savings that last three months less: planner.money.return_date.FEWER_MONTHS.
    RUNWAY_FEWER = "runway_fewer"


class BandNote(StrEnum):
    """How a band of later exchange rates is to be read."""

    # Eight of ten simulated ways end in it, and about eight of ten past ones did.
    EIGHT_OF_TEN = "eight_of_ten"
    # Too many past falls went below it: its low end was moved down until eight of ten held.
    WIDENED_BELOW = "widened_below"
    # The deepest fall and the highest rise of the history within as many months: no probability.
    SCENARIO = "scenario"
