from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import NumberReset, User
from accounts.second_factor import make_recovery_codes, unused_recovery_codes
from accounts.selectors import helped_resets_to_tell
from tests.factories.accounts import UserFactory
from tests.signing_in import signed_in
from tests.web.accounts.conftest import NothingWritten

pytestmark = pytest.mark.django_db

UNLOCK = "/account/unlock/"
SEEN = "/account/helped/"


@pytest.fixture
def lan() -> User:
    """Whose password was set with a counselor's help an hour ago."""
    person: User = UserFactory.create(helped_until=timezone.now() + timedelta(hours=71))
    return person


@pytest.fixture
def reset(lan: User) -> NumberReset:
    now = timezone.now()
    return NumberReset.objects.create(
        person=lan,
        number="123456",
        browser_digest="x",
        created_at=now,
        expires_at=now,
        confirmed_at=now,
        confirmed_by=UserFactory.create(counselor=True, name="Trần Thị Mai"),
        used_at=now,
    )


def test_a_recovery_code_opens_everything(lan: User) -> None:
    code, client = make_recovery_codes(lan)[0], signed_in(lan)

    response = client.post(UNLOCK, {"code": code})

    lan.refresh_from_db()
    page = client.get(reverse("home"))
    assert response.headers["Location"] == reverse("after_sign_in")
    assert lan.helped_until is None
    assert UNLOCK not in page.content.decode()


@pytest.mark.parametrize("code", ["", "12345678", "\x00", "🙂" * 10_000])
def test_a_wrong_code_opens_nothing(lan: User, code: str) -> None:
    make_recovery_codes(lan)

    page = signed_in(lan).post(UNLOCK, {"code": code})

    lan.refresh_from_db()
    assert list(page.context["form"].errors) == ["code"]
    assert lan.helped_until is not None


def test_guessing_has_an_end(lan: User) -> None:
    code, client = make_recovery_codes(lan)[0], signed_in(lan)
    for _ in range(5):
        client.post(UNLOCK, {"code": "12345678"})

    assert client.post(UNLOCK, {"code": code}).status_code == 429
    lan.refresh_from_db()
    assert lan.helped_until is not None


def test_who_is_not_shut_out_goes_on() -> None:
    person = UserFactory.create()
    code = make_recovery_codes(person)[0]

    response = signed_in(person).post(UNLOCK, {"code": code})

    assert response.headers["Location"] == reverse("after_sign_in")
    assert code in unused_recovery_codes(person)


def test_looking_opens_nothing(lan: User, nothing_written: NothingWritten) -> None:
    client = signed_in(lan)

    with nothing_written():
        assert client.get(UNLOCK).status_code == 200


def test_every_page_says_that_some_is_shut(lan: User) -> None:
    client = signed_in(lan)

    pages = [
        client.get(reverse(name)).content.decode() for name in ("front", "home", "account_security")
    ]

    assert [page.count(f'href="{UNLOCK}"') for page in pages] == [1, 1, 1]


def test_neither_page_is_for_strangers(client: Client) -> None:
    for page in (UNLOCK, SEEN):
        response = client.post(page, {"code": "1", "up_to": "1"})
        assert response.headers["Location"].startswith(reverse("account_login"))


def test_the_worker_says_to_have_read_it(lan: User, reset: NumberReset) -> None:
    User.objects.update(helped_until=None)

    response = signed_in(lan).post(SEEN, {"up_to": reset.pk})

    assert response.headers["Location"] == reverse("home")
    assert helped_resets_to_tell(lan) == []


@pytest.mark.parametrize("up_to", ["", "0", "-1", "x", "9" * 40, "\x00"])
def test_what_is_no_row_marks_nothing(lan: User, reset: NumberReset, up_to: str) -> None:
    User.objects.update(helped_until=None)

    response = signed_in(lan).post(SEEN, {"up_to": up_to})

    assert response.status_code == 302
    assert helped_resets_to_tell(lan) == [reset]


def test_who_may_be_the_thief_cannot_hide_it(lan: User, reset: NumberReset) -> None:
    client = signed_in(lan)

    client.post(SEEN, {"up_to": reset.pk})

    assert helped_resets_to_tell(lan) == [reset]


def test_the_banner_names_who_helped_and_when(lan: User, reset: NumberReset) -> None:
    resets, shut_out = helped_resets_to_tell(lan), User()
    shut_out.is_shut_out = True

    shut, whole = (
        render_to_string("components/helped.html", {"resets": resets, "user": user})
        for user in (shut_out, User())
    )

    assert "Trần Thị Mai" in shut
    assert SEEN not in shut
    assert f'name="up_to" value="{reset.pk}"' in whole
