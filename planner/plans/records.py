"""The columns of each record that a person writes, and the record as plain values.

The same values fill a form, tell two versions apart and stand in the history.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

PAY = (
    *("signed_on", "months", "currency", "low", "high", "vnd_per_jpy", "rate_month"),
    *("basic_wage_jpy", "rent_jpy", "meals_jpy"),
)
WORK = (*("employer", "prefecture", "place", "duties", "hours_month", "housing", "housing_words"),)
COST = ("kind", "amount", "currency", "words", "has_receipt")
DEBT = (
    *("lender", "lender_words", "amount_vnd", "interest", "rate_pct", "payment_vnd"),
    "first_payment_on",
)
BASIS = (
    *("vnd_per_jpy", "rate_month", "dependants"),
    *("home_wage_vnd", "home_living_vnd", "has_rent_at_home"),
)
PAY_YEAR = ("gross_jpy", "lines", "living_low_jpy", "living_high_jpy", "vnd_per_jpy")
GOAL = ("kind", "words", "section")
STEP = (
    *("words", "helper", "helper_words", "target", "target_amount", "target_currency"),
    *("target_level", "due_month", "done_on"),
)
WAY = ("route", "operation", "departs_on", "arrives_on", "returns_on", "ssw_starts_on")
BENCHMARK = ("words", "group", "due_on", "section", "done_on", "dropped_on", "drop_reason")
MONTH_MONEY = ("gross_jpy", "net_jpy", "sent_jpy", "vnd_per_jpy", "saved_jpy", "debt_paid_vnd")
MONTH_WORK = ("section", "hours", "duties", "other")
MONTH_FEELING = ("mood", "words")
MISS = ("due_on", "cause", "words")
JAPANESE_TEST = ("level", "taken_on", "is_passed", "points")
SAVINGS = (
    *("savings_month", "savings_jpy", "savings_vnd", "emergency_vnd", "house_vnd"),
    *("business_vnd", "runway_months", "trade_benchmark_id"),
)
REMITTANCE = ("from_month", "amount", "currency", "agreed_with", "what_for")
SHEET = ("elsewhere", "elsewhere_kept_vnd", "elsewhere_cost_vnd", "stay_months", "words")


def plain(row: models.Model | None, columns: tuple[str, ...]) -> dict[str, Any]:
    """The columns as JSON keeps them; nothing for a row that is not there yet."""
    return {} if row is None else {name: _plain(getattr(row, name)) for name in columns}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    # 7.50 and 7.5 are one rate, and 300 is not 3E+2.
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value
