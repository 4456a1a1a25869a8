import pytest
from hypothesis import given, settings

from planner.plans.answers import Answers
from planner.plans.models import CareDuties, Home, Profile, SelfRating, Wish
from planner.plans.selectors import answers_of
from planner.plans.services import keep_answers
from tests.factories.accounts import UserFactory
from tests.plans.strategies import answers

pytestmark = pytest.mark.django_db

MODELS = (Home, CareDuties, Wish, SelfRating, Profile)


@settings(max_examples=40)
@given(answers())
def test_keep_answers_gives_back_what_was_told(told: Answers) -> None:
    worker = UserFactory.create()

    keep_answers(person=worker, answers=told)

    assert answers_of(worker) == told


@settings(max_examples=40)
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

    assert [model.objects.count() for model in MODELS] == [0, 1, 0, 0, 0]


def test_keep_answers_of_nothing_writes_nothing() -> None:
    worker = UserFactory.create()

    keep_answers(person=worker, answers=Answers())

    assert [model.objects.count() for model in MODELS] == [0, 0, 0, 0, 0]


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
