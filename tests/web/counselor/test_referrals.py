"""The desk asks for a referral or a transfer, follows it, and a supervisor elsewhere answers."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from accounts.models import User
from planner.casework.enums import ReferralKind, ReferralState
from planner.casework.models import Case, Referral
from planner.casework.services.referrals import answer_by_worker
from planner.sharing.models import AccessLog, Assignment
from planner.web.counselor.referrals import forms
from tests.factories.accounts import UserFactory
from tests.factories.cases import case_of, closed_case, referral_of
from tests.factories.plans import NOW
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

LIST = reverse("referrals")
WHY = "Em chuyển về Đà Nẵng"


@pytest.fixture
def there() -> User:
    """The supervisor of the agency that is asked."""
    return UserFactory.create(supervisor=True, language="en", agency__name="Sông Hàn Đà Nẵng")


@pytest.fixture
def case(assignment: Assignment) -> Case:
    return case_of(assignment)


@pytest.fixture
def agreed(case: Case, there: User) -> Referral:
    return referral_of(case, to_agency=there.agency, state=ReferralState.AGREED, why=WHY)


def refer(worker: User) -> str:
    return reverse("refer", args=[worker.pk])


def page(row: Referral) -> str:
    return reverse("referral", args=[row.pk])


def ask(browser: Client, worker: User, **said: Any) -> Any:
    sent = hidden_of(page_of(browser.get(refer(worker)))) | {"why": WHY, **said}
    return browser.post(refer(worker), sent, follow=True)


def test_transfer_is_asked_for_and_waits_for_the_worker(
    worker: User, counselor: User, there: User, browser: Client
) -> None:
    response = ask(browser, worker, kind="transfer", to_agency=there.agency_id)

    row = Referral.objects.get()
    assert response.redirect_chain == [(page(row), 302)]
    assert (row.to_agency, row.why, row.state) == (there.agency, WHY, ReferralState.ASKED)
    assert "The worker finds it on the home page and decides." in page_of(response)
    listed = page_of(browser.get(LIST))
    assert "Waits for the worker" in listed
    assert escape(worker.name) in listed
    assert escape(worker.name) not in page_of(signed_in(there).get(LIST))


def test_help_names_a_place(worker: User, browser: Client) -> None:
    ask(browser, worker, kind="help", to_place="Công đoàn Osaka")

    row = Referral.objects.get()
    assert (row.kind, row.to_place, row.to_agency) == (ReferralKind.HELP, "Công đoàn Osaka", None)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Say which of the two it is."),
        ({"kind": "transfer"}, "Say which agency it is."),
        ({"kind": "transfer", "to_agency": "own"}, "This agency cannot take anybody over now."),
        ({"kind": "transfer", "to_agency": "x"}, "This agency cannot take anybody over now."),
        ({"kind": "help"}, "Write which place it is."),
        ({"kind": "help", "to_place": "Nơi", "why": ""}, "Write why."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_asked(
    said: dict[str, str], words: str, worker: User, supervisor: User, browser: Client
) -> None:
    said = said | ({"to_agency": str(worker.agency_id)} if said.get("to_agency") == "own" else {})

    response = ask(browser, worker, **said)

    assert words in page_of(response)
    assert not Referral.objects.exists()


def test_second_transfer_and_a_closed_case_are_said(
    worker: User, there: User, agreed: Referral, browser: Client
) -> None:
    response = ask(browser, worker, kind="transfer", to_agency=there.agency_id)
    assert "A transfer of this worker is already being decided." in page_of(response)
    Referral.objects.all().delete()
    sent = hidden_of(page_of(browser.get(refer(worker))))
    closed_case(agreed.case.assignment)

    sent |= {"kind": "help", "to_place": "Nơi", "why": WHY}

    assert "The case is closed" in page_of(browser.post(refer(worker), sent))
    assert "This case is closed." in page_of(browser.get(refer(worker)))
    assert not Referral.objects.exists()


def test_with_many_agencies_the_name_is_typed(
    worker: User, there: User, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "MOST_IN_A_LIST", 0)

    wrong = page_of(ask(browser, worker, kind="transfer", to_agency="song han"))
    ask(browser, worker, kind="transfer", to_agency="song han da nang")

    assert "Did you mean: Sông Hàn Đà Nẵng?" in wrong
    assert Referral.objects.get().to_agency == there.agency


def test_supervisor_there_reads_name_and_reason_and_no_more(
    agreed: Referral, worker: User, counselor: User, there: User
) -> None:
    elsewhere = signed_in(there)

    text = page_of(elsewhere.get(page(agreed)))

    assert [escape(words) in text for words in (worker.name, WHY, counselor.agency)] == [True] * 3
    assert reverse("worker", args=[worker.pk]) not in text
    assert elsewhere.get(reverse("worker", args=[worker.pk])).status_code == 404
    look = AccessLog.objects.get(worker=worker)
    assert (look.reader, look.sections) == (there, ["profile"])


def test_supervisor_there_accepts_and_finds_the_worker(
    agreed: Referral, worker: User, there: User, browser: Client
) -> None:
    successor = UserFactory.create(counselor=True, agency=there.agency)
    elsewhere = signed_in(there)

    response = elsewhere.post(
        page(agreed), {"what": "accept", "counselor": successor.pk}, follow=True
    )

    assert response.redirect_chain == [(reverse("worker", args=[worker.pk]), 302)]
    assert Assignment.objects.open().get(worker=worker).counselor == successor
    assert browser.get(reverse("worker", args=[worker.pk])).status_code == 404
    assert elsewhere.get(page(agreed)).status_code == 200


def test_supervisor_there_declines_with_words(
    agreed: Referral, there: User, browser: Client
) -> None:
    elsewhere = signed_in(there)
    without = page_of(elsewhere.post(page(agreed), {"what": "decline", "words": " "}))

    response = elsewhere.post(page(agreed), {"what": "decline", "words": "Hết chỗ"}, follow=True)

    assert "Write why, in a sentence." in without
    assert response.redirect_chain == [(LIST, 302)]
    assert elsewhere.get(page(agreed)).status_code == 404
    assert "Hết chỗ" in page_of(browser.get(page(agreed)))


def test_counselor_of_another_agency_is_no_choice(agreed: Referral, there: User) -> None:
    stranger = UserFactory.create(counselor=True)

    response = signed_in(there).post(page(agreed), {"what": "accept", "counselor": stranger.pk})

    assert "no counselor of your agency" in page_of(response)
    agreed.refresh_from_db()
    assert agreed.state == ReferralState.AGREED


def test_two_answers_at_once_leave_the_first_and_tell_the_second(
    agreed: Referral, there: User, worker: User
) -> None:
    elsewhere = signed_in(there)
    elsewhere.get(page(agreed))
    answer_by_worker(person=worker, referral=agreed, is_yes=False, now=NOW)

    sent = {"what": "accept", "counselor": there.pk}
    response = elsewhere.post(page(agreed), sent, follow=True)

    assert response.redirect_chain == [(LIST, 302)]
    assert "Something has changed since you opened this page." in page_of(response)
    assert not there.caseload.exists()
    other = UserFactory.create(supervisor=True, agency=there.agency)
    assert signed_in(other).post(page(agreed), sent).status_code == 404


def test_what_the_place_said_is_recorded(case: Case, browser: Client) -> None:
    row = referral_of(case, ReferralKind.HELP, state=ReferralState.AGREED)
    assert "Waits for you" in page_of(browser.get(LIST))

    empty = page_of(browser.post(page(row), {"what": "place"}))
    browser.post(page(row), {"what": "place", "outcome": "no", "words": "Quá tải"})

    row.refresh_from_db()
    assert "Say what the place answered." in empty
    assert (row.state, row.answer) == (ReferralState.DECLINED, "Quá tải")


def test_who_asked_takes_it_back(agreed: Referral, there: User, browser: Client) -> None:
    response = browser.post(page(agreed), {"what": "revoke"}, follow=True)

    agreed.refresh_from_db()
    assert agreed.state == ReferralState.REVOKED
    assert "Nothing is left to answer here." in page_of(response)
    assert signed_in(there).get(page(agreed)).status_code == 404


@pytest.mark.parametrize("what", ["accept", "decline", "place", "nonsense", ""])
def test_what_is_not_the_askers_to_say_is_not_done(
    what: str, agreed: Referral, counselor: User, browser: Client
) -> None:
    sent = {"what": what, "counselor": counselor.pk, "words": "Không", "outcome": "yes"}

    response = browser.post(page(agreed), sent, follow=True)

    agreed.refresh_from_db()
    assert agreed.state == ReferralState.AGREED
    assert "Something has changed since you opened this page." in page_of(response)


def test_referral_is_not_there_for_an_outsider(
    agreed: Referral, worker: User, outsider: Client
) -> None:
    for address in (page(agreed), refer(worker)):
        assert outsider.get(address).status_code == 404
        assert outsider.post(address, {"what": "revoke"}).status_code == 404


def test_counselor_there_does_not_find_it(agreed: Referral, there: User) -> None:
    browser = signed_in(UserFactory.create(counselor=True, agency=there.agency, language="en"))

    assert browser.get(page(agreed)).status_code == 404
    assert "No referral yet" in page_of(browser.get(LIST))


@pytest.mark.parametrize("pk", [0, 10**12, 10**30])
def test_referral_of_nobody_is_not_found(pk: int, browser: Client) -> None:
    assert browser.get(reverse("referral", args=[pk])).status_code == 404
    assert browser.get(reverse("refer", args=[pk])).status_code == 404


def test_list_takes_the_same_queries_for_one_and_for_ten(
    agreed: Referral, counselor: User, browser: Client
) -> None:
    numbers = []
    for count in (0, 9):
        for _number in range(count):
            made = AssignmentFactory.create(counselor=counselor, agency=counselor.agency)
            referral_of(case_of(made))
        with CaptureQueriesContext(connection) as queries:
            browser.get(LIST)
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]
    assert AccessLog.objects.filter(filters="referrals").count() == 2
