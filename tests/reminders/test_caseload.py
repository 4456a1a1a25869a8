"""Who needs somebody: the queries against a plain walk through everything that is known."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
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
from planner.casework.enums import ReasonKind
from planner.casework.models import Case, CaseFlag, FollowUp, Message, Referral
from planner.casework.triage import Facts, place_of, reasons_of
from planner.plans.enums import MissCause, Stage
from planner.plans.models import (
    Agreement,
    Benchmark,
    CheckIn,
    Goal,
    Miss,
    MoneyBasis,
    MonthMoney,
    Plan,
    Profile,
    PromisedPay,
    SavingsPlan,
)
from planner.plans.standing import standing_of
from planner.reminders.models import Address
from planner.reminders.selectors.caseload import (
    in_need_of_a_word,
    people_with,
    triage_of,
)
from planner.sharing.enums import Purpose
from planner.sharing.models import Assignment, Consent
from tests.factories.accounts import AgencyFactory, UserFactory
from tests.factories.consents import consent
from tests.factories.plans import benchmark
from tests.factories.sharing import AssignmentFactory
from tests.factories.triage import Desk

pytestmark = pytest.mark.django_db

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 11, 22)
JOINED = datetime(2026, 1, 2, tzinfo=HERE)
WORKERS = 200
OF_MONEY = {ReasonKind.PAY_GAP, ReasonKind.SAVINGS_BEHIND}


def local(instant: datetime) -> date:
    return instant.astimezone(HERE).date()


def months_until(first: date, today: date) -> list[date]:
    months, year, month = [], first.year, first.month
    while date(year, month, 1) <= today:
        months.append(date(year, month, 1))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return months


class Known:
    """Every row there is, by person or case."""

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
        self.cases = {row.assignment_id: row for row in Case.objects.all()}
        self.steps = _grouped(FollowUp.objects.all(), "case_id")
        self.flags = _grouped(CaseFlag.objects.all(), "case_id")
        self.referrals = _grouped(Referral.objects.all(), "case_id")
        self.goals = _grouped(Goal.objects.all(), "person_id")
        self.agreements = _grouped(Agreement.objects.all(), "person_id")
        self.consents = _grouped(Consent.objects.all(), "person_id")
        self.promises = _grouped(PromisedPay.objects.order_by("version"), "person_id")
        self.bases = {row.person_id: row for row in MoneyBasis.objects.all()}
        self.savings = {row.person_id: row for row in SavingsPlan.objects.all()}
        self.money = _grouped(MonthMoney.objects.select_related("check_in"), "person_id")


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


def plain_misses(person: User, known: Known, today: date) -> list[tuple[Benchmark, date, str]]:
    found = []
    for row in known.marks[person.pk]:
        back = [today - timedelta(days=number) for number in range(31)]
        missed = [day for day in back if standing_of(row, day) == Standing.MISSED]
        if row.section == "money" or today not in missed or back[30] in missed:
            continue
        causes = [
            miss.cause
            for miss in known.misses[row.pk]
            if (miss.due_on, miss.section) == (row.due_on, "benchmarks")
        ]
        found.append((row, min(missed), causes[0] if causes else ""))
    return found


def plain_money(reader: User, person: User, known: Known, back: date | None, today: date) -> Facts:
    """Only what money says, if it may be read."""
    opened = [
        row
        for row in known.consents[person.pk]
        if (row.purpose, row.taken_back_at) == (Purpose.OPEN_MONEY, None)
        and row.counselor_id == reader.pk
    ]
    if not opened or reader.role != Role.COUNSELOR:
        return Facts()
    first = months_until(date(2020, 1, 1), today)[-7]
    told = {
        row.check_in.month: row for row in known.money[person.pk] if row.check_in.month >= first
    }
    by_month = [told[month] for month in sorted(told)]
    behind = None
    if by_month and back:
        behind = plain_behind(known.savings.get(person.pk), known.bases.get(person.pk), back, told)
    promises = known.promises[person.pk]
    facts = plain_gap(promises[-1], by_month) if promises else Facts()
    return facts._replace(months_behind=behind)


def plain_gap(promise: PromisedPay, months: list[MonthMoney]) -> Facts:
    middle = Fraction(promise.low + promise.high) / 2
    if promise.currency == "VND":
        middle = middle / Fraction(promise.vnd_per_jpy) if promise.vnd_per_jpy else Fraction(0)
    if promise.currency == "USD" or not middle:
        return Facts()
    gross = [row.gross_jpy for row in months if row.gross_jpy]
    net = [row.net_jpy for row in months if row.net_jpy is not None]
    if gross:
        return Facts(pay_gap=missing(gross[-1], middle))
    return Facts(net_pay_gap=missing(net[-1], middle)) if net else Facts()


def missing(paid: int, promised: Fraction) -> Decimal:
    share = (promised - paid) / promised
    return Decimal(share.numerator) / share.denominator


def plain_behind(
    plan: SavingsPlan | None, basis: MoneyBasis | None, back: date, told: dict[date, MonthMoney]
) -> int | None:
    """One month after another, back from the newest."""
    if not (plan and plan.savings_month and basis and basis.vnd_per_jpy):
        return None
    rate = Fraction(basis.vnd_per_jpy)
    needed = sum(aim or 0 for aim in (plan.house_vnd, plan.business_vnd, plan.emergency_vnd))
    needed += (plan.runway_months or 0) * (basis.home_living_vnd or 0)
    missing = needed - (plan.savings_jpy or 0) * rate - (plan.savings_vnd or 0)
    ahead = len(months_until(plan.savings_month, back.replace(day=1))) - 1
    if missing <= 0 or ahead < 1:
        return None
    later = [month for month in told if month > plan.savings_month]
    behind = 0
    for month in reversed(months_until(min(told), max(later, default=plan.savings_month))):
        saved = told[month].saved_jpy if month in later else None
        if saved is None or saved * rate * ahead >= missing:
            break
        behind += 1
    return behind


def plain_facts(reader: User, care: Assignment, known: Known, today: date) -> Facts:
    person, case = care.worker, known.cases.get(care.pk)
    way = known.ways.get(person.pk)
    back = (way.returns_on if way else None) or (case.returns_on if case else None)
    thread = [row for row in known.thread[person.pk] if row.is_from_worker and not row.read_at]
    addresses = [row for row in known.addresses[person.pk] if row.verified_at]
    off = [local(row.off_at) for row in addresses if row.off_at]
    of_case = case.pk if case else 0
    steps = [row.due_on for row in known.steps[of_case] if row.done_at is None]
    flags = {
        row.kind: local(row.raised_at) for row in known.flags[of_case] if row.cleared_at is None
    }
    waits = [
        local(row.worker_answered_at)
        for row in known.referrals[of_case]
        if row.state == "agreed" and row.kind == "help"
    ]
    has_goal = any(
        (row.kind, row.section) == ("long_term", "plan") for row in known.goals[person.pk]
    )
    is_agreed = any(row.section == "plan" for row in known.agreements[person.pk])
    has_marks = any(
        row.group in ("before_return", "home") and row.section != "money" and not row.dropped_on
        for row in known.marks[person.pk]
    )
    money = plain_money(reader, person, known, back, today)
    return Facts(
        pk=person.pk,
        name_key=person.name_key,
        is_invited=person.is_invited,
        is_home=person.pk in known.home,
        status_ends_on=case.status_ends_on if case else None,
        returns_on=back,
        has_home_plan=has_goal and (is_agreed or has_marks),
        silent_since=None if not person.is_active else plain_silence(person, known, today),
        missed_on=tuple(day for _row, day, _cause in plain_misses(person, known, today)),
        unread=len(thread),
        unread_since=local(min(row.sent_at for row in thread)) if thread else None,
        cut_off_since=max(off) if off and len(off) == len(addresses) else None,
        urgent_since=flags.get("urgent"),
        step_due_on=min(steps, default=None),
        answer_waits_since=min(waits, default=None),
        pay_gap=money.pay_gap,
        net_pay_gap=money.net_pay_gap,
        months_behind=money.months_behind,
    )


def plain_list(reader: User, today: date) -> list[Facts]:
    known, found = Known(), []
    for care in Assignment.objects.filter(ended_at=None, agency=reader.agency):
        case, person = known.cases.get(care.pk), care.worker
        if reader.role != Role.SUPERVISOR and care.counselor_id != reader.pk:
            continue
        if (case and case.closed_at) or not (person.is_active or person.is_invited):
            continue
        facts = plain_facts(reader, care, known, today)
        if reasons_of(facts, today):
            found.append(facts)
    return sorted(found, key=lambda row: place_of(row, reasons_of(row, today), today))


def rounded(facts: Facts) -> Facts:
    """Shares are not exact: to 20 digits."""
    shares = [share and round(share, 20) for share in (facts.pay_gap, facts.net_pay_gap)]
    return facts._replace(pay_gap=shares[0], net_pay_gap=shares[1])


def without_the_plan(facts: Facts, today: date) -> Facts:
    """Whether there is a plan for home is only asked where the return is near."""
    near = facts.returns_on and today <= facts.returns_on <= today + timedelta(days=180)
    return facts if near else facts._replace(has_home_plan=False)


@pytest.mark.parametrize("today", [TODAY, date(2027, 1, 15)])
def test_list_is_that_of_a_plain_walk(today: date) -> None:
    agency = AgencyFactory.create()
    one, other = (UserFactory.create(counselor=True, agency=agency) for _ in range(2))
    supervisor = UserFactory.create(supervisor=True, agency=agency)
    Desk(today, Random(today.toordinal())).workers(agency, [one, other], WORKERS)

    found = {reader: triage_of(reader, today) for reader in (one, supervisor)}

    for reader, rows in found.items():
        wanted = plain_list(reader, today)
        assert [rounded(row.person.facts) for row in rows] == [
            rounded(without_the_plan(facts, today)) for facts in wanted
        ]
        assert [row.reasons for row in rows] == [reasons_of(facts, today) for facts in wanted]
    kinds = [{why.kind for row in rows for why in row.reasons} for rows in found.values()]
    assert kinds == [set(ReasonKind), set(ReasonKind) - OF_MONEY]
    causes = {miss.cause for rows in found.values() for row in rows for miss in row.person.missed}
    assert causes == {"", "employer"}
    for reader, rows in found.items():
        for kind in ReasonKind:
            wanted_with = {
                row.person.pk for row in rows if kind in {why.kind for why in row.reasons}
            }
            assert people_with(reader, kind, today) == wanted_with, kind


def test_list_takes_the_same_queries_for_nobody_and_for_many() -> None:
    agency = AgencyFactory.create()
    counselor = UserFactory.create(counselor=True, agency=agency)
    supervisor = UserFactory.create(supervisor=True, agency=agency)

    def queries() -> list[int]:
        counts = []
        for reader in (counselor, supervisor):
            with CaptureQueriesContext(connection) as found:
                triage_of(reader, TODAY)
            counts.append(len(found))
        return counts

    for_nobody = queries()
    Desk(TODAY, Random(1)).workers(agency, [counselor], 40)

    assert queries() == for_nobody == [11, 8]


def test_whoever_has_somebody_on_the_list_is_found_without_making_it() -> None:
    readers = []
    for number in range(10):
        agency = AgencyFactory.create(is_active=number != 3)
        own = [UserFactory.create(counselor=True, agency=agency) for _ in range(2)]
        readers += [*own, UserFactory.create(supervisor=True, agency=agency)]
        Desk(TODAY, Random(number)).workers(agency, own[:1] if number % 2 else own, 1)

    found = in_need_of_a_word(readers, TODAY)

    wanted = {
        reader.pk
        for reader in readers
        if any({why.kind for why in row.reasons} - OF_MONEY for row in triage_of(reader, TODAY))
    }
    assert found == wanted
    assert 0 < len(wanted) < len(readers)


def test_benchmark_of_money_is_not_on_the_list_where_money_is_open() -> None:
    care = AssignmentFactory.create()
    assert care.counselor is not None
    benchmark(care.worker, "Trả nợ", due_on=date(2026, 11, 1), is_money=True, now=JOINED)
    consent(care.worker, Purpose.OPEN_MONEY, named=care.counselor.pk)

    assert triage_of(care.counselor, TODAY) == []


@pytest.mark.parametrize("cause", [None, MissCause.HEALTH, MissCause.MONEY])
def test_closed_cause_reads_like_one_that_was_never_told(cause: MissCause | None) -> None:
    care = AssignmentFactory.create()
    assert care.counselor is not None
    row = benchmark(care.worker, "Thi hàn", due_on=date(2026, 11, 1), now=JOINED)
    if cause:
        section = "money" if cause == MissCause.MONEY else "well_being"
        Miss.objects.create(
            person=care.worker,
            benchmark=row,
            due_on=row.due_on,
            cause=cause,
            section=section,
            told_at=JOINED,
        )

    [found] = triage_of(care.counselor, TODAY)

    assert [(miss.words, miss.due_on, miss.cause) for miss in found.person.missed] == [
        ("Thi hàn", date(2026, 11, 1), "")
    ]
