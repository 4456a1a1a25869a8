from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import NumberReset, User
from accounts.second_factor import make_recovery_codes, unused_recovery_codes
from accounts.services import confirm_number
from planner.plans.selectors.told import answers_of
from planner.web.answers import visitor_answers
from tests.factories.accounts import PASSWORD, UserFactory
from tests.signing_in import signed_in
from tests.web.accounts.conftest import NothingWritten, Visitor

pytestmark = pytest.mark.django_db

FORGOTTEN = "/password/forgotten/"
NUMBER = "/password/forgotten/number/"
CODE = "/password/forgotten/recovery-code/"
NEW = "về quê trồng bưởi"
BOTH = {"password1": NEW, "password2": NEW}


@pytest.fixture
def counselor() -> User:
    person: User = UserFactory.create(counselor=True)
    return person


@pytest.fixture
def lan(counselor: User) -> User:
    """A worker with a phone and no e-mail, with the counselor's agency."""
    person: User = UserFactory.create(by_phone=True, phone="0912345678", agency=counselor.agency)
    return person


def ask(client: Client, login: str = "0912 345 678") -> Any:
    return client.post(FORGOTTEN, {"login": login})


def confirm(lan: User, counselor: User) -> None:
    """The worker has told the counselor the number."""
    confirm_number(
        person=lan, number=NumberReset.objects.get().number, by=counselor, now=timezone.now()
    )


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_whole_way_with_a_counselor(client: Client, lan: User, counselor: User) -> None:
    asked = ask(client)
    number = NumberReset.objects.get().number
    shown = client.get(NUMBER).content.decode()
    early = client.post(NUMBER, BOTH)
    confirm(lan, counselor)
    form = client.get(NUMBER)

    done = client.post(NUMBER, BOTH)

    lan.refresh_from_db()
    assert asked.headers["Location"] == early.headers["Location"] == NUMBER
    assert f"{number[:3]} {number[3:]}" in shown
    assert form.templates[0].name == "account/forgotten_password.html"
    assert done.headers["Location"] == reverse("after_sign_in")
    assert lan.check_password(NEW)
    assert lan.helped_until is not None
    assert lan.helped_until > timezone.now() + timedelta(hours=71)
    assert client.session["_auth_user_id"] == str(lan.pk)


def test_afterwards_this_session_is_told_that_it_is_shut_out(
    client: Client, lan: User, counselor: User
) -> None:
    ask(client)
    confirm(lan, counselor)
    client.post(NUMBER, BOTH)

    page = client.get(reverse("home")).content.decode()

    assert reverse("unlock") in page


def test_no_other_browser_gets_in(client: Client, lan: User, counselor: User) -> None:
    other = Client()
    ask(client)
    confirm(lan, counselor)
    ask(other)

    pages = [
        other.get(NUMBER).templates[0].name,
        other.post(NUMBER, BOTH).headers["Location"],
        Client().get(NUMBER).headers["Location"],
        Client().post(NUMBER, BOTH).headers["Location"],
    ]

    lan.refresh_from_db()
    assert pages == ["account/forgotten_number.html", NUMBER, FORGOTTEN, FORGOTTEN]
    assert lan.check_password(PASSWORD)


def test_other_sessions_die(client: Client, lan: User, counselor: User) -> None:
    elsewhere = signed_in(lan)
    ask(client)
    confirm(lan, counselor)

    client.post(NUMBER, BOTH)

    assert (
        elsewhere.get(reverse("account_security"))
        .headers["Location"]
        .startswith(reverse("account_login"))
    )


def test_a_number_is_shown_whether_there_is_an_account_or_not(lan: User) -> None:
    UserFactory.create(phone="0987654321")  # with an e-mail: a link would do
    browsers = {login: Client() for login in ["0912345678", "0987654321", "0911111111"]}

    asked = [ask(browser, login) for login, browser in browsers.items()]
    pages = [browser.get(NUMBER) for browser in browsers.values()]

    assert {answer.headers["Location"] for answer in asked} == {NUMBER}
    assert {page.templates[0].name for page in pages} == {"account/forgotten_number.html"}
    assert {page.context["minutes"] for page in pages} == {30}
    assert [reset.person for reset in NumberReset.objects.all()] == [lan]
    assert mail.outbox == []


@pytest.mark.parametrize("login", ["0912345678", "0911111111"])
def test_after_thirty_minutes_the_page_says_so(client: Client, lan: User, login: str) -> None:
    ask(client, login)
    NumberReset.objects.update(expires_at=timezone.now())
    session = client.session
    session["number_reset"] = {**session["number_reset"], "ends_at": timezone.now().isoformat()}
    session.save()

    page = client.get(NUMBER)

    assert page.status_code == 200
    assert page.context["minutes"] == 0


def test_pressing_too_early_says_to_wait(client: Client, lan: User) -> None:
    client.cookies["language"] = "en"
    ask(client)

    page = client.get(f"{NUMBER}?said=yes").content.decode()

    assert "has not confirmed the number yet" in page


def test_looking_writes_nothing(
    client: Client, lan: User, counselor: User, nothing_written: NothingWritten
) -> None:
    with nothing_written():
        client.get(FORGOTTEN)
        client.get(CODE)
    ask(client)

    with nothing_written():
        client.get(NUMBER)
    confirm(lan, counselor)
    with nothing_written():
        client.get(NUMBER)


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"password1": "short", "password2": "short"}, "password1"),
        ({"password2": "another one"}, "password2"),
        ({"password1": "+84912345678", "password2": "+84912345678"}, "password1"),
        ({"password1": "\x00"}, "password1"),
        ({"password1": "🙂" * 10_000}, "password1"),
    ],
)
def test_a_poor_password_is_said_and_the_number_stays(
    client: Client, lan: User, counselor: User, changes: dict[str, str], field: str
) -> None:
    ask(client)
    confirm(lan, counselor)

    page = client.post(NUMBER, {**BOTH, **changes})

    assert list(page.context["form"].errors) == [field]
    assert client.post(NUMBER, BOTH).headers["Location"] == reverse("after_sign_in")


def test_whoever_has_a_second_factor_is_asked_for_it(
    client: Client, lan: User, counselor: User
) -> None:
    TOTP.activate(lan, generate_totp_secret())
    ask(client)
    confirm(lan, counselor)

    response = client.post(NUMBER, BOTH)

    assert response.headers["Location"].startswith(reverse("mfa_authenticate"))
    assert not is_signed_in(client)


def test_the_new_password_works_at_once_after_too_many_wrong_ones(
    client: Client, lan: User, counselor: User
) -> None:
    sign_in = reverse("account_login")
    for _ in range(6):
        client.post(sign_in, {"login": "0912345678", "password": "wrong"})
    ask(client)
    confirm(lan, counselor)
    client.post(NUMBER, BOTH)
    client.post(reverse("account_logout"))

    client.post(sign_in, {"login": "0912345678", "password": NEW})

    assert is_signed_in(client)


def test_answers_given_before_are_asked_about_not_written(
    visitor: Visitor, lan: User, counselor: User
) -> None:
    client = visitor("own_business")
    ask(client)
    confirm(lan, counselor)

    response = client.post(NUMBER, BOTH)

    assert answers_of(lan).is_empty
    assert not visitor_answers(response.wsgi_request).is_empty
    onward = client.get(response.headers["Location"])
    assert onward.headers["Location"] == reverse("keep_answers")


def test_asking_for_numbers_has_an_end(lan: User) -> None:
    for _ in range(5):
        ask(Client())

    answers = [ask(Client()), ask(Client(), "0911111111")]

    assert [answer.status_code for answer in answers] == [429, 302]
    assert NumberReset.objects.count() == 5


def test_one_address_cannot_ask_without_end(client: Client) -> None:
    for number in range(20):
        ask(client, f"09123450{number:02d}")

    assert ask(client, "lan@example.com").status_code == 429


def test_a_code_sets_the_password_alone(client: Client, lan: User) -> None:
    code = make_recovery_codes(lan)[0]

    response = client.post(CODE, {"login": "0912 345 678", "code": f" {code} ", **BOTH})

    lan.refresh_from_db()
    assert lan.check_password(NEW)
    assert lan.helped_until is None
    assert response.headers["Location"] == reverse("after_sign_in")
    assert is_signed_in(client)


def test_a_wrong_code_and_an_unknown_name_read_the_same(client: Client, lan: User) -> None:
    make_recovery_codes(lan)
    counselor = UserFactory.create(counselor=True, phone="0987654321")
    his = make_recovery_codes(counselor)[0]

    said = {
        str(client.post(CODE, {"login": login, "code": code, **BOTH}).context["form"].errors)
        for login, code in [
            ("0912345678", "12345678"),
            ("0911111111", "12345678"),
            ("nobody@example.com", "12345678"),
            ("0987654321", his),
        ]
    }

    assert len(said) == 1
    assert not is_signed_in(client)


def test_a_poor_password_is_said_before_the_code_is_looked_at(client: Client, lan: User) -> None:
    code = make_recovery_codes(lan)[0]

    page = client.post(
        CODE, {"login": "0912345678", "code": code, "password1": "short", "password2": "short"}
    )

    assert list(page.context["form"].errors) == ["password1"]
    assert code in unused_recovery_codes(lan)


def test_a_password_like_the_name_leaves_the_code_unused(client: Client, lan: User) -> None:
    User.objects.filter(pk=lan.pk).update(name="Nguyễn Thị Lan Hương")
    code = make_recovery_codes(lan)[0]
    poor = {"password1": "nguyễn thị lan hương", "password2": "nguyễn thị lan hương"}

    page = client.post(CODE, {"login": "0912345678", "code": code, **poor})
    again = client.post(CODE, {"login": "0912345678", "code": code, **BOTH})

    assert list(page.context["form"].errors) == ["password1"]
    assert again.status_code == 302


def test_guessing_codes_has_an_end_for_the_name(client: Client, lan: User) -> None:
    code = make_recovery_codes(lan)[0]
    for _ in range(5):
        client.post(CODE, {"login": "0912345678", "code": "12345678", **BOTH})

    assert client.post(CODE, {"login": "+84 912345678", "code": code, **BOTH}).status_code == 429
    lan.refresh_from_db()
    assert lan.check_password(PASSWORD)


def test_a_second_factor_is_asked_for_after_a_code_too(client: Client, lan: User) -> None:
    TOTP.activate(lan, generate_totp_secret())
    code = make_recovery_codes(lan)[0]

    response = client.post(CODE, {"login": "0912345678", "code": code, **BOTH})

    assert Authenticator.objects.filter(user=lan).count() == 2
    assert response.headers["Location"].startswith(reverse("mfa_authenticate"))
    assert not is_signed_in(client)


@pytest.mark.parametrize("text", ["\x00", "🙂" * 10_000, "a\u0300@b.c", "٠٩١٢٣٤٥٦٧٨"])
@pytest.mark.parametrize("field", ["login", "code", "password1"])
def test_any_input_is_answered_with_the_form(
    client: Client, lan: User, field: str, text: str
) -> None:
    answers = [
        client.post(CODE, {"login": "0912345678", "code": "1", **BOTH, field: text}),
        client.post(FORGOTTEN, {field: text}),
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
