import json

import pytest

from planner.reminders.push_address import PushAddress, endpoint_of, is_at_push_service

HOSTS = ("fcm.googleapis.com", ".notify.windows.com")


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://fcm.googleapis.com:443/wp/abc",
        "https://wns2-par02p.notify.windows.com/w/?token=abc",
    ],
)
def test_known_push_services_are_posted_to(endpoint: str) -> None:
    assert is_at_push_service(endpoint, HOSTS)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com.elsewhere.example/abc",
        "https://elsewhere.example/fcm.googleapis.com",
        "https://elsewhere.example#@fcm.googleapis.com/",
        "https://elsewhere.example@fcm.googleapis.com/abc",
        "https://fcm.googleapis.com@elsewhere.example/abc",
        "https://fcm.googleapis.com:22/abc",
        "https://fcm.googleapis.com:port/abc",
        "https://notify.windows.com/w/",
        "https://evilnotify.windows.com/w/",
        "https://localhost/abc",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1/abc",
        "https://fcm.googleapis.com/a\nb",
        "https://fcm.googleapis.com/a\\@elsewhere.example\0",
        "//fcm.googleapis.com/abc",
        "",
    ],
)
def test_nothing_else_is(endpoint: str) -> None:
    assert not is_at_push_service(endpoint, HOSTS)


def test_it_is_kept_as_the_browser_wrote_it() -> None:
    push = PushAddress("https://fcm.googleapis.com/abc", "key", "secret")

    assert json.loads(push.value) == {
        "endpoint": "https://fcm.googleapis.com/abc",
        "keys": {"p256dh": "key", "auth": "secret"},
    }
    assert push.is_same_browser(push.value)
    assert not push.is_same_browser(push.value.replace("abc", "abd"))


@pytest.mark.parametrize("value", ["", "abc", "[]", "{}", '{"endpoint": 5}', "null"])
def test_what_is_no_address_has_no_endpoint(value: str) -> None:
    assert endpoint_of(value) == ""
