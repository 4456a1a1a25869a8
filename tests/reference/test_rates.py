"""Laws, rates, wages, benchmarks and exams: what the files hold, and what reads them."""

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import translation

from planner.benchmarks.enums import Anchor
from planner.money.values import NoRule
from planner.reference.models import (
    BenchmarkTemplate,
    DataVersion,
    ExchangeRate,
    FeeCeiling,
    JapanesePayRule,
    PensionMultiplier,
    Prefecture,
    PrefectureWage,
    ReferenceAmount,
    ReferenceRow,
)
from planner.reference.rates import (
    benchmark_templates,
    current_rules,
    exam_facts,
    exam_sittings,
    exchange_rates,
    fee_ceilings,
    pay_rules,
    pension_multipliers,
    prefectures,
    reference_amounts,
    template_texts,
    wages_of_prefecture,
)
from planner.reference.selectors import current_atlas
from planner.reference.services import mark_edited
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def add_rate(month: date, rate: str) -> None:
    row = ExchangeRate(month=month, series="staff", vnd_per_jpy=Decimal(rate), source="bank")
    mark_edited(row=row, by=UserFactory.create(staff=True), now=NOW)


def test_nothing_of_the_files_is_lost() -> None:
    rules = current_rules()

    assert JapanesePayRule.objects.count() == 189
    assert len(rules.ceilings) == 39
    assert len(rules.templates) == len(rules.template_texts) == 89
    assert len(rules.prefectures) == len(rules.wages) == 47
    assert PrefectureWage.objects.count() == 3 * 47
    assert len(rules.exchange_rates) == 130
    assert len(rules.pension_multipliers) == 11
    assert len(rules.exam_sittings) == 4
    assert len(rules.exam_facts) == 13
    assert len(rules.amounts) == ReferenceAmount.objects.count() == 32


@pytest.mark.parametrize(
    "name, on, base, rate, fixed",
    [
        ("pension_employee_share", TODAY, None, "9.15", None),
        ("employment_insurance_general", date(2026, 3, 31), None, "0.55", None),
        ("employment_insurance_general", date(2026, 4, 1), None, "0.5", None),
        ("withholding_tax_month", TODAY, 162_500, "5.105", 0),
        ("withholding_tax_month", TODAY, 162_501, "10.21", -8_296),
        ("income_tax_bracket", TODAY, 50_000_000, "45", -4_796_000),
        ("pension_standard_grade", date(2027, 8, 31), 700_000, None, 650_000),
        ("pension_standard_grade", date(2027, 9, 1), 700_000, None, 680_000),
    ],
)
def test_a_rule_is_found_by_name_day_and_base(
    name: str, on: date, base: int | None, rate: str | None, fixed: int | None
) -> None:
    rule = pay_rules().rule(name, on, base)

    assert rule.rate_pct == (None if rate is None else Decimal(rate))
    assert rule.fixed_jpy == fixed
    assert rule.source.name


def test_what_was_not_found_is_not_there() -> None:
    """The monthly table of 2027, and the care rate of fiscal 2025."""
    with pytest.raises(NoRule):
        pay_rules().rule("withholding_tax_month", date(2027, 1, 1), 100_000)
    with pytest.raises(NoRule):
        pay_rules().rule("care_employee_share", date(2025, 6, 1))


def test_ceilings_are_those_of_the_programme_on_the_day() -> None:
    keys = {ceiling.key for ceiling in fee_ceilings("TITP", TODAY)}

    assert {"service_fee_36_months_cap", "airfare_titp", "training_min_titp_other"} <= keys
    assert not keys & {"airfare_ssw", "deposit_titp_old", "esd_two_months"}
    assert "esd_two_months" in {c.key for c in fee_ceilings("ESD", date(2027, 4, 1))}
    assert "deposit_titp_old" in {c.key for c in fee_ceilings("TITP", date(2021, 12, 31))}


def test_a_ceiling_has_its_amount_without_padding() -> None:
    ceilings = {ceiling.key: ceiling for ceiling in fee_ceilings("SSW", TODAY)}

    assert str(ceilings["service_fee_extension"].amount) == "0.5"
    assert str(ceilings["training_min_ssw_skills"].amount) == "50000"
    assert ceilings["training_min_ssw_skills"].payer == "japan_side"
    assert ceilings["service_fee_timing"].amount is None
    assert ceilings["service_fee_36_months_cap"].cost == "service_fee"
    assert ceilings["service_fee_36_months_cap"].legal_basis == "Law 69/2020/QH14 art. 23(4)(a)"


def test_the_market_gives_the_rates_until_staff_enter_newer_ones() -> None:
    add_rate(date(2015, 1, 1), "999")
    add_rate(date(2026, 11, 1), "165.5")

    rates = exchange_rates()

    assert rates[0].month == date(2015, 1, 1)
    assert rates[0].vnd_per_jpy != 999
    assert [(rate.month, rate.vnd_per_jpy) for rate in rates[-2:]] == [
        (date(2025, 10, 1), Decimal("174.26")),
        (date(2026, 11, 1), Decimal("165.5")),
    ]


def test_a_month_that_was_not_over_gives_way_to_what_staff_entered() -> None:
    add_rate(date(2025, 10, 1), "173")
    add_rate(date(2025, 9, 1), "170")

    rates = {rate.month: rate.vnd_per_jpy for rate in exchange_rates()}

    assert rates[date(2025, 10, 1)] == 173
    assert rates[date(2025, 9, 1)] == Decimal("178.51")


def test_multipliers_of_the_pension_leave_no_month_of_cover_out() -> None:
    rows = pension_multipliers(TODAY)

    ends = [None if row.months_to is None else row.months_to + 1 for row in rows]
    assert [row.months_from for row in rows] == [0, *ends[:-1]]
    assert ends[-1] is None
    assert all(row.source.name and row.source.year for row in rows)


def test_multipliers_of_the_pension_are_half_the_premium_of_their_months() -> None:
    """Under six months nothing; else months × 18.3 % ÷ 2, to one place."""
    half = pay_rules().rule("pension_employee_share", TODAY).rate_pct

    assert half is not None
    for row in pension_multipliers(TODAY):
        months = 0 if row.months_from < 6 else row.months_from
        assert row.multiplier == (months * half / 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


def test_a_multiplier_of_the_pension_holds_from_its_day() -> None:
    """Sixty months until the reform, eight years after it."""
    row = PensionMultiplier(
        months_from=60, multiplier=Decimal("8.8"), valid_from=date(2028, 1, 1), year="2028"
    )
    mark_edited(row=row, by=UserFactory.create(staff=True), now=NOW)

    assert pension_multipliers(date(2027, 12, 31))[-1].multiplier == Decimal("5.5")
    assert Decimal("8.8") in {row.multiplier for row in pension_multipliers(date(2028, 1, 1))}
    assert pension_multipliers(date(2021, 3, 31)) == ()


def test_wages_of_a_prefecture_keep_the_day_that_was_not_found_open() -> None:
    wages = wages_of_prefecture("13")

    assert [(wage.fiscal_year, wage.jpy_hour) for wage in wages] == [
        (2024, 1163),
        (2025, 1226),
        (2026, 1280),
    ]
    assert [wage.valid_from for wage in wages] == [None, date(2025, 10, 3), None]
    assert wages_of_prefecture("99") == []


def test_prefectures_have_their_health_insurance() -> None:
    hokkaido = prefectures()[0]

    assert (hokkaido.code, hokkaido.name_ja) == ("01", "北海道")
    assert (hokkaido.health_total_pct, hokkaido.health_year) == (Decimal("10.28"), "2026")


def test_templates_come_with_their_words_in_the_readers_language() -> None:
    template = next(t for t in benchmark_templates() if t.key == "pre_debt_plan")
    text = template_texts()["pre_debt_plan"]

    assert (template.anchor, template.offset_months) == (Anchor.DEPARTURE, Decimal(-6))
    assert template.is_money
    with translation.override("en"):
        assert text.title == "Debt and repayment months known"
    with translation.override("vi"):
        assert text.title == "Biết số nợ và số tháng trả nợ"


def test_a_template_is_left_out_on_a_day_it_does_not_hold() -> None:
    row = BenchmarkTemplate.objects.get(key="s2_status")
    row.valid_to = date(2026, 12, 31)
    mark_edited(row=row, by=UserFactory.create(staff=True), now=NOW)

    assert "s2_status" in {t.key for t in benchmark_templates(date(2026, 12, 31))}
    assert "s2_status" not in {t.key for t in benchmark_templates(date(2027, 1, 1))}
    assert "s2_status" in {t.key for t in benchmark_templates()}


def test_benchmarks_about_pay_costs_debt_and_savings_are_money() -> None:
    money = {template.key for template in benchmark_templates() if template.is_money}

    assert {"pre_service_fee_cap", "t1_first_payslip", "t2_savings_reference"} <= money
    assert not money & {"pre_trade_match", "t1_exam_applied", "r_residence_card", "j_jlpt_july"}


def test_words_name_no_file() -> None:
    for text in template_texts().values():
        words = f"{text.evidence_en} {text.evidence_vi} {text.why_en} {text.why_vi}"

        assert ".csv" not in words
        assert "_" not in words


def test_a_sitting_whose_window_was_not_found_has_none() -> None:
    sittings = exam_sittings()

    assert [sitting.held_on for sitting in sittings] == [
        date(2025, 7, 6),
        date(2025, 12, 7),
        date(2026, 7, 5),
        date(2026, 12, 6),
    ]
    assert (sittings[2].applies_from, sittings[2].applies_to) == (
        date(2026, 3, 17),
        date(2026, 4, 7),
    )
    assert sittings[3].applies_from is None


def test_facts_about_exams_have_words_and_a_source() -> None:
    fact = exam_facts()["titp_exam_apply_grade3"]

    with translation.override("vi"):
        assert fact.text == (
            "Thực tập sinh số 2, thi bậc 3: muộn nhất 12 tháng trước khi hết giai đoạn số 2."
        )
    assert fact.source.name.startswith("OTIT")


def test_amounts_come_in_the_order_asked_for() -> None:
    found = reference_amounts(["vietnam_spend_urban", "nothing", "paid_before_all"])

    assert [(amount.key, amount.low) for amount in found] == [
        ("vietnam_spend_urban", 3_800_000),
        ("paid_before_all", 688_143),
    ]


def test_an_edit_changes_what_is_read_and_the_version() -> None:
    before = current_rules()
    row = JapanesePayRule.objects.get(name="pension_employee_share")
    row.rate_pct = Decimal("9.2")
    mark_edited(row=row, by=UserFactory.create(staff=True), now=NOW)

    after = current_rules()

    assert after.version != before.version
    assert after.pay_rules.rule("pension_employee_share", TODAY).rate_pct == Decimal("9.2")
    assert before.pay_rules.rule("pension_employee_share", TODAY).rate_pct == Decimal("9.15")


def test_with_a_version_at_hand_nothing_is_asked(django_assert_num_queries: Any) -> None:
    version = current_atlas().version
    pay_rules(version=version)

    with django_assert_num_queries(0):
        fee_ceilings("SSW", TODAY, version=version)
        benchmark_templates(TODAY, version=version)
        template_texts(version=version)
    with django_assert_num_queries(1):
        exchange_rates()


def test_without_data_it_says_what_to_do() -> None:
    DataVersion.objects.all().delete()

    with pytest.raises(LookupError, match="load_reference"):
        current_rules()


@pytest.mark.parametrize(
    "row",
    [
        FeeCeiling(key="a", amount=Decimal(1)),
        FeeCeiling(key="a", unit="VND"),
        FeeCeiling(key="a", amount=Decimal(101), unit="pct"),
        FeeCeiling(key="a", amount=Decimal(13), unit="months_of_basic_wage"),
        FeeCeiling(key="a", valid_from=date(2027, 1, 2), valid_to=date(2027, 1, 1)),
        JapanesePayRule(name="a", rate_pct=Decimal(101)),
        JapanesePayRule(name="a", from_jpy=2, to_jpy=1),
        JapanesePayRule(name="a", valid_from=date(2027, 1, 2), valid_to=date(2027, 1, 1)),
        Prefecture(code="99", health_total_pct=Decimal("100.01")),
        ExchangeRate(series="staff", month=date(2026, 11, 1), vnd_per_jpy=Decimal(17426)),
        PensionMultiplier(months_from=2, months_to=1, multiplier=1, valid_from=TODAY),
        PensionMultiplier(months_from=0, multiplier=1, valid_from=TODAY, valid_to=date(2026, 1, 1)),
        PensionMultiplier(months_from=0, multiplier=Decimal("20.1"), valid_from=TODAY),
        PensionMultiplier(months_from=0, multiplier=1, valid_from=date(2021, 4, 1)),
        ReferenceAmount(key="a", low=2, high=1, unit="vnd"),
        ReferenceAmount(key="a", low=1, high=101, unit="percent"),
        BenchmarkTemplate(key="a", anchor="calendar", offset_months=Decimal(1)),
        BenchmarkTemplate(key="a", anchor="arrival"),
    ],
    ids=lambda row: f"{type(row).__name__}",
)
def test_what_cannot_be_is_refused_by_the_database(row: ReferenceRow) -> None:
    with pytest.raises(IntegrityError):
        row.save()
