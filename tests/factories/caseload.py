"""A caseload as years leave it, made in bulk: silence, misses, messages and addresses in every mixture."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from django.db.models import Model

from accounts.models import Agency, User
from planner.benchmarks.check_ins import months_between
from planner.benchmarks.enums import Group, Route
from planner.casework.models import Case, Message
from planner.plans.enums import DropReason, MissCause, Stage
from planner.plans.models import Benchmark, CheckIn, Miss, Plan, Profile
from planner.reminders.enums import Channel, OffReason
from planner.reminders.models import Address
from planner.sharing.models import Assignment
from planner.sharing.sections import Section

NAMES = ("An", "Bình", "Chi", "Dung", "Đào")
CAUSES = (
    (MissCause.EMPLOYER, Section.BENCHMARKS),
    (MissCause.HEALTH, Section.WELL_BEING),
    (MissCause.MONEY, Section.MONEY),
)


@dataclass(frozen=True)
class Made:
    """Writes so many workers of an agency, each with some of everything, by chance."""

    today: date
    chance: Random

    def workers(self, agency: Agency, counselors: list[User], count: int) -> list[User]:
        people = User.objects.bulk_create(
            User(
                name=self.chance.choice(NAMES),
                email=f"{agency.pk}-{number}@example.com",
                agency=agency,
                date_joined=self.at(self.day(-1500, -1) if self.is_so(0.6) else self.near(1)),
                is_active=self.chance.random() > 0.05,
            )
            for number in range(count)
        )
        care = Assignment.objects.bulk_create(
            Assignment(
                worker=person,
                counselor=self.chance.choice(counselors),
                agency=agency,
                started_at=self.instant(-900, -300),
            )
            for person in people
        )
        write(row for person in people for row in self.way(person))
        write(row for person in people for row in self.marks(person))
        write(row for row in self.misses(people))
        write(row for person in people for row in self.addresses(person))
        write(Case(assignment=row, opened_at=row.started_at) for row in care if self.is_so(0.5))
        write(
            row
            for case in Case.objects.filter(assignment__in=care).order_by("pk")
            for row in self.messages(case)
        )
        return people

    def is_so(self, share: float) -> bool:
        return self.chance.random() < share

    def day(self, first: int, last: int) -> date:
        return self.today + timedelta(days=self.chance.randint(first, last))

    def near(self, day: int) -> date:
        """Of one of the last months, this day, the one before or the one after: where rules change."""
        month = self.chance.choice(months_between(self.day(-80, -80), self.today))
        return month.replace(day=day) + timedelta(days=self.chance.randint(-1, 1))

    def instant(self, first: int, last: int) -> datetime:
        return self.at(self.day(first, last))

    def at(self, day: date) -> datetime:
        """Any hour: midnight here is not midnight in UTC."""
        hour, minute = self.chance.randrange(24), self.chance.randrange(60)
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)

    def way(self, person: User) -> Iterator[Model]:
        if self.is_so(0.2):
            return
        departs = self.day(-700, 20) if self.is_so(0.5) else self.near(15)
        yield Plan(
            person=person,
            route=Route.TITP_HOME,
            departs_on=departs,
            arrives_on=self.chance.choice((None, departs + timedelta(days=1))),
            returns_on=self.chance.choice((None, None, self.day(-40, 400))),
        )
        if self.is_so(0.1):
            yield Profile(person=person, stage=Stage.HOME)
        months = months_between(departs, self.today)
        share = self.chance.choice((1.0, 1.0, 0.95, 0.5, 0.0))
        newest = self.chance.choice((0, 0, 0, 1, 2, 6))
        for month in months[: max(0, len(months) - newest)]:
            if self.is_so(share):
                yield CheckIn(person=person, month=month, told_at=self.instant(-3, -1))

    def marks(self, person: User) -> Iterator[Model]:
        for number in range(self.chance.choice((0, 0, 1, 3))):
            is_dropped = self.is_so(0.1)
            yield Benchmark(
                person=person,
                key=f"mark-{number}",
                group=Group.JAPAN,
                words=f"Mốc {number}",
                section=self.chance.choice((*[Section.BENCHMARKS] * 3, Section.MONEY)),
                due_on=self.day(-80, 10),
                added_at=self.instant(-100, -1) if self.is_so(0.5) else self.instant(-400, -200),
                done_on=self.chance.choice((None, None, None, self.today)),
                dropped_on=self.today if is_dropped else None,
                drop_reason=DropReason.NO_TIME if is_dropped else "",
            )

    def misses(self, people: list[User]) -> Iterator[Model]:
        for row in Benchmark.objects.filter(person__in=people).order_by("pk"):
            if self.is_so(0.5):
                cause, section = self.chance.choice(CAUSES)
                yield Miss(
                    person_id=row.person_id,
                    benchmark=row,
                    section=section,
                    cause=cause,
                    due_on=row.due_on - timedelta(days=self.chance.choice((0, 0, 50))),
                    told_at=self.instant(-2, -1),
                )

    def addresses(self, person: User) -> Iterator[Model]:
        for channel in self.chance.sample((Channel.EMAIL, Channel.LINE, Channel.PUSH), 2):
            if self.is_so(0.3):
                off_at = self.chance.choice((None, self.instant(-50, -1)))
                yield Address(
                    person=person,
                    channel=channel,
                    value=f"{channel}-{person.pk}",
                    added_at=self.instant(-100, -60),
                    verified_at=self.chance.choice((None, *[self.instant(-60, -55)] * 3)),
                    off_at=off_at,
                    off_reason=OffReason.REFUSED if off_at else "",
                )

    def messages(self, case: Case) -> Iterator[Model]:
        for _number in range(self.chance.choice((0, 0, 1, 3))):
            yield Message(
                case=case,
                author_name="Ai đó",
                is_from_worker=self.is_so(0.5),
                text="Tin",
                sent_at=self.instant(-40, -1),
                read_at=self.chance.choice((None, self.instant(-1, 0))),
            )


def write(rows: Iterator[Model]) -> None:
    """One query for each model among them."""
    made = list(rows)
    for model in dict.fromkeys(type(row) for row in made):
        model._default_manager.bulk_create(row for row in made if isinstance(row, model))
