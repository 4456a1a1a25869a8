"""What is done from the list: a view kept, many handed over or reminded at once."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from planner.casework.models import Nudge, SavedView
from planner.sharing.models import AccessLog, Assignment
from tests.factories.accounts import UserFactory
from tests.factories.care import closed, in_care
from tests.plans.choosing import NOW
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

PAGE = reverse("my_workers")
BULK = reverse("bulk")
SAVE = reverse("save_view")


def said(browser: Client, url: str, **sent: object) -> list[str]:
    """What the next page says after this was sent."""
    response = browser.post(url, sent, follow=True)
    return [str(message) for message in response.context["messages"]]


def test_view_is_saved_as_it_is_understood_used_and_removed(
    worker: User, counselor: User, browser: Client
) -> None:
    sent = {"name": "Ở Nhật", "query": "stage=in_japan&trade=gone&x=y&sort=-active"}

    assert said(browser, SAVE, **sent) == ["View saved: Ở Nhật"]
    view = SavedView.objects.get()
    page = page_of(browser.get(PAGE))
    assert (view.owner, view.query) == (counselor, "stage=in_japan&sort=-active")
    assert f'href="{PAGE}?stage=in_japan&amp;sort=-active">Ở Nhật<' in page

    assert said(browser, reverse("remove_view", args=[view.pk])) == ["View removed."]
    assert SavedView.objects.count() == 0


@pytest.mark.parametrize(
    "sent, fault",
    [
        ({"name": "Ở Nhật", "query": "stage=home"}, "You have a view of this name."),
        ({"name": " ", "query": "stage=home"}, "Give the view a name."),
        ({"name": "x" * 61, "query": "stage=home"}, "at most 60 characters"),
        ({"name": "Mọi người", "query": "stage=gone"}, "Nothing is chosen yet."),
        ({"name": "Mọi người"}, "Nothing is chosen yet."),
        ({"name": "Dài", "query": urlencode({"q": "ễ" * 60})}, "The search is too long"),
    ],
)
def test_view_that_cannot_be_kept_says_why_and_loses_nothing(
    sent: dict[str, str], fault: str, counselor: User, browser: Client
) -> None:
    SavedView.objects.create(owner=counselor, name="Ở Nhật", query="stage=in_japan", made_at=NOW)

    page = page_of(browser.post(SAVE, sent))

    assert fault in page
    assert SavedView.objects.count() == 1
    if sent["name"].strip():
        assert f'value="{sent["name"]}"' in page


def test_view_of_somebody_else_is_not_there(counselor: User, overseer: Client) -> None:
    view = SavedView.objects.create(
        owner=counselor, name="Ở Nhật", query="stage=in_japan", made_at=NOW
    )

    assert overseer.post(reverse("remove_view", args=[view.pk])).status_code == 404
    assert "Ở Nhật" not in page_of(overseer.get(PAGE))
    assert SavedView.objects.count() == 1


def test_claim_21_hand_over_of_ticks_and_forged_keys(
    worker: User, counselor: User, supervisor: User, overseer: Client
) -> None:
    """Mixed across agencies: the page names the own ones only, changes these only, and reports the rest."""
    lan = in_care(counselor, "Lan").worker
    foreign = in_care(UserFactory.create(counselor=True), "Của hãng khác")
    # Ticks of the list, all of a page at once, and keys that no page has shown.
    ticks = [str(worker.pk), f"{worker.pk},{lan.pk}", str(foreign.worker_id), "9" * 18]
    sent = {"what": "assign", "people": ticks, "back": "stage=in_japan&evil=//x"}

    page = page_of(overseer.post(BULK, sent))
    words = said(overseer, BULK, **sent, is_sure="1", counselor=supervisor.pk, words="Nghỉ sinh")

    assert "Hand over 2 workers" in page
    assert "2 of these are not in your care and are left alone." in page
    assert "Của hãng khác" not in page
    assert words == [
        f"2 workers handed over to {supervisor.name}.",
        "2 of these are not in your care and were left alone.",
    ]
    open_rows = Assignment.objects.open()
    assert {row.worker_id for row in open_rows.filter(counselor=supervisor)} == {worker.pk, lan.pk}
    foreign.refresh_from_db()
    assert foreign.ended_at is None


def test_hand_over_is_confirmed_first_and_goes_back_to_the_list(
    worker: User, supervisor: User, overseer: Client
) -> None:
    sent = {"what": "assign", "people": [worker.pk], "back": "stage=in_japan&evil=//x"}

    first = overseer.post(BULK, sent)
    without = overseer.post(BULK, {**sent, "is_sure": "1"})
    outside = overseer.post(BULK, {**sent, "is_sure": "1", "counselor": worker.pk})
    done = overseer.post(BULK, {**sent, "is_sure": "1", "counselor": supervisor.pk})

    assert (first.status_code, without.status_code, outside.status_code) == (200, 200, 200)
    assert "Choose a counselor." in page_of(without)
    assert "This person is no counselor of your agency." in page_of(outside)
    assert done["Location"] == f"{PAGE}?stage=in_japan"
    assert AccessLog.objects.filter(filters="bulk assign", count=1).count() == 3


def test_reminder_is_confirmed_first_and_says_whom_it_left_out(
    worker: User, counselor: User, browser: Client
) -> None:
    gone = closed(counselor, "Đã đóng").worker
    sent = {"what": "remind", "people": [f"{worker.pk},{gone.pk},{counselor.pk}"]}

    page = page_of(browser.post(BULK, sent))
    before = Nudge.objects.count()
    first, second = (said(browser, BULK, **sent, is_sure="1", kind="plan") for _ in range(2))

    assert worker.name in page
    assert before == 0
    assert Nudge.objects.get().case.assignment.worker == worker
    left = "1 was left out: invited and not there yet, or closed."
    refused = "1 of these is not in your care and was left alone."
    recent = "1 was left out: reminded of the same in the last three days."
    assert first == ["1 worker is reminded.", left, refused]
    assert second == ["0 workers are reminded.", recent, left, refused]


@pytest.mark.parametrize(
    "sent, fault",
    [
        ({"what": "remind"}, "Tick at least one worker first."),
        ({"people": "1"}, "Choose what to do with those you ticked."),
        ({"what": "delete", "people": "1"}, "Select a valid choice."),
        ({"what": "assign", "people": "1"}, "Only a supervisor hands workers over."),
        ({"what": "remind", "people": "x"}, "This choice cannot be read."),
        ({"what": "remind", "people": "1" * 19}, "This choice cannot be read."),
        (
            {"what": "remind", "people": ",".join(str(number) for number in range(501))},
            "At most 500 workers at once. You chose 501.",
        ),
    ],
)
def test_bulk_that_cannot_be_done_says_why(
    sent: dict[str, str], fault: str, browser: Client
) -> None:
    [words] = said(browser, BULK, **sent, is_sure="1", kind="plan")

    assert fault in words
    assert Nudge.objects.count() == 0
