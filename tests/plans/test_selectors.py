import pytest
from pytest_django import DjangoAssertNumQueries

from planner.matching.enums import Ability, Asset, Wish
from planner.plans.answers import Answers
from planner.plans.selectors import answers_of, home_of, mirror_for, person_of, ranking_for
from planner.plans.services import keep_answers
from planner.reference.selectors import current_atlas
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_answers_of_a_new_person_are_empty() -> None:
    assert answers_of(UserFactory.create()).is_empty


def test_answers_of_takes_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    silent, talkative = UserFactory.create(), UserFactory.create()
    keep_answers(
        person=talkative,
        answers=Answers(
            province="31",
            former_province="30",
            assets=("pond",),
            care=("sick",),
            wish="farm",
            ratings={"bargain": 2},
            is_in_japan=True,
            trade="TITP 6-4",
        ),
    )

    for person in (silent, talkative):
        with django_assert_num_queries(1):
            answers_of(person)


def test_home_of_a_former_province_is_that_province() -> None:
    home = home_of(Answers(province="31", former_province="30"), current_atlas())

    assert home
    assert (home.place.kind, home.place.name) == ("former", "Hải Dương")


def test_home_of_a_merged_province_alone_is_the_whole_of_it() -> None:
    home = home_of(Answers(province="31"), current_atlas())

    assert home
    assert (home.place.kind, home.place.name) == ("current", "Hải Phòng")


def test_home_of_a_province_that_was_not_merged_is_its_former_one() -> None:
    home = home_of(Answers(province="01"), current_atlas())

    assert home
    assert (home.place.kind, home.place.name) == ("former", "Hà Nội")


@pytest.mark.parametrize("answers", [Answers(), Answers(wish="farm"), Answers(province="00")])
def test_home_of_nowhere_is_none(answers: Answers) -> None:
    assert home_of(answers, current_atlas()) is None


def test_home_of_tells_nothing_from_not_told() -> None:
    atlas = current_atlas()

    not_told = home_of(Answers(province="01"), atlas)
    nothing = home_of(Answers(province="01", assets=(), care=()), atlas)
    much = home_of(
        Answers(province="01", assets=("farmland", "pond"), land_m2=720, care=("sick",)), atlas
    )

    assert not_told
    assert nothing
    assert much
    assert (not_told.assets, not_told.land_m2, not_told.has_care_duties) == (None, None, None)
    assert (nothing.assets, nothing.land_m2, nothing.has_care_duties) == (frozenset(), None, False)
    assert (much.assets, much.land_m2, much.has_care_duties) == (
        frozenset({Asset.FARMLAND, Asset.POND}),
        720,
        True,
    )


def test_person_of_takes_wish_and_ratings() -> None:
    person = person_of(Answers(wish="farm", ratings={"grow_things": 2, "animals_calm": 1}))

    assert person.wish is Wish.FARM
    assert person.abilities == {Ability.PLANTS_ANIMALS: 0.75}


def test_person_of_nothing_told_is_unsure() -> None:
    person = person_of(Answers())

    assert person.wish is Wish.UNSURE
    assert person.abilities == {}


def test_ranking_for_never_reads_the_familys_hope() -> None:
    atlas = current_atlas()
    without = Answers(province="31", former_province="30", wish="farm")
    home = home_of(without, atlas)
    assert home

    hoping = without.updated(Answers(family_hope="stay_long", family_words="Ở lại"))

    assert ranking_for(hoping, home, atlas) == ranking_for(without, home, atlas)


def test_mirror_for_starts_at_home() -> None:
    atlas = current_atlas()
    home = home_of(Answers(province="31", former_province="30"), atlas)
    assert home

    found = mirror_for(home, atlas.trades_by_code["TITP 6-4"], atlas)

    assert found.own.place == home.place
    assert [item.place.name for item in found.rest] == ["Hải Phòng"]
