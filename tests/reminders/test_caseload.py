"""Who needs a word today: the queries against a plain walk through everything that is known."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from operator import attrgetter
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import User
from planner.benchmarks.enums import Standing
from planner.casework.models import Message
from planner.plans.enums import MissCause, Stage
from planner.plans.models import Benchmark, CheckIn, Miss, Plan, Profile
from planner.plans.standing import standing_of
from planner.reminders.enums import NeedKind
from planner.reminders.models import Address
from planner.reminders.selectors.caseload import Need, in_need_of_a_word, needs_a_word
from planner.sharing.enums import Purpose
from planner.sharing.models import Assignment
from tests.factories.accounts import AgencyFactory, UserFactory
from tests.factories.caseload import Made
from tests.factories.consents import consent
from tests.factories.plans import benchmark
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 11, 22)
WORKERS = 150


def local(instant: datetime) -> date:
    return instant.astimezone(HERE).date()


def months_until(first: date, today: date) -> list[date]:
    months, year, month = [], first.year, first.month
    while date(year, month, 1) <= today:
        months.append(date(year, month, 1))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return months


class Known:
    """Every row there is, by person."""

    def __init__(self) -> None:
        self.ways = {row.person_id: row for row in Plan.objects.all()}
        self.home = {row.person_id for row in Profile.objects.filter(stage=Stage.HOME)}
        self.told = _grouped(CheckIn.objects.all(), "person_id")
        self.marks = _grouped(Benchmark.objects.order_by("due_on", "key"), "person_id")
        self.misses = _grouped(Miss.objects.all(), "benchmark_id")
        self.thread = _grouped(
            Message.objects.select_related("case__assignment"), "case.assignment.worker_id"
        )
        self.addresses = _grouped(Address.objects.all(), "person_id")


def _grouped(rows: Iterable[Any], place: str) -> dict[int, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[attrgetter(place)(row)].append(row)
    return found


def plain_silence(person: User, known: Known, today: date) -> date | None:
    """From the newest month back, one month after another."""
    way = known.ways.get(person.pk)
    if way is None or person.pk in known.home or (way.returns_on and way.returns_on <= today):
        return None
    told = {row.month for row in known.told[person.pk]}
    arrived = way.arrives_on or way.departs_on
    since = None
    for month in reversed(months_until(arrived, today)):
        due_on = (month + timedelta(days=31)).replace(day=1)
        if due_on > today:
            continue
        is_first = (month.year, month.month) == (arrived.year, arrived.month)
        if month in told or due_on <= local(person.date_joined) or (is_first and arrived.day > 15):
            break
        since = due_on
    return since if since and (today - since).days >= 14 else None


def plain_misses(person: User, known: Known, today: date) -> list[Need]:
    found = []
    for row in known.marks[person.pk]:
        days = [today - timedelta(days=back) for back in range(31)]
        missed = [standing_of(row, day) == Standing.MISSED for day in days]
        if row.section == "money" or not missed[0] or missed[30]:
            continue
        open_causes = [
            miss.cause
            for miss in known.misses[row.pk]
            if (miss.due_on, miss.section) == (row.due_on, "benchmarks")
        ]
        cause = open_causes[0] if open_causes else ""
        found.append(Need(NeedKind.MISSED, row.due_on, words=row.words, cause=cause))
    return found


def plain_needs(person: User, known: Known, today: date) -> list[Need]:
    silence = plain_silence(person, known, today)
    needs = [Need(NeedKind.SILENT, silence)] if silence else []
    needs += plain_misses(person, known, today)
    thread = known.thread[person.pk]
    if unread := [row for row in thread if row.is_from_worker and not row.read_at]:
        first = local(min(row.sent_at for row in unread))
        needs.append(Need(NeedKind.UNREAD, first, count=len(unread)))
    addresses = [row for row in known.addresses[person.pk] if row.verified_at]
    if addresses and all(row.off_at for row in addresses):
        last = max(addresses, key=lambda row: row.off_at)
        needs.append(Need(NeedKind.CUT_OFF, local(last.off_at), channel=last.channel))
    return needs


def plain_list(reader: User, today: date) -> list[tuple[str, int, list[Need]]]:
    """Silent ones by length, the others behind; where that is the same by misses, messages, addresses, name."""
    found, known = [], Known()
    rows = Assignment.objects.filter(ended_at=None, agency=reader.agency)
    for care in rows.select_related("worker"):
        is_own = reader.role == Role.SUPERVISOR or care.counselor_id == reader.pk
        needs = plain_needs(care.worker, known, today) if is_own and care.worker.is_active else []
        if needs:
            found.append((care.worker.name, care.worker.pk, needs))
    found.sort(key=lambda row: (row[0], row[1]))
    for kind in reversed(list(NeedKind)):
        found.sort(key=lambda row: _oldest(row[2], kind))
    return found


def _oldest(needs: Sequence[Need], kind: NeedKind) -> tuple[bool, date]:
    days = [need.since for need in needs if need.kind == kind]
    return not days, min(days, default=TODAY)


@pytest.mark.parametrize("today", [TODAY, date(2026, 11, 14), date(2027, 1, 15)])
def test_list_is_that_of_a_plain_walk(today: date) -> None:
    agency = AgencyFactory.create()
    one, other = (UserFactory.create(counselor=True, agency=agency) for _ in range(2))
    supervisor = UserFactory.create(supervisor=True, agency=agency)
    Made(today, Random(today.toordinal())).workers(agency, [one, other], WORKERS)

    for reader in (one, supervisor):
        found = needs_a_word(reader, today)

        wanted = plain_list(reader, today)
        assert [(row.name, row.pk, list(row.needs)) for row in found] == wanted
    kinds = {need.kind for _name, _pk, needs in wanted for need in needs}
    assert kinds == set(NeedKind)
    assert {need.cause for _name, _pk, needs in wanted for need in needs} == {"", "employer"}


def test_list_takes_the_same_queries_for_nobody_and_for_many() -> None:
    agency = AgencyFactory.create()
    counselor = UserFactory.create(counselor=True, agency=agency)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            needs_a_word(counselor, TODAY)
        return len(found)

    for_nobody = queries()
    Made(TODAY, Random(1)).workers(agency, [counselor], 40)

    assert queries() == for_nobody == 5


def test_whoever_has_somebody_on_the_list_is_found_without_making_it() -> None:
    readers = []
    for number in range(12):
        agency = AgencyFactory.create(is_active=number != 3)
        own = [UserFactory.create(counselor=True, agency=agency) for _ in range(2)]
        readers += [*own, UserFactory.create(supervisor=True, agency=agency)]
        Made(TODAY, Random(number)).workers(agency, own[:1] if number % 2 else own, 3)

    found = in_need_of_a_word(readers, TODAY)

    wanted = {reader.pk for reader in readers if needs_a_word(reader, TODAY)}
    assert found == wanted
    assert 0 < len(wanted) < len(readers)


def test_benchmark_of_money_is_not_on_the_list_where_money_is_open() -> None:
    care = AssignmentFactory.create()
    assert care.counselor is not None
    joined = datetime(2026, 1, 2, tzinfo=HERE)
    benchmark(care.worker, "Trả nợ", due_on=date(2026, 11, 1), is_money=True, now=joined)
    consent(care.worker, Purpose.OPEN_MONEY, named=care.counselor.pk)

    assert needs_a_word(care.counselor, TODAY) == []


@pytest.mark.parametrize("cause", [None, MissCause.HEALTH, MissCause.MONEY])
def test_closed_cause_reads_like_one_that_was_never_told(cause: MissCause | None) -> None:
    care = AssignmentFactory.create()
    assert care.counselor is not None
    joined = datetime(2026, 1, 2, tzinfo=HERE)
    row = benchmark(care.worker, "Thi hàn", due_on=date(2026, 11, 1), now=joined)
    if cause:
        section = "money" if cause == MissCause.MONEY else "well_being"
        Miss.objects.create(
            person=care.worker,
            benchmark=row,
            due_on=row.due_on,
            cause=cause,
            section=section,
            told_at=joined,
        )

    [person] = needs_a_word(care.counselor, TODAY)

    assert person.needs == (Need(NeedKind.MISSED, date(2026, 11, 1), words="Thi hàn"),)
