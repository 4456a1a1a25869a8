"""Invite a worker: a link that is shown once, and can be taken back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation, User
from accounts.services import accept_invitation, invite_worker
from planner.sharing.models import AccessLog
from planner.sharing.services import assign, end_assignment
from tests.factories.accounts import UserFactory
from tests.signing_in import signed_in
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

INVITE, LIST = reverse("invite"), reverse("invitations")
NAME = "Ngô Thị Bích Phượng"


@pytest.fixture
def invitation(counselor: User) -> Invitation:
    return invite_worker(counselor=counselor, name=NAME, now=timezone.now())[0]


def sent(invitation: Invitation) -> str:
    return reverse("sent_invitation", args=[invitation.pk])


def take_back(invitation: Invitation) -> str:
    return reverse("revoke_invitation", args=[invitation.pk])


def link_on(browser: Client, page: str) -> str:
    link: str = browser.get(page).context["link"]
    return link


def accepted_by(invitation: Invitation, counselor: User, name: str) -> User:
    """Somebody who followed the link and then goes by another name."""
    _own, token = invite_worker(counselor=counselor, name=NAME, now=timezone.now())
    Invitation.objects.filter(pk=invitation.pk).delete()
    worker = UserFactory.create(name=name)
    accept_invitation(token=token, person=worker, now=timezone.now())
    assert counselor.agency
    assign(worker=worker, counselor=counselor, agency=counselor.agency, now=timezone.now())
    return worker


def test_invitation_is_shown_as_a_link_and_a_picture(counselor: User, browser: Client) -> None:
    page_of(browser.get(INVITE))

    response = browser.post(INVITE, {"name": NAME})

    invitation = Invitation.objects.get()
    assert (invitation.name, invitation.counselor) == (NAME, counselor)
    assert response["Location"] == sent(invitation)
    page = page_of(browser.get(sent(invitation)))
    link = link_on(browser, sent(invitation))
    assert link.startswith("http://testserver/")
    assert f'value="{link}"' in page
    assert 'src="data:image/svg+xml;base64,' in page


def test_link_leads_a_worker_in(browser: Client) -> None:
    browser.post(INVITE, {"name": NAME})

    page = page_of(Client().get(link_on(browser, sent(Invitation.objects.get()))))

    assert NAME in page


def test_link_is_kept_in_no_table(browser: Client) -> None:
    browser.post(INVITE, {"name": NAME})
    invitation = Invitation.objects.get()
    token = link_on(browser, sent(invitation)).rstrip("/").rpartition("/")[2]

    assert len(token) > 20
    assert token not in str(Invitation.objects.values().get())


def test_link_is_gone_with_the_next_invitation(browser: Client) -> None:
    browser.post(INVITE, {"name": NAME})
    browser.post(INVITE, {"name": "Vũ Văn Bình"})
    first, second = Invitation.objects.order_by("pk")

    page = page_of(browser.get(sent(first)))

    assert "The link was shown once" in page
    assert link_on(browser, sent(first)) == ""
    assert link_on(browser, sent(second)) != ""


def test_link_stands_only_in_the_browser_that_made_it(counselor: User, browser: Client) -> None:
    browser.post(INVITE, {"name": NAME})
    elsewhere = signed_in(counselor)

    assert link_on(elsewhere, sent(Invitation.objects.get())) == ""


def test_link_is_gone_after_signing_out(counselor: User, browser: Client) -> None:
    browser.post(INVITE, {"name": NAME})

    browser.post(reverse("account_logout"))

    assert "new_invitation" not in browser.session


def test_invitation_taken_back_works_no_more(browser: Client) -> None:
    browser.post(INVITE, {"name": NAME})
    invitation = Invitation.objects.get()
    link = link_on(browser, sent(invitation))

    page = page_of(browser.post(take_back(invitation), follow=True))

    invitation.refresh_from_db()
    assert invitation.revoked_at is not None
    assert "Taken back: the link no longer works." in page
    assert link_on(browser, sent(invitation)) == ""
    assert NAME not in Client().get(link).content.decode()


def test_invitation_taken_back_twice_says_so(invitation: Invitation, browser: Client) -> None:
    browser.post(take_back(invitation))

    page = page_of(browser.post(take_back(invitation), follow=True))

    assert "This invitation was used or had ended before." in page


@pytest.mark.parametrize("method", ["get", "head"])
def test_invitation_is_not_taken_back_by_looking(
    method: str, invitation: Invitation, browser: Client
) -> None:
    assert getattr(browser, method)(take_back(invitation)).status_code == 405
    invitation.refresh_from_db()
    assert invitation.revoked_at is None


@pytest.mark.parametrize(
    "name, words",
    [
        ("", "Write the worker"),
        ("   ", "Write the worker"),
        ("a" * 101, "at most 100"),
        ("a\0b", "Null characters"),
    ],
)
def test_invitation_needs_a_name(name: str, words: str, browser: Client) -> None:
    page = page_of(browser.post(INVITE, {"name": name}))

    assert words in page
    assert Invitation.objects.count() == 0


def test_name_is_shown_as_text(browser: Client) -> None:
    browser.post(INVITE, {"name": "<b>Lan</b>"})

    for page in (LIST, sent(Invitation.objects.get())):
        assert "<b>Lan</b>" not in page_of(browser.get(page))


def test_list_tells_what_became_of_each(counselor: User, browser: Client) -> None:
    now = timezone.now()
    rows: dict[str, dict[str, object]] = {
        "open": {},
        "accepted": {"accepted_at": now},
        "taken back": {"revoked_at": now},
        "ended": {"created_at": now - timedelta(days=15), "expires_at": now - timedelta(days=1)},
    }
    for name, changes in rows.items():
        made, _token = invite_worker(counselor=counselor, name=name, now=now)
        Invitation.objects.filter(pk=made.pk).update(**changes)

    response = browser.get(LIST)

    page = page_of(response)
    assert {row.invitation.name: (row.tone, row.is_open) for row in response.context["rows"]} == {
        "open": ("info", True),
        "accepted": ("ok", False),
        "taken back": ("no", False),
        "ended": ("no", False),
    }
    for words in ("Not opened yet", "Accepted", "Taken back", "Ended"):
        assert words in page


def test_list_is_the_own_and_a_supervisors_the_agencys(
    invitation: Invitation, counselor: User, supervisor: User, browser: Client
) -> None:
    now = timezone.now()
    colleague = UserFactory.create(counselor=True, agency=counselor.agency)
    invite_worker(counselor=colleague, name="Bình", now=now)
    invite_worker(counselor=UserFactory.create(counselor=True), name="Nơi khác", now=now)

    own, agencys = (
        {row.invitation.name for row in who.get(LIST).context["rows"]}
        for who in (browser, signed_in(supervisor))
    )

    assert own == {NAME}
    assert agencys == {NAME, "Bình"}


def test_empty_list_leads_to_the_first_invitation(browser: Client) -> None:
    assert "No invitation yet" in page_of(browser.get(LIST))


def test_accepted_invitation_leads_to_the_worker(
    invitation: Invitation, counselor: User, browser: Client
) -> None:
    worker = accepted_by(invitation, counselor, "Phượng")

    page = page_of(browser.get(sent(Invitation.objects.get())))

    assert reverse("worker", args=[worker.pk]) in page


def test_accepted_invitation_says_nothing_of_somebody_who_left(
    invitation: Invitation, counselor: User, browser: Client
) -> None:
    """The name that the worker goes by belongs to the profile: it ends with the care."""
    worker = accepted_by(invitation, counselor, "Tên mới sau này")
    end_assignment(worker=worker, now=timezone.now())

    page = page_of(browser.get(sent(Invitation.objects.get())))

    assert "Tên mới sau này" not in page
    assert reverse("worker", args=[worker.pk]) not in page


def test_invitation_is_not_there_for_an_outsider(invitation: Invitation) -> None:
    cast: list[dict[str, object]] = [
        {"counselor": True, "agency": invitation.agency},
        {"counselor": True},
        {"supervisor": True},
        {"staff": True, "is_superuser": True},
        {},
    ]
    for person in cast:
        outsider = signed_in(UserFactory.create(**person))

        assert outsider.get(sent(invitation)).status_code == 404
        assert outsider.head(sent(invitation)).status_code == 404
        assert outsider.post(take_back(invitation)).status_code == 404
    invitation.refresh_from_db()
    assert invitation.revoked_at is None


@pytest.mark.parametrize("pk", [0, 999_999, 2**63, 10**30])
def test_invitation_of_nobody_is_not_found(pk: int, browser: Client) -> None:
    assert browser.get(reverse("sent_invitation", args=[pk])).status_code == 404
    assert browser.post(reverse("revoke_invitation", args=[pk])).status_code == 404


@pytest.mark.parametrize("page", [INVITE, LIST])
@pytest.mark.parametrize(
    "cast", [{}, {"staff": True, "is_superuser": True}, {"role": "counselor", "agency": None}]
)
def test_pages_are_not_there_for_who_looks_after_nobody(cast: dict[str, object], page: str) -> None:
    browser = signed_in(UserFactory.create(**cast))

    assert browser.get(page).status_code == 404
    assert browser.post(INVITE, {"name": NAME}).status_code == 404
    assert Invitation.objects.count() == 0


def test_nobody_is_invited_into_a_closed_agency(counselor: User, browser: Client) -> None:
    assert counselor.agency
    counselor.agency.is_active = False
    counselor.agency.save()

    assert browser.post(INVITE, {"name": NAME}).status_code == 404
    assert Invitation.objects.count() == 0


def test_invitations_are_no_look_at_a_worker(invitation: Invitation, browser: Client) -> None:
    for page in (INVITE, LIST, sent(invitation)):
        browser.get(page)

    assert AccessLog.objects.count() == 0


def test_list_takes_the_same_queries_for_one_and_for_twenty(
    counselor: User, browser: Client
) -> None:
    numbers = []
    for count in (1, 19):
        for number in range(count):
            invite_worker(counselor=counselor, name=str(number), now=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            browser.get(LIST)
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]
