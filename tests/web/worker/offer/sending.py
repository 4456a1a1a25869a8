"""Typing into the forms of the offer as a browser does."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.web.shared.kept import hidden_of

NONSENSE = (
    *("1,5", "1.5", "-5", "−5", "abc", "1e9", "0x10", "١٢٣", "1.0000", "1,000.5", "12 34"),
    *(
        "9" * 5000,
        "0",
        "0,0",
        "2\0",
        "\0",
        "💰",
        "3²",
        "10000000000000",
        "<b>1</b>",
        "NaN",
        "Infinity",
    ),
)


def filled(browser: Client, name: str, **typed: Any) -> dict[str, Any]:
    """What the page held when it was opened, with this typed over it."""
    response = browser.get(reverse(name))
    form = response.context["form"]
    there: dict[str, Any] = {}
    for field in form.own_fields:
        value = form[field].value()
        if value is True:
            there[field] = "on"
        elif value not in (None, False, ""):
            there[field] = value
    return {**there, **hidden_of(response.content.decode()), **typed}


def send(browser: Client, name: str, **typed: Any) -> HttpResponse:
    """Open the form, type, save."""
    data = filled(browser, name, **typed)
    response = browser.post(reverse(name), data)
    assert isinstance(response, HttpResponse)
    return response
