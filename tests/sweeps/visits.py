"""Send one request, and say what is wrong with the answer."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.template.base import Template
from django.template.context import Context
from django.test import Client
from django.utils.safestring import SafeString

from tests.sweeps.html import Html

WRITE = re.compile(r'(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"(\w+)"', re.I)
# That somebody was here today is noted of everybody.
ACTIVITY = re.compile(
    r'UPDATE "(accounts_user" SET "last_active_on|usersessions_usersession" SET "last_seen_at)" = \S+ WHERE'
)
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
WEAK = ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "http:", "https:")


@dataclass
class Seen:
    """What a request did: tables written to, and zero bytes sent to the database."""

    tables: list[str] = field(default_factory=list)
    has_nul: bool = False


@contextmanager
def one_request() -> Iterator[Seen]:
    """Watch the database, and take back what the request wrote; no limit on tries reaches over."""
    cache.clear()
    seen = Seen()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not ACTIVITY.match(sql):
            seen.tables += WRITE.findall(sql)
        for values in params if many else [params or ()]:
            # SQLite stores them; PostgreSQL refuses, and the page would fail.
            seen.has_nul |= any(isinstance(value, str) and "\x00" in value for value in values)
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(watch), templates_unwatched():
        yield seen
        transaction.set_rollback(True)


def templates_unwatched() -> AbstractContextManager[object]:
    """The client copies what each template was given; here only the page is looked at."""
    return patch.object(Template, "_render", _render)


def _render(template: Template, context: Context) -> SafeString:
    return template.nodelist.render(context)


def twin(client: Client) -> Client:
    """The same browser again: what one request does to its cookies does not reach the next."""
    other = Client()
    other.handler = client.handler  # which has loaded the middleware
    for name, morsel in client.cookies.items():
        other.cookies[name] = morsel.value
    return other


def header_faults(response: HttpResponseBase) -> list[str]:
    faults = [
        f"{name}: {response.headers.get(name)}"
        for name, value in HEADERS.items()
        if response.headers.get(name) != value
    ]
    policy = response.headers.get("content-security-policy", "")
    rules = {part.split()[0]: part.split()[1:] for part in policy.split(";") if part.strip()}
    if rules.get("default-src") != ["'none'"] or rules.get("frame-ancestors") != ["'none'"]:
        faults.append(f"policy: {policy}")
    faults += [f"{name} {word}" for name, words in rules.items() for word in words if word in WEAK]
    faults += [
        f"cookie {name} {morsel.OutputString()}"
        for name, morsel in response.cookies.items()
        if morsel.value and not (morsel["httponly"] and morsel["samesite"])
    ]
    return faults


def is_html(response: HttpResponseBase) -> bool:
    return response.headers.get("content-type", "").startswith("text/html")


def page_faults(page: Html, language: str) -> list[str]:
    """`language`: the one chosen."""
    faults = [f"inline {item}" for item in page.inline]
    if page.language != language:
        faults.append(f"lang={page.language!r} instead of {language!r}")
    faults += [f"id {key!r} twice" for key in set(page.ids) if page.ids.count(key) > 1]
    return faults
