"""What a worker opened to this counselor: section by section, and nothing while nothing is open."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from planner.plans.enums import MissCause, Mood
from planner.plans.models import (
    CheckIn,
    DecisionSheet,
    Miss,
    MonthFeeling,
    MonthMoney,
    MonthWork,
    Remittance,
    SavingsPlan,
)
from planner.sharing.audiences import CLOSED, OPENS
from planner.sharing.enums import Purpose
from planner.sharing.models import AccessLog
from planner.sharing.sections import Section
from tests.factories.consents import consent, refusal
from tests.factories.plans import NOW, benchmark, debt, planned
from tests.signing_in import signed_in
from tests.web.counselor.test_worker import without_tokens
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

MONEY = ("¥187,431", "mẹ Lan", "765,432,198", "Kept = sent home + saved.")
WELL_BEING = ("buồn lắm", "It is hard", "cọ cống", "nằm viện", "Parents or grandparents")
DECISION = ("Hàn Quốc", "nợ bên đó", "43,218,765", "18 months")
WORDS = {
    Purpose.OPEN_MONEY: MONEY,
    Purpose.OPEN_WELL_BEING: WELL_BEING,
    Purpose.OPEN_DECISION: DECISION,
}


def url(worker: User) -> str:
    return reverse("worker_shared", args=[worker.pk])


def tell_month(worker: User, month: date) -> None:
    check_in = CheckIn.objects.create(person=worker, month=month, told_at=NOW)
    MonthMoney.objects.create(
        person=worker, check_in=check_in, net_jpy=187_431, sent_jpy=80_000, debt_paid_vnd=5_000_000
    )
    MonthFeeling.objects.create(person=worker, check_in=check_in, mood=Mood.HARD, words="buồn lắm")
    MonthWork.objects.create(
        person=worker, check_in=check_in, section=Section.WELL_BEING, other=["cọ cống"], hours=180
    )


@pytest.fixture
def telling(worker: User) -> User:
    """The worker has told of every closed section."""
    planned(worker)
    tell_month(worker, date(2027, 3, 1))
    SavingsPlan.objects.create(person=worker, house_vnd=765_432_198, runway_months=6)
    Remittance.objects.create(
        person=worker,
        from_month=date(2027, 2, 1),
        amount=50_000,
        currency="JPY",
        agreed_with="mẹ Lan",
    )
    Miss.objects.create(
        person=worker,
        section=Section.WELL_BEING,
        benchmark=benchmark(worker),
        due_on=date(2027, 6, 1),
        cause=MissCause.HEALTH,
        words="nằm viện",
        told_at=NOW,
    )
    DecisionSheet.objects.create(
        person=worker,
        elsewhere="Hàn Quốc",
        elsewhere_kept_vnd=43_218_765,
        stay_months=18,
        words={"risk": {"elsewhere": "nợ bên đó"}},
    )
    return worker


@pytest.mark.parametrize("purpose", WORDS)
def test_page_shows_what_was_opened_and_nothing_else(
    purpose: Purpose, telling: User, browser: Client
) -> None:
    consent(telling, purpose)

    page = page_of(browser.get(url(telling)))

    others = [word for other, words in WORDS.items() if other != purpose for word in words]
    assert [word for word in WORDS[purpose] if word not in page] == []
    assert [word for word in others if word in page] == []
    assert page.count("Opened to you by Phạm Thị Hoa on 22 November 2026;") == 1


@pytest.mark.parametrize("purpose", WORDS)
def test_several_sections_are_read_one_by_one(
    purpose: Purpose, telling: User, browser: Client
) -> None:
    for opened in WORDS:
        consent(telling, opened)

    page = page_of(browser.get(url(telling), {"part": OPENS[purpose]}))

    assert [word for word in WORDS[purpose] if word not in page] == []
    assert page.count('href="?part=') == 2


def test_a_part_that_is_not_open_is_not_shown(telling: User, browser: Client) -> None:
    consent(telling, Purpose.OPEN_DECISION)

    for part in ("money", "well_being", "profile", "nothing"):
        page = page_of(browser.get(url(telling), {"part": part}))
        assert [word for word in (*MONEY, *WELL_BEING) if word in page] == []
        assert DECISION[0] in page


@pytest.mark.parametrize("purpose", WORDS)
def test_what_is_open_and_empty_says_so(purpose: Purpose, worker: User, browser: Client) -> None:
    consent(worker, purpose)

    assert "Nothing is written down yet." in page_of(browser.get(url(worker)))


def test_rest_of_the_debts_is_after_what_was_really_paid(telling: User, browser: Client) -> None:
    consent(telling)

    page = page_of(browser.get(url(telling)))

    # 80 million at 7.5 % a year for one month, less the 5 million paid in March 2027.
    assert "Left at the end of March 2027" in page
    assert "75,500,000" in page


def test_nothing_open_is_no_page_and_no_look(telling: User, browser: Client) -> None:
    consent(telling, Purpose.STATISTICS)

    assert browser.get(url(telling)).status_code == 404
    assert not AccessLog.objects.exists()


def test_taken_back_is_gone_at_the_next_request(telling: User, browser: Client) -> None:
    consent(telling)
    before = browser.get(url(telling)).status_code
    refusal(telling)

    assert (before, browser.get(url(telling)).status_code) == (200, 404)


def test_the_log_says_which_sections_were_open(telling: User, browser: Client) -> None:
    consent(telling, Purpose.OPEN_DECISION)

    for name in ("worker_shared", "worker", "worker_plan"):
        browser.get(reverse(name, args=[telling.pk]))

    looks = AccessLog.objects.order_by("pk").values_list("sections", flat=True)
    assert [set(sections) & CLOSED for sections in looks] == [{Section.DECISION}, set(), set()]


@pytest.mark.parametrize("name", ["worker_plan", "worker_notes"])
def test_other_pages_are_the_same_for_every_counselor(
    name: str, telling: User, browser: Client
) -> None:
    page = reverse(name, args=[telling.pk])
    before = without_tokens(page_of(browser.get(page)))
    for purpose in WORDS:
        consent(telling, purpose)

    words = [word for words in WORDS.values() for word in words]
    after = without_tokens(page_of(browser.get(page)))

    assert len(after) == len(before)
    assert [word for word in words if word in after] == []


def test_the_worker_page_leads_there_only_while_something_is_open(
    telling: User, browser: Client, supervisor: User
) -> None:
    page = reverse("worker", args=[telling.pk])

    def is_linked(who: Client) -> bool:
        return url(telling) in page_of(who.get(page))

    found = [is_linked(browser)]
    consent(telling)
    found += [is_linked(browser), is_linked(signed_in(supervisor))]
    refusal(telling)

    assert [*found, is_linked(browser)] == [False, True, False, False]


def test_page_is_not_the_supervisors(telling: User, supervisor: User) -> None:
    for purpose in WORDS:
        consent(telling, purpose)

    assert signed_in(supervisor).get(url(telling)).status_code == 404


def test_page_is_not_there_for_an_outsider(telling: User, outsider: Client) -> None:
    assert outsider.get(url(telling)).status_code == 404
    assert not AccessLog.objects.exists()


def test_page_takes_the_same_queries_for_one_month_and_for_sixty(
    telling: User, browser: Client
) -> None:
    for purpose in WORDS:
        consent(telling, purpose)

    numbers = []
    for months in (0, 59):
        for number in range(months):
            tell_month(telling, date(2028 + number // 12, number % 12 + 1, 1))
        if months:
            debt(telling)
        with CaptureQueriesContext(connection) as queries:
            browser.get(url(telling))
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]
