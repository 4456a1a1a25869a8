from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from planner.matching.enums import Ability, Asset, Wish
from planner.plans.answers import Answers
from planner.plans.selectors.told import (
    answers_in_caseload,
    answers_of,
    answers_open_in,
    home_of,
    mirror_for,
    person_of,
    ranking_for,
)
from planner.plans.services.told import keep_answers
from planner.reference.selectors import current_atlas
from planner.sharing.audiences import Opened
from planner.sharing.models import Assignment
from planner.sharing.sections import Section
from planner.sharing.services import open_person
from tests.factories.accounts import UserFactory
from tests.factories.sharing import AssignmentFactory
from tests.plans.choosing import NOW
from tests.plans.told import FULL, OPEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment() -> Assignment:
    """A worker who has told everything, in a counselor's care."""
    made: Assignment = AssignmentFactory.create()
    keep_answers(person=made.worker, answers=FULL)
    return made


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
            stage="in_japan",
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


def test_ranking_for_rests_on_what_is_matched_alone() -> None:
    atlas = current_atlas()
    home = home_of(FULL, atlas)
    matched_home = home_of(FULL.matched, atlas)
    assert home
    assert matched_home

    assert ranking_for(FULL.matched, matched_home, atlas) == ranking_for(FULL, home, atlas)


@pytest.mark.parametrize("role", ["counselor", "supervisor"])
def test_answers_open_to_the_agency_never_hold_what_is_closed(
    role: str, assignment: Assignment
) -> None:
    reader = UserFactory.create(supervisor=True, agency=assignment.agency)
    if role == "counselor":
        assert assignment.counselor
        reader = assignment.counselor
    opened = open_person(reader=reader, worker_pk=assignment.worker.pk, now=NOW)

    found = answers_open_in(opened)

    assert found == OPEN
    assert found == answers_in_caseload(reader, [assignment.worker.pk])[assignment.worker.pk]


def test_answers_open_in_no_section_are_empty(assignment: Assignment) -> None:
    opened = Opened(assignment.worker, assignment, frozenset())

    assert answers_open_in(opened).is_empty


def test_answers_open_in_one_section_are_of_that_section(assignment: Assignment) -> None:
    opened = Opened(assignment.worker, assignment, frozenset({Section.PLAN}))

    assert answers_open_in(opened) == Answers(
        wish=FULL.wish,
        wish_words=FULL.wish_words,
        family_hope=FULL.family_hope,
        family_words=FULL.family_words,
    )


def test_answers_in_caseload_are_of_those_in_care_alone(assignment: Assignment) -> None:
    assert assignment.counselor
    others = [
        UserFactory.create(agency=assignment.agency),
        AssignmentFactory.create().worker,
        AssignmentFactory.create(ended_at=NOW, counselor=assignment.counselor).worker,
    ]
    for other in others:
        keep_answers(person=other, answers=FULL)
    people = [assignment.worker.pk, *(other.pk for other in others)]

    found = answers_in_caseload(assignment.counselor, people)

    assert found == {assignment.worker.pk: OPEN}


@pytest.mark.parametrize("cast", [{}, {"counselor": True}, {"staff": True, "is_superuser": True}])
def test_answers_in_nobodys_care_are_none(cast: dict[str, bool], assignment: Assignment) -> None:
    assert answers_in_caseload(UserFactory.create(**cast), [assignment.worker.pk]) == {}


def test_answers_in_caseload_take_one_query(
    assignment: Assignment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert assignment.counselor
    people = [assignment.worker.pk]
    for _number in range(5):
        another = AssignmentFactory.create(
            counselor=assignment.counselor, agency=assignment.agency
        ).worker
        keep_answers(person=another, answers=FULL)
        people.append(another.pk)

    with django_assert_num_queries(1):
        found = answers_in_caseload(assignment.counselor, people)

    assert list(found.values()) == [OPEN] * 6


def test_answers_of_a_browser_that_is_shut_out_lack_what_is_closed() -> None:
    worker = UserFactory.create()
    keep_answers(person=worker, answers=FULL)

    worker.is_shut_out = True

    assert answers_of(worker) == replace(OPEN, sex=FULL.sex)


@pytest.mark.parametrize(
    "skipped, seen",
    [(("care", "health"), None), (("care", "schooling"), ("schooling",)), (("birth",), ("birth",))],
)
def test_others_never_see_that_a_closed_question_was_left_out(
    skipped: tuple[str, ...], seen: tuple[str, ...] | None
) -> None:
    assignment = AssignmentFactory.create()
    assert assignment.counselor
    keep_answers(person=assignment.worker, answers=Answers(skipped=skipped))
    opened = open_person(reader=assignment.counselor, worker_pk=assignment.worker.pk, now=NOW)

    assert answers_open_in(opened).skipped == seen
    caseload = answers_in_caseload(assignment.counselor, [assignment.worker.pk])
    assert caseload[assignment.worker.pk].skipped == seen


def test_what_was_left_out_stays_so_where_it_is_shut_out() -> None:
    worker = UserFactory.create()
    keep_answers(person=worker, answers=Answers(skipped=("health",)))
    worker.is_shut_out = True

    keep_answers(person=worker, answers=Answers(skipped=("birth",)))

    assert answers_of(worker).skipped == ("birth", "health")
