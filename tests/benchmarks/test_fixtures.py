"""Whole ways through Japan. Every day below was worked out by hand from the offsets of the templates.

Sundays: 5 July and 6 December 2026; 4 July and 5 December 2027; 2 July and 3 December 2028; 1 July
and 2 December 2029.
"""

from dataclasses import dataclass, field
from datetime import date

import pytest

from planner.benchmarks.enums import Route
from planner.benchmarks.layout import lay_out
from planner.benchmarks.values import ExamSitting, LaidOut, Template, Way

TEMPLATES = tuple[Template, ...]
SITTINGS = tuple[ExamSitting, ...]


def days(text: str) -> dict[str, date]:
    """Lines of a day and the keys that are due on it."""
    by_key: dict[str, date] = {}
    for line in text.strip().splitlines():
        day, *keys = line.split()
        by_key |= dict.fromkeys(keys, date.fromisoformat(day))
    return by_key


@dataclass(frozen=True)
class Fixture:
    name: str
    way: Way
    due: dict[str, date]
    absent: tuple[str, ...] = field(default=())


WHOLE = [
    Fixture(
        "trainee before April 2027, home after three years",
        Way(Route.TITP_HOME, date(2027, 3, 10)),
        days("""
            2026-03-10 pre_trade_match
            2026-05-10 pre_sending_company_checked
            2026-06-10 pre_no_broker_fee
            2026-07-10 pre_service_fee_cap pre_no_deposit
            2026-08-10 pre_total_cost_known
            2026-09-10 pre_debt_plan
            2026-11-10 pre_airfare_known
            2026-12-10 pre_japanese_520h
            2027-01-10 pre_japanese_basic pre_contract_read pre_treatment_explained pre_health_check
            2027-02-10 pre_japanese_160h pre_orientation_certificate
            2027-03-03 pre_helplines_saved
            2027-03-10 e_forced_transfer
            2027-03-24 arr_resident_registration arr_own_documents
            2027-04-10 t1_legal_protection_lecture t1_lecture_allowance
            2027-05-10 t1_lecture_done t1_rent_checked t1_first_payslip t1_minimum_wage
            2027-08-24 t1_exam_applied
            2027-12-10 t1_basic_level_pass
            2028-03-10 t1_status_changed_2
            2028-04-10 t2_resident_tax
            2028-09-15 j_jlpt_december_apply:2028
            2028-11-10 t2_dependant_papers
            2028-12-03 j_jlpt_december:2028
            2029-03-10 t2_savings_reference t2_exam3_applied
            2029-04-07 j_jlpt_july_apply:2029
            2029-07-01 j_jlpt_july:2029
            2029-07-10 t2_choose_next_step
            2029-09-10 t2_jlpt_n3 t2_grade3_practical
            2029-12-10 t2_grade3_written r_reentry_choice
            2030-01-10 t2_good_completion r_skill_certificates
            2030-02-10 r_completion_certificate r_evaluation_record r_tax_agent
            2030-02-10 r_resident_tax_settled r_paid_leave_final_pay
            2030-02-24 r_employment_record r_moving_out_notice r_phone_contract r_pension_number
            2030-03-03 r_health_card_returned r_bank_account
            2030-03-10 r_residence_card x_social_security_agreement
            2030-04-10 x_pension_claim x_job_fair
            2030-06-10 x_vn_skill_certificate
            2030-09-10 x_use_skill
            2031-04-10 x_pension_tax_refund
            2032-03-10 x_pension_deadline
        """),
    ),
    Fixture(
        "ESD in May 2027, landing the day after, a one-year field",
        Way(Route.ESD, date(2027, 5, 20), arrives_on=date(2027, 5, 21)),
        days("""
            2026-05-20 pre_trade_match
            2026-07-20 pre_sending_company_checked
            2026-08-20 pre_no_broker_fee
            2026-09-20 pre_esd_fee_cap
            2026-10-20 pre_total_cost_known
            2026-11-20 pre_debt_plan
            2027-03-20 pre_japanese_basic pre_contract_read pre_health_check
            2027-04-20 pre_orientation_certificate
            2027-05-13 pre_helplines_saved
            2027-05-20 e_entry_rules
            2027-05-21 e_forced_transfer
            2027-06-04 arr_resident_registration arr_own_documents
            2027-07-21 t1_first_payslip t1_minimum_wage e_post_arrival_course
            2028-05-21 e_basic_exam e_transfer_open e_transfer_public_channel
            2028-06-21 t2_resident_tax
            2028-09-15 j_jlpt_december_apply:2028
            2028-12-03 j_jlpt_december:2028
            2029-01-21 t2_dependant_papers
            2029-04-07 j_jlpt_july_apply:2029
            2029-05-21 t2_savings_reference
            2029-07-01 j_jlpt_july:2029
            2029-11-21 t2_jlpt_n3 e_a2_course
            2030-02-21 r_reentry_choice
            2030-03-21 r_skill_certificates j_jft_basic
            2030-04-21 r_tax_agent r_resident_tax_settled r_paid_leave_final_pay
            2030-05-07 r_employment_record r_moving_out_notice r_phone_contract r_pension_number
            2030-05-14 r_health_card_returned r_bank_account
            2030-05-21 e_final_tests r_residence_card x_social_security_agreement
            2030-06-21 x_pension_claim x_job_fair
            2030-08-21 x_vn_skill_certificate
            2030-11-21 x_use_skill
            2031-06-21 x_pension_tax_refund
            2032-05-21 x_pension_deadline
        """),
    ),
    Fixture(
        "SSW from Viet Nam on 29 February 2028",
        Way(Route.SSW, date(2028, 2, 29)),
        days("""
            2026-12-06 j_jlpt_december:2026
            2027-02-28 pre_trade_match
            2027-04-29 pre_sending_company_checked
            2027-05-29 pre_no_broker_fee
            2027-06-29 pre_service_fee_cap
            2027-07-29 pre_total_cost_known
            2027-08-29 pre_debt_plan pre_jlpt_n4_or_jft pre_ssw_skill_test j_jft_basic
            2027-11-29 pre_ssw_recommendation_list
            2027-12-29 pre_contract_read pre_health_check
            2028-01-29 pre_orientation_certificate
            2028-02-22 pre_helplines_saved
            2028-02-29 s1_five_year_clock
            2028-03-14 arr_resident_registration arr_own_documents
            2028-04-29 t1_first_payslip t1_minimum_wage
            2029-03-29 t2_resident_tax
            2029-04-07 j_jlpt_july_apply:2029
            2029-07-01 j_jlpt_july:2029
            2029-09-15 j_jlpt_december_apply:2029
            2029-10-29 t2_dependant_papers
            2029-12-02 j_jlpt_december:2029
            2030-02-28 t2_savings_reference
            2030-08-29 t2_jlpt_n3
            2032-02-29 s1_ssw2_test
            2032-11-28 r_reentry_choice
            2032-12-28 r_skill_certificates
            2033-01-28 r_tax_agent r_resident_tax_settled r_paid_leave_final_pay
            2033-02-14 r_employment_record r_moving_out_notice r_phone_contract r_pension_number
            2033-02-21 r_health_card_returned r_bank_account
            2033-02-28 r_residence_card x_social_security_agreement
            2033-03-28 x_pension_claim x_job_fair
            2033-05-28 x_vn_skill_certificate
            2033-08-28 x_use_skill
            2034-03-28 x_pension_tax_refund
            2035-02-28 x_pension_deadline
        """),
    ),
    Fixture(
        "trainee from 31 August 2026, then SSW",
        Way(Route.TITP_SSW, date(2026, 8, 31)),
        days("""
            2025-08-31 pre_trade_match
            2025-10-31 pre_sending_company_checked
            2025-11-30 pre_no_broker_fee
            2025-12-31 pre_service_fee_cap pre_no_deposit
            2026-01-31 pre_total_cost_known
            2026-02-28 pre_debt_plan
            2026-04-30 pre_airfare_known
            2026-05-31 pre_japanese_520h
            2026-06-30 pre_japanese_basic pre_contract_read pre_treatment_explained pre_health_check
            2026-07-31 pre_japanese_160h pre_orientation_certificate
            2026-08-24 pre_helplines_saved
            2026-08-31 e_forced_transfer
            2026-09-14 arr_resident_registration arr_own_documents
            2026-09-30 t1_legal_protection_lecture t1_lecture_allowance
            2026-10-31 t1_lecture_done t1_rent_checked t1_first_payslip t1_minimum_wage
            2027-02-14 t1_exam_applied
            2027-05-31 t1_basic_level_pass
            2027-08-31 t1_status_changed_2
            2027-09-30 t2_resident_tax
            2028-04-07 j_jlpt_july_apply:2028
            2028-04-30 t2_dependant_papers
            2028-07-02 j_jlpt_july:2028
            2028-08-31 t2_savings_reference t2_exam3_applied
            2028-09-15 j_jlpt_december_apply:2028
            2028-12-03 j_jlpt_december:2028
            2028-12-31 t2_choose_next_step
            2029-02-28 t2_jlpt_n3 t2_grade3_practical
            2029-05-31 t2_grade3_written
            2029-06-30 t2_good_completion s1_recommendation_in_japan
            2029-07-31 r_completion_certificate r_evaluation_record
            2029-08-31 s1_five_year_clock
            2033-08-31 s1_ssw2_test
            2034-05-31 r_reentry_choice
            2034-06-30 r_skill_certificates
            2034-07-31 r_tax_agent r_resident_tax_settled r_paid_leave_final_pay
            2034-08-17 r_employment_record r_moving_out_notice r_phone_contract r_pension_number
            2034-08-24 r_health_card_returned r_bank_account
            2034-08-31 r_residence_card x_social_security_agreement
            2034-09-30 x_pension_claim x_job_fair x_two_claims
            2034-11-30 x_vn_skill_certificate
            2035-02-28 x_use_skill
            2035-09-30 x_pension_tax_refund
            2036-08-31 x_pension_deadline
        """),
    ),
]
CHOSEN = [
    Fixture(
        "trainee from 31 January 2027, five years",
        Way(Route.TITP_3, date(2027, 1, 31)),
        days("""
            2027-01-24 pre_helplines_saved
            2027-02-14 arr_resident_registration
            2027-02-28 t1_legal_protection_lecture
            2027-07-14 t1_exam_applied
            2027-10-31 t1_basic_level_pass
            2028-02-29 t2_resident_tax
            2029-05-31 t3_trade_allows
            2029-07-31 t3_host_excellent
            2029-09-30 t3_plan_filed
            2030-02-28 t3_home_leave
            2031-10-31 t3_grade2_practical r_reentry_choice
            2032-01-17 r_moving_out_notice
            2032-01-31 r_residence_card
            2032-02-29 x_pension_claim
        """),
        ("s1_five_year_clock", "s2_status", "e_entry_rules", "x_two_claims", "pre_care_n4"),
    ),
    Fixture(
        "five years wished for, but the operation has no TITP(iii)",
        Way(Route.TITP_3, date(2027, 1, 31), has_titp_3=False),
        days("""
            2029-05-31 t2_choose_next_step
            2029-11-30 t2_good_completion
            2030-01-31 r_residence_card
            2030-02-28 x_pension_claim
        """),
        (
            "t3_trade_allows",
            "t3_host_excellent",
            "t3_plan_filed",
            "t3_home_leave",
            "t3_grade2_practical",
        ),
    ),
    Fixture(
        "care trainee after April 2027",
        Way(Route.TITP_HOME, date(2027, 6, 15), is_care=True),
        days("""
            2027-03-15 pre_care_n4
            2028-06-15 t1_care_n3
            2030-06-15 s1_care_three_years r_residence_card
        """),
        ("s1_care_worker_exam", "s1_ssw2_test", "s1_five_year_clock", "pre_jlpt_n4_or_jft"),
    ),
    Fixture(
        "SSW care from Viet Nam, both sittings of 2026 in time",
        Way(Route.SSW, date(2027, 9, 1), is_care=True),
        days("""
            2026-07-05 j_jlpt_july:2026
            2026-12-06 j_jlpt_december:2026
            2027-03-01 pre_jlpt_n4_or_jft pre_ssw_skill_test j_jft_basic
            2029-07-01 j_jlpt_july:2029
            2029-12-02 j_jlpt_december:2029
            2030-09-01 s1_care_three_years
            2031-09-01 s1_care_worker_exam
            2032-09-01 r_residence_card
        """),
        (
            "j_jlpt_july_apply:2026",
            "j_jlpt_december_apply:2026",
            "s1_ssw2_test",
            "s2_status",
            "s1_recommendation_in_japan",
            "pre_care_n4",
            "t1_care_n3",
            "e_forced_transfer",
        ),
    ),
    Fixture(
        "ESD on its first day, a two-year field",
        Way(Route.ESD, date(2027, 4, 1), is_two_year_field=True),
        days("""
            2027-04-01 e_entry_rules e_forced_transfer
            2028-04-01 e_basic_exam
            2029-04-01 e_transfer_two_years
            2030-02-01 j_jft_basic
            2030-04-01 e_final_tests r_residence_card
        """),
        ("e_transfer_open", "t1_exam_applied", "r_completion_certificate", "pre_no_deposit"),
    ),
    Fixture(
        "trainee who returns in month 20",
        Way(Route.TITP_HOME, date(2026, 10, 5), returns_on=date(2028, 6, 5)),
        days("""
            2027-04-07 j_jlpt_july_apply:2027
            2027-07-04 j_jlpt_july:2027
            2027-09-15 j_jlpt_december_apply:2027
            2027-12-05 j_jlpt_december:2027
            2028-03-05 r_reentry_choice
            2028-06-05 t2_dependant_papers r_residence_card
            2030-06-05 x_pension_deadline
        """),
        ("t2_savings_reference", "t2_jlpt_n3", "t2_good_completion", "j_jlpt_july:2028"),
    ),
    Fixture(
        "July sitting with known days, two months before N3",
        Way(Route.TITP_HOME, date(2024, 3, 10)),
        days("""
            2025-09-18 j_jlpt_december_apply:2025
            2025-12-07 j_jlpt_december:2025
            2026-04-07 j_jlpt_july_apply:2026
            2026-07-05 j_jlpt_july:2026
            2026-09-10 t2_jlpt_n3
        """),
        ("j_jlpt_july:2025", "j_jlpt_december:2026"),
    ),
    Fixture(
        "the same nine days earlier: July 2026 is too late, December 2025 is the last",
        Way(Route.TITP_HOME, date(2024, 3, 1)),
        days("""
            2025-04-07 j_jlpt_july_apply:2025
            2025-07-06 j_jlpt_july:2025
            2025-09-18 j_jlpt_december_apply:2025
            2025-12-07 j_jlpt_december:2025
            2026-09-01 t2_jlpt_n3
        """),
        ("j_jlpt_july:2026",),
    ),
    Fixture(
        "ESD home on the eve of the anniversary",
        Way(Route.ESD, date(2027, 5, 20), returns_on=date(2030, 5, 19)),
        days("""
            2030-03-20 j_jft_basic
            2030-05-19 e_final_tests r_residence_card
        """),
    ),
    Fixture(
        "SSW that goes on with SSW(ii)",
        Way(Route.SSW, date(2026, 12, 31), returns_on=date(2032, 12, 31)),
        days("""
            2030-12-31 s1_ssw2_test
            2031-12-31 s2_status
            2032-12-31 r_residence_card
        """),
        ("x_two_claims", "t2_choose_next_step"),
    ),
    Fixture(
        "trainee, then SSW, home after five years in all",
        Way(Route.TITP_SSW, date(2027, 2, 28), returns_on=date(2032, 2, 28)),
        days("""
            2029-12-28 s1_recommendation_in_japan
            2030-01-28 r_completion_certificate
            2030-02-28 s1_five_year_clock
            2032-02-28 r_residence_card
        """),
        ("x_two_claims", "s1_ssw2_test", "j_jft_basic", "pre_ssw_skill_test", "t3_plan_filed"),
    ),
]


@pytest.mark.parametrize("fixture", WHOLE, ids=lambda fixture: fixture.name)
def test_whole_way_falls_on_the_days_worked_out_by_hand(
    fixture: Fixture, templates: TEMPLATES, sittings: SITTINGS
) -> None:
    laid_out = lay_out(templates, fixture.way, sittings)

    assert _by_key(laid_out) == fixture.due


@pytest.mark.parametrize("fixture", CHOSEN, ids=lambda fixture: fixture.name)
def test_chosen_benchmarks_fall_on_the_days_worked_out_by_hand(
    fixture: Fixture, templates: TEMPLATES, sittings: SITTINGS
) -> None:
    by_key = _by_key(lay_out(templates, fixture.way, sittings))

    assert {key: by_key.get(key) for key in fixture.due} == fixture.due
    assert [key for key in fixture.absent if key in by_key] == []


def _by_key(laid_out: tuple[LaidOut, ...]) -> dict[str, date]:
    by_key = {row.key: row.due_on for row in laid_out}
    assert len(by_key) == len(laid_out)
    return by_key
