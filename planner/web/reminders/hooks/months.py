"""A month told by an answer in a chat: saved as the page would, or left there for a look."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from django.http import QueryDict
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from planner.benchmarks.check_ins import month_before
from planner.plans.records import MONTH_MONEY, MONTH_WORK
from planner.plans.selectors.months import ToldMonth
from planner.plans.services.check_ins import record_check_in
from planner.reference.rates import current_rules
from planner.reminders.replies import Same, Told
from planner.sharing.drafts import draft_of, drop_draft, keep_draft
from planner.sharing.stale import ChangedMeanwhile, fingerprint
from planner.web.worker.months.asked import Asked, asked_of, opened_by, stay_of
from planner.web.worker.months.forms import CheckInForm

AMOUNTS = ("net_jpy", "sent_jpy", "saved_jpy")
# Further from the month before than this may be a zero too many, or one that is missing.
TIMES = 3
# Without a month before: "50" stands for 50,000.
SMALL_JPY = 1_000
NOTHING_TOLD: Mapping[str, Any] = {}
# What such an answer leaves as a draft; one that was typed on the page has more.
IN_DRAFT = {*AMOUNTS, "is_shared"}


class Result(StrEnum):
    SAVED = "saved"
    # It waits in the form of the month.
    LOOK = "look"
    TOLD_BEFORE = "told_before"
    NOT_ASKED = "not_asked"


def tell_month(person: User, told: Told | Same, *, now: datetime) -> tuple[Result, date | None]:
    """Of the month that is asked for. What was told of it before stays as it is."""
    stay = stay_of(person, timezone.localdate(now)) if person.role == Role.WORKER else None
    month = stay.asked if stay else None
    if stay is None or month is None:
        return Result.NOT_ASKED, None
    asked = asked_of(person, stay, month)
    if asked.saved:
        return Result.TOLD_BEFORE, month
    values = _as_before(asked) if isinstance(told, Same) else _as_written(person, asked, told, now)
    if values is None:
        return Result.LOOK, month
    try:
        record_check_in(
            person=person, month=month, values=values, seen=fingerprint(NOTHING_TOLD), now=now
        )
    except ChangedMeanwhile:
        return Result.TOLD_BEFORE, month
    _drop_own_draft(person, _form_name(month))
    return Result.SAVED, month


def _as_before(asked: Asked) -> dict[str, Any] | None:
    """As the page fills its form: not the rate, and not how one felt. None: the month before was not told."""
    last = asked.last
    if last is None or last.month != month_before(asked.month) or not (last.money or last.work):
        return None
    return {"money": _money_of(last, asked), "work": _columns(last.work, MONTH_WORK)}


def _money_of(last: ToldMonth, asked: Asked) -> dict[str, Any] | None:
    money = _columns(last.money, MONTH_MONEY)
    if money is None:
        return None
    paid = money["debt_paid_vnd"] if asked.has_debt else None
    return {**money, "vnd_per_jpy": None, "debt_paid_vnd": paid}


def _columns(row: Any, names: tuple[str, ...]) -> dict[str, Any] | None:
    return None if row is None else {name: getattr(row, name) for name in names}


def _as_written(
    person: User, asked: Asked, told: Told, now: datetime
) -> dict[str, dict[str, Any] | None] | None:
    """By the form of the page, with its own doubts. None: kept in that form as a draft."""
    typed = {name: [str(getattr(told, name))] for name in AMOUNTS}
    form = _form(person, asked, typed, now)
    if form.is_valid() and not _is_strange(told, asked):
        return form.parts
    name = _form_name(asked.month)
    before = draft_of(person, form=name)
    keep_draft(
        person=person,
        form=name,
        section=form.draft_section,
        values={"is_shared": ["on"], **(before.values if before else {}), **typed},
        seen=before.seen if before else fingerprint(NOTHING_TOLD),
        key=str(uuid4()),
        now=now,
    )
    return None


def _form(person: User, asked: Asked, typed: Mapping[str, list[str]], now: datetime) -> CheckInForm:
    data = QueryDict(mutable=True)
    for name, texts in typed.items():
        data.setlist(name, texts)
    data["form_key"] = str(uuid4())
    return CheckInForm(
        data,
        person=person,
        saved=NOTHING_TOLD,
        about=f"{asked.month:%Y-%m}",
        today=timezone.localdate(now),
        history=current_rules().exchange_rates,
        asked=asked,
        opened=opened_by(person),
    )


def _is_strange(told: Told, asked: Asked) -> bool:
    last = asked.last.money if asked.last else None
    pairs = ((getattr(told, name), getattr(last, name, None)) for name in AMOUNTS)
    return told.net_jpy == 0 or any(_is_far(now, before) for now, before in pairs)


def _is_far(now: int, before: int | None) -> bool:
    """0 is said on purpose: nothing was sent home, or put aside."""
    if not now:
        return False
    if not before:
        return now < SMALL_JPY
    return now > TIMES * before or TIMES * now < before


def _drop_own_draft(person: User, name: str) -> None:
    draft = draft_of(person, form=name)
    if draft and set(draft.values) <= IN_DRAFT:
        drop_draft(person=person, form=name)


def _form_name(month: date) -> str:
    return f"{CheckInForm.form_name}-{month:%Y-%m}"
