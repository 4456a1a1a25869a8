"""A supervisor hands over the caseload of somebody who leaves: choose, see the numbers, confirm."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.services import invite_worker
from planner.sharing.models import Assignment
from planner.sharing.services import assign
from planner.web.counselor.team_desk import handing_over
from tests.factories.accounts import UserFactory
from tests.factories.plans import NOW
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in
from tests.sweeps.html import Html
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(counselor: User) -> User:
    return UserFactory.create(counselor=True, agency=counselor.agency, name="Lê Ngọc Mai")


@pytest.fixture
def overseer(supervisor: User) -> Client:
    """The supervisor's browser."""
    return signed_in(supervisor)


def url(leaver: User) -> str:
    return reverse("hand_over", args=[leaver.pk])


def workers_of(counselor: User) -> set[int]:
    return set(
        Assignment.objects.open().filter(counselor=counselor).values_list("worker", flat=True)
    )


def sure_of(page: str) -> dict[str, Any]:
    """What the page with the numbers sends on."""
    [form] = [form for form in Html(page).forms if "is_sure" in form.fields]
    return {name: field.values for name, field in form.fields.items()}


def test_all_go_after_the_numbers_were_seen(
    worker: User, counselor: User, supervisor: User, colleague: User, overseer: Client
) -> None:
    second: Assignment = AssignmentFactory.create(counselor=counselor, agency=counselor.agency)
    invite_worker(counselor=counselor, name="Hoa", now=timezone.now())
    asked = {"to": [colleague.pk, supervisor.pk], "which": "all", "with_invitations": "on"}

    page = page_of(overseer.post(url(counselor), asked))
    before = workers_of(counselor)
    response = overseer.post(url(counselor), sure_of(page), follow=True)

    assert "Hand over 2 workers?" in page
    assert "1 open invitation goes along." in page
    assert before == {worker.pk, second.worker_id}
    assert response.redirect_chain == [(reverse("team"), 302)]
    assert "2 workers handed over. 1 open invitation went along." in page_of(response)
    assert (len(workers_of(colleague)), len(workers_of(supervisor))) == (1, 1)


def test_only_some_go_and_the_rest_is_asked_for_again(
    worker: User, counselor: User, colleague: User, overseer: Client
) -> None:
    second: Assignment = AssignmentFactory.create(counselor=counselor, agency=counselor.agency)
    asked = {"to": colleague.pk, "which": "some", "people": second.worker_id, "is_sure": "on"}

    response = overseer.post(url(counselor), asked, follow=True)

    assert response.redirect_chain == [(url(counselor), 302)]
    assert workers_of(colleague) == {second.worker_id}
    assert workers_of(counselor) == {worker.pk}


def test_who_was_moved_meanwhile_and_who_is_forged_is_left_alone_and_said(
    worker: User, counselor: User, supervisor: User, colleague: User, overseer: Client
) -> None:
    second: Assignment = AssignmentFactory.create(counselor=counselor, agency=counselor.agency)
    elsewhere: Assignment = AssignmentFactory.create()
    page = page_of(overseer.post(url(counselor), {"to": colleague.pk, "which": "all"}))
    assert worker.agency
    assign(worker=worker, counselor=supervisor, agency=worker.agency, now=NOW)
    sent = sure_of(page)
    sent["people"] = [*sent["people"], elsewhere.worker_id, 10**17]

    response = overseer.post(url(counselor), sent, follow=True)

    page = page_of(response)
    assert "1 worker handed over." in page
    assert f"3 were not in the care of {counselor.name} and were left alone." in page
    assert workers_of(colleague) == {second.worker_id}
    assert workers_of(supervisor) == {worker.pk}
    assert elsewhere.counselor
    assert workers_of(elsewhere.counselor) == {elsewhere.worker_id}


def test_more_than_the_cap_go_in_parts(
    worker: User, counselor: User, colleague: User, overseer: Client, monkeypatch: Any
) -> None:
    monkeypatch.setattr(handing_over, "MOST_AT_ONCE", 1)
    AssignmentFactory.create(counselor=counselor, agency=counselor.agency)

    first = page_of(overseer.get(url(counselor)))
    page = page_of(overseer.post(url(counselor), {"to": colleague.pk, "which": "all"}))
    overseer.post(url(counselor), sure_of(page))

    assert "In one go the first 1 by name. 1 remain for the next." in first
    assert (len(workers_of(colleague)), len(workers_of(counselor))) == (1, 1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"to": []}, "Tick at least one colleague."),
        ({"to": ["leaver"]}, "is no counselor of your agency any more"),
        ({"to": ["elsewhere"]}, "is no counselor of your agency any more"),
        ({"which": ""}, "Say which workers."),
        ({"which": "some"}, "Tick at least one worker"),
        ({"which": "some", "people": ["x"]}, "This choice cannot be read."),
        ({"which": "some", "people": ["9" * 19]}, "This choice cannot be read."),
    ],
)
def test_what_cannot_be_is_said_and_nobody_is_moved(
    change: dict[str, Any],
    words: str,
    worker: User,
    counselor: User,
    colleague: User,
    overseer: Client,
) -> None:
    elsewhere = UserFactory.create(counselor=True)
    keys = {"leaver": counselor.pk, "elsewhere": elsewhere.pk}
    sent = {"to": [colleague.pk], "which": "all", "is_sure": "on"} | change
    sent["to"] = [keys.get(key, key) for key in sent["to"]]

    page = page_of(overseer.post(url(counselor), sent))

    assert words in page
    assert workers_of(counselor) == {worker.pk}


def test_closed_account_is_handed_over_and_an_empty_caseload_says_so(
    worker: User, counselor: User, colleague: User, overseer: Client
) -> None:
    counselor.is_active = False
    counselor.save()

    page = page_of(overseer.get(url(counselor)))

    assert "This account is closed or no longer with your agency." in page
    assert "Nothing to hand over" in page_of(overseer.get(url(colleague)))


def test_looking_moves_nobody(worker: User, counselor: User, overseer: Client) -> None:
    for method in (overseer.get, overseer.head):
        method(url(counselor), {"to": str(counselor.pk), "which": "all", "is_sure": "on"})

    assert workers_of(counselor) == {worker.pk}


def test_hand_over_is_not_there_for_an_outsider(counselor: User, outsider: Client) -> None:
    for method in (outsider.get, outsider.post):
        assert method(url(counselor)).status_code == 404


def test_only_counselors_of_the_own_agency_have_a_caseload_here(
    worker: User, counselor: User, browser: Client, overseer: Client
) -> None:
    assert browser.get(url(counselor)).status_code == 404
    others = [UserFactory.create(counselor=True).pk, worker.pk, 0, 10**12, 10**30]

    codes = [overseer.get(reverse("hand_over", args=[pk])).status_code for pk in others]

    assert codes == [404] * len(others)
