"""The caseload of a reader: narrowed, searched, put in order, a page at a time."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Replace
from django.db.models.lookups import Contains, Exact

from accounts.models import User
from accounts.names import search_key
from planner.casework.enums import CaseloadOrder, CaseloadState, StepDue
from planner.casework.models import CaseFlag, FollowUp, Message, NotTheSame
from planner.casework.selectors.next_steps import NextStep
from planner.plans.enums import Stage
from planner.plans.models import Choice, Plan
from planner.reference.models import JobCategory, Province
from planner.sharing.audiences import sections_for
from planner.sharing.kept_queries import KEYS, KeptQuery, anybody
from planner.sharing.models import Assignment
from planner.sharing.sections import Section

NOBODY = "nobody"
WORKER = "case__assignment__worker"
SOON = timedelta(days=7)
# Fewer digits are rather part of a name or a number of the agency's own.
FEWEST_DIGITS = 4
# What people write between the digits of a phone number.
BETWEEN_DIGITS = " .-()/+"
_BARE_PHONE: Any = F("case__phone")
for _sign in BETWEEN_DIGITS:
    _BARE_PHONE = Replace(_BARE_PHONE, Value(_sign), Value(""))


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What of a caseload is asked for; empty = all.

    `province`: "former-30" or "current-31". `trade`: code, chosen or worked in. `counselor`: key, or NOBODY.
    `people`: only these, whatever brought them together. `order`: with "-" before it the other way round.
    """

    q: str = ""
    stage: str = ""
    province: str = ""
    trade: str = ""
    counselor: str = ""
    flag: str = ""
    state: str = CaseloadState.OPEN
    step: str = ""
    people: Collection[int] | None = None
    order: str = CaseloadOrder.NAME


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """`former`, `province`, `worked_in`, `chosen`: codes. `unread`: messages of the worker that nobody has read."""

    pk: int
    name: str
    is_invited: bool
    last_active_on: date | None
    counselor: str | None
    case: int | None
    closed_at: datetime | None
    status_ends_on: date | None
    former: str | None
    province: str | None
    stage: str | None
    worked_in: str | None
    departs_on: date | None
    chosen: str = ""
    step: NextStep | None = None
    flags: tuple[str, ...] = ()
    unread: int = 0


def _code(model: type[Model], key: str) -> Subquery:
    """Not by a join: PostgreSQL would plan each one longer than it takes."""
    return Subquery(model._default_manager.filter(pk=OuterRef(key)).values("code")[:1])


# As the row begins; the departure comes after them.
_COLUMNS = (
    "worker",
    "worker__name",
    "worker__is_invited",
    "worker__last_active_on",
    "counselor__name",
    "case",
    "case__closed_at",
    "case__status_ends_on",
    _code(Province, "worker__home__former_province"),
    _code(Province, "worker__home__province"),
    "worker__profile__stage",
    _code(JobCategory, "worker__profile__trade"),
)


def caseload(reader: User, asked: Asked, today: date) -> "QuerySet[Assignment]":
    """The assignments that are asked for, in order. Nothing is asked of the database yet, but for doubles."""
    rows = Assignment.objects.of_reader(reader)
    for condition in _conditions(reader, asked, today):
        rows = rows.filter(condition)
    return rows.order_by(*_order(asked.order, sections_for(reader)))


def caseload_rows(reader: User, keys: Sequence[int]) -> list[CaseloadRow]:
    """What is shown of these assignments out of `caseload`, in their order. Five queries, however many."""
    sections = sections_for(reader)
    asked = _asked_of_rows(reader.role)
    by_key = {key: CaseloadRow(*row) for key, *row in asked["shown"].of_keys(keys, reader)}
    found = [by_key[key] for key in keys if key in by_key]
    people = [row.pk for row in found]
    cases = [row.case for row in found if row.case]
    # The newest comes last, and stays.
    chosen = dict(asked["chosen"].of_keys(people, reader)) if Choice.section in sections else {}
    # The earliest comes last, and stays.
    steps = {case: NextStep(*step) for case, *step in asked["steps"].of_keys(cases, reader)}
    flags: defaultdict[int | None, list[str]] = defaultdict(list)
    for case, kind in asked["flags"].of_keys(cases, reader):
        flags[case].append(kind)
    # Of people in care: of every case of the agency, also before they came to this counselor.
    unread = dict(asked["unread"].of_keys(people, reader))
    return [
        replace(
            row,
            chosen=chosen.get(row.pk, ""),
            step=steps.get(row.case),
            flags=tuple(flags.get(row.case, ())),
            unread=unread.get(row.pk, 0),
        )
        for row in found
    ]


def alike_in(reader: User) -> set[int]:
    """Workers in sight who may be somebody else in sight too, unless somebody looked and said no.

    The same name but for marks, or the same phone or e-mail in the agency's own books. Closed cases do not count.
    """
    groups: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    cases: dict[int, int | None] = {}
    for worker, case, name, phone, email in _in_sight(reader.role).of(reader):
        cases[worker] = case
        for kind, value in (("name", name), ("phone", _core(phone or "")), ("email", email)):
            if value:
                groups[kind, value.casefold()].add(worker)
    several = [group for group in groups.values() if len(group) > 1]
    apart = _known_apart(case for case in cases.values() if case) if several else {}
    return {
        worker
        for group in several
        for worker in group
        if any(
            cases[other] not in apart.get(cases[worker], ()) for other in group if other != worker
        )
    }


@cache
def _in_sight(role: str) -> KeptQuery:
    rows = Assignment.objects.of_reader(anybody(role)).filter(case__closed_at=None)
    shown = ("worker_id", "case__id", "worker__name_key", "case__phone", "case__email")
    return KeptQuery(rows.values_list(*shown))


def _known_apart(cases: Iterable[int]) -> dict[int | None, set[int]]:
    """Of each case those that were found to be somebody else's."""
    found: defaultdict[int | None, set[int]] = defaultdict(set)
    for first, second in _told_apart().of_keys(list(cases)):
        found[first].add(second)
        found[second].add(first)
    return found


@cache
def _told_apart() -> KeptQuery:
    pairs = NotTheSame.objects.filter(first__among=KEYS)
    return KeptQuery(pairs.values_list("first_id", "second_id"))


def _conditions(reader: User, asked: Asked, today: date) -> Iterator[Q]:
    yield from _of_case(reader, asked, today)
    yield from _of_worker(reader, asked)
    if asked.people is not None:
        yield Q(worker__in=asked.people)
    if asked.q.strip():
        yield _found_by(asked.q)


def _of_case(reader: User, asked: Asked, today: date) -> Iterator[Q]:
    yield Q(case__closed_at__isnull=asked.state != CaseloadState.CLOSED)
    if asked.state == CaseloadState.INVITED:
        yield Q(worker__is_invited=True)
    if asked.state == CaseloadState.DUPLICATES:
        yield Q(worker__in=alike_in(reader))
    if asked.counselor:
        yield Q(counselor=None if asked.counselor == NOBODY else int(asked.counselor))
    if asked.flag:
        flags = CaseFlag.objects.filter(case=OuterRef("case"), kind=asked.flag, cleared_at=None)
        yield Q(Exists(flags))
    if asked.step:
        yield _with_step(asked.step, today)


def _of_worker(reader: User, asked: Asked) -> Iterator[Q]:
    if asked.stage:
        stage = Q(worker__profile__stage=asked.stage)
        if asked.stage == Stage.BEFORE_DEPARTURE:
            stage |= Q(worker__profile=None) | Q(worker__profile__stage="")
        yield stage
    if asked.province:
        kind, _dash, code = asked.province.partition("-")
        column = "former_province" if kind == "former" else "province"
        yield Q(**{f"worker__home__{column}__code": code})
    if asked.trade:
        trade = Q(worker__profile__trade__code=asked.trade)
        if Choice.section in sections_for(reader):
            # Not a row of this trade that is the newest: SQLite would look through all of the trade for each worker.
            newest = Choice.objects.filter(person=OuterRef("worker")).order_by("-pk")
            trade |= Q(Exact(Subquery(newest.values("trade__code")[:1]), asked.trade))
        yield trade


def _with_step(step: str, today: date) -> Q:
    open_steps = FollowUp.objects.filter(case=OuterRef("case"), done_at=None)
    if step == StepDue.NONE:
        return ~Q(Exists(open_steps))
    if step == StepDue.OVERDUE:
        return Q(Exists(open_steps.filter(due_on__lt=today)))
    return Q(Exists(open_steps.filter(due_on__range=(today, today + SOON))))


def _found_by(text: str) -> Q:
    """Every word in the name, in any order; or a part of the agency's number, a phone or an e-mail."""
    whole = unicodedata.normalize("NFC", text).strip()
    by_name = Q()
    for word in search_key(text).split():
        by_name &= Q(worker__name_key__contains=word)
    # SQLite knows capitals of ASCII only.
    found = Q(case__reference__contains=whole.upper()) | Q(case__reference__icontains=whole)
    if by_name:
        found |= by_name
    if " " not in whole:
        address = whole.casefold()
        found |= Q(case__email__icontains=address) | Q(worker__email__contains=address)
    digits = _core(whole)
    if len(digits) >= FEWEST_DIGITS and not any(sign.isalpha() for sign in whole):
        found |= Q(worker__phone__contains=digits)
        found |= Q(Contains(_BARE_PHONE, digits))
    return found


def _core(phone: str) -> str:
    """What is the same in every spelling of a number: no signs, no country, no 0 before it."""
    kept = unicodedata.normalize("NFKC", phone).strip()
    digits = "".join(sign for sign in kept if sign.isdecimal())
    is_abroad = kept.startswith(("+", "00"))
    digits = digits.lstrip("0")
    if is_abroad or len(digits) > 10:
        digits = digits.removeprefix("84") if digits.startswith("84") else digits.removeprefix("81")
    return digits.lstrip("0")


def _order(order: str, sections: frozenset[Section]) -> list[Any]:
    key = order.removeprefix("-")
    by = _ordered_by(key, sections)
    is_down = order.startswith("-")
    # Whoever was never there was silent longest; other blanks come last whichever way round.
    if key == CaseloadOrder.ACTIVE and not is_down:
        first = by.asc(nulls_first=True)
    else:
        first = by.desc(nulls_last=True) if is_down else by.asc(nulls_last=True)
    return [first, "worker__name_key", "pk"]


def _ordered_by(key: str, sections: frozenset[Section]) -> Any:
    if key == CaseloadOrder.STEP:
        return _next_day()
    if key == CaseloadOrder.DEPARTURE:
        return _departure(sections)
    columns = {
        CaseloadOrder.ACTIVE: "worker__last_active_on",
        CaseloadOrder.STATUS: "case__status_ends_on",
    }
    return F(columns.get(CaseloadOrder(key), "worker__name_key"))


def _next_day() -> Subquery:
    steps = FollowUp.objects.filter(case=OuterRef("case"), done_at=None)
    return Subquery(steps.order_by("due_on").values("due_on")[:1])


def _departure(sections: frozenset[Section]) -> Any:
    """The plan's day before the agency's, and that before the month that was told."""
    known = [F("case__departs_on"), F("worker__profile__departure_month")]
    return (
        Coalesce(F("worker__plan__departs_on"), *known)
        if Plan.section in sections
        else Coalesce(*known)
    )


@cache
def _asked_of_rows(role: str) -> Mapping[str, KeptQuery]:
    """What is shown of those on a page: by assignment, worker or case."""
    reader = anybody(role)
    in_agency = {f"{WORKER}__among": KEYS, "case__assignment__agency": reader.agency_id}
    of_cases = {"case__among": KEYS}
    unread = Message.objects.filter(is_from_worker=True, read_at=None, **in_agency)
    rows: dict[str, QuerySet[Any, Any]] = {
        "shown": Assignment.objects.filter(pk__among=KEYS).values_list(
            "pk", *_COLUMNS, _departure(sections_for(reader))
        ),
        "chosen": Choice.objects.filter(person__among=KEYS)
        .order_by("pk")
        .values_list("person_id", "trade__code"),
        "steps": FollowUp.objects.filter(done_at=None, **of_cases)
        .order_by("-due_on", "-pk")
        .values_list("case_id", "kind", "words", "due_on"),
        "flags": CaseFlag.objects.filter(cleared_at=None, **of_cases)
        .order_by("case", "pk")
        .values_list("case_id", "kind"),
        "unread": unread.values_list(WORKER).annotate(Count("pk")).order_by(WORKER),
    }
    return {name: KeptQuery(query) for name, query in rows.items()}
