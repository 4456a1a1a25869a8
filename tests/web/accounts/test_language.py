import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

LANGUAGE = "/language/"


def spoken(client: Client) -> str:
    return client.get(reverse("account_reset_password")).headers["Content-Language"]


def test_vietnamese_is_spoken_whatever_the_browser_prefers(client: Client) -> None:
    response = client.get(reverse("account_login"), headers={"accept-language": "en,ja"})

    assert response.headers["Content-Language"] == "vi"
    assert '<html lang="vi">' in response.content.decode()


def test_a_visitors_choice_is_remembered_by_the_browser(client: Client) -> None:
    response = client.post(LANGUAGE, {"language": "en", "next": "/password/forgotten/"})

    assert response.headers["Location"] == "/password/forgotten/"
    assert spoken(client) == "en"


def test_a_persons_choice_goes_with_them_to_other_browsers(client: Client) -> None:
    person = UserFactory.create()
    client.force_login(person)
    other = Client()

    client.post(LANGUAGE, {"language": "en"})

    other.force_login(person)
    assert spoken(other) == "en"


def test_a_persons_language_is_stronger_than_the_cookie(client: Client) -> None:
    client.force_login(UserFactory.create(language="vi"))
    client.cookies["language"] = "en"

    assert spoken(client) == "vi"


@pytest.mark.parametrize("language", ["fr", "", "\x00", "🙂" * 10_000])
def test_another_language_changes_nothing(client: Client, language: str) -> None:
    person = UserFactory.create(language="en")
    client.force_login(person)

    response = client.post(LANGUAGE, {"language": language})

    person.refresh_from_db()
    assert response.headers["Location"] == reverse("front")
    assert person.language == "en"
    assert "language" not in response.cookies


@pytest.mark.parametrize(
    "onward", ["//evil.example/", "https://evil.example/", "javascript:1", "\x00"]
)
def test_nobody_is_led_to_another_site(client: Client, onward: str) -> None:
    response = client.post(LANGUAGE, {"language": "en", "next": onward})

    assert response.status_code == 302
    assert "evil" not in response.headers["Location"]
    assert "javascript" not in response.headers["Location"]


def test_a_link_cannot_change_the_language(client: Client) -> None:
    assert client.get(LANGUAGE, {"language": "en"}).status_code == 405
