"""Referrals as a desk's list shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from planner.casework.enums import OPEN_REFERRALS, ReferralKind, ReferralState
from planner.casework.models import Referral
from planner.casework.selectors.referrals import (
    asked_by_desk,
    given_away_by,
    taken_over_by,
    transfers_to,
)
from planner.web.shared.rows import Text

# Of each group. Whoever has more sees to the oldest first.
MOST_SHOWN = 50
TONES = {
    ReferralState.ASKED: "mid",
    ReferralState.AGREED: "info",
    ReferralState.ACCEPTED: "ok",
    ReferralState.DECLINED: "no",
    ReferralState.REFUSED: "no",
    ReferralState.REVOKED: "",
}


@dataclass(frozen=True)
class ReferralRow:
    name: str
    url: str
    kind: Text
    other_side: str
    at: datetime
    tag: Text
    tone: str


@dataclass(frozen=True)
class Group:
    title: Text
    hint: Text
    rows: list[ReferralRow]


def groups_for(reader: User, now: datetime) -> list[Group]:
    """Waiting for us, for the worker, for others, and what has ended. A fixed number of queries."""
    own = asked_by_desk(reader)
    is_open = own.filter(state__in=OPEN_REFERRALS, case__closed_at=None).order_by("pk")
    going = list(is_open[: 3 * MOST_SHOWN])
    waiting = [row for row in going if row.state == ReferralState.ASKED]
    agreed = [row for row in going if row.state == ReferralState.AGREED]
    for_us = [
        *transfers_to(reader).order_by("pk")[:MOST_SHOWN],
        *(row for row in agreed if row.kind == ReferralKind.HELP),
    ]
    ended = [
        *own.exclude(state__in=OPEN_REFERRALS).order_by("-ended_at", "-pk")[:MOST_SHOWN],
        *taken_over_by(reader).order_by("-ended_at", "-pk")[:MOST_SHOWN],
        *given_away_by(reader, now).order_by("-ended_at", "-pk")[:MOST_SHOWN],
    ]
    ended.sort(key=lambda row: row.ended_at or now, reverse=True)
    return [
        Group(_("Waits for you"), _("Answer these first."), _rows(for_us, reader, _("Your turn"))),
        Group(
            _("Waits for the worker"),
            _("Nobody outside knows of it before the worker's yes."),
            _rows(waiting, reader),
        ),
        Group(
            _("Waits for the other agency"),
            _("The worker has agreed. A supervisor there answers."),
            _rows((row for row in agreed if row.kind == ReferralKind.TRANSFER), reader),
        ),
        Group(_("Ended"), "", _rows(ended, reader)),
    ]


def other_side(row: Referral, reader: User) -> str:
    """The agency or place that is not the reader's own."""
    if row.kind == ReferralKind.HELP or row.to_agency is None:
        return row.to_place
    is_to_us = row.to_agency_id == reader.agency_id
    return row.case.assignment.agency.name if is_to_us else row.to_agency.name


def short_kind(row: Referral, reader: User) -> str:
    if row.kind == ReferralKind.HELP:
        return _("Help")
    return _("Transfer to us") if row.to_agency_id == reader.agency_id else _("Transfer")


def _rows(rows: Iterable[Referral], reader: User, tag: Text = "") -> list[ReferralRow]:
    """`tag`: instead of the state."""
    return [
        ReferralRow(
            name=row.case.assignment.worker.name,
            url=reverse("referral", args=[row.pk]),
            kind=short_kind(row, reader),
            other_side=other_side(row, reader),
            at=row.ended_at or row.worker_answered_at or row.made_at,
            tag=tag or ReferralState(row.state).label,
            tone="mid" if tag else TONES[ReferralState(row.state)],
        )
        for row in list(rows)[:MOST_SHOWN]
    ]
