"""A caseload with everything that triage looks at, made in bulk by chance: most of it near a limit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import Model

from accounts.models import Agency, User
from planner.benchmarks.enums import Group
from planner.casework.enums import CloseReason, FlagKind, ReferralKind, ReferralState, StepKind
from planner.casework.models import Case, CaseFlag, FollowUp, Referral
from planner.money.enums import Currency
from planner.money.month_numbers import first_of, month_number
from planner.plans.enums import DropReason, GoalKind
from planner.plans.models import (
    Agreement,
    Benchmark,
    CheckIn,
    Goal,
    MoneyBasis,
    MonthMoney,
    PromisedPay,
    SavingsPlan,
)
from planner.sharing.enums import Purpose
from planner.sharing.models import Assignment, Consent
from planner.sharing.sections import Section
from tests.factories.caseload import Made, write


@dataclass(frozen=True)
class Desk(Made):
    def workers(self, agency: Agency, counselors: list[User], count: int) -> list[User]:
        people = super().workers(agency, counselors, count)
        care = Assignment.objects.filter(worker__in=people).select_related("counselor")
        had = set(Case.objects.filter(assignment__in=care).values_list("assignment", flat=True))
        write(
            Case(assignment=row, opened_at=row.started_at)
            for row in care
            if row.pk not in had and self.is_so(0.7)
        )
        cases = list(Case.objects.filter(assignment__in=care).order_by("pk"))
        for case in cases:
            self.fill(case)
        Case.objects.bulk_update(
            cases,
            ["phone", "returns_on", "status_ends_on", "closed_at", "close_reason"],
        )
        self.invite(people)
        write(row for case in cases for row in self.of_case(case))
        write(row for person in people for row in self.home_plan(person))
        write(row for assignment in care for row in self.money(assignment))
        write(row for row in self.months(people))
        return people

    def invite(self, people: list[User]) -> None:
        """Some have not accepted yet."""
        for person in people:
            person.name_key = person.name.casefold()
            if self.is_so(0.06):
                person.is_invited, person.is_active, person.email = True, False, None
        User.objects.bulk_update(people, ["is_invited", "is_active", "email", "name_key"])

    def fill(self, case: Case) -> None:
        case.phone = self.chance.choice(("", "+819012345678"))
        case.returns_on = self.chance.choice((None, self.day(-20, 220)))
        case.status_ends_on = self.chance.choice((None, None, self.day(-10, 110)))
        if self.is_so(0.06):
            case.closed_at, case.close_reason = case.opened_at, CloseReason.LEFT

    def of_case(self, case: Case) -> Iterator[Model]:
        by = {"case": case, "made_by_name": "Hương"}
        for _number in range(self.chance.choice((0, 0, 0, 1, 2))):
            due_on, done_at = self.day(-5, 15), self.chance.choice((None, self.instant(-3, -1)))
            yield FollowUp(
                **by,
                kind=StepKind.CALL,
                due_on=due_on,
                made_at=self.instant(-9, -3),
                done_at=done_at,
            )
        for kind in self.chance.sample(list(FlagKind), self.chance.choice((0, 0, 1, 2))):
            cleared_at = self.chance.choice((None, None, self.instant(-1, -1)))
            yield CaseFlag(
                case=case, kind=kind, raised_at=self.instant(-20, -2), cleared_at=cleared_at
            )
        if self.is_so(0.2):
            state = self.chance.choice((*[ReferralState.AGREED] * 3, *ReferralState))
            answered_at = None if state == ReferralState.ASKED else self.instant(-9, -1)
            yield Referral(
                case=case,
                kind=ReferralKind.HELP,
                to_place="Trạm y tế",
                why="Cần khám",
                state=state,
                made_at=self.instant(-20, -10),
                worker_answered_at=answered_at,
            )

    def home_plan(self, person: User) -> Iterator[Model]:
        section = self.chance.choice((Section.PLAN, Section.PLAN, Section.MONEY))
        if self.is_so(0.6):
            kind = self.chance.choice((GoalKind.LONG_TERM, GoalKind.LONG_TERM, GoalKind.OPTION_A))
            yield Goal(person=person, kind=kind, words="Mở xưởng", section=section)
        if self.is_so(0.3):
            agreed_at = self.instant(-90, -1)
            section = self.chance.choice((Section.PLAN, Section.BENCHMARKS))
            yield Agreement(person=person, section=section, digest="x" * 64, agreed_at=agreed_at)
        if self.is_so(0.4):
            is_dropped = self.is_so(0.3)
            yield Benchmark(
                person=person,
                key="home",
                group=self.chance.choice(list(Group)),
                words="Về quê",
                section=self.chance.choice((Section.BENCHMARKS, Section.MONEY)),
                due_on=self.day(90, 200),
                added_at=self.instant(-100, -1),
                dropped_on=self.today if is_dropped else None,
                drop_reason=DropReason.NO_TIME if is_dropped else "",
            )

    def money(self, assignment: Assignment) -> Iterator[Model]:
        person, counselor = assignment.worker, assignment.counselor
        if counselor and self.is_so(0.8):
            yield Consent(
                person=person,
                purpose=self.chance.choice((*[Purpose.OPEN_MONEY] * 3, Purpose.OPEN_DECISION)),
                counselor=counselor,
                counselor_name=counselor.name,
                text_version="1",
                language="vi",
                given_at=self.instant(-90, -60),
                taken_back_at=self.chance.choice((None, None, None, self.instant(-50, -1))),
            )
        for version in range(1, self.chance.choice((1, 2, 3))):
            currency = self.chance.choice((Currency.JPY, Currency.VND, Currency.USD))
            low = {"JPY": 150_000, "VND": 25_000_000, "USD": 1_000}[currency]
            yield PromisedPay(
                person=person,
                version=version,
                made_at=self.instant(-300, -200),
                currency=currency,
                low=low,
                high=low + low // 5 * self.chance.choice((0, 1)),
                vnd_per_jpy=self.chance.choice((None, Decimal("165.5"))),
            )
        if self.is_so(0.9):
            rate = self.chance.choice((None, *[Decimal(165)] * 4))
            yield MoneyBasis(person=person, vnd_per_jpy=rate, home_living_vnd=4_000_000)
        if self.is_so(0.9):
            months = self.chance.choice((0, 2, 4, 20, 20, 20))
            yield SavingsPlan(
                person=person,
                savings_month=first_of(month_number(self.today) - months),
                savings_jpy=self.chance.choice((None, 200_000)),
                house_vnd=self.chance.choice((None, 100_000_000)),
                emergency_vnd=self.chance.choice((None, 20_000_000)),
                runway_months=self.chance.choice((None, 6)),
            )

    def months(self, people: list[User]) -> Iterator[Model]:
        rows = CheckIn.objects.filter(person__in=people).order_by("pk")
        puts_aside = {
            person.pk: self.chance.choice(((None, 0, 20_000, 60_000, 200_000), (0, 5_000)))
            for person in people
        }
        for row in rows:
            if row.month > self.today - timedelta(days=250) and self.is_so(0.95):
                gross = self.chance.choice((None, 120_000, 135_000, 149_000, 165_000))
                net = self.chance.choice((None, 80_000, 95_000, 110_000))
                yield MonthMoney(
                    person_id=row.person_id,
                    check_in=row,
                    gross_jpy=gross,
                    net_jpy=net,
                    saved_jpy=self.chance.choice(puts_aside[row.person_id]),
                )
