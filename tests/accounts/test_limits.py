"""Claim 23, short: guessing has an end, the owner still gets in, and nothing tells who has an account."""

import time
from statistics import median
from typing import Any, ClassVar

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from accounts.device import MOST_PEOPLE
from accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

ATTACKER, OWNER = "203.0.113.5", "198.51.100.7"


@pytest.fixture
def lan() -> User:
    person: User = UserFactory.create(email="lan@example.com", phone="0912345678")
    return person


def try_it(
    client: Client, login: str, password: str, *, address: str = ATTACKER, forwarded: str = ""
) -> Any:
    """`forwarded`: what the visitor writes into X-Forwarded-For."""
    return client.post(
        "/sign-in/",
        {"login": login, "password": password},
        headers={"x-forwarded-for": forwarded} if forwarded else None,
        REMOTE_ADDR=address,
    )


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def was_tried(response: Any) -> bool:
    """Whether the password was looked at."""
    errors = response.context["form"].errors.as_data()
    return "too_many_login_attempts" not in {
        error.code for found in errors.values() for error in found
    }


def own_browser(person: User) -> Client:
    """One in which the owner has signed in before, and out again."""
    client = Client()
    try_it(client, str(person.email), PASSWORD, address=OWNER)
    assert is_in(client)
    client.post("/sign-out/")
    return client


def test_one_account_is_guessed_five_times(lan: User) -> None:
    tried = [was_tried(try_it(Client(), "lan@example.com", f"wrong {n}")) for n in range(20)]

    assert tried == [True] * 5 + [False] * 15


def test_many_accounts_are_guessed_ten_times_from_one_address() -> None:
    tried = [was_tried(try_it(Client(), f"no{n}@example.com", "wrong")) for n in range(20)]

    assert tried == [True] * 10 + [False] * 10


def test_many_addresses_share_the_tries_of_one_account(lan: User) -> None:
    tried = [
        was_tried(try_it(Client(), "lan@example.com", "wrong", address=f"203.0.113.{n}"))
        for n in range(20)
    ]

    assert sum(tried) == 5


def test_a_forged_forwarding_header_gives_no_new_tries() -> None:
    tried = [
        was_tried(try_it(Client(), f"no{n}@example.com", "wrong", forwarded=f"192.0.2.{n}"))
        for n in range(20)
    ]

    assert sum(tried) == 10


def test_behind_a_proxy_only_its_own_word_counts(settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    tried = [
        was_tried(
            try_it(
                Client(),
                f"no{n}@example.com",
                "wrong",
                forwarded=f"192.0.2.{n}, {ATTACKER}",
            )
        )
        for n in range(20)
    ]

    assert sum(tried) == 10


@pytest.mark.parametrize("address", [OWNER, ATTACKER])
def test_the_owner_gets_in_from_the_own_device_meanwhile(lan: User, address: str) -> None:
    """Also where both share an address, as in a dormitory."""
    browser = own_browser(lan)
    for n in range(20):
        try_it(Client(), ["lan@example.com", "0912345678"][n % 2], "wrong")

    try_it(Client(), "lan@example.com", PASSWORD, address="192.0.2.99")
    try_it(browser, "0912345678", PASSWORD, address=address)

    assert is_in(browser)


def test_the_own_device_has_an_end_too(lan: User) -> None:
    browser = own_browser(lan)

    tried = [was_tried(try_it(browser, "lan@example.com", "wrong")) for _ in range(20)]

    assert sum(tried) == 5


def test_a_device_is_known_for_its_own_people_only(lan: User) -> None:
    other = UserFactory.create(email="other@example.com")
    attackers = own_browser(other)

    tried = [was_tried(try_it(attackers, "lan@example.com", "wrong")) for _ in range(20)]

    assert sum(tried) == 5


def test_a_made_up_device_is_a_stranger(lan: User) -> None:
    for cookie in ["x", "W10:1:x", own_browser(lan).cookies["device"].value[:-1] + "x"]:
        client = Client()
        client.cookies["device"] = cookie
        try_it(client, "lan@example.com", "wrong")

    tried = [was_tried(try_it(Client(), "lan@example.com", "wrong")) for _ in range(3)]
    assert tried == [True, True, False]


def test_a_lent_phone_knows_a_few_and_names_nobody(lan: User) -> None:
    client = Client()
    for person in [lan, *UserFactory.create_batch(MOST_PEOPLE)]:
        try_it(client, str(person.email), PASSWORD)
        client.post("/sign-out/")

    cookie = client.cookies["device"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert len(cookie.value) < 400
    assert "example" not in cookie.value


def test_codes_of_the_second_step_are_guessed_five_times(lan: User) -> None:
    TOTP.activate(lan, generate_totp_secret())
    codes = []
    for n in range(12):
        client = Client()
        try_it(client, "lan@example.com", PASSWORD, address=f"192.0.2.{n}")
        page = client.post("/sign-in/code/", {"code": f"{n:06}"}, REMOTE_ADDR=f"192.0.2.{n}")
        codes.append(page.context["form"].errors.as_data()["code"][0].code)
        assert not is_in(client)

    assert codes == ["incorrect_code"] * 5 + ["too_many_login_attempts"] * 7


def test_confirming_again_is_guessed_five_times(lan: User) -> None:
    client = own_browser(lan)
    try_it(client, "lan@example.com", PASSWORD)

    errors = [
        client.post("/account/confirm/", {"password": "wrong"}).context["form"].errors.as_data()
        for _ in range(8)
    ]

    codes = [error["password"][0].code for error in errors]
    assert codes == ["incorrect_password"] * 5 + ["too_many_login_attempts"] * 3


class CountingHasher(PBKDF2PasswordHasher):
    """The one of production: how often, and with how many rounds, it was asked; really done are few."""

    asked: ClassVar[list[int]] = []

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        rounds = iterations or self.iterations
        self.asked.append(rounds)
        done = super().encode(password, salt, 1_000)
        return done.replace("$1000$", f"${rounds}$")


def test_time_does_not_tell_who_has_an_account(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.{CountingHasher.__name__}"]
    UserFactory.create(email="lan@example.com", phone="0912345678")
    UserFactory.create(email="passkey@example.com", password=None)
    UserFactory.create(email="closed@example.com", is_active=False)
    known = ["lan@example.com", "0912345678", "passkey@example.com", "closed@example.com"]
    unknown = ["nobody@example.com", "0987654321", "lan"]
    hashed: dict[str, list[int]] = {}
    taken: dict[str, list[float]] = {login: [] for login in [*known, *unknown]}

    for _ in range(15):
        for login, times in taken.items():
            cache.clear()
            CountingHasher.asked.clear()
            started = time.thread_time()
            try_it(Client(), login, "wrong")
            times.append(time.thread_time() - started)
            hashed[login] = list(CountingHasher.asked)

    medians = [median(times) for times in taken.values()]
    assert set(map(tuple, hashed.values())) == {(PBKDF2PasswordHasher.iterations,)}
    assert max(medians) - min(medians) < 0.010
