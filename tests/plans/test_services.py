from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from planner.plans.answers import Answers
from planner.plans.models import CareDuties, HealthLimits, Home, Profile, SelfRating, Wish
from planner.plans.selectors.told import answers_of
from planner.plans.services.told import keep_answers
from tests.factories.accounts import UserFactory
from tests.plans.strategies import answers
from tests.plans.told import FULL, OPEN

pytestmark = pytest.mark.django_db

MODELS = (Home, CareDuties, Wish, SelfRating, Profile, HealthLimits)


@given(answers())
def test_keep_answers_gives_back_what_was_told(told: Answers) -> None:
    worker = UserFactory.create()

    keep_answers(person=worker, answers=told)

    assert answers_of(worker) == told


@given(answers(), answers())
def test_keep_answers_adds_a_part_as_updated_does(told: Answers, part: Answers) -> None:
    worker = UserFactory.create()
    keep_answers(person=worker, answers=told)

    keep_answers(person=worker, answers=part)

    assert answers_of(worker) == told.updated(part)


def test_keep_answers_leaves_the_rest_alone() -> None:
    worker = UserFactory.create()
    keep_answers(person=worker, answers=Answers(province="24", care=("sick",), wish="farm"))

    keep_answers(person=worker, answers=Answers(wish="service"))

    assert answers_of(worker) == Answers(province="24", care=("sick",), wish="service")


def test_keep_answers_writes_only_rows_that_were_told() -> None:
    worker = UserFactory.create()

    keep_answers(person=worker, answers=Answers(care=()))

    assert [model.objects.count() for model in MODELS] == [0, 1, 0, 0, 0, 0]


def test_keep_answers_of_nothing_writes_nothing() -> None:
    worker = UserFactory.create()

    keep_answers(person=worker, answers=Answers())

    assert [model.objects.count() for model in MODELS] == [0] * len(MODELS)


def test_keep_answers_takes_own_words_back() -> None:
    worker = UserFactory.create()
    keep_answers(person=worker, answers=Answers(wish="farm", wish_words="Trồng hoa"))

    keep_answers(person=worker, answers=Answers(wish="farm", wish_words=""))

    assert answers_of(worker) == Answers(wish="farm")


def test_keep_answers_keeps_all_or_nothing() -> None:
    worker = UserFactory.create()
    no_rating: dict[str, int] = {"bargain": object()}  # type: ignore[dict-item]

    with pytest.raises(TypeError):
        keep_answers(
            person=worker, answers=Answers(province="24", care=("sick",), ratings=no_rating)
        )

    assert answers_of(worker).is_empty


def test_keep_answers_touches_nobody_else() -> None:
    worker, another = UserFactory.create(), UserFactory.create()
    keep_answers(person=another, answers=Answers(province="31", wish="farm"))

    keep_answers(person=worker, answers=Answers(province="24", wish="service"))

    assert answers_of(another) == Answers(province="31", wish="farm")


def test_keep_answers_of_about_me_writes_profile_and_health_limits() -> None:
    worker = UserFactory.create()

    keep_answers(person=worker, answers=FULL)

    profile, limits = Profile.objects.get(person=worker), HealthLimits.objects.get(person=worker)
    assert (profile.birth_year, profile.schooling, profile.japanese) == (1999, "vocational", "n4")
    assert (profile.experience, profile.work_words) == (["machining"], "Ba năm ở xưởng tiện")
    assert (profile.departure_month, profile.pathway) == (date(2025, 4, 1), "TITP")
    assert profile.trade
    assert profile.trade.code == "TITP 6-4"
    assert (limits.limits, limits.words) == (["lifting", "eyes"], "Đau lưng từ năm ngoái")


@pytest.mark.parametrize("told", [Answers(experience=()), Answers(health=())])
def test_keep_answers_tells_none_from_not_told(told: Answers) -> None:
    worker = UserFactory.create()

    keep_answers(person=worker, answers=told)

    assert answers_of(worker) == told


def test_keep_answers_takes_words_about_health_back() -> None:
    worker = UserFactory.create()
    keep_answers(person=worker, answers=Answers(health=("eyes",), health_words="Cận nặng"))

    keep_answers(person=worker, answers=Answers(health=("eyes",), health_words=""))

    assert answers_of(worker) == Answers(health=("eyes",))


def test_keep_answers_with_another_month_drops_the_pathway() -> None:
    worker = UserFactory.create()
    keep_answers(person=worker, answers=FULL)

    keep_answers(person=worker, answers=Answers(departure_month="2027-07-01"))

    assert answers_of(worker) == replace(FULL, departure_month="2027-07-01", pathway=None)


def test_keep_answers_writes_nothing_closed_from_a_browser_that_is_shut_out() -> None:
    worker = UserFactory.create()
    worker.is_shut_out = True

    keep_answers(person=worker, answers=FULL)

    assert (CareDuties.objects.count(), HealthLimits.objects.count()) == (0, 0)
    worker.is_shut_out = False
    assert answers_of(worker) == replace(OPEN, sex=FULL.sex)


def test_keep_answers_leaves_what_is_closed_as_it_was_where_it_is_shut_out() -> None:
    worker = UserFactory.create()
    keep_answers(person=worker, answers=FULL)
    worker.is_shut_out = True

    keep_answers(
        person=worker, answers=Answers(care=(), health=(), health_words="", birth_year=1980)
    )

    worker.is_shut_out = False
    assert answers_of(worker) == replace(FULL, birth_year=1980)


def test_keep_answers_keeps_words_about_health_that_a_part_does_not_speak_of() -> None:
    worker = UserFactory.create()
    keep_answers(person=worker, answers=Answers(health=("eyes",), health_words="Cận nặng"))

    keep_answers(person=worker, answers=Answers(health=("eyes", "lifting")))

    assert answers_of(worker) == Answers(health=("eyes", "lifting"), health_words="Cận nặng")
