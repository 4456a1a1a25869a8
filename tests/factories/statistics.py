"""Some hundred workers with everything that reports count, written in bulk; the same ones for the same seed."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from accounts.enums import Role
from accounts.models import Agency, User
from planner.benchmarks.enums import Group
from planner.money.enums import Currency, Interest, Lender
from planner.plans.enums import DropReason, Sex, Stage
from planner.plans.models import (
    Agreement,
    Benchmark,
    CheckIn,
    Choice,
    Debt,
    Home,
    MonthMoney,
    Plan,
    Profile,
    PromisedPay,
)
from planner.reference.models import JobCategory, Province
from planner.sharing.enums import Purpose
from planner.sharing.models import Consent
from planner.sharing.sections import Section

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)
FORMERS = ("30", "31", "01", "27", "24")
TRADES = ("TITP 6-4", "TITP 1-1", "TITP 7-7")
YEARS = (2021, 2022, 2023, 2024, 2025, 2026, 2027)


def counted_people(number: int, *, seed: int = 1) -> list[User]:
    """Workers of three agencies and of none; nine in ten said yes to statistics, some took it back."""
    return _Seeding(number, random.Random(seed)).people()


class _Seeding:
    def __init__(self, number: int, chance: random.Random) -> None:
        self.number = number
        self.chance = chance
        names = ("Hòa Bình", "Sen Vàng", "Biển Xanh")
        self.agencies = [Agency.objects.create(name=f"{name} {chance.random()}") for name in names]
        self.formers = list(
            Province.objects.former().filter(code__in=FORMERS).select_related("now").order_by("pk")
        )
        self.trades = list(JobCategory.objects.filter(code__in=TRADES).order_by("pk"))

    def people(self) -> list[User]:
        people = User.objects.bulk_create([self._user(place) for place in range(self.number)])
        Consent.objects.bulk_create([row for one in people for row in self._consents(one)])
        Profile.objects.bulk_create([self._profile(one) for one in people if self._is(0.95)])
        Home.objects.bulk_create([self._home(one) for one in people if self._is(0.95)])
        plans = [self._plan(one) for one in people if self._is(0.8)]
        Plan.objects.bulk_create(plans)
        Agreement.objects.bulk_create(
            [
                self._agreement(plan.person, part)
                for plan in plans
                for part in range(2)
                if self._is(0.6)
            ]
        )
        Choice.objects.bulk_create([row for one in people for row in self._choices(one)])
        Benchmark.objects.bulk_create([row for plan in plans for row in self._benchmarks(plan)])
        Debt.objects.bulk_create(
            [self._debt(plan.person) for plan in plans for _debt in range(2) if self._is(0.5)]
        )
        PromisedPay.objects.bulk_create([row for one in people for row in self._promises(one)])
        months = [row for plan in plans for row in self._months(plan)]
        CheckIn.objects.bulk_create(months)
        MonthMoney.objects.bulk_create([self._money(row) for row in months if self._is(0.9)])
        return people

    def _is(self, share: float) -> bool:
        return self.chance.random() < share

    def _user(self, place: int) -> User:
        return User(
            name=f"Người {place}",
            email=f"nguoi-{self.chance.getrandbits(60)}@vd.vn",
            role=Role.WORKER,
            agency=self.chance.choice([*self.agencies, self.agencies[0], None]),
            is_active=self._is(0.97),
            last_active_on=TODAY - timedelta(days=self.chance.randint(25, 35))
            if self._is(0.8)
            else None,
        )

    def _consents(self, person: User) -> list[Consent]:
        version = "2" if self._is(0.9) else "1"
        usual: dict[str, Any] = {"text_version": version, "language": "vi", "given_at": NOW}
        rows = []
        if self._is(0.2):
            past = {"taken_back_at": NOW, "purpose": Purpose.STATISTICS}
            rows.append(Consent(person=person, **usual | past))
        if self._is(0.9):
            rows.append(Consent(person=person, purpose=Purpose.STATISTICS, **usual))
        else:
            rows.append(Consent(person=person, purpose=Purpose.OPEN_MONEY, **usual))
        return rows

    def _profile(self, person: User) -> Profile:
        return Profile(
            person=person,
            sex=self.chance.choice(["", *Sex.values[:2] * 4, Sex.OTHER]),
            birth_year=self.chance.choice([None, 1985, 1991, 1997, 2001, 2002, 2006, 2007]),
            stage=self.chance.choice(["", *Stage.values]),
            trade=self.chance.choice([None, *self.trades]),
            departure_month=date(self.chance.choice(YEARS), self.chance.randint(1, 12), 1)
            if self._is(0.9)
            else None,
        )

    def _home(self, person: User) -> Home:
        former = self.chance.choice(self.formers)
        return Home(
            person=person,
            province=former.now,
            former_province=former if self._is(0.85) else None,
        )

    def _plan(self, person: User) -> Plan:
        departs = date(
            self.chance.choice(YEARS), self.chance.randint(1, 12), self.chance.randint(1, 28)
        )
        return Plan(
            person=person,
            route="titp_home",
            departs_on=departs,
            arrives_on=departs + timedelta(days=self.chance.randint(0, 40))
            if self._is(0.7)
            else None,
            returns_on=date(departs.year + 3, departs.month, 1) if self._is(0.8) else None,
        )

    def _agreement(self, person: User, part: int) -> Agreement:
        section = (Section.PLAN, Section.MONEY)[part]
        return Agreement(person=person, section=section, digest="x", agreed_at=NOW)

    def _choices(self, person: User) -> list[Choice]:
        return [
            Choice(
                person=person,
                trade=self.chance.choice(self.trades),
                chosen_at=NOW,
                data_version="1",
                inputs={},
                match={
                    "verdict": self.chance.choice(["aligned", "aligned", "partly", "misaligned"])
                },
            )
            for _choice in range(self.chance.choice([0, 1, 1, 2]))
        ]

    def _benchmarks(self, plan: Plan) -> list[Benchmark]:
        rows = []
        for place in range(self.chance.randint(0, 5)):
            due = TODAY - timedelta(days=self.chance.choice([-30, 0, 13, 14, 15, 100, 400]))
            is_dropped = self._is(0.1)
            rows.append(
                Benchmark(
                    person=plan.person,
                    section=self.chance.choice(
                        [Section.BENCHMARKS, Section.MONEY, Section.WELL_BEING]
                    ),
                    key=f"key-{place}",
                    group=Group.JAPAN,
                    due_on=due,
                    done_on=due + timedelta(days=self.chance.choice([-9, 0, 14, 15]))
                    if self._is(0.7)
                    else None,
                    dropped_on=TODAY if is_dropped else None,
                    drop_reason=DropReason.OTHER if is_dropped else "",
                    added_at=NOW - timedelta(days=self.chance.choice([50, 1000])),
                )
            )
        return rows

    def _debt(self, person: User) -> Debt:
        return Debt(
            person=person,
            lender=next(iter(Lender)),
            amount_vnd=self.chance.choice([10, 30, 60]) * 1_000_000,
            interest=next(iter(Interest)),
            payment_vnd=1_000_000,
            first_payment_on=date(2024, 1, 1),
        )

    def _promises(self, person: User) -> list[PromisedPay]:
        return [
            PromisedPay(
                person=person,
                version=version,
                made_at=NOW,
                currency=self.chance.choice(
                    [Currency.JPY, Currency.JPY, Currency.VND, Currency.USD]
                ),
                low=150_000 + 1_000 * self.chance.randint(0, 40),
                high=200_000,
                vnd_per_jpy=self.chance.choice([None, 1, 2]),
            )
            for version in range(1, 1 + self.chance.choice([0, 1, 2]))
        ]

    def _months(self, plan: Plan) -> list[CheckIn]:
        first = plan.departs_on.replace(day=1)
        months = {
            date(
                first.year + (first.month - 1 + place) // 12, (first.month - 1 + place) % 12 + 1, 1
            )
            for place in self.chance.sample(range(40), 12)
        }
        if self._is(0.6):
            months.add(date(2026, 10, 1))
        return [CheckIn(person=plan.person, month=month, told_at=NOW) for month in sorted(months)]

    def _money(self, check_in: CheckIn) -> MonthMoney:
        return MonthMoney(
            person=check_in.person,
            check_in=check_in,
            gross_jpy=self.chance.choice([None, 150_000, 170_000]),
            debt_paid_vnd=self.chance.choice([None, 0, 4_000_000, 9_000_000]),
        )
