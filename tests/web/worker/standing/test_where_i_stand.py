"""Where a worker stands."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from planner.plans.enums import MissCause
from planner.plans.models import Benchmark
from tests.factories.accounts import UserFactory
from tests.factories.months import told_month, told_months
from tests.factories.plans import AMOUNT, benchmark, laid_out, step, way
from tests.factories.savings import savings_plan
from tests.factories.standing import japanese_test, told_miss
from tests.signing_in import signed_in
from tests.web.worker.people import page_of
from tests.web.worker.plan_people import OTHERS, shut
from tests.web.worker.standing.conftest import BEFORE, MARKS, NOW, TODAY

pytestmark = pytest.mark.django_db

PAGE = reverse("where_i_stand")


def tell(pk: int) -> str:
    return reverse("tell_miss", args=[pk])


def test_no_plan_yet_leads_to_the_way(browser: Client) -> None:
    page = page_of(browser.get(PAGE))

    assert "Your benchmarks are not laid out yet" in page
    assert f'href="{reverse("my_route")}"' in page
    assert "<figure" not in page


def test_way_without_benchmarks_leads_to_the_list(worker: User, browser: Client) -> None:
    way(worker)

    page = page_of(browser.get(PAGE))

    assert "No benchmarks yet" in page
    assert f'href="{reverse("my_benchmarks")}"' in page


def test_what_needs_a_look_comes_first_the_latest_at_the_top(
    browser: Client, marks: dict[str, Benchmark]
) -> None:
    page = page_of(browser.get(PAGE))

    look, rest = page.split("This needs a look")[1].split("Next: ")
    assert look.index("Do t1_exam_applied") < look.index("Do t2_jlpt_n3")
    assert look.index("Do t2_jlpt_n3") < look.index("Do t2_choose_next_step")
    assert "Do r_pension_number" not in look
    assert "It is due in 18 days." in look
    assert tell(marks["missed"].pk) in look
    assert tell(marks["late"].pk) in look
    assert tell(marks["soon"].pk) not in look
    assert rest.index("10 December 2026") < rest.index("<figure")


def test_standings_are_counted_and_each_benchmark_has_a_mark(
    browser: Client, marks: dict[str, Benchmark]
) -> None:
    page = page_of(browser.get(PAGE))

    chart = page.split("<figure")[1].split("</figure>")[0]
    for words in ("Missed: 1", "A few days late: 1", "Due soon: 1", "Later: 2", "Done: 1"):
        assert words in chart
    assert chart.count("<use ") == len(MARKS)
    assert chart.count("</tr>") == len(MARKS) + 1
    assert "<script" not in chart
    assert "style=" not in chart


def test_cause_that_was_told_is_said_and_the_missed_one_goes_down(
    browser: Client, marks: dict[str, Benchmark]
) -> None:
    told_miss(marks["missed"], MissCause.HEALTH, now=NOW)

    page = page_of(browser.get(PAGE))

    assert "You said: My health" in page
    assert page.index("Do t2_jlpt_n3") < page.index("Do t1_exam_applied")


def test_before_departure_says_what_is_due_before_leaving(worker: User, browser: Client) -> None:
    way(worker, now=NOW)
    laid_out(worker, now=NOW)

    page = page_of(browser.get(PAGE))

    assert "It is due in 23 days." in page
    assert "Before you leave on" not in page
    row = Benchmark.objects.get(key="passport")
    row.due_on = date(2027, 1, 10)
    row.save()
    page = page_of(browser.get(PAGE))
    assert "Before you leave on 15 January 2027" in page
    assert "Nothing is late" in page


def test_laid_out_late_is_to_catch_up_not_missed(worker: User, browser: Client) -> None:
    way(worker, departs_on=date(2023, 4, 1), now=NOW)
    laid_out(worker, MARKS, now=NOW)

    page = page_of(browser.get(PAGE))

    assert "Should be done by now" in page
    assert "Missed: " not in page


def test_savings_stand_beside_the_target_in_dong(worker: User, browser: Client) -> None:
    step(worker, **AMOUNT, due_month=date(2027, 11, 1))
    savings_plan(
        worker, savings_month=date(2026, 8, 1), savings_jpy=400_000, savings_vnd=50_000_000
    )
    told_month(worker, date(2026, 8, 1), money={"saved_jpy": 999_999})
    told_month(worker, date(2026, 10, 1), money={"saved_jpy": 100_000})

    page = page_of(browser.get(PAGE))

    card = page.split('id="savings"')[1]
    assert "million dong" in card
    assert "no figure" in card.split("Sep 2026")[1].split("</tr>")[0]
    assert "the newest is" in card
    assert "a month from now on." in card
    assert "so it starts at 0" not in card


def test_savings_of_one_month_start_at_0_and_say_so(worker: User, browser: Client) -> None:
    step(worker, **{**AMOUNT, "target_amount": 1_000_000, "target_currency": "JPY"})
    told_month(worker, date(2026, 10, 1), money={"saved_jpy": 250_000})

    page = page_of(browser.get(PAGE))

    assert "so it starts at 0" in page
    assert "25%" in page
    assert "Now: ¥250,000" in page


def test_target_without_a_month_told_says_what_to_do(worker: User, browser: Client) -> None:
    step(worker, **AMOUNT)

    page = page_of(browser.get(PAGE))

    assert "No savings told yet." in page
    assert f'href="{reverse("check_in")}"' in page


def test_japanese_tests_stand_beside_the_level_wanted(
    worker: User, browser: Client, marks: dict[str, Benchmark]
) -> None:
    step(worker, target_level="JLPT N2", due_month=date(2028, 7, 1))
    japanese_test(worker, taken_on=date(2025, 7, 6))
    japanese_test(worker, level="n3", taken_on=date(2026, 7, 5), is_passed=False, points=80)

    card = page_of(browser.get(PAGE)).split('id="japanese"')[1]

    assert "Wanted next: N2 by July 2028." in card
    assert "JLPT N4" in card
    assert "80 points" in card
    assert "Not passed" in card
    assert "Passed so far N4, Wanted next N2" in card


def test_shut_out_browser_sees_neither_savings_nor_closed_causes(
    worker: User, marks: dict[str, Benchmark]
) -> None:
    step(worker, **AMOUNT)
    told_month(worker, date(2026, 10, 1), money={"saved_jpy": 100_000})
    told_miss(marks["missed"], MissCause.HEALTH, "Đau lưng", now=NOW)

    page = page_of(shut(worker).get(PAGE))

    assert "Do t1_exam_applied" in page
    assert 'id="savings"' not in page
    assert "You said" not in page
    assert "Do t2_savings_reference" not in page


@pytest.mark.parametrize("who", OTHERS)
def test_only_workers_have_this_page(who: str, worker: User) -> None:
    assert signed_in(OTHERS[who](worker)).get(PAGE).status_code == 404


def test_queries_are_the_same_for_70_benchmarks_and_60_months(
    worker: User, browser: Client, marks: dict[str, Benchmark]
) -> None:
    step(worker, **AMOUNT)
    told_month(worker, date(2021, 11, 1), money={"saved_jpy": 1_000})
    japanese_test(worker)
    told_miss(marks["missed"], now=NOW)
    browser.get(PAGE)
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get(PAGE)

    first = benchmark(worker, due_on=TODAY - timedelta(days=40), now=BEFORE)
    Benchmark.objects.bulk_create(
        Benchmark(
            person=worker,
            section=first.section,
            key=f"own:{number}",
            words=f"Mốc {number}",
            due_on=date(2023, 1, 1) + timedelta(days=40 * number),
            group=first.group,
            added_at=BEFORE,
        )
        for number in range(64)
    )
    told_miss(first, now=NOW)
    told_months(worker, 59, date(2021, 12, 1))
    step(worker, **AMOUNT)
    japanese_test(worker, taken_on=date(2024, 7, 7))
    with CaptureQueriesContext(connection) as many:
        page = page_of(browser.get(PAGE))

    assert len(many) == len(few)
    assert page.count("<use ") == len(MARKS) + 65
    assert "more</summary>" in page


def test_another_worker_sees_an_empty_page(marks: dict[str, Benchmark]) -> None:
    other = UserFactory.create(language="en")

    page = page_of(signed_in(other).get(PAGE))

    assert "Do t1_exam_applied" not in page
