from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation, User
from accounts.services import invite_worker
from planner.casework.services import accepting
from planner.plans.selectors.told import answers_of
from planner.sharing.models import Assignment
from planner.web.accounts import carry
from planner.web.answers import visitor_answers
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in
from tests.web.accounts.conftest import AnswersWith, NothingWritten, Visitor

pytestmark = pytest.mark.django_db

LAN = {"name": "Lan", "login": "0912 345 678", "password": PASSWORD}
ACCEPT = {"accept": "yes"}


@pytest.fixture
def counselor() -> User:
    person: User = UserFactory.create(counselor=True, name="Trần Thị Mai")
    return person


@pytest.fixture
def link(counselor: User) -> str:
    _invitation, token = invite_worker(counselor=counselor, name="Lan", now=timezone.now())
    return reverse("invitation", args=[token])


def in_care() -> list[tuple[User, User | None]]:
    return [(item.worker, item.counselor) for item in Assignment.objects.open()]


def test_a_newcomer_registers_and_is_in_care(client: Client, link: str, counselor: User) -> None:
    response = client.post(link, LAN)

    worker = User.objects.get(phone="+84912345678")
    assert (worker.name, worker.agency) == ("Lan", counselor.agency)
    assert in_care() == [(worker, counselor)]
    assert Invitation.objects.get().accepted_by == worker
    assert client.session["_auth_user_id"] == str(worker.pk)
    assert response.headers["Location"].startswith(reverse("recovery_codes"))


def test_a_newcomer_may_do_without_a_password(client: Client, link: str, counselor: User) -> None:
    response = client.post(f"{link}?way=passkey", {"name": "Lan", "login": "0912 345 678"})

    assert in_care() == [(User.objects.get(phone="+84912345678"), counselor)]
    assert response.headers["Location"] == reverse("mfa_add_webauthn")


def test_the_answers_given_before_are_kept(
    visitor: Visitor, answers_with: AnswersWith, link: str
) -> None:
    client = visitor("own_business")

    response = client.post(link, LAN)

    worker = User.objects.get(phone="+84912345678")
    assert answers_of(worker) == answers_with("own_business")
    assert visitor_answers(response.wsgi_request).is_empty


@pytest.mark.parametrize("module, name", [(carry, "keep_answers"), (accepting, "assign")])
def test_all_of_it_happens_or_nothing(
    visitor: Visitor, link: str, monkeypatch: pytest.MonkeyPatch, module: Any, name: str
) -> None:
    client = visitor("own_business")
    monkeypatch.setattr(module, name, refuse)

    with pytest.raises(RuntimeError):
        client.post(link, LAN)

    assert not User.objects.filter(phone="+84912345678").exists()
    assert Invitation.objects.get().accepted_at is None
    assert in_care() == []


def refuse(**_: object) -> None:
    raise RuntimeError("the disk is full")


def test_a_worker_accepts_with_one_button(link: str, counselor: User) -> None:
    worker = UserFactory.create()
    client = signed_in(worker)

    page = client.get(link)
    response = client.post(link, ACCEPT)

    worker.refresh_from_db()
    assert page.status_code == 200
    assert response.headers["Location"] == reverse("home")
    assert worker.agency == counselor.agency
    assert in_care() == [(worker, counselor)]


def test_who_has_an_account_signs_in_and_comes_back(
    client: Client, link: str, counselor: User
) -> None:
    UserFactory.create(email="lan@example.com")
    page = client.get(link).content.decode()

    response = client.post(
        reverse("account_login"), {"login": "lan@example.com", "password": PASSWORD, "next": link}
    )

    assert f"{reverse('account_login')}?{urlencode({'next': link})}" in page
    assert response.headers["Location"] == link


def test_a_worker_of_another_agency_is_told_and_moves(link: str, counselor: User) -> None:
    before = AssignmentFactory.create()
    client = signed_in(before.worker)

    page = client.get(link).content.decode()
    client.post(link, ACCEPT)

    before.refresh_from_db()
    assert str(before.agency) in page
    assert before.ended_at is not None
    assert in_care() == [(before.worker, counselor)]


@pytest.mark.parametrize("kind", ["counselor", "supervisor", "staff"])
def test_others_are_told_that_it_is_for_a_worker(link: str, kind: str) -> None:
    client = signed_in(UserFactory.create(**{kind: True}))

    pages = [client.get(link), client.post(link, ACCEPT), client.post(link, LAN)]

    assert {page.templates[0].name for page in pages} == {"account/invitation_other.html"}
    assert Invitation.objects.get().accepted_at is None


def test_the_form_of_a_newcomer_puts_nobody_else_in_care(link: str) -> None:
    client = signed_in(UserFactory.create())

    response = client.post(link, LAN)

    assert response.status_code == 200
    assert in_care() == []


def test_looking_changes_nothing(
    visitor: Visitor, link: str, nothing_written: NothingWritten
) -> None:
    browsers = [visitor("farm"), signed_in(UserFactory.create())]

    with nothing_written():
        for browser in browsers:
            assert browser.get(link).status_code == 200
            assert browser.head(link).status_code == 200

    assert Client().get(link).status_code == 200


def _used(link: str) -> str:
    Client().post(link, {**LAN, "login": "lan@example.com"})
    return link


def _run_out(link: str) -> str:
    Invitation.objects.update(expires_at=timezone.now())
    return link


def _taken_back(link: str) -> str:
    Invitation.objects.update(revoked_at=timezone.now())
    return link


def _closed(link: str) -> str:
    User.objects.filter(invitations_sent__isnull=False).update(is_active=False)
    return link


def _truncated(link: str) -> str:
    return link[:-5] + "/"


def _made_up(link: str) -> str:
    return reverse("invitation", args=["ẵ🙂%00 x"])


@pytest.mark.parametrize("spoil", [_used, _run_out, _taken_back, _closed, _truncated, _made_up])
def test_a_link_that_does_not_work_says_the_same_to_everybody(
    client: Client, link: str, spoil: Any
) -> None:
    spoilt = spoil(link)
    worker = UserFactory.create()

    answers = [
        client.get(spoilt),
        client.post(spoilt, LAN),
        signed_in(worker).get(spoilt),
        signed_in(worker).post(spoilt, ACCEPT),
        signed_in(UserFactory.create(staff=True)).get(spoilt),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert {answer.templates[0].name for answer in answers} == {"account/invitation_not_open.html"}
    assert not User.objects.filter(phone="+84912345678").exists()
    worker.refresh_from_db()
    assert worker.agency is None


def test_who_opens_the_used_link_again_is_in_care_still(client: Client, link: str) -> None:
    client.post(link, LAN)

    again = client.post(link, ACCEPT)

    assert again.status_code == 404
    assert len(in_care()) == 1


def test_a_name_in_use_gets_a_kind_word_and_the_link_stays_open(client: Client, link: str) -> None:
    UserFactory.create(by_phone=True, phone="0912345678")

    response = client.post(link, LAN)

    assert list(response.context["form"].errors) == ["login"]
    assert Invitation.objects.get().accepted_at is None


def test_the_page_says_what_is_seen_and_what_is_not(client: Client, link: str) -> None:
    client.cookies["language"] = "en"

    page = client.get(link).content.decode()

    seen, closed = page.split("What stays closed to them")
    assert "Trần Thị Mai" in seen
    assert "your schooling" in seen
    assert "debts" not in seen
    assert all(words in closed for words in ["debts", "your health", "stay or to go home"])


def test_one_address_cannot_try_links_without_end(client: Client, link: str) -> None:
    for _ in range(60):
        client.get(_truncated(link))

    assert client.get(link).status_code == 429


@pytest.mark.parametrize("text", ["\x00", "🙂" * 10_000])
@pytest.mark.parametrize("field", ["name", "login", "password", "accept"])
def test_any_input_is_answered(client: Client, link: str, field: str, text: str) -> None:
    assert client.post(link, {**LAN, field: text}).status_code in {200, 302}
