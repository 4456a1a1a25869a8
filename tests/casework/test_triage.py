"""Who comes first: the rule against docs/triage.md, read once more and written down another way."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from planner.casework.enums import ReasonKind
from planner.casework.triage import Facts, Reason, place_of, reasons_of

TODAY = date(2026, 11, 22)
CASES = 10_000
# One number each way of every limit in docs/triage.md, and what lies between.
DAYS_TO_COME = (-400, -31, -1, 0, 1, 6, 7, 8, 29, 30, 31, 60, 89, 90, 91, 120, 179, 180, 181, 500)
DAYS_PAST = (0, 1, 2, 3, 4, 13, 14, 15, 20, 21, 22, 28, 29, 30, 31, 200)
SHARES = (0, 0.05, 0.1, 0.11, 0.3, 0.4, 0.41, 1)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


class Written:
    """The document as a table: for each reason, numbers of days in, priority or None out."""

    order = (
        *("status_ends", "flag_urgent", "silent", "no_home_plan", "missed", "unread", "step_due"),
        *("pay_gap", "savings_behind", "cut_off", "answer_waits"),
    )
    of_invited = ("status_ends", "flag_urgent", "step_due")

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.left = {
            name: (getattr(facts, name) - TODAY).days if getattr(facts, name) else None
            for name in ("status_ends_on", "returns_on", "step_due_on", "silent_since")
        }
        back = self.left["returns_on"]
        self.at_home = facts.is_home or (back is not None and back < 1)
        self.fresh = [m for m in facts.missed_on if m <= TODAY and m > TODAY - timedelta(days=30)]

    def priority(self, name: str) -> int | None:
        if self.facts.is_invited and name not in self.of_invited:
            return None
        found: int | None = getattr(self, name)()
        return found

    def status_ends(self) -> int | None:
        left = self.left["status_ends_on"]
        if left is None or self.at_home or left > 90:
            return None
        return 2 if left > 30 else 1

    def flag_urgent(self) -> int | None:
        return 1 if self.facts.urgent_since else None

    def silent(self) -> int | None:
        left = self.left["silent_since"]
        if left is None or left > -14:
            return None
        return 1 if left <= -21 else 2

    def no_home_plan(self) -> int | None:
        left = self.left["returns_on"]
        if left is None or self.at_home or self.facts.has_home_plan or left > 180:
            return None
        return 3 if left > 90 else 2

    def missed(self) -> int | None:
        return 2 if self.fresh else None

    def unread(self) -> int | None:
        if self.facts.unread == 0 or self.facts.unread_since is None:
            return None
        return 1 if TODAY - self.facts.unread_since >= timedelta(days=3) else 2

    def step_due(self) -> int | None:
        left = self.left["step_due_on"]
        if left is None or left > 7:
            return None
        return 2 if left > 0 else 1

    def pay_gap(self) -> int | None:
        before, after = self.facts.pay_gap, self.facts.net_pay_gap
        over = [before is not None and before * 10 > 1, after is not None and after * 10 > 4]
        return 2 if any(over) else None

    def savings_behind(self) -> int | None:
        return 3 if (self.facts.months_behind or 0) >= 3 else None

    def cut_off(self) -> int | None:
        return 2 if self.facts.cut_off_since else None

    def answer_waits(self) -> int | None:
        return 2 if self.facts.answer_waits_since else None

    def told(self, name: str) -> tuple[date | None, int]:
        """Its day and its count."""
        facts = self.facts
        return {
            "status_ends": (facts.status_ends_on, 0),
            "flag_urgent": (facts.urgent_since, 0),
            "silent": (facts.silent_since, 0),
            "no_home_plan": (facts.returns_on, 0),
            "missed": (min(self.fresh, default=None), len(self.fresh)),
            "unread": (facts.unread_since, facts.unread),
            "step_due": (facts.step_due_on, 0),
            "pay_gap": (None, 0),
            "savings_behind": (None, facts.months_behind or 0),
            "cut_off": (facts.cut_off_since, 0),
            "answer_waits": (facts.answer_waits_since, 0),
        }[name]

    def reasons(self) -> list[tuple[str, int, date | None, int]]:
        every = {name: self.priority(name) for name in self.order}
        return [
            (name, wanted, *self.told(name))
            for wanted in (1, 2, 3)
            for name in self.order
            if every[name] == wanted
        ]

    def nearest(self) -> int | None:
        """In days from today."""
        names = ["step_due_on"] if self.at_home else ["step_due_on", "status_ends_on", "returns_on"]
        known = [self.left[name] for name in names if self.left[name] is not None]
        return sorted(number for number in known if number is not None)[0] if known else None


def written_order(people: list[Facts]) -> list[int]:
    """Sorted from the last rule to the first: what is sorted later wins."""
    rows = [(facts, Written(facts)) for facts in people]
    rows = [(facts, paper) for facts, paper in rows if paper.reasons()]
    rows.sort(key=lambda row: row[0].pk)
    rows.sort(key=lambda row: row[0].name_key)
    rows.sort(key=lambda row: len(row[1].reasons()), reverse=True)
    rows.sort(key=lambda row: row[1].nearest() or 0)
    rows.sort(key=lambda row: row[1].nearest() is None)
    rows.sort(key=lambda row: row[1].reasons()[0][1])
    return [facts.pk for facts, _ in rows]


def made(pk: int, chance: Random) -> Facts:
    """Every fact by chance, most of them near a limit; each is missing as often as not."""

    def maybe(choices: Any) -> Any:
        return chance.choice(choices) if chance.random() < 0.3 else None

    def coming() -> date | None:
        number = maybe(DAYS_TO_COME)
        return None if number is None else day(number)

    def past() -> date | None:
        number = maybe(DAYS_PAST)
        return None if number is None else day(-number)

    missed = tuple(day(-chance.choice(DAYS_PAST)) for _ in range(chance.choice((0, 0, 0, 1, 3))))
    unread_since = past()
    gap, net_gap = maybe(SHARES), maybe(SHARES)
    return Facts(
        pk=pk,
        name_key=chance.choice(("an", "binh", "chi")),
        is_invited=chance.random() < 0.1,
        is_home=chance.random() < 0.1,
        status_ends_on=coming(),
        returns_on=coming(),
        has_home_plan=chance.random() < 0.5,
        silent_since=past(),
        missed_on=missed,
        unread=chance.randint(1, 4) if unread_since else 0,
        unread_since=unread_since,
        cut_off_since=past(),
        urgent_since=past(),
        step_due_on=coming(),
        answer_waits_since=past(),
        pay_gap=None if gap is None else Decimal(str(gap)),
        net_pay_gap=None if net_gap is None else Decimal(str(net_gap)),
        months_behind=maybe((0, 1, 2, 3, 4)),
    )


def test_reasons_priorities_and_order_are_those_of_the_document() -> None:
    chance = Random(7)
    people = [made(pk, chance) for pk in range(CASES)]
    chance.shuffle(people)

    found = {facts.pk: reasons_of(facts, TODAY) for facts in people}
    rows = [(place_of(row, found[row.pk], TODAY), row.pk) for row in people if found[row.pk]]

    assert {
        pk: [(str(reason.kind), reason.priority, reason.on, reason.count) for reason in reasons]
        for pk, reasons in found.items()
    } == {facts.pk: Written(facts).reasons() for facts in people}
    assert [pk for _place, pk in sorted(rows)] == written_order(people)
    assert {reason.kind for reasons in found.values() for reason in reasons} == set(ReasonKind)
    assert 0 < sum(not reasons for reasons in found.values()) < CASES


CASES_BY_NAME: dict[str, tuple[Facts, list[tuple[ReasonKind, int]]]] = {
    "nothing known": (Facts(), []),
    "status ends in 90 days": (Facts(status_ends_on=day(90)), [(ReasonKind.STATUS_ENDS, 2)]),
    "status ends in 91 days": (Facts(status_ends_on=day(91)), []),
    "status has ended": (Facts(status_ends_on=day(-5)), [(ReasonKind.STATUS_ENDS, 1)]),
    "status of who is home": (Facts(status_ends_on=day(-5), is_home=True), []),
    "returns today": (Facts(status_ends_on=day(5), returns_on=day(0)), []),
    "return in 180 days": (Facts(returns_on=day(180)), [(ReasonKind.NO_HOME_PLAN, 3)]),
    "return with a plan": (Facts(returns_on=day(20), has_home_plan=True), []),
    "silent for 13 days": (Facts(silent_since=day(-13)), []),
    "silent for 21 days": (Facts(silent_since=day(-21)), [(ReasonKind.SILENT, 1)]),
    "missed 30 days ago": (Facts(missed_on=(day(-30),)), []),
    "pay short by exactly the limit": (Facts(pay_gap=Decimal("0.1")), []),
    "savings two months behind": (Facts(months_behind=2), []),
    "invited, with everything": (
        Facts(
            is_invited=True,
            silent_since=day(-90),
            returns_on=day(9),
            status_ends_on=day(9),
            missed_on=(day(-1),),
            months_behind=3,
            pay_gap=Decimal("0.5"),
        ),
        [(ReasonKind.STATUS_ENDS, 1)],
    ),
    "the most pressing first": (
        Facts(returns_on=day(120), cut_off_since=day(-2), urgent_since=day(-2)),
        [(ReasonKind.FLAG_URGENT, 1), (ReasonKind.CUT_OFF, 2), (ReasonKind.NO_HOME_PLAN, 3)],
    ),
}


@pytest.mark.parametrize("name", CASES_BY_NAME)
def test_reasons_of_a_named_case(name: str) -> None:
    facts, wanted = CASES_BY_NAME[name]

    found = reasons_of(facts, TODAY)

    assert [(reason.kind, reason.priority) for reason in found] == wanted


def test_blank_day_comes_last_within_its_priority() -> None:
    """The flag is as pressing as the rest; only the days tell them apart."""
    flagged = Facts(urgent_since=TODAY)
    people = [
        flagged._replace(pk=1, name_key="an"),
        flagged._replace(pk=2, name_key="binh", returns_on=day(900)),
        flagged._replace(pk=3, name_key="chi", step_due_on=day(60)),
    ]

    rows = sorted((place_of(row, reasons_of(row, TODAY), TODAY), row.pk) for row in people)

    assert [pk for _place, pk in rows] == [3, 2, 1]


def test_reason_about_money_carries_no_figure_of_it() -> None:
    found = reasons_of(Facts(pay_gap=Decimal("0.37")), TODAY)

    assert found == (Reason(ReasonKind.PAY_GAP, 2),)
