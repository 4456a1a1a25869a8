"""What a counselor does on the page of a case."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from planner.casework.enums import FlagKind
from planner.casework.models import Case, CaseFlag, ContactAttempt, FollowUp, NotTheSame
from planner.sharing.models import Assignment
from tests.factories import cases
from tests.factories.casework import from_worker
from tests.factories.months import told_month
from tests.factories.plans import agreed_plan
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

FORMS = ("set_step", "log_contact", "set_flag", "case_facts", "close_case")
CONTACT = {"channel": "call", "result": "reached", "hour": "00:00", "words": "Khoẻ"}
NONSENSE = ("9999-12-31", "0001-01-01", "31/02/2026", "\0", "x" * 10_000)


@pytest.fixture
def case(assignment: Assignment) -> Case:
    return cases.case_of(assignment)


@pytest.fixture
def today() -> Any:
    return timezone.localdate()


def address(name: str, worker: User, *more: object) -> str:
    return reverse(name, args=[worker.pk, *more])


def sent(browser: Client, url: str, **typed: Any) -> HttpResponse:
    """The form of this page, opened and sent."""
    hidden = hidden_of(browser.get(url).content.decode())
    return browser.post(url, {**hidden, **typed})  # type: ignore[return-value]


def test_page_of_a_case_says_what_is_to_be_done(
    case: Case, worker: User, browser: Client, today: Any
) -> None:
    cases.follow_up(case, today - timedelta(days=3), words="Hỏi giấy tờ")
    row = cases.flag(case, words="Chủ không trả lương", kind=FlagKind.EMPLOYER)
    case.status_ends_on, case.phone = today + timedelta(days=20), "+84912345678"
    case.save()
    from_worker(case.assignment, now=timezone.now())

    page = page_of(browser.get(address("worker", worker)))

    for words in (
        "Call: Hỏi giấy tờ",
        "3 days late",
        "Trouble with the employer: Chủ không trả lương",
        "The residence status ends in 20 days",
        'href="tel:+84912345678"',
        "1 new",
        address("clear_flag", worker, row.pk),
    ):
        assert words in page


def test_step_is_set_changed_and_done(
    assignment: Assignment, worker: User, browser: Client, today: Any
) -> None:
    day = (today + timedelta(days=5)).isoformat()
    answer = sent(browser, address("set_step", worker), kind="call", due_on=day, words="Hỏi thăm")
    assert answer["Location"] == address("worker", worker)
    row = FollowUp.objects.get()

    sent(
        browser,
        address("set_step", worker),
        kind="meet",
        due_on=today.isoformat(),
        words="Đến thăm",
        former="instead",
        result="Hẹn gặp",
    )
    row.refresh_from_db()
    assert row.result == "Hẹn gặp"
    step = FollowUp.objects.get(done_at=None)
    done_url = address("finish_step_of_case", worker, step.pk)
    sent(browser, done_url, result="Đã gặp", then_kind="call", then_on=day)

    step.refresh_from_db()
    assert (step.result, step.done_by_name) == ("Đã gặp", "Trần Thị Hương")
    assert FollowUp.objects.get(done_at=None).kind == "call"
    assert browser.get(done_url)["Location"] == address("worker", worker)


def test_done_asks_what_comes_next(case: Case, worker: User, browser: Client, today: Any) -> None:
    url = address("finish_step_of_case", worker, cases.follow_up(case, today).pk)

    pages = [
        sent(browser, url, result="Đã gọi", **then).content.decode()
        for then in ({}, {"then_kind": "call"}, {"then_kind": "none", "then_words": "Gọi"})
    ]

    assert "Say what comes next." in pages[0]
    assert "Say by which day." in pages[1]
    assert "leave day and words blank" in pages[2]
    assert FollowUp.objects.get().done_at is None


def test_step_over_a_colleagues_shows_what_changed(
    case: Case, worker: User, browser: Client, today: Any
) -> None:
    url = address("set_step", worker)
    hidden = hidden_of(browser.get(url).content.decode())
    cases.follow_up(case, today, words="Của đồng nghiệp")

    page = page_of(
        browser.post(
            url, {**hidden, "kind": "meet", "due_on": today.isoformat(), "former": "instead"}
        )
    )

    assert "This was changed since you opened the page" in page
    assert "Của đồng nghiệp" in page
    assert FollowUp.objects.count() == 1


def test_contact_is_logged_with_the_next_step(
    case: Case, worker: User, browser: Client, today: Any
) -> None:
    step = cases.follow_up(case, today)
    day = (today + timedelta(days=2)).isoformat()

    sent(
        browser,
        address("log_contact", worker),
        **CONTACT,
        day=today.isoformat(),
        finishes=step.pk,
        then_kind="call",
        then_on=day,
    )

    step.refresh_from_db()
    assert ContactAttempt.objects.get().words == "Khoẻ"
    assert step.result == "Khoẻ"
    assert FollowUp.objects.get(done_at=None).due_on.isoformat() == day


def test_contact_still_to_come_is_refused(worker: User, browser: Client, today: Any) -> None:
    later = {"day": (today + timedelta(days=1)).isoformat()}

    page = page_of(sent(browser, address("log_contact", worker), **CONTACT | later))

    assert "This day is too far away" in page
    assert ContactAttempt.objects.count() == 0


def test_flag_is_set_once_and_taken_off(worker: User, browser: Client) -> None:
    for _ in range(2):
        sent(browser, address("set_flag", worker), kind="watch", words="Để ý")
    row = CaseFlag.objects.get()

    url = address("clear_flag", worker, row.pk)
    assert browser.get(url).status_code == 405
    browser.post(url)

    row.refresh_from_db()
    assert row.cleared_at is not None


def test_facts_are_changed_and_a_taken_number_is_said(
    assignment: Assignment, worker: User, counselor: User, browser: Client
) -> None:
    other = AssignmentFactory.create(counselor=counselor, worker__name="Lê Văn Nam")
    cases.case_of(other, reference="HSA-14")
    url = address("case_facts", worker)

    page = page_of(sent(browser, url, reference="hsa-14"))
    late = page_of(sent(browser, url, departs_on="2027-02-01", returns_on="2027-01-01"))
    sent(browser, url, reference="HSA-15", phone="0912 345 678")

    assert "Another case of your agency has this number" in page
    assert "Lê Văn Nam" not in page
    assert "This day must lie after the departure." in late
    case = Case.objects.get(assignment=assignment)
    assert (case.reference, case.phone) == ("HSA-15", "+84912345678")


def test_case_is_closed_and_opened_again(
    case: Case, worker: User, browser: Client, today: Any
) -> None:
    step = cases.follow_up(case, today)
    close, again = address("close_case", worker), address("reopen_case", worker)
    assert "Write the reason." in page_of(sent(browser, close, reason="other"))

    sent(browser, close, reason="left")
    page = page_of(browser.get(address("worker", worker)))
    for url in (close, address("set_step", worker), address("set_flag", worker)):
        assert browser.get(url)["Location"] == address("worker", worker)
    sent(browser, again, words="Quay lại")

    step.refresh_from_db()
    assert step.done_at is not None
    assert "This case is closed" in page
    assert "Left the agency" in page
    case.refresh_from_db()
    assert case.closed_at is None
    assert browser.get(again)["Location"] == address("worker", worker)


def test_case_with_an_open_transfer_says_why_it_stays(
    case: Case, worker: User, browser: Client
) -> None:
    cases.referral_of(case)

    page = page_of(sent(browser, address("close_case", worker), reason="left"))

    assert "A transfer waits for an answer." in page
    case.refresh_from_db()
    assert case.closed_at is None


def test_the_same_name_is_asked_about_until_somebody_answers(
    worker: User, counselor: User, browser: Client
) -> None:
    twin = AssignmentFactory.create(counselor=counselor, worker__name=worker.name).worker
    url = address("worker", worker)
    assert "The same person twice?" in page_of(browser.get(url))

    browser.post(address("not_the_same", worker, twin.pk))

    assert NotTheSame.objects.count() == 1
    assert "The same person twice?" not in page_of(browser.get(url))


def test_somebody_invited_has_facts_but_nothing_to_be_written(
    counselor: User, browser: Client
) -> None:
    invited = User.objects.create(
        name="Nguyễn Văn Mời", is_invited=True, is_active=False, agency=counselor.agency
    )
    row = AssignmentFactory.create(worker=invited, counselor=counselor)
    cases.case_of(row, reference="HSA-900")

    page = page_of(browser.get(address("worker", invited)))

    assert "Invited, not accepted yet" in page
    assert "HSA-900" in page
    for name in ("worker_messages", "worker_plan", "refer", "confirm_number"):
        assert address(name, invited) not in page
    assert address("invite_again", invited) in page


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("set_step", {"kind": "call", "due_on": None, "words": "Gọi"}),
        ("log_contact", CONTACT | {"day": None}),
        ("case_facts", {"departs_on": None, "employer": None}),
        ("set_flag", {"kind": "watch", "words": None}),
        ("close_case", {"reason": None}),
    ],
)
def test_nonsense_is_said_and_writes_nothing(
    name: str, typed: dict[str, Any], worker: User, browser: Client
) -> None:
    url = address(name, worker)
    hidden = hidden_of(browser.get(url).content.decode())

    for nonsense in NONSENSE:
        filled = {key: nonsense if value is None else value for key, value in typed.items()}
        if name == "set_flag" and len(nonsense) in (10, 1):
            filled["kind"] = nonsense

        response = browser.post(url, {**hidden, **filled})

        assert response.status_code == 200, nonsense
        assert "<title>Error:" in response.content.decode(), nonsense
    made = (FollowUp, ContactAttempt, CaseFlag)
    assert [model.objects.count() for model in made] == [0, 0, 0]


def test_form_offers_no_day_that_would_be_refused(
    worker: User, case: Case, browser: Client, today: Any
) -> None:
    cases.follow_up(case, today - timedelta(days=4))

    form = browser.get(address("set_step", worker)).context["form"]

    assert str(form["due_on"].value()) == today.isoformat()


def test_step_of_a_past_day_is_refused(worker: User, browser: Client, today: Any) -> None:
    day = (today - timedelta(days=1)).isoformat()

    page = page_of(sent(browser, address("set_step", worker), kind="call", due_on=day))

    assert "This day is too early" in page
    assert FollowUp.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_is_there_for_an_outsider(
    method: str, case: Case, worker: User, outsider: Client
) -> None:
    step, flag = cases.follow_up(case), cases.flag(case)
    urls = [
        *(address(name, worker) for name in (*FORMS, "reopen_case")),
        address("finish_step_of_case", worker, step.pk),
    ]
    if method == "post":
        urls += [address("clear_flag", worker, flag.pk), address("not_the_same", worker, 1)]
    else:
        urls += [address("worker_timeline", worker), address("worker_told", worker)]

    assert {getattr(outsider, method)(url).status_code for url in urls} == {404}
    flag.refresh_from_db()
    assert flag.cleared_at is None


def test_keys_of_another_case_are_not_there(worker: User, counselor: User, browser: Client) -> None:
    mine = cases.case_of(AssignmentFactory.create(counselor=counselor))
    foreign = AssignmentFactory.create().worker.pk
    step, flag = cases.follow_up(mine), cases.flag(mine)

    urls = [
        address("finish_step_of_case", worker, step.pk),
        address("clear_flag", worker, flag.pk),
        *(address("not_the_same", worker, other) for other in (foreign, worker.pk, 2**70)),
        address("finish_step_of_case", worker, 2**70),
        address("clear_flag", worker, 2**70),
    ]

    assert {browser.post(url).status_code for url in urls} == {404}


def test_timeline_is_paged(case: Case, worker: User, browser: Client) -> None:
    for number in range(35):
        cases.contact(case, cases.NOW - timedelta(days=number), words=f"Lần {number}.")
    url = address("worker_timeline", worker)

    pages = [page_of(browser.get(url, {"page": page})) for page in ("1", "2", "x", "9")]

    assert ["Lần 0." in page for page in pages] == [True, False, True, False]
    assert ["Lần 34." in page for page in pages] == [False, True, False, False]
    assert "Nothing older." in pages[3]


def test_page_takes_the_same_queries_however_much_there_is(
    case: Case, worker: User, browser: Client
) -> None:
    agreed_plan(worker)
    numbers = []
    for number in range(3):
        cases.follow_up(case)
        cases.contact(case)
        from_worker(case.assignment)
        told_month(worker, cases.TODAY.replace(day=1, month=8 + number))
        with CaptureQueriesContext(connection) as queries:
            browser.get(address("worker", worker))
        numbers.append(len(queries))

    assert numbers[1] == numbers[2]


def test_supervisor_may_move_and_a_counselor_is_not_asked(
    worker: User, supervisor: User, browser: Client
) -> None:
    pages = [
        page_of(who.get(address("worker", worker))) for who in (signed_in(supervisor), browser)
    ]

    assert [address("move_worker", worker) in page for page in pages] == [True, False]
