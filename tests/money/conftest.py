"""The rules, ceilings, rates and wages of the reference files, as the money rules read them."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from planner.money.values import (
    Ceiling,
    ExchangeRate,
    PrefectureWage,
    Rule,
    RuleBook,
    Source,
)

DATA = Path(__file__).parents[2] / "planner" / "reference" / "data"


def rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _source(row: dict[str, str]) -> Source:
    return Source(row["source"], row.get("year", ""), row["source_url"])


@pytest.fixture(scope="session")
def rules() -> list[Rule]:
    return [
        Rule(
            row["name"],
            _whole(row["from_jpy"]),
            _whole(row["to_jpy"]),
            _number(row["rate_pct"]),
            _whole(row["fixed_jpy"]),
            _day(row["valid_from"]),
            _day(row["valid_to"]),
            _source(row),
        )
        for row in rows("japan_pay_rules.csv")
    ]


@pytest.fixture(scope="session")
def book(rules: list[Rule]) -> RuleBook:
    return RuleBook(rules)


@pytest.fixture(scope="session")
def ceilings() -> list[Ceiling]:
    return [
        Ceiling(
            row["key"],
            row["programme"],
            _number(row["contract_years_from"]),
            _number(row["contract_years_to"]),
            row["payer"],
            row["cost"],
            _number(row["amount"]),
            row["unit"],
            _day(row["valid_from"]),
            _day(row["valid_to"]),
            row["rule_vi"],
            row["rule_en"],
            row["legal_basis"],
            _source(row),
        )
        for row in rows("fee_ceilings.csv")
    ]


def exchange_rates() -> list[ExchangeRate]:
    return [
        ExchangeRate(date.fromisoformat(row["month"]), Decimal(row["vnd_per_jpy"]), _source(row))
        for row in rows("exchange_rates.csv")
    ]


@pytest.fixture(scope="session")
def history() -> list[ExchangeRate]:
    return exchange_rates()


@pytest.fixture(scope="session")
def gifu_wages() -> list[PrefectureWage]:
    return [
        PrefectureWage(
            int(row["fiscal_year"]), int(row["jpy_hour"]), _day(row["valid_from"]), _source(row)
        )
        for row in rows("prefecture_wages.csv")
        if row["prefecture_code"] == "21"
    ]
