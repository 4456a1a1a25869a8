"""Writes of the tests of Japanese that were taken."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from planner.plans.answers import Answers
from planner.plans.enums import Japanese
from planner.plans.models import JapaneseTest
from planner.plans.records import JAPANESE_TEST, plain
from planner.plans.selectors.told import answers_of
from planner.plans.services.told import keep_answers
from planner.plans.services.writing import NotThere, hold, own_row
from planner.sharing.sections import Section
from planner.sharing.stale import check_seen

MOST_TESTS = 40
# JFT-Basic asks for A2, as N4 does.
HEIGHT: Mapping[str, int] = {
    Japanese.NONE: 0,
    Japanese.BEGINNER: 0,
    Japanese.N5: 1,
    Japanese.N4: 2,
    Japanese.JFT: 2,
    Japanese.N3: 3,
    Japanese.N2: 4,
    Japanese.N1: 5,
}


class TooManyTests(Exception):
    """Two sittings a year make fewer in all the years."""


class SameTestTwice(Exception):
    """This test of that day is told already."""


@transaction.atomic
def keep_japanese_test(
    *, person: User, pk: int | None, values: Mapping[str, Any], seen: str, now: datetime
) -> JapaneseTest:
    """A new one without `pk`. `values`: the columns of records.JAPANESE_TEST.

    A pass above the level in the profile raises that. Raises NotThere, ChangedMeanwhile, TooManyTests, SameTestTwice.
    """
    hold(person, Section.BENCHMARKS)
    mine = JapaneseTest.objects.of(person)
    row: JapaneseTest | None = None if pk is None else own_row(mine, pk)
    check_seen(seen, plain(row, JAPANESE_TEST))
    if pk is None and mine.count() >= MOST_TESTS:
        raise TooManyTests
    same = mine.filter(level=values["level"], taken_on=values["taken_on"])
    if same.exclude(pk=pk).exists():
        raise SameTestTwice
    row = row or JapaneseTest(person=person)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    if row.is_passed:
        _raise_profile(person, row.level)
    return row


@transaction.atomic
def remove_japanese_test(*, person: User, pk: int) -> None:
    """The level in the profile stays. Raises NotThere."""
    hold(person, Section.BENCHMARKS)
    gone, _rows = JapaneseTest.objects.of(person).filter(pk=pk).delete()
    if not gone:
        raise NotThere


def _raise_profile(person: User, level: str) -> None:
    if HEIGHT[level] > HEIGHT.get(answers_of(person).japanese or "", 0):
        keep_answers(person=person, answers=Answers(japanese=level))
