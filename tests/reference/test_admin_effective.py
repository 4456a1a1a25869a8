"""Forms of rows with days: what overlaps, or cannot be a rate, is refused where it is written."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from planner.reference.loading.reading import Fault, read_rows
from planner.reference.loading.tables import TABLE_OF
from planner.reference.models import (
    BenchmarkTemplate,
    ExchangeRate,
    FeeCeiling,
    JapanesePayRule,
    PrefectureWage,
    ReferenceRow,
)
from planner.reference.rates import exchange_rates, template_texts
from planner.reference.services import DATA_FOLDER
from tests.factories.accounts import UserFactory
from tests.reference.csv_files import lines_of, set_cell
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client: Client) -> User:
    user = UserFactory.create(staff=True, language="en")
    client.cookies = signed_in(user).cookies
    return user


def page(model: type[ReferenceRow], name: str, *args: Any) -> str:
    return reverse(f"admin:reference_{model._meta.model_name}_{name}", args=args)


def errors(answer: Any) -> dict[str, list[str]]:
    """In the clerk's language."""
    with translation.override("en"):
        found = answer.context["adminform"].form.errors
        return {name: [str(text) for text in texts] for name, texts in found.items()}


def rate(client: Client, value: str, **changes: str) -> Any:
    fields = {
        "month": "2026-11-01",
        "series": "staff",
        "vnd_per_jpy": value,
        "source": "Vietcombank",
        "basis": "published",
        **changes,
    }
    return client.post(page(ExchangeRate, "add"), fields)


def ceiling(client: Client, **changes: str) -> Any:
    fields = {
        "key": "airfare_titp",
        "programme": "TITP",
        "payer": "worker",
        "cost": "airfare",
        "amount": "0",
        "unit": "JPY",
        "valid_from": "2027-01-01",
        "rule_en": "The Japanese side pays.",
        "rule_vi": "Phía Nhật trả.",
        "legal_basis": "Circular",
        "source": "Circular",
        "basis": "published",
        **changes,
    }
    return client.post(page(FeeCeiling, "add"), fields)


def pay_rule(client: Client, **changes: str) -> Any:
    fields = {
        "name": "employment_insurance_general",
        "rate_pct": "0.5",
        "valid_from": "2027-04-01",
        "source": "Ministry",
        "basis": "published",
        **changes,
    }
    return client.post(page(JapanesePayRule, "add"), fields)


def test_the_rate_of_today_is_entered_and_read(client: Client, clerk: User) -> None:
    answer = rate(client, "174.26")

    assert answer.status_code == 302
    assert exchange_rates()[-1].month == date(2026, 11, 1)


@pytest.mark.parametrize(
    "value, words",
    [
        ("17426", "100 yen"),
        ("1.74", "too few"),
        ("1742.6", "digit too many"),
        ("17.43", "too few"),
        ("60", "less than half"),
        ("400", "more than double"),
        ("0", "less than half"),
        ("-174", "less than half"),
    ],
)
def test_a_rate_that_cannot_be_is_refused_in_words(
    client: Client, clerk: User, value: str, words: str
) -> None:
    answer = rate(client, value)

    assert words in " ".join(errors(answer)["vnd_per_jpy"])
    assert not ExchangeRate.objects.filter(series="staff").exists()


def test_a_rate_is_of_the_first_of_a_month_and_once(client: Client, clerk: User) -> None:
    wrong_day = rate(client, "174.26", month="2026-11-02")
    rate(client, "174.26")
    again = rate(client, "175")

    assert errors(wrong_day) == {"month": ["Write the first day of the month."]}
    assert errors(again)
    assert ExchangeRate.objects.filter(series="staff").count() == 1


def test_a_month_that_has_not_begun_has_no_rate(client: Client, clerk: User) -> None:
    assert errors(rate(client, "174.26", month="2999-01-01")) == {
        "month": ["This month has not begun."]
    }


def test_ceilings_of_one_key_must_not_overlap(client: Client, clerk: User) -> None:
    assert list(errors(ceiling(client))) == ["valid_to"]


def test_a_new_ceiling_follows_an_ended_one(client: Client, clerk: User) -> None:
    FeeCeiling.objects.filter(key="airfare_titp").update(valid_to=date(2026, 12, 31))

    assert ceiling(client).status_code == 302
    assert FeeCeiling.objects.filter(key="airfare_titp").count() == 2


@pytest.mark.parametrize(
    "changes", [{"unit": ""}, {"amount": "-1"}, {"amount": "101", "unit": "pct"}]
)
def test_an_amount_that_cannot_be_is_refused(
    client: Client, clerk: User, changes: dict[str, str]
) -> None:
    answer = ceiling(client, key="new", **changes)

    assert errors(answer)
    assert not FeeCeiling.objects.filter(key="new").exists()


def test_pay_rules_of_one_name_and_base_must_not_overlap(client: Client, clerk: User) -> None:
    overlapping = pay_rule(client, valid_from="2027-03-31")
    following = pay_rule(client)

    assert list(errors(overlapping)) == ["valid_to"]
    assert following.status_code == 302


@pytest.mark.parametrize(
    "changes", [{"rate_pct": "101"}, {"rate_pct": "-1"}, {"valid_to": "2027-03-31"}]
)
def test_a_pay_rule_that_cannot_be_is_refused(
    client: Client, clerk: User, changes: dict[str, str]
) -> None:
    assert errors(pay_rule(client, **changes))


@pytest.mark.parametrize("value", ["499", "5001"])
def test_a_minimum_wage_that_cannot_be_is_refused(client: Client, clerk: User, value: str) -> None:
    row = PrefectureWage.objects.get(prefecture__code="13", fiscal_year=2026)
    fields = {"jpy_hour": value, "source": "Ministry", "basis": "published"}

    answer = client.post(page(PrefectureWage, "change", row.pk), fields)

    assert list(errors(answer)) == ["jpy_hour"]


def test_the_day_of_the_new_minimum_wage_can_be_entered(client: Client, clerk: User) -> None:
    row = PrefectureWage.objects.get(prefecture__code="13", fiscal_year=2026)
    fields = {
        "jpy_hour": "1280",
        "valid_from": "2026-10-01",
        "source": "Ministry",
        "basis": "published",
    }

    answer = client.post(page(PrefectureWage, "change", row.pk), fields)

    row.refresh_from_db()
    assert answer.status_code == 302
    assert row.valid_from == date(2026, 10, 1)


def test_staff_rewrite_a_benchmark(client: Client, clerk: User) -> None:
    row = BenchmarkTemplate.objects.get(key="pre_debt_plan")
    form = client.get(page(BenchmarkTemplate, "change", row.pk)).context["adminform"].form
    fields = {name: form[name].value() for name in form.fields}
    fields = {name: "" if value is None else value for name, value in fields.items()}

    client.post(page(BenchmarkTemplate, "change", row.pk), {**fields, "title_vi": "Ghi rõ số nợ"})

    assert template_texts()["pre_debt_plan"].title_vi == "Ghi rõ số nợ"


@pytest.mark.parametrize("pathways", ["TITP,SSW", "titp", "TITP|moon"])
def test_a_pathway_that_is_none_is_refused(client: Client, clerk: User, pathways: str) -> None:
    row = BenchmarkTemplate.objects.get(key="pre_debt_plan")
    form = client.get(page(BenchmarkTemplate, "change", row.pk)).context["adminform"].form
    fields = {name: form[name].value() for name in form.fields}
    fields = {name: "" if value is None else value for name, value in fields.items()}

    answer = client.post(
        page(BenchmarkTemplate, "change", row.pk), {**fields, "pathways": pathways}
    )

    assert list(errors(answer)) == ["pathways"]


def faults(model: type[ReferenceRow], folder: Path) -> list[Fault]:
    items = read_rows(TABLE_OF[model], folder, {})
    return [item for item in items if isinstance(item, Fault)]


@pytest.mark.parametrize("valid_to", ["", "2026-04-01"])
def test_rules_of_a_file_that_overlap_are_named(folder: Path, valid_to: str) -> None:
    path = folder / "japan_pay_rules.csv"
    lines = lines_of(DATA_FOLDER / "japan_pay_rules.csv")
    row = next(
        number
        for number, line in enumerate(lines, start=1)
        if (line[0], line[5]) == ("employment_insurance_general", "2025-04-01")
    )
    set_cell(path, row, "valid_to", valid_to)

    found = faults(JapanesePayRule, folder)

    assert [(fault.row, fault.column) for fault in found] == [(row + 1, "valid_from")]


def test_ceilings_without_a_first_day_overlap_too(folder: Path) -> None:
    path = folder / "fee_ceilings.csv"
    lines = lines_of(path)
    row = next(number for number, line in enumerate(lines, 1) if line[0] == "support_fund_worker")
    set_cell(path, row, "key", "support_fund_agency")

    assert [fault.row for fault in faults(FeeCeiling, folder)] == [row]


@pytest.mark.parametrize(
    "model, column, value",
    [
        (ExchangeRate, "vnd_per_jpy", "17426"),
        (ExchangeRate, "vnd_per_jpy", "1.74"),
        (ExchangeRate, "month", "2015-01-02"),
        (JapanesePayRule, "rate_pct", "100.1"),
        (FeeCeiling, "amount", "-1"),
        (PrefectureWage, "jpy_hour", "101"),
        (BenchmarkTemplate, "pathways", "all|moon"),
        (BenchmarkTemplate, "is_money", "perhaps"),
    ],
)
def test_a_wrong_value_of_a_file_is_named(
    folder: Path, model: type[ReferenceRow], column: str, value: str
) -> None:
    set_cell(folder / TABLE_OF[model].file, 2, column, value)

    assert [(fault.row, fault.column) for fault in faults(model, folder)] == [(2, column)]
