"""Our server calls what somebody typed: never a private network."""

import socket
from typing import Any

import pytest

from planner.reminders.hook_address import (
    NoSuchHost,
    NotAllowed,
    Target,
    address_of,
    is_public,
    target_of,
)

PRIVATE = [
    *("127.0.0.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "0.0.0.0"),  # noqa: S104
    *("100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
    *("::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1"),
    # An address of version 4 inside.
    *("::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001:0:a00:1::1"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_address_is_none_of_the_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_public_address_is(address: str) -> None:
    assert is_public(address)


def test_address_is_read_into_its_parts() -> None:
    assert target_of("https://hr.example.com:8443/in?a=1", []) == Target(
        "https", "hr.example.com", 8443, "/in?a=1", is_trusted=False
    )
    assert target_of("https://hr.example.com", []).path == "/"
    assert target_of("http://localhost:9000/x", ["localhost"]).is_trusted


@pytest.mark.parametrize(
    "url",
    [
        *("http://hr.example.com/", "ftp://hr.example.com/", "//hr.example.com/", "hr.example.com"),
        *("https://", "https:///x", "https://u:p@hr.example.com/", "https://hr.example.com:0/"),
        *(
            "https://hr.example.com:99999/",
            "https://hr.example.com/ x",
            "https://hr.example.com/\n",
        ),
        *(
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://10.0.0.1/",
            "https://[::ffff:10.0.0.1]/",
        ),
        *("https://hr.example.com\\@evil.example/", "https://việt.example/", "http://localhost/"),
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(NotAllowed):
        target_of(url, [])


def led_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    def found(host: str, port: int, **rest: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", found)


def test_every_address_of_a_name_must_be_public(monkeypatch: pytest.MonkeyPatch) -> None:
    target = target_of("https://hr.example.com/", [])
    led_to(monkeypatch, "8.8.8.8", "8.8.4.4")
    assert address_of(target) == "8.8.8.8"

    led_to(monkeypatch, "8.8.8.8", "10.0.0.1")

    with pytest.raises(NotAllowed):
        address_of(target)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1"])
def test_numbers_written_otherwise_lead_nowhere_private(host: str) -> None:
    """The system reads them as addresses."""
    target = target_of(f"https://{host}/", [])

    with pytest.raises((NotAllowed, NoSuchHost)):
        address_of(target)
