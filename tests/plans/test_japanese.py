"""Tests of Japanese: kept, changed, taken away; a pass raises the level in the profile."""

from datetime import date

import pytest

from accounts.models import User
from planner.plans.answers import Answers
from planner.plans.enums import Japanese
from planner.plans.models import JapaneseTest
from planner.plans.selectors.told import answers_of
from planner.plans.services import japanese as services
from planner.plans.services.japanese import (
    HEIGHT,
    SameTestTwice,
    TooManyTests,
    remove_japanese_test,
)
from planner.plans.services.told import keep_answers
from planner.plans.services.writing import NotThere
from planner.sharing.stale import ChangedMeanwhile
from tests.factories.accounts import UserFactory
from tests.factories.standing import TEST_VALUES, japanese_test

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker() -> User:
    return UserFactory.create()


def level_of(person: User) -> str | None:
    return answers_of(person).japanese


def test_every_level_has_a_height() -> None:
    assert set(HEIGHT) == set(Japanese)


@pytest.mark.parametrize(
    "told, passed, after",
    [
        (None, Japanese.N4, Japanese.N4),
        (Japanese.BEGINNER, Japanese.N5, Japanese.N5),
        (Japanese.N4, Japanese.N3, Japanese.N3),
        (Japanese.N3, Japanese.N4, Japanese.N3),
        (Japanese.N4, Japanese.JFT, Japanese.N4),
        (Japanese.N5, Japanese.JFT, Japanese.JFT),
    ],
)
def test_higher_pass_raises_the_profile(
    told: Japanese | None, passed: Japanese, after: Japanese, worker: User
) -> None:
    if told:
        keep_answers(person=worker, answers=Answers(japanese=told, schooling="college"))

    japanese_test(worker, level=passed)

    assert level_of(worker) == after
    assert answers_of(worker).schooling == ("college" if told else None)


def test_failed_test_raises_nothing(worker: User) -> None:
    row = japanese_test(worker, level=Japanese.N3, is_passed=False)

    assert level_of(worker) is None
    japanese_test(worker, row, is_passed=True)
    assert level_of(worker) == Japanese.N3


def test_removed_test_leaves_the_profile(worker: User) -> None:
    row = japanese_test(worker)

    remove_japanese_test(person=worker, pk=row.pk)

    assert not JapaneseTest.objects.exists()
    assert level_of(worker) == Japanese.N4


def test_same_test_of_one_day_is_told_once(worker: User) -> None:
    japanese_test(worker)
    other = japanese_test(worker, taken_on=date(2025, 12, 7))

    with pytest.raises(SameTestTwice):
        japanese_test(worker)
    with pytest.raises(SameTestTwice):
        japanese_test(worker, other, taken_on=TEST_VALUES["taken_on"])
    japanese_test(worker, other, points=None)

    assert JapaneseTest.objects.count() == 2


def test_there_is_a_most(worker: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_TESTS", 1)
    row = japanese_test(worker)

    with pytest.raises(TooManyTests):
        japanese_test(worker, taken_on=date(2025, 12, 7))

    assert japanese_test(worker, row, points=100).points == 100


def test_changed_by_another_phone_is_shown_first(worker: User) -> None:
    row = japanese_test(worker)
    stale = JapaneseTest.objects.get()
    japanese_test(worker, row, points=120)

    with pytest.raises(ChangedMeanwhile):
        japanese_test(worker, stale, points=130)


def test_another_neither_changes_nor_removes_it(worker: User) -> None:
    row, other = japanese_test(worker), UserFactory.create()

    with pytest.raises(NotThere):
        japanese_test(other, row, points=1)
    with pytest.raises(NotThere):
        remove_japanese_test(person=other, pk=row.pk)

    assert JapaneseTest.objects.get().points == TEST_VALUES["points"]
