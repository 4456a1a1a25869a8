"""The team in numbers: of each counselor what waits, and how long nobody was there."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Agency, User
from accounts.selectors import cares_in
from planner.casework.enums import ReasonKind, StepDue
from planner.casework.selectors.caseload import NOBODY
from planner.casework.selectors.team import Cared
from planner.casework.triage import IN_VIEW, PRIORITIES, THIS_WEEK, TODAY
from planner.web.counselor.rows import since


@dataclass(frozen=True)
class Number:
    """`url`: the caseload that it counts; blank where there is nothing to see."""

    count: int
    url: str = ""
    tone: str = ""
    words: str = ""


@dataclass(frozen=True)
class MemberRow:
    name: str
    role: str
    is_gone: bool
    last_active: str
    workers: Number
    invited: int
    # By priority, and of the next step: only what there is.
    waiting: Sequence[Number]
    steps: Sequence[Number]
    unread: Number
    sign_offs: Number
    hand_over_url: str


@dataclass(frozen=True)
class Ratios:
    """Of people at work. None where there is nobody to divide by."""

    workers: int
    counselors: int
    supervisors: int
    per_counselor: Decimal | None
    per_supervisor: Decimal | None


def ratios_of(team: Iterable[User], cared: Sequence[Cared], agency: Agency) -> Ratios:
    at_work = [person for person in team if cares_in(person, agency_id=agency.pk)]
    supervisors = sum(person.role == Role.SUPERVISOR for person in at_work)
    counselors = len(at_work) - supervisors
    return Ratios(
        workers=len(cared),
        counselors=counselors,
        supervisors=supervisors,
        per_counselor=_per(len(cared), counselors),
        per_supervisor=_per(len(cared), supervisors),
    )


def member_rows(
    team: Iterable[User],
    cared: Sequence[Cared],
    priorities: Mapping[int, int],
    unsigned: Iterable[int],
    *,
    agency: Agency,
    today: date,
) -> list[MemberRow]:
    """`priorities`: by worker, of those who need somebody. Whoever has more to see to today comes first."""
    of_each: dict[int | None, list[Cared]] = {}
    for one in cared:
        of_each.setdefault(one.counselor, []).append(one)
    waiting = set(unsigned)
    rows = []
    for person in team:
        own = of_each.get(person.pk, [])
        pressing = Counter(priorities[one.worker] for one in own if one.worker in priorities)
        is_gone = not cares_in(person, agency_id=agency.pk)
        place = (not is_gone, *(-pressing[priority] for priority in PRIORITIES), person.name)
        row = _row(person, own, pressing, waiting, is_gone=is_gone, today=today)
        rows.append((place, row))
    return [row for _place, row in sorted(rows, key=lambda item: item[0])]


def left_alone(cared: Iterable[Cared]) -> list[int]:
    """Workers whom nobody looks after."""
    return [row.worker for row in cared if row.counselor is None]


def nobodys_url() -> str:
    return _list_url(counselor=NOBODY)


def _row(
    person: User,
    cared: Sequence[Cared],
    pressing: Mapping[int, int],
    unsigned: set[int],
    *,
    is_gone: bool,
    today: date,
) -> MemberRow:
    def number(count: int, **asked: str) -> Number:
        # Of somebody who has gone the caseload knows nothing: there is only the hand-over.
        has_list = count and not is_gone
        return Number(count, _list_url(counselor=str(person.pk), **asked) if has_list else "")

    overdue = sum(1 for row in cared if row.step_due_on and row.step_due_on < today)
    without = sum(row.step_due_on is None for row in cared)
    steps = [
        replace(number(overdue, step=StepDue.OVERDUE), words=_overdue(overdue)),
        replace(number(without, step=StepDue.NONE), words=_without(without)),
    ]
    return MemberRow(
        name=person.name,
        role=str(Role(person.role).label),
        is_gone=is_gone,
        last_active=since(person.last_active_on, today),
        workers=number(len(cared)),
        invited=sum(row.is_invited for row in cared),
        waiting=[
            Number(pressing[priority], tone=tone, words=words % {"count": pressing[priority]})
            for priority, (tone, words) in _how_soon().items()
            if pressing[priority]
        ],
        steps=[step for step in steps if step.count],
        unread=number(sum(row.unread for row in cared), reason=ReasonKind.UNREAD),
        sign_offs=Number(sum(row.worker in unsigned for row in cared)),
        hand_over_url=reverse("hand_over", args=[person.pk]),
    )


def _how_soon() -> dict[int, tuple[str, str]]:
    """Tone and words of each priority."""
    return {
        TODAY: ("no", _("%(count)d today")),
        THIS_WEEK: ("mid", _("%(count)d this week")),
        IN_VIEW: ("info", _("%(count)d later")),
    }


def _overdue(count: int) -> str:
    return _("%(count)d overdue") % {"count": count}


def _without(count: int) -> str:
    return _("%(count)d without one") % {"count": count}


def _list_url(**asked: str) -> str:
    return f"{reverse('my_workers')}?{urlencode(asked)}"


def _per(workers: int, people: int) -> Decimal | None:
    if not people:
        return None
    return (Decimal(workers) / people).quantize(Decimal("0.1"), ROUND_HALF_UP)
