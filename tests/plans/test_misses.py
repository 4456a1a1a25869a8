"""Why a benchmark was missed: who sees it, and what comes of it."""

from datetime import date, timedelta

import pytest

from accounts.models import User
from planner.plans.enums import ChangeKind, DropReason, MissCause
from planner.plans.models import Benchmark, Miss, PlanChange
from planner.plans.services.misses import (
    NoNewDay,
    NotLate,
    WhatNow,
    section_of_miss,
    tell_miss,
)
from planner.plans.services.writing import ClosedHere, NotThere
from planner.sharing.sections import Section
from planner.sharing.stale import ChangedMeanwhile
from tests.factories.accounts import UserFactory
from tests.factories.plans import LATER, NOW, benchmark, edited_benchmark
from tests.factories.standing import told_miss

pytestmark = pytest.mark.django_db

DUE = LATER.date() - timedelta(days=20)
NEXT_YEAR = date(2027, 6, 1)


@pytest.fixture
def worker() -> User:
    return UserFactory.create()


@pytest.fixture
def late(worker: User) -> Benchmark:
    """Missed on the day of LATER."""
    return benchmark(worker, "Thi nghề", due_on=DUE)


def history(what: ChangeKind) -> list[PlanChange]:
    return list(PlanChange.objects.filter(what=what).order_by("pk"))


@pytest.mark.parametrize(
    "cause, section",
    [
        (MissCause.EMPLOYER, Section.BENCHMARKS),
        (MissCause.OWN_CHOICE, Section.BENCHMARKS),
        (MissCause.NOT_USEFUL, Section.BENCHMARKS),
        (MissCause.HEALTH, Section.WELL_BEING),
        (MissCause.MONEY, Section.MONEY),
    ],
)
def test_cause_decides_who_sees_it(cause: MissCause, section: Section) -> None:
    assert section_of_miss(cause, Section.BENCHMARKS) == section
    assert section_of_miss(cause, Section.MONEY) == Section.MONEY


def test_left_as_it_is(late: Benchmark) -> None:
    miss = told_miss(late, MissCause.EMPLOYER, "Không cho nghỉ", now=LATER)

    late.refresh_from_db()
    assert (miss.due_on, miss.cause, miss.words) == (DUE, "employer", "Không cho nghỉ")
    assert (late.due_on, late.dropped_on) == (DUE, None)
    assert [line.after["cause"] for line in history(ChangeKind.MISS)] == ["employer"]


def test_new_day_is_set_by_hand_and_says_nothing_of_the_cause(late: Benchmark) -> None:
    told_miss(
        late,
        MissCause.HEALTH,
        "Đau lưng",
        what_now=WhatNow.NEW_DAY,
        new_day=NEXT_YEAR,
        now=LATER,
    )

    late.refresh_from_db()
    (miss,) = Miss.objects.all()
    assert (late.due_on, late.is_moved, miss.due_on) == (NEXT_YEAR, True, DUE)
    moved = history(ChangeKind.BENCHMARK)[-1]
    assert (moved.section, moved.after["due_on"], moved.why) == (
        Section.BENCHMARKS,
        "2027-06-01",
        "",
    )
    open_lines = PlanChange.objects.exclude(section=Section.WELL_BEING)
    assert not any("health" in str(line.after) + line.why for line in open_lines)


@pytest.mark.parametrize(
    "cause, reason, words",
    [
        (MissCause.NOT_USEFUL, DropReason.NOT_USEFUL, "Đổi nghề"),
        (MissCause.HEALTH, DropReason.OTHER, ""),
    ],
)
def test_dropped_with_a_reason_that_may_be_read(
    cause: MissCause, reason: DropReason, words: str, late: Benchmark
) -> None:
    told_miss(late, cause, "Đổi nghề", what_now=WhatNow.DROP, now=LATER)

    late.refresh_from_db()
    assert (late.drop_reason, late.drop_words) == (reason, words)
    assert late.dropped_on == LATER.date()


def test_missed_again_on_the_new_day_is_a_second_miss(late: Benchmark) -> None:
    told_miss(late, what_now=WhatNow.NEW_DAY, new_day=NEXT_YEAR, now=LATER)

    told_miss(late, MissCause.OWN_CHOICE, now=LATER.replace(year=2027))

    assert list(Miss.objects.order_by("pk").values_list("due_on", "cause")) == [
        (DUE, "employer"),
        (NEXT_YEAR, "own_choice"),
    ]


def test_told_otherwise_replaces_it_and_no_open_line_says_what_was_closed(late: Benchmark) -> None:
    told_miss(late, MissCause.HEALTH, "Đau lưng", now=LATER)

    miss = told_miss(late, MissCause.EMPLOYER, now=LATER)

    assert Miss.objects.count() == 1
    assert miss.section == Section.BENCHMARKS
    lines = [(line.section, line.before, line.after) for line in history(ChangeKind.MISS)]
    assert [section for section, _before, _after in lines] == [
        Section.WELL_BEING,
        Section.WELL_BEING,
        Section.BENCHMARKS,
    ]
    assert lines[2][1] == {}
    assert lines[1][1]["cause"] == "health"


def test_told_twice_alike_is_no_news(late: Benchmark) -> None:
    told_miss(late, now=LATER)
    told_miss(late, now=LATER)

    assert len(history(ChangeKind.MISS)) == 1


def test_nothing_is_told_of_what_is_not_late(worker: User) -> None:
    ahead = benchmark(worker, due_on=NEXT_YEAR)

    with pytest.raises(NotLate):
        told_miss(ahead, now=LATER)


def test_new_day_lies_ahead(late: Benchmark) -> None:
    for day in (None, LATER.date() - timedelta(days=1)):
        with pytest.raises(NoNewDay):
            told_miss(late, what_now=WhatNow.NEW_DAY, new_day=day, now=LATER)

    assert not Miss.objects.exists()


def test_moved_meanwhile_by_another_phone_is_shown_first(late: Benchmark) -> None:
    edited_benchmark(late, due_on=DUE - timedelta(days=3), now=NOW)

    with pytest.raises(ChangedMeanwhile):
        tell_miss(
            person=late.person,
            pk=late.pk,
            cause=MissCause.EMPLOYER,
            words="",
            what_now=WhatNow.LEAVE,
            seen="of an older page",
            today=LATER.date(),
            now=LATER,
        )


def test_another_cannot_tell_it(late: Benchmark) -> None:
    late.person = UserFactory.create()

    with pytest.raises(NotThere):
        tell_miss(
            person=late.person,
            pk=late.pk,
            cause=MissCause.EMPLOYER,
            words="",
            what_now=WhatNow.LEAVE,
            seen="",
            today=LATER.date(),
            now=LATER,
        )


def test_shut_out_browser_neither_tells_nor_replaces_what_is_closed(late: Benchmark) -> None:
    told_miss(late, MissCause.HEALTH, now=LATER)
    late.person.is_shut_out = True

    for cause in (MissCause.MONEY, MissCause.EMPLOYER):
        with pytest.raises(ClosedHere):
            told_miss(late, cause, now=LATER)

    assert Miss.objects.get().cause == "health"
