"""What a worker opened to this counselor: section by section, and nothing while nothing is open."""

import re
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
from planner.web.counselor.japan.shared import MONTHS_PER_PAGE, PARTS
from tests.factories.consents import consent, refusal
from tests.factories.plans import NOW, benchmark, debt, planned
from tests.signing_in import signed_in
from tests.web.counselor.test_worker import without_tokens
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

# By part.
WORDS = {
    "months": ("¥187,431", "Kept = sent home + saved."),
    "savings": ("75,500,000", "mẹ Lan", "765,432,198", "Có 500 triệu", "Gửi về nhà"),
    "plan": ("The pay I was promised", "What it costs", "60,000,000", "80,000,000"),
    "well_being": ("buồn lắm", "It is hard", "cọ cống", "nằm viện", "Parents or grandparents"),
    "decision": ("Hàn Quốc", "nợ bên đó", "43,218,765", "18 months"),
}
PURPOSES = (Purpose.OPEN_MONEY, Purpose.OPEN_WELL_BEING, Purpose.OPEN_DECISION)


def parts_of(purpose: Purpose) -> list[str]:
    return [key for key, part in PARTS.items() if part.section == OPENS[purpose]]


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


@pytest.mark.parametrize("purpose", PURPOSES)
def test_pages_show_all_that_was_opened_and_nothing_else(
    purpose: Purpose, telling: User, browser: Client
) -> None:
    consent(telling, purpose)

    first = page_of(browser.get(url(telling)))
    others = re.findall(r'href="(\?part=\w+)"', first)
    pages = [first, *(page_of(browser.get(url(telling) + query)) for query in others)]

    parts = parts_of(purpose)
    assert [query.removeprefix("?part=") for query in others] == parts[1:]
    found = [[key for key in WORDS if _is_whole(page, key)] for page in pages]
    assert found == [[key] for key in parts]
    closed = [word for key in WORDS if key not in parts for word in WORDS[key]]
    assert [word for word in closed for page in pages if word in page] == []
    opened = "Opened to you by Phạm Thị Hoa on 22 November 2026;"
    assert [page.count(opened) for page in pages] == [1] * len(parts)


def _is_whole(page: str, key: str) -> bool:
    return all(word in page for word in WORDS[key])


@pytest.mark.parametrize("part", PARTS)
def test_several_parts_are_read_one_by_one(part: str, telling: User, browser: Client) -> None:
    for purpose in PURPOSES:
        consent(telling, purpose)

    page = page_of(browser.get(url(telling), {"part": part}))

    assert [key for key in WORDS if _is_whole(page, key)] == [part]
    assert page.count('href="?part=') == len(PARTS) - 1


def test_months_are_read_a_page_at_a_time(telling: User, browser: Client) -> None:
    consent(telling)
    for number in range(MONTHS_PER_PAGE):
        tell_month(telling, date(2028 + number // 12, number % 12 + 1, 1))

    first = page_of(browser.get(url(telling), {"part": "months"}))
    second = page_of(browser.get(url(telling), {"part": "months", "page": "2"}))

    assert [page.count("¥187,431") for page in (first, second)] == [MONTHS_PER_PAGE, 1]
    assert "March 2027" in second
    assert "?part=months&amp;page=2" in first


def test_a_part_that_is_not_open_is_not_shown(telling: User, browser: Client) -> None:
    consent(telling, Purpose.OPEN_DECISION)

    for part in (*PARTS, "profile", "nothing"):
        page = page_of(browser.get(url(telling), {"part": part}))
        assert [key for key in WORDS if any(word in page for word in WORDS[key])] == ["decision"]


@pytest.mark.parametrize("part", PARTS)
def test_what_is_open_and_empty_says_so(part: str, worker: User, browser: Client) -> None:
    for purpose in PURPOSES:
        consent(worker, purpose)

    page = page_of(browser.get(url(worker), {"part": part}))

    empty = "No month with money is told yet." if part == "months" else "Nothing is written down"
    assert empty in page


def test_rest_of_the_debts_is_after_what_was_really_paid(telling: User, browser: Client) -> None:
    consent(telling)

    page = page_of(browser.get(url(telling), {"part": "savings"}))

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
    for purpose in PURPOSES:
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
    for purpose in PURPOSES:
        consent(telling, purpose)

    assert signed_in(supervisor).get(url(telling)).status_code == 404


def test_page_is_not_there_for_an_outsider(telling: User, outsider: Client) -> None:
    assert outsider.get(url(telling)).status_code == 404
    assert not AccessLog.objects.exists()


def test_parts_take_the_same_queries_for_one_month_and_for_sixty(
    telling: User, browser: Client
) -> None:
    for purpose in PURPOSES:
        consent(telling, purpose)

    def queries() -> dict[str, int]:
        numbers = {}
        for part in PARTS:
            with CaptureQueriesContext(connection) as captured:
                browser.get(url(telling), {"part": part})
            numbers[part] = len(captured)
        return numbers

    for_one = queries()
    for number in range(59):
        tell_month(telling, date(2028 + number // 12, number % 12 + 1, 1))
    debt(telling)

    assert queries() == for_one
