"""A check that cannot fail proves nothing: the code is broken in one place, and the claim must notice."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from planner.reminders.channels.base import Outcome
from planner.reminders.services import claiming, inside, planning, reading, sending, watching
from planner.reminders.services.claiming import Claim
from tests.faults import test_claim_06_failing_server as claim_6
from tests.faults import test_claim_07_dead_address as claim_7
from tests.faults import test_claim_08_poison as claim_8
from tests.faults import test_claim_09_late_joiner as claim_9
from tests.faults import test_claim_10_moved as claim_10
from tests.faults import test_claim_11_done as claim_11
from tests.faults import test_claim_12_quiet_hours as claim_12
from tests.faults import test_claim_13_clock_edges as claim_13
from tests.faults import test_claim_14_outage as claim_14
from tests.faults import test_claim_40_alarm as claim_40
from tests.faults.figures import Figures
from tests.faults.wire import Wire

pytestmark = [pytest.mark.faults, pytest.mark.django_db]
Patch = pytest.MonkeyPatch


def no_second_look(patch: Patch) -> None:
    patch.setattr(reading, "_over", lambda rows, now: {})


def no_quiet_hours(patch: Patch) -> None:
    for module in (reading, inside):
        patch.setattr(module, "quiet_until", lambda at, hours: None)


def what_was_before_counts(patch: Patch) -> None:
    rows = planning._row

    def always(rule: Any, found: Any, who: Any, now: Any) -> Any:
        rule.holds_from = min(rule.holds_from, now - timedelta(days=9999))
        whenever = type(found)(
            found.person_id, found.subject_id, found.occasion_on, rule.holds_from
        )
        return rows(rule, whenever, who, now)

    patch.setattr(planning, "_row", always)


def later_means_never(patch: Patch) -> None:
    answered = sending._answered

    def refused(claim: Any, bundle: Any, message: Any, answer: Any, run: Any) -> None:
        outcome = Outcome.REFUSED if answer.outcome == Outcome.LATER else answer.outcome
        answered(claim, bundle, message, type(answer)(outcome, answer.error), run)

    patch.setattr(sending, "_answered", refused)


def nobody_is_switched_off(patch: Patch) -> None:
    patch.setattr(sending, "note_refused", lambda row, now: None)


def one_breaks_all(patch: Patch) -> None:
    def raising(claim: Claim, *args: Any, **kwargs: Any) -> None:
        raise RuntimeError("broken")

    patch.setattr(claiming, "ended", raising)


def nothing_expires(patch: Patch) -> None:
    verdict = reading._verdict

    def never_late(row: Any, who: Any, over: Any, now: Any) -> Any:
        row.expires_at = now
        return verdict(row, who, over, now)

    patch.setattr(reading, "_verdict", never_late)


def no_cap(patch: Patch) -> None:
    patch.setattr(reading, "_sent_today", lambda people, recipients, now: {})
    patch.setattr(Claim, "_message", lambda self, row: row.pk)


def clock_of_utc(patch: Patch) -> None:
    patch.setattr(
        claim_13,
        "at_clock",
        lambda day, clock, zone: datetime.combine(day, clock, UTC),
    )


def marks_are_forgotten(patch: Patch) -> None:
    """As if the conditional update did nothing: what was sent stays claimed, and is sent again."""
    sent = claiming.sent

    def in_app_alone(claim: Claim, pks: Any, *, now: Any) -> None:
        if {row.channel for row in claim.rows if row.pk in set(pks)} == {"in_app"}:
            sent(claim, pks, now=now)

    patch.setattr(claiming, "sent", in_app_alone)


def slow_watch(patch: Patch) -> None:
    patch.setattr(watching, "troubles_in", lambda signs, now: [])


CASES: list[tuple[str, Callable[[Patch], None], Callable[[Wire, Patch], None]]] = [
    ("6", later_means_never, lambda w, p: claim_6.test_claim_6(claim_6.Size(80), w, Figures())),
    (
        "6 marks",
        marks_are_forgotten,
        lambda w, p: claim_6.test_claim_6(claim_6.Size(20), w, Figures()),
    ),
    (
        "7",
        nobody_is_switched_off,
        lambda w, p: claim_7.test_claim_7(claim_7.Size(60), w, Figures()),
    ),
    ("8", one_breaks_all, lambda w, p: claim_8.test_claim_8(claim_8.Size(20), w, Figures())),
    (
        "9",
        what_was_before_counts,
        lambda w, p: claim_9.test_claim_9(claim_9.Size(40), w, Figures()),
    ),
    ("10", no_second_look, lambda w, p: claim_10.test_claim_10(claim_10.Size(2), w, Figures())),
    ("11", no_second_look, lambda w, p: claim_11.test_claim_11(claim_11.Size(20), w, Figures(), p)),
    (
        "12",
        no_quiet_hours,
        lambda w, p: claim_12.test_claim_12(claim_12.Size(2, 1, 7), w, Figures()),
    ),
    ("13", clock_of_utc, lambda w, p: claim_13.test_claim_13(claim_13.Size(25, 10), w, Figures())),
    (
        "14",
        nothing_expires,
        lambda w, p: claim_14.test_claim_14("3 d", claim_14.Size(4), w, Figures()),
    ),
    ("14 cap", no_cap, lambda w, p: claim_14.test_claim_14("6 h", claim_14.Size(4), w, Figures())),
    ("40", slow_watch, lambda w, p: claim_40.test_staff_are_told_within_five_minutes("beat")),
]


@pytest.mark.parametrize(
    "breaks, check", [case[1:] for case in CASES], ids=[f"{c[0]} {c[1].__name__}" for c in CASES]
)
def test_the_claim_notices(
    breaks: Callable[[Patch], None],
    check: Callable[[Wire, Patch], None],
    wire: Wire,
    monkeypatch: Patch,
) -> None:
    breaks(monkeypatch)

    with pytest.raises((AssertionError, RuntimeError)):
        check(wire, monkeypatch)
