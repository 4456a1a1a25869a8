"""One form sent twice makes one record."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac

from accounts.models import User
from planner.sharing.models import FormKey

KEYS_LAST = timedelta(days=30)


class KeyUsedForOther(Exception):
    """Under this key something else was saved: nothing is written."""


@transaction.atomic
def once(
    *,
    person: User,
    key: str,
    form: str,
    payload: Mapping[str, Any],
    now: datetime,
    act: Callable[[], str],
) -> str:
    """Act, and return the address to go on to; the second time only the address.

    `key` is a UUID as text. When `act` fails the key is free again. Raises KeyUsedForOther.
    """
    # Before acting: on PostgreSQL whoever comes second waits here for the first to end.
    row, is_new = FormKey.objects.get_or_create(
        person=person,
        key=key,
        defaults={"form": form, "digest": _digest(payload), "at": now},
    )
    if not is_new:
        return _answer(row, form, payload)
    row.answer = act()
    row.save(update_fields=["answer"])
    return row.answer


def answer_before(*, person: User, key: str, form: str, payload: Mapping[str, Any]) -> str | None:
    """Where the form led when it was sent before; None when it is new. Raises KeyUsedForOther."""
    row = FormKey.objects.filter(person=person, key=key).first()
    return None if row is None else _answer(row, form, payload)


def drop_old_keys(*, now: datetime) -> int:
    return FormKey.objects.filter(at__lt=now - KEYS_LAST).delete()[0]


def _answer(row: FormKey, form: str, payload: Mapping[str, Any]) -> str:
    if (row.form, row.digest) != (form, _digest(payload)):
        raise KeyUsedForOther
    return row.answer


def _digest(payload: Mapping[str, Any]) -> str:
    text = json.dumps(payload, sort_keys=True, default=str)
    return salted_hmac("planner.sharing.once", text, algorithm="sha256").hexdigest()
