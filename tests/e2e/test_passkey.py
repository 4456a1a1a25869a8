"""A finger on the phone instead of a password, and a counselor's second step."""

import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from playwright.sync_api import CDPSession, Page, expect

from tests.e2e.conftest import PageAt, Served
from tests.e2e.walk import send, sign_in, sign_out, vietnamese

Screenshot = Callable[[Page, str], None]
Accessible = Callable[[Page], None]

PASSWORD = "sông Hồng chảy mãi"
COUNSELORS = 3
MAKE_COUNSELORS = """
from accounts.models import Agency, User
for name in {names}:
    User.objects.create_user(
        email=f"{{name}}@e2e.example",
        password="{password}",
        name="Hương",
        role="counselor",
        agency=Agency.objects.create(name=f"Công ty {{name}}"),
    )
"""


@pytest.fixture(scope="module")
def counselors(served: Served) -> Iterator[str]:
    names = [f"huong{secrets.randbelow(10**7)}" for _ in range(COUNSELORS)]
    script = MAKE_COUNSELORS.format(names=names, password=PASSWORD)
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", script],
        cwd=settings.BASE_DIR,
        env=served.environment,
        check=True,
    )
    return iter([f"{name}@e2e.example" for name in names])


@pytest.fixture
def counselor(counselors: Iterator[str]) -> str:
    """The e-mail of one who has just been added, with a password alone."""
    return next(counselors)


@pytest.fixture
def number() -> str:
    """A mobile number of Viet Nam that nobody has yet."""
    return f"097{secrets.randbelow(10**7):07}"


def with_finger_reader(page: Page) -> tuple[CDPSession, str]:
    """A phone that knows its owner; what the reader says can be changed."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    return session, made["authenticatorId"]


def app_shows(secret: str, *, later: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later)))


def test_a_worker_registers_and_comes_back_by_finger(
    page: Page, number: str, screenshot: Screenshot, assert_accessible: Accessible
) -> None:
    with_finger_reader(page)
    page.goto("/register/")
    page.locator("main a[href*='way=passkey']").click()
    page.fill("[name=name]", "Lan")
    page.fill("[name=login]", number)
    send(page)
    expect(page.locator("h1")).to_have_text(vietnamese("Fingerprint, face or PIN of this device"))
    assert_accessible(page)
    screenshot(page, "add-passkey")
    page.locator("#add_passkey").click()

    page.wait_for_url("**/account/recovery-codes/?new=1")
    expect(page.locator("main code")).to_have_count(10)
    assert_accessible(page)
    screenshot(page, "recovery-codes")
    page.locator("main .actions a.btn").click()
    page.wait_for_url("**/home/")
    page.goto("/account/")
    assert_accessible(page)
    screenshot(page, "account")
    sign_out(page)
    page.goto("/sign-in/")
    assert_accessible(page)
    screenshot(page, "sign-in")
    page.locator("#use_passkey").click()

    page.wait_for_url("**/home/")


def test_a_finger_that_is_not_known_is_said(page: Page, number: str) -> None:
    session, reader = with_finger_reader(page)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": reader, "isUserVerified": False})
    page.goto("/register/?way=passkey")
    page.fill("[name=name]", "Lan")
    page.fill("[name=login]", number)
    send(page)

    page.locator("#add_passkey").click()

    expect(page.locator("[data-passkey-failed]")).to_be_visible()
    page.locator("main a[href='/password/first/']").click()
    page.fill("[name=password1]", PASSWORD)
    page.fill("[name=password2]", PASSWORD)
    send(page)
    page.wait_for_url("**/home/")


def test_without_scripts_nothing_of_it_is_offered(page_without_scripts: Page) -> None:
    for path in ("/register/", "/sign-in/"):
        page_without_scripts.goto(path)
        expect(page_without_scripts.locator("[data-needs-passkey]")).to_be_hidden()


def test_a_counselor_sets_up_the_app_and_is_asked_for_its_code(
    page: Page, counselor: str, screenshot: Screenshot, assert_accessible: Accessible
) -> None:
    sign_in(page, login=counselor, password=PASSWORD)
    expect(page.locator("h1")).to_have_text(vietnamese("A second step for your account"))
    assert_accessible(page)
    screenshot(page, "second-step")
    page.goto("/workers/")
    assert page.url.endswith("/account/second-step/")

    page.locator("main a[href='/account/app/']").click()
    secret = page.locator("main code").inner_text()
    assert_accessible(page)
    screenshot(page, "add-app")
    page.fill("[name=code]", app_shows(secret))
    send(page)
    page.wait_for_url("**/account/recovery-codes/?new=1")
    page.goto("/workers/")
    assert page.url.endswith("/workers/")

    sign_out(page)
    sign_in(page, login=counselor, password=PASSWORD)
    page.wait_for_url("**/sign-in/code/")
    assert_accessible(page)
    screenshot(page, "sign-in-code")
    page.fill("[name=code]", app_shows(secret, later=1))
    send(page)
    page.wait_for_url("**/today/")


def test_a_counselor_uses_the_finger_as_the_second_step(page: Page, counselor: str) -> None:
    with_finger_reader(page)
    sign_in(page, login=counselor, password=PASSWORD)
    page.locator("main a[href='/account/passkeys/add/']").click()
    page.locator("#add_passkey").click()
    page.wait_for_url("**/account/recovery-codes/?new=1")
    sign_out(page)

    sign_in(page, login=counselor, password=PASSWORD)
    page.wait_for_url("**/sign-in/code/")
    page.locator("#use_passkey").click()
    page.wait_for_url("**/today/")


def test_an_older_browser_must_show_the_finger_too(
    page_at: PageAt, page: Page, counselor: str
) -> None:
    """It signed in before there was anything to show."""
    older = page_at(360, 800)
    sign_in(older, login=counselor, password=PASSWORD)
    with_finger_reader(page)
    sign_in(page, login=counselor, password=PASSWORD)
    page.locator("main a[href='/account/passkeys/add/']").click()
    page.locator("#add_passkey").click()
    page.wait_for_url("**/account/recovery-codes/?new=1")
    code = page.locator("main code").first.inner_text()

    older.goto("/workers/")
    older.wait_for_url("**/account/confirm/code/**")
    older.fill("[name=code]", code)
    send(older)

    older.wait_for_url("**/workers/")
