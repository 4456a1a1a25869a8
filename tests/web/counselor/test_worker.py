"""A worker's case and what is told: what is open, and not a word more."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from accounts.models import User
from planner.matching.enums import CLOSED_REASONS
from planner.plans.enums import CareFor
from planner.plans.services.told import keep_answers
from planner.sharing.enums import Look
from planner.sharing.models import AccessLog, Assignment
from planner.sharing.services import end_assignment
from planner.wording.reasons import reason_text
from planner.wording.terms import HEALTH_LIMITS
from tests.factories.accounts import UserFactory
from tests.factories.plans import agreed, agreed_plan, goal, laid_out, promised_pay, way
from tests.factories.sharing import AssignmentFactory
from tests.plans.choosing import NOW, choose, offer_to
from tests.plans.told import FULL, OPEN
from tests.signing_in import signed_in
from tests.web.counselor.conftest import TRADE
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

OPEN_SECTIONS = ["benchmarks", "plan", "profile", "work"]
# No person has such a number; the last is more than the database can hold.
NOBODY = [0, 999_999, 2**63 - 1, 2**63, 10**30]


def url(worker: User) -> str:
    return reverse("worker", args=[worker.pk])


def told_url(worker: User) -> str:
    return reverse("worker_told", args=[worker.pk])


def canaries(worker: User, language: str) -> list[str]:
    """Every word that FULL's health and care turn into."""
    match = offer_to(worker, TRADE).match
    with translation.override(language):
        reasons = [
            str(reason_text(reason))
            for reason in (*match.reasons_for, *match.reasons_against)
            if reason.code in CLOSED_REASONS
        ]
        told = [str(CareFor(code).label) for code in FULL.care or ()]
        told += [str(HEALTH_LIMITS[code]) for code in FULL.health or ()]
    assert len(reasons) == 2
    words = [*reasons, *told, str(FULL.health_words)]
    return [escape(word) for word in words]


def without_tokens(page: str) -> str:
    """Every form has a token of its own, each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_page_shows_what_is_open(worker: User, browser: Client) -> None:
    page = page_of(browser.get(told_url(worker)))

    for words in (
        "Phạm Thị Hoa",
        "Hải Dương (former province), now in Hải Phòng",
        "1,080 m²",
        "“Mở xưởng nhỏ”",
        "“Sửa lại nhà”",
        "1999",
        "“Ba năm ở xưởng tiện”",
        "JLPT N4",
        "April 2025",
        "In Japan",
    ):
        assert words in page


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("role", ["counselor", "supervisor"])
def test_page_says_nothing_of_what_is_closed(
    role: str, language: str, worker: User, counselor: User, supervisor: User
) -> None:
    reader = counselor if role == "counselor" else supervisor
    reader.language = language
    reader.save()
    browser = signed_in(reader)

    words = canaries(worker, language)
    for address in (url(worker), told_url(worker)):
        response = browser.get(address)

        assert response.status_code == 200
        page = response.content.decode()
        assert not [word for word in words if word in page]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_canaries_are_what_the_owner_reads(language: str, worker: User) -> None:
    """The test above looks for words that do stand somewhere."""
    worker.language = language
    worker.save()
    browser = signed_in(worker)

    pages = [browser.get(reverse(name)) for name in ("summary", "my_choice")]

    own = "".join(page.content.decode() for page in pages)
    assert [word for word in canaries(worker, language) if word not in own] == []


def test_page_is_the_same_whatever_is_closed(
    worker: User, counselor: User, browser: Client
) -> None:
    silent = UserFactory.create(by_phone=True, agency=counselor.agency, name=worker.name)
    AssignmentFactory.create(worker=silent, counselor=counselor)
    keep_answers(person=silent, answers=OPEN)
    choose(silent, TRADE)

    pages = [
        without_tokens(page_of(browser.get(told_url(person)))).replace(f"/{person.pk}/", "/#/")
        for person in (worker, silent)
    ]

    assert pages[0] == pages[1]


def test_page_shows_how_far_the_open_plan_is(worker: User, browser: Client) -> None:
    def tasks() -> dict[str, str]:
        [first, *_later] = browser.get(told_url(worker)).context["stages"]
        return {str(task.label): task.status for task in first.tasks}

    before = tasks()
    for tell in (goal, way, laid_out, agreed):
        tell(worker)
    after = tasks()

    assert (before["My goals"], before["My benchmarks"]) == ("next", "to_do")
    assert before["Agree the plan"] == "later"
    assert {after[label] for label in ("My goals", "My benchmarks", "Agree the plan")} == {"done"}


def test_tasks_say_nothing_of_the_offer_and_the_money(worker: User, browser: Client) -> None:
    before = without_tokens(page_of(browser.get(told_url(worker))))

    promised_pay(worker)
    goal(worker, "Có 500 triệu", is_money=True)
    after = without_tokens(page_of(browser.get(told_url(worker))))

    assert after == before
    assert "My offer" not in after
    assert "Money before I sign" not in after


def test_page_shows_the_choice_without_what_rests_on_closed_data(
    worker: User, browser: Client
) -> None:
    response = browser.get(told_url(worker))

    choice = response.context["choice"]
    assert offer_to(worker, TRADE).match.verdict == "partly"
    assert choice.verdict == "aligned"
    assert choice.made.inputs == OPEN.matched


def test_page_of_somebody_who_has_told_nothing_is_whole(counselor: User, browser: Client) -> None:
    newcomer = AssignmentFactory.create(counselor=counselor, agency=counselor.agency).worker

    page = page_of(browser.get(url(newcomer)))

    assert "not told yet" in page
    assert "none yet" in page


def test_page_leads_to_no_page_of_the_worker(worker: User, browser: Client) -> None:
    page = page_of(browser.get(url(worker)))

    main = page[page.index("<main") : page.index("</main")]
    assert set(re.findall(r'<a[^>]* href="([^"]*)"', main)) == {
        reverse("my_workers"),
        # The counselor's own pages about the worker.
        *(
            reverse(name, args=[worker.pk])
            for name in (
                *("worker_plan", "worker_standing", "worker_messages", "worker_notes"),
                *("confirm_number", "worker_told", "case_facts", "set_step", "log_contact"),
                *("set_flag", "refer", "close_case"),
            )
        ),
    }


def test_page_offers_help_with_a_password_only_where_no_mail_helps(
    worker: User, browser: Client
) -> None:
    worker.email = "hoa@example.com"
    worker.save()

    page = page_of(browser.get(url(worker)))

    assert reverse("confirm_number", args=[worker.pk]) not in page


@pytest.mark.parametrize("method", ["get", "head"])
def test_one_look_is_one_row_in_the_log(
    method: str, worker: User, counselor: User, browser: Client
) -> None:
    getattr(browser, method)(url(worker))

    look = AccessLog.objects.get()
    assert (look.reader, look.worker, look.look) == (counselor, worker, Look.PERSON)
    assert (look.reader_name, look.reader_role) == (counselor.name, "counselor")
    assert (look.agency, look.sections) == (counselor.agency, OPEN_SECTIONS)


def test_the_worker_sees_who_looked(worker: User, browser: Client) -> None:
    browser.get(url(worker))
    worker.language = "en"
    worker.save()

    page = page_of(signed_in(worker).get(reverse("who_looked")))

    assert "<b>Trần Thị Hương</b>" in page
    assert "benchmarks, plan, profile, work" in page


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete"])
def test_page_is_not_there_for_an_outsider(method: str, worker: User, outsider: Client) -> None:
    response = getattr(outsider, method)(url(worker))

    # A way of asking that no page takes is refused alike, whoever asks.
    assert response.status_code == (404 if method in ("get", "head") else 405)
    assert AccessLog.objects.count() == 0


def test_page_asks_a_visitor_to_sign_in(worker: User, client: Client) -> None:
    response = client.get(url(worker))

    assert response["Location"] == f"{reverse('account_login')}?next={url(worker)}"
    assert AccessLog.objects.count() == 0


def test_page_asks_for_a_second_factor_first(worker: User, counselor: User) -> None:
    browser = signed_in(counselor, with_second_factor=False)

    response = browser.get(url(worker))

    assert response.status_code == 302
    assert AccessLog.objects.count() == 0


@pytest.mark.parametrize("pk", NOBODY)
@pytest.mark.parametrize("name", ["worker", "confirm_number"])
def test_page_of_nobody_is_not_found(name: str, pk: int, browser: Client) -> None:
    assert browser.get(reverse(name, args=[pk])).status_code == 404
    assert browser.head(reverse(name, args=[pk])).status_code == 404
    assert AccessLog.objects.count() == 0


def test_page_of_a_colleague_is_not_found(
    counselor: User, supervisor: User, browser: Client
) -> None:
    for person in (counselor, supervisor):
        assert browser.get(url(person)).status_code == 404


def test_page_is_gone_with_the_end_of_the_care(worker: User, browser: Client) -> None:
    assert browser.get(url(worker)).status_code == 200

    end_assignment(worker=worker, now=NOW)

    assert browser.get(url(worker)).status_code == 404
    assert AccessLog.objects.count() == 1


def test_worker_whom_nobody_looks_after_is_the_supervisors(
    assignment: Assignment, supervisor: User
) -> None:
    assignment.counselor = None
    assignment.save()

    page = page_of(signed_in(supervisor).get(url(assignment.worker)))

    assert "nobody" in page


def test_page_takes_the_same_queries_however_much_is_told(
    worker: User, counselor: User, browser: Client
) -> None:
    newcomer = AssignmentFactory.create(counselor=counselor, agency=counselor.agency).worker
    for trade in ("TITP 6-4", "TITP 2-1"):
        choose(worker, trade)
    agreed_plan(worker)

    numbers = []
    for person in (worker, worker, newcomer):
        with CaptureQueriesContext(connection) as queries:
            browser.get(url(person))
        numbers.append(len(queries))

    assert len(set(numbers[1:])) == 1, numbers
