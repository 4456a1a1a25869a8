"""The check-in: one short form about one month."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from planner.plans.answers import Answers
from planner.plans.enums import ChangeKind
from planner.plans.models import CheckIn, MonthFeeling, MonthMoney, MonthWork, PlanChange
from planner.plans.records import MONTH_MONEY, plain
from planner.plans.services.told import keep_answers
from planner.sharing.sections import Section
from tests.factories.accounts import UserFactory
from tests.factories.months import OCTOBER as MONTH
from tests.factories.months import told_month, told_months
from tests.factories.plans import debt, promised_work, way
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of
from tests.web.worker.months.conftest import NOVEMBER, OCTOBER, Send, form_on
from tests.web.worker.people import page_of
from tests.web.worker.plan_people import OTHERS, shut

CHECK_IN = "/check-in/"
SEPTEMBER = date(2026, 9, 1)
LARGEST = 30_000  # bytes
QUERIES = 13
EIGHT = [f"việc số {number} trong hợp đồng, khá dài" for number in range(1, 9)]
TYPED: dict[str, Any] = {
    "gross_jpy": "180.000",
    "net_jpy": "121.000",
    "hours": "176,5",
    "sent_jpy": "50.000",
    "vnd_per_jpy": "165,5",
    "saved_jpy": "0",
    "other": "sửa mái nhà\ndọn tuyết",
    "is_shared": "on",
    "mood": "fair",
    "words": "nhớ nhà",
}


def test_first_month_is_told_and_the_list_follows(in_japan: User, send: Send) -> None:
    answer = send(**TYPED)

    assert (answer.status_code, answer["location"]) == (302, "/check-ins/?told=2026-10")
    money, work = MonthMoney.objects.get(), MonthWork.objects.get()
    assert CheckIn.objects.get().month == MONTH
    assert plain(money, MONTH_MONEY) == {
        "gross_jpy": 180_000,
        "net_jpy": 121_000,
        "sent_jpy": 50_000,
        "vnd_per_jpy": "165.5",
        "saved_jpy": 0,
        "debt_paid_vnd": None,
    }
    assert (work.section, work.hours) == (Section.WORK, Decimal("176.5"))
    assert (work.duties, work.other) == ([], ["sửa mái nhà", "dọn tuyết"])
    assert MonthFeeling.objects.get().words == "nhớ nhà"


def test_month_starts_from_the_one_before_and_is_saved_with_one_touch(
    in_japan: User, browser: Client, send: Send
) -> None:
    promised_work(in_japan, duties=["cắt rau", "đóng gói"])
    debt(in_japan)
    told_month(in_japan, SEPTEMBER)

    page = page_of(browser.get(OCTOBER))
    answer = send()

    assert "The boxes hold what you told for September 2026" in page
    assert "one hundred and eighty thousand yen" in page
    assert answer.status_code == 302
    money = MonthMoney.objects.get(check_in__month=MONTH)
    work = MonthWork.objects.get(check_in__month=MONTH)
    assert (money.gross_jpy, money.debt_paid_vnd) == (180_000, 6_000_000)
    assert (work.duties, work.other) == (["cắt rau"], ["sửa mái nhà"])
    # A rate and how one feels belong to their month.
    assert money.vnd_per_jpy is None
    assert not MonthFeeling.objects.filter(check_in__month=MONTH).exists()


def test_month_that_is_due_is_asked_for(in_japan: User, browser: Client) -> None:
    pages = [page_of(browser.get(CHECK_IN))]
    for month in (SEPTEMBER, MONTH):
        told_month(in_japan, month)
        pages.append(page_of(browser.get(CHECK_IN)))

    assert "My month: September 2026" in pages[0]
    assert "My month: October 2026" in pages[1]
    assert f'action="{OCTOBER}"' in pages[1]
    assert "My month: November 2026" in pages[2]


def test_who_sees_each_part_stands_there(in_japan: User, browser: Client) -> None:
    page = page_of(browser.get(OCTOBER))

    assert page.count("Only you see this. Your counselor does not.") == 2
    assert "Your counselor and the supervisor of your agency see this" in page


def test_debt_is_asked_of_who_owes(in_japan: User, browser: Client) -> None:
    without = page_of(browser.get(OCTOBER))
    debt(in_japan)

    assert 'name="debt_paid_vnd"' not in without
    assert 'name="debt_paid_vnd"' in page_of(browser.get(OCTOBER))


def test_work_kept_to_oneself_stays_so_the_next_month(in_japan: User, send: Send) -> None:
    told_month(in_japan, SEPTEMBER, work={"section": Section.WELL_BEING})

    send()

    assert MonthWork.objects.get(check_in__month=MONTH).section == Section.WELL_BEING


def test_other_work_in_the_words_of_the_contract_is_the_contracts(
    in_japan: User, send: Send
) -> None:
    promised_work(in_japan, duties=["Cắt rau"])

    send(**{**TYPED, "other": "cắt  rau\nquét sân"})

    work = MonthWork.objects.get()
    assert (work.duties, work.other) == (["Cắt rau"], ["quét sân"])


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"net_jpy": "190.000"}, "More came than you earned"),
        ({"gross_jpy": "1.800.000"}, "¥1,800,000, and the month before ¥180,000"),
        ({"net_jpy": "12.100"}, "¥12,100, and the month before ¥121,000"),
        ({"hours": "17,5"}, "17.5 hours, and the month before 176.5 hours"),
        ({"sent_jpy": "115.000"}, "You sent and put aside more than came: ¥125,000"),
        ({"vnd_per_jpy": "16500"}, "At most 10,000"),
        ({"vnd_per_jpy": "1650"}, "One yen was never worth that"),
        ({"gross_jpy": "180.000,5"}, "Write only a number"),
        ({"other": "một\nhai\nba\nbốn"}, "At most 3 lines"),
        ({"duties": ["lạ"]}, "Select a valid choice"),
        ({"mood": "wild"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_says_what_to_do(
    typed: dict[str, Any], words: str, in_japan: User, send: Send
) -> None:
    told_month(in_japan, SEPTEMBER)

    page = page_of(send(**typed))

    assert words in page
    assert CheckIn.objects.count() == 1


def test_odd_amount_is_taken_once_it_is_said_to_be_right(in_japan: User, send: Send) -> None:
    told_month(in_japan, SEPTEMBER)
    odd = {"gross_jpy": "20.000", "net_jpy": "10.000", "sent_jpy": "0", "saved_jpy": "0"}

    asked = page_of(send(**odd))
    answer = send(**odd, is_sure="on")

    assert "Yes, it is right as I typed it." in asked
    assert answer.status_code == 302
    assert MonthMoney.objects.get(check_in__month=MONTH).net_jpy == 10_000


def test_small_first_pay_is_asked_about(in_japan: User, send: Send) -> None:
    page = page_of(send(**{**TYPED, "gross_jpy": "18.000", "net_jpy": "12.100"}))

    assert "¥18,000 for a month: is that right?" in page


def test_month_of_which_nothing_is_told_is_not_saved(in_japan: User, send: Send) -> None:
    page = page_of(send(is_shared="on"))

    assert "Tell at least one thing of this month." in page
    assert not CheckIn.objects.exists()


def test_tapped_twice_it_is_saved_once(in_japan: User, browser: Client) -> None:
    sent = {**form_on(page_of(browser.get(OCTOBER))), **TYPED}

    answers = [browser.post(OCTOBER, sent) for _ in range(2)]

    assert [answer["location"] for answer in answers] == ["/check-ins/?told=2026-10"] * 2
    assert CheckIn.objects.count() == 1
    assert not PlanChange.objects.filter(what=ChangeKind.CHECK_IN).exists()


def test_what_was_typed_outlives_the_session(in_japan: User, browser: Client) -> None:
    hidden = hidden_of(page_of(browser.get(CHECK_IN)))

    answer = Client().post("/check-in/2026/9/", {**hidden, **TYPED})

    assert answer["location"] == "/sign-in/?next=/check-in/2026/9/"
    assert not CheckIn.objects.exists()
    page = page_of(browser.get(CHECK_IN))
    assert "It is not saved yet" in page
    assert "121.000" in page


def test_stale_month_is_compared_and_not_written_over(in_japan: User, browser: Client) -> None:
    told_month(in_japan)
    sent = form_on(page_of(browser.get(OCTOBER)))
    told_month(in_japan, money={"net_jpy": 118_000})

    page = page_of(browser.post(OCTOBER, {**sent, "net_jpy": "120.000"}))

    assert "Stands there now: ¥118,000" in page
    assert MonthMoney.objects.get().net_jpy == 118_000


def test_correction_stands_in_the_history(in_japan: User, browser: Client, send: Send) -> None:
    told_month(in_japan)

    send(net_jpy="118.000")
    page_of(browser.get("/check-ins/"))

    change = PlanChange.objects.get(what=ChangeKind.CHECK_IN)
    assert (change.section, change.before, change.after) == (
        Section.MONEY,
        {"net_jpy": 121_000},
        {"net_jpy": 118_000},
    )
    history = page_of(browser.get(reverse("plan_history")))
    assert "A month told otherwise" in history
    assert "October 2026" in history


@pytest.mark.parametrize(
    "url", ["/check-in/2024/12/", "/check-in/2026/12/", "/check-in/2026/13/", "/check-in/0/0/"]
)
def test_month_outside_the_stay_is_not_there(url: str, in_japan: User, browser: Client) -> None:
    assert browser.get(url).status_code == 404
    assert browser.post(url, TYPED).status_code == 404
    assert browser.get(NOVEMBER).status_code == 200


def test_who_is_not_in_japan_yet_is_told_when_it_begins(worker: User, browser: Client) -> None:
    nothing = page_of(browser.get(CHECK_IN))
    way(worker, departs_on=date(2027, 1, 15))
    later = page_of(browser.get(CHECK_IN))

    assert "Tell us when you arrive" in nothing
    assert "It begins when you are in Japan: 15 January 2027" in later
    assert browser.get(OCTOBER).status_code == 404


def test_who_did_not_tell_the_arrival_may_tell_of_the_last_year(
    worker: User, browser: Client
) -> None:
    keep_answers(person=worker, answers=Answers(stage="in_japan"))

    page = page_of(browser.get(CHECK_IN))
    months = page_of(browser.get("/check-ins/"))

    assert "You have not told when you came to Japan." in page
    assert browser.get("/check-in/2025/12/").status_code == 200
    assert browser.get("/check-in/2025/11/").status_code == 404
    # Nobody is asked for a year that we only take for the stay.
    assert months.count("Not told yet") == 1


def test_browser_that_is_shut_out_is_asked_for_work_alone(in_japan: User) -> None:
    promised_work(in_japan)
    told_month(in_japan)
    browser = shut(in_japan)

    page = page_of(browser.get(OCTOBER))
    answer = browser.post(OCTOBER, {**form_on(page), "hours": "150"})

    for closed in ("121", "net_jpy", "mood", "nhớ nhà", "is_shared"):
        assert closed not in page
    assert "cắt rau" in page
    assert answer.status_code == 302
    assert MonthWork.objects.get().hours == 150
    assert MonthMoney.objects.get().net_jpy == 121_000
    assert MonthFeeling.objects.get().words == "nhớ nhà"


def test_work_kept_to_oneself_is_not_shown_or_replaced_in_a_shut_browser(in_japan: User) -> None:
    told_month(in_japan, work={"section": Section.WELL_BEING})
    browser = shut(in_japan)

    page = page_of(browser.get(OCTOBER))
    answer = page_of(browser.post(OCTOBER, {**form_on(page), "hours": "150"}))

    assert "sửa mái nhà" not in page
    assert "Nothing was saved" in answer
    assert MonthWork.objects.get().section == Section.WELL_BEING


@pytest.mark.parametrize("who", OTHERS)
def test_for_others_there_is_no_check_in(who: str, in_japan: User) -> None:
    told_month(in_japan)
    reader = signed_in(OTHERS[who](in_japan))

    for url in (CHECK_IN, OCTOBER, "/check-ins/"):
        assert reader.get(url).status_code == 404
    assert reader.post(OCTOBER, TYPED).status_code == 404


def test_month_of_somebody_else_is_not_touched(in_japan: User, send: Send) -> None:
    other = UserFactory.create()
    told_month(other)

    send(**TYPED)

    assert MonthMoney.objects.get(person=other).gross_jpy == 180_000
    assert CheckIn.objects.filter(person=in_japan).count() == 1


@pytest.mark.parametrize("count", [1, 21])
def test_page_is_light_and_asks_the_same_number_of_queries(
    count: int,
    in_japan: User,
    browser: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    promised_work(in_japan, duties=EIGHT)
    debt(in_japan)
    told_months(in_japan, count, date(2026, 10, 1) if count == 1 else date(2025, 2, 1))
    page_of(browser.get(CHECK_IN))

    with django_assert_num_queries(QUERIES):
        response = browser.get(CHECK_IN)

    assert EIGHT[7] in page_of(response)
    assert len(response.content) <= LARGEST
