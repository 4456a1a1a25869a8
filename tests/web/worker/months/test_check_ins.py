"""All months of the stay, and what follows from the one that was saved just now."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from planner.plans.enums import Mood
from planner.sharing.enums import Purpose
from planner.sharing.models import Consent
from planner.sharing.sections import Section
from tests.factories.accounts import UserFactory
from tests.factories.months import told_month, told_months
from tests.factories.plans import promised_pay, promised_work, way
from tests.web.worker.months.conftest import NOW
from tests.web.worker.people import page_of
from tests.web.worker.plan_people import shut

URL = "/check-ins/"
TOLD = "/check-ins/?told=2026-10"
HARD = "Show the help lines"
DEPARTS = "This is not as in your contract"
QUERIES = 11


def test_empty_list_says_which_month_to_tell(in_japan: User, browser: Client) -> None:
    page = page_of(browser.get(URL))

    assert "<h2>September 2026</h2>" in page
    assert 'href="/check-in/"' in page
    assert "10 months before" in page
    assert page.count("Not told yet") == 22
    assert "<svg" not in page.split("<main")[1]


def test_before_the_stay_it_says_when_it_begins(worker: User, browser: Client) -> None:
    page = page_of(browser.get(URL))

    assert "It begins when you are in Japan" in page
    assert 'href="/my-benchmarks/way/"' in page


def test_month_shows_what_was_told_and_what_was_kept(in_japan: User, browser: Client) -> None:
    told_month(in_japan)

    page = page_of(browser.get(URL))

    for shown in ("¥180,000", "¥121,000", "¥50,000 at 165.50 dong for 1 yen", "<b>¥60,000</b>"):
        assert shown in page
    for shown in ("6,000,000", "176.5", "cắt rau", "sửa mái nhà", "It is all right", "nhớ nhà"):
        assert shown in page
    assert 'href="/check-in/2026/10/"' in page
    assert "Your counselor sees this" in page


def test_amount_that_was_not_told_is_no_zero(in_japan: User, browser: Client) -> None:
    told_month(in_japan, money={"sent_jpy": None, "saved_jpy": None, "gross_jpy": None})

    page = page_of(browser.get(URL))

    assert "Kept:" not in page
    assert "Pay before anything comes off" not in page
    assert "¥0" not in page


def test_two_months_make_a_chart_with_its_table(in_japan: User, browser: Client) -> None:
    told_month(in_japan, date(2026, 8, 1), money={"saved_jpy": 0})
    one = page_of(browser.get(URL))
    told_month(in_japan)

    page = page_of(browser.get(URL))

    assert "Kept each month" not in one
    assert "Kept each month" in page
    assert "Aug 2026: Kept 50" in page
    assert "Sep 2026: Kept no figure" in page
    assert "Oct 2026: Kept 60" in page


@pytest.mark.parametrize(
    ("mood", "is_shown"), [(Mood.FAIR, False), (Mood.HARD, True), (Mood.TOO_HARD, True)]
)
def test_who_finds_it_hard_is_shown_the_help_lines(
    mood: Mood, is_shown: bool, in_japan: User, browser: Client
) -> None:
    told_month(in_japan, feeling={"mood": mood})

    page = page_of(browser.get(TOLD))

    assert (HARD in page) == is_shown
    assert ("Your counselor does not see this." in page) == is_shown
    assert HARD not in page_of(browser.get(URL))


def test_who_opened_how_they_feel_is_not_told_that_nobody_sees_it(
    in_japan: User, browser: Client
) -> None:
    told_month(in_japan, feeling={"mood": Mood.HARD}, work={"section": Section.WELL_BEING})
    Consent.objects.create(
        person=in_japan,
        purpose=Purpose.OPEN_WELL_BEING,
        counselor=UserFactory.create(counselor=True),
        text_version="1",
        language="en",
        given_at=NOW,
    )

    page = page_of(browser.get(TOLD))

    assert "You have opened how you feel to your counselor." in page
    assert "Your counselor does not see this." not in page
    assert "Only you see this" not in page


def test_work_and_pay_beside_the_contract_lead_to_help(in_japan: User, browser: Client) -> None:
    promised_work(in_japan, duties=["chăm sóc bonsai"])
    promised_pay(in_japan, low=210_000, high=210_000)
    told_month(in_japan, work={"duties": [], "other": ["sửa mái nhà"]})

    page = page_of(browser.get(TOLD))

    assert DEPARTS in page
    assert "You were promised ¥210,000 or more a month. You earned ¥180,000." in page
    assert "Most of the work that you ticked is not in your contract." in page


def test_share_of_the_contract_in_all_work_is_shown(in_japan: User, browser: Client) -> None:
    promised_work(in_japan, duties=["chăm sóc bonsai"])
    told_month(in_japan, date(2026, 9, 1), work={"duties": ["chăm sóc bonsai"], "other": []})
    told_month(in_japan, work={"duties": [], "other": ["sửa mái nhà"]})
    half = page_of(browser.get(URL))

    told_month(in_japan, date(2026, 8, 1), work={"duties": [], "other": ["thông cống"]})

    assert "<b>50%</b>" in half
    assert "In 1 of 2 months it was at least half." in half
    assert "<b>33%</b>" in page_of(browser.get(URL))


def test_promise_in_dong_is_compared_at_the_rate_of_the_offer(
    in_japan: User, browser: Client
) -> None:
    promised_pay(
        in_japan, currency="VND", low=41_000_000, high=41_000_000, vnd_per_jpy=Decimal(205)
    )
    told_month(in_japan, money={"gross_jpy": 179_999})

    page = page_of(browser.get(TOLD))

    assert "41,000,000\N{NO-BREAK SPACE}đ or more a month: ¥200,000 at the rate" in page
    assert "You earned ¥179,999." in page


def test_a_day_off_and_a_contract_without_duties_are_no_departure(
    in_japan: User, browser: Client
) -> None:
    promised_pay(in_japan, low=185_000, high=185_000)
    told_month(in_japan, work={"duties": [], "other": ["sửa mái nhà"]})

    assert DEPARTS not in page_of(browser.get(TOLD))


def test_nonsense_in_the_address_is_no_month(in_japan: User, browser: Client) -> None:
    told_month(in_japan, feeling={"mood": Mood.HARD})

    for told in ("", "x", "2026-1", "2026-11", "\x00"):
        assert HARD not in page_of(browser.get(URL, {"told": told}))


def test_browser_that_is_shut_out_shows_work_alone(in_japan: User) -> None:
    promised_pay(in_japan, low=210_000, high=210_000)
    told_month(in_japan, date(2026, 9, 1), work={"section": Section.WELL_BEING, "other": ["kín"]})
    told_month(in_japan, feeling={"mood": Mood.HARD})

    page = page_of(shut(in_japan).get(TOLD))

    assert "sửa mái nhà" in page
    for closed in ("180,000", "60,000", "nhớ nhà", "kín", HARD, DEPARTS, "payslip/", "<polyline"):
        assert closed not in page.split("<main")[1].replace('"/payslip/"', "")


def test_months_of_somebody_else_are_not_there(in_japan: User, browser: Client) -> None:
    told_month(UserFactory.create(), money={"net_jpy": 99_999})

    assert "99,999" not in page_of(browser.get(URL))


@pytest.mark.parametrize("count", [1, 60])
def test_five_years_ask_no_more_queries_than_a_month(
    count: int,
    worker: User,
    browser: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    way(worker, departs_on=date(2021, 11, 1))
    told_months(worker, count)
    page_of(browser.get(URL))

    with django_assert_num_queries(QUERIES):
        page = page_of(browser.get(URL))

    assert "48 months before" in page or count == 1
    assert len(page.encode()) < 100_000
