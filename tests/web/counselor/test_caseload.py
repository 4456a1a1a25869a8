"""The caseload: narrowed, searched, put in order, and one thing done to many of it."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from planner.casework.enums import FlagKind
from planner.casework.models import Case, CaseFlag, FollowUp, Message
from planner.plans.services.told import keep_answers
from planner.sharing.enums import Look
from planner.sharing.models import AccessLog, Assignment
from tests.factories.accounts import UserFactory
from tests.factories.care import flag, in_care, step
from tests.factories.plans import agreed_plan
from tests.plans.choosing import NOW, choose
from tests.plans.told import FULL, OPEN
from tests.signing_in import signed_in
from tests.web.counselor.conftest import TRADE
from tests.web.counselor.test_worker import canaries, without_tokens
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

PAGE = reverse("my_workers")
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: TODAY)


def names(browser: Client, query: str = "") -> list[str]:
    return [row.name for row in browser.get(PAGE + query).context["rows"]]


def test_list_shows_who_it_is_and_what_comes_next(
    worker: User, assignment: Assignment, browser: Client
) -> None:
    worker.last_active_on = TODAY - timedelta(days=3)
    worker.save()
    step(assignment, TODAY - timedelta(days=1), "Hỏi về hợp đồng")
    flag(assignment, FlagKind.URGENT)
    Case.objects.update(status_ends_on=date(2027, 3, 12))

    response = browser.get(PAGE)

    page = page_of(response)
    [row] = response.context["rows"]
    assert (row.name, row.url) == (worker.name, reverse("worker", args=[worker.pk]))
    assert row.place == "Hải Dương (former province), now in Hải Phòng"
    assert row.trade
    assert len(row.tags) == 1
    assert re.search(r"Phạm Thị Hoa</a> <[^>]*>Urgent<", page)
    assert 'data-label="Stage">In Japan<' in page
    assert 'data-label="Next step">Hỏi về hợp đồng<br><small>21 November 2026 ' in page
    assert "Overdue" in page
    assert (row.last_active, row.days[-1]) == ("3 days ago", ("Status ends", "12 March 2027"))


def test_list_says_what_is_not_there_yet(counselor: User, worker: User, browser: Client) -> None:
    worker.delete()
    in_care(counselor, "Lan", is_invited=True, reference="A1")

    page = page_of(browser.get(PAGE))

    assert "Invited, not accepted yet" in page
    assert "No home told yet · No trade told yet" in page
    assert re.search('data-label="Next step">Not set yet<', page)


@pytest.mark.parametrize(
    "days_silent, words", [(None, "not yet"), (0, "today"), (-1, "today"), (1, "1 day ago")]
)
def test_list_says_when_somebody_was_last_active(
    days_silent: int | None, words: str, worker: User, browser: Client
) -> None:
    if days_silent is not None:
        worker.last_active_on = TODAY - timedelta(days=days_silent)
        worker.save()

    assert browser.get(PAGE).context["rows"][0].last_active == words


def test_list_is_of_the_own_caseload(worker: User, counselor: User, browser: Client) -> None:
    in_care(UserFactory.create(counselor=True, agency=counselor.agency), "Của đồng nghiệp")
    in_care(UserFactory.create(counselor=True), "Của hãng khác")
    UserFactory.create(agency=counselor.agency, name="Không ai lo")
    gone = in_care(counselor, "Đã đi")
    Assignment.objects.filter(pk=gone.pk).update(ended_at=NOW)

    assert names(browser) == [worker.name]


def test_list_of_a_supervisor_is_of_the_agency(
    worker: User, counselor: User, supervisor: User
) -> None:
    in_care(UserFactory.create(counselor=True, agency=counselor.agency, name="Lê Mai"), "Bình")
    in_care(UserFactory.create(counselor=True), "Của hãng khác")

    response = signed_in(supervisor).get(PAGE)

    page_of(response)
    rows = {row.name: row.counselor for row in response.context["rows"]}
    assert rows == {worker.name: counselor.name, "Bình": "Lê Mai"}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_list_says_nothing_of_what_is_closed(language: str, worker: User, counselor: User) -> None:
    counselor.language = language
    counselor.save()

    page = signed_in(counselor).get(PAGE).content.decode()

    assert worker.name in page
    assert not [word for word in canaries(worker, language) if word in page]


def test_list_is_the_same_whatever_is_closed(
    worker: User, counselor: User, browser: Client
) -> None:
    page = without_tokens(page_of(browser.get(PAGE)))
    Assignment.objects.filter(worker=worker).delete()
    silent = in_care(counselor, worker.name).worker
    keep_answers(person=silent, answers=OPEN)
    choose(silent, TRADE)

    other = without_tokens(page_of(browser.get(PAGE)))

    def without_key(text: str, pk: int) -> str:
        return text.replace(f"/{pk}/", "/#/").replace(f'value="{pk}"', 'value="#"')

    assert without_key(other, silent.pk) == without_key(page, worker.pk)


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_look_at_the_list_is_one_row_in_the_log(
    method: str, worker: User, counselor: User, browser: Client
) -> None:
    in_care(counselor, "Bình")

    getattr(browser, method)(PAGE)

    look = AccessLog.objects.get()
    assert (look.look, look.reader, look.worker) == (Look.LIST, counselor, None)
    assert (look.count, look.filters) == (2, "page 1")


def test_empty_list_leads_to_the_first_invitation(worker: User, browser: Client) -> None:
    worker.delete()

    page = page_of(browser.get(PAGE))

    assert "Nobody here yet" in page
    assert f'href="{reverse("invite")}"' in page
    assert AccessLog.objects.get().count == 0


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=-1", "?page=99", "?page=x", "?page=1\0", "?page=" + "9" * 5000]
)
def test_page_that_does_not_exist_is_one_that_does(query: str, browser: Client) -> None:
    page_of(browser.get(PAGE + query))


def test_filter_says_what_it_shows_and_each_word_can_be_taken_away(
    worker: User, counselor: User, browser: Client
) -> None:
    in_care(counselor, "Phạm Văn An")

    response = browser.get(PAGE + "?q=pham&stage=in_japan&sort=-name")

    page = page_of(response)
    assert [row.name for row in response.context["rows"]] == [worker.name]
    words = response.context["words"]
    assert [(str(word.label), str(word.value)) for word in words] == [
        ("Search", "“pham”"),
        ("Stage", "In Japan"),
    ]
    assert [word.query for word in words] == ["stage=in_japan&sort=-name", "q=pham&sort=-name"]
    assert 'aria-sort="descending"' in page
    assert AccessLog.objects.get().filters == "q=pham&stage=in_japan&sort=-name page 1"


@pytest.mark.parametrize(
    "query, fault",
    [
        ("stage=gone", "This choice is not there any more. Choose another."),
        ("province=former-999", "This choice is not there any more. Choose another."),
        ("trade=%27%20OR%201", "This choice is not there any more. Choose another."),
        ("q=%00", "Null characters are not allowed."),
        ("q=" + "x" * 61, "at most 60 characters"),
        # Of these nobody need be told.
        ("sort=up&counselor=1&page=x&what=else", ""),
        ("state=&stage=", ""),
    ],
)
def test_filter_that_is_wrong_says_so_and_narrows_nothing(
    query: str, fault: str, worker: User, browser: Client
) -> None:
    response = browser.get(f"{PAGE}?{query}")

    page = page_of(response)
    assert [row.name for row in response.context["rows"]] == [worker.name]
    assert fault in page
    assert ("<title>Error:" in page) == bool(fault)


def test_filter_by_reason_is_of_those_whom_it_speaks_of(
    worker: User, assignment: Assignment, counselor: User, browser: Client
) -> None:
    step(in_care(counselor, "Bình"), TODAY - timedelta(days=2))
    step(assignment, TODAY + timedelta(days=30))

    assert names(browser, "?reason=step_due") == ["Bình"]
    assert names(browser, "?reason=unread") == []


def test_filter_by_counselor_and_money_follow_the_role(
    worker: User, counselor: User, browser: Client, overseer: Client
) -> None:
    fields = {"theirs": browser, "hers": overseer}
    forms = {key: client.get(PAGE).context["form"] for key, client in fields.items()}

    reasons = {key: dict(form.fields["reason"].choices) for key, form in forms.items()}
    assert {key: "counselor" in form.fields for key, form in forms.items()} == {
        "theirs": False,
        "hers": True,
    }
    assert set(reasons["theirs"]) - set(reasons["hers"]) == {"pay_gap", "savings_behind"}
    assert names(overseer, f"?counselor={counselor.pk}") == [worker.name]
    assert names(overseer, "?counselor=nobody") == []


def test_nobody_matches_leads_back_to_everybody(worker: User, browser: Client) -> None:
    page = page_of(browser.get(PAGE + "?q=khong+co"))

    assert "Nobody matches" in page
    assert f'<a class="btn" href="{PAGE}">Clear the filter</a>' in page
    assert 'id="bulk"' not in page


def test_pages_keep_the_filter(worker: User, counselor: User, browser: Client) -> None:
    _crowd(counselor, 30)

    page = page_of(browser.get(PAGE + "?q=nguoi&sort=-name"))

    assert 'href="?q=nguoi&amp;sort=-name&amp;page=2"' in page
    assert len(names(browser, "?q=nguoi&sort=-name&page=2")) == 5


def test_list_takes_the_same_queries_for_one_and_for_four_hundred(
    assignment: Assignment, counselor: User, browser: Client, overseer: Client
) -> None:
    """Of each filter, for one who has everything that is asked for and for many."""
    step(assignment, TODAY - timedelta(days=1))
    flag(assignment, FlagKind.WATCH)
    keys = ("", "q=pham", "stage=in_japan", "trade=TITP+1-1", "step=overdue", "flag=watch")

    def numbers() -> dict[str, tuple[int, int]]:
        return {key: (queries_for(browser, key), queries_for(overseer, key)) for key in keys}

    def queries_for(who: Client, key: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert who.get(f"{PAGE}?{key}").context["rows"]
        return len(queries)

    numbers()
    one = numbers()
    _crowd(counselor, 399)

    assert numbers() == one
    assert set(one.values()) == {one[""]}
    assert len(names(browser)) == 25


def _crowd(counselor: User, count: int) -> None:
    """Made in bulk: one by one would take a minute. All with a case, a step, a flag, a message; every tenth has told all."""
    assert counselor.agency is not None
    people = User.objects.bulk_create(
        User(
            name=f"Người {number}",
            name_key=f"nguoi {number}",
            email=f"nguoi{number}@example.com",
            agency=counselor.agency,
        )
        for number in range(count)
    )
    care = Assignment.objects.bulk_create(
        Assignment(worker=person, counselor=counselor, agency=counselor.agency, started_at=NOW)
        for person in people
    )
    cases = Case.objects.bulk_create(Case(assignment=row, opened_at=NOW) for row in care)
    FollowUp.objects.bulk_create(
        FollowUp(case=case, kind="call", due_on=TODAY - timedelta(days=1), made_at=NOW)
        for case in cases
    )
    CaseFlag.objects.bulk_create(CaseFlag(case=case, kind="watch", raised_at=NOW) for case in cases)
    Message.objects.bulk_create(
        Message(case=case, author_name="A", is_from_worker=True, text="Tin", sent_at=NOW)
        for case in cases
    )
    for person in people[:: max(1, count // 10)]:
        keep_answers(person=person, answers=FULL)
        choose(person, TRADE)
    agreed_plan(people[0])


@pytest.mark.parametrize("cast", [{}, {"staff": True, "is_superuser": True}])
def test_list_is_not_there_for_who_looks_after_nobody(cast: dict[str, bool]) -> None:
    response = signed_in(UserFactory.create(**cast)).get(PAGE)

    assert response.status_code == 404
    assert AccessLog.objects.count() == 0


def test_list_asks_a_visitor_to_sign_in(client: Client) -> None:
    assert client.get(PAGE)["Location"] == f"{reverse('account_login')}?next={PAGE}"


def test_list_is_only_read(browser: Client) -> None:
    assert browser.post(PAGE).status_code == 405
