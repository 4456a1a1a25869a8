import json
from dataclasses import replace

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from planner.matching.enums import CLOSED_REASONS, Verdict
from planner.matching.records import ShownMatch, match_to_json, shown_match_from_json
from planner.matching.values import Match
from planner.matching.weights import Weights
from planner.plans.answers import Answers
from planner.plans.choices import (
    MadeChoice,
    Offer,
    choice_of,
    choices_in_caseload,
    choices_of,
    choices_open_in,
    fits_otherwise,
    offer_of,
)
from planner.plans.models import Choice
from planner.plans.services.told import keep_answers
from planner.reference.selectors import current_atlas
from planner.reference.services import change_weights
from planner.sharing.audiences import Opened
from planner.sharing.models import Assignment
from planner.sharing.sections import Section
from planner.sharing.services import open_person
from tests.factories.accounts import UserFactory
from tests.factories.sharing import AssignmentFactory
from tests.plans.choosing import NOW, choose
from tests.plans.told import FULL, OPEN

pytestmark = pytest.mark.django_db

# Partly as the worker is shown it, for the back and who is cared for; aligned without that.
TRADE = "TITP 1-1"


@pytest.fixture
def worker() -> User:
    """Has told everything."""
    person: User = UserFactory.create()
    keep_answers(person=person, answers=FULL)
    return person


@pytest.fixture
def assignment(worker: User) -> Assignment:
    counselor = UserFactory.create(counselor=True)
    worker.agency = counselor.agency
    worker.save()
    made: Assignment = AssignmentFactory.create(worker=worker, counselor=counselor)
    return made


def offered(answers: Answers, trade: str = TRADE) -> Offer:
    offer = offer_of(answers, trade, current_atlas())
    assert offer is not None
    return offer


def opened(assignment: Assignment) -> Opened:
    assert assignment.counselor
    return open_person(reader=assignment.counselor, worker_pk=assignment.worker.pk, now=NOW)


def closed_reasons(match: Match | ShownMatch) -> list[str]:
    reasons = (*match.reasons_for, *match.reasons_against)
    return [reason.code for reason in reasons if reason.code in CLOSED_REASONS]


def kept(match: Match) -> ShownMatch:
    """As it comes back from the database."""
    return shown_match_from_json(json.loads(json.dumps(match_to_json(match))))


@pytest.mark.parametrize(
    "answers, trade",
    [(Answers(), TRADE), (Answers(wish="farm"), TRADE), (FULL, "TITP 99-99"), (FULL, "")],
)
def test_offer_needs_a_home_and_a_trade(answers: Answers, trade: str) -> None:
    assert offer_of(answers, trade, current_atlas()) is None


def test_offer_holds_the_match_with_and_without_what_is_closed() -> None:
    offer = offered(FULL)

    assert closed_reasons(offer.match) == ["care_possible", "health_limit"]
    assert closed_reasons(offer.open_match) == []
    assert (offer.match.verdict, offer.open_match.verdict) == (Verdict.PARTLY, Verdict.ALIGNED)


def test_open_match_is_the_same_whatever_is_closed() -> None:
    """What somebody told of health and care cannot be worked out of it: not even that something was told."""
    silent = offered(OPEN).open_match

    for care, health in [(("sick",), None), (None, ("allergy",)), ((), ()), (FULL.care, ())]:
        assert offered(replace(OPEN, care=care, health=health)).open_match == silent


@pytest.mark.parametrize(
    "changes",
    [
        {"care": ()},
        {"health": ("lifting",)},
        {"wish": "farm"},
        {"assets": ()},
        {"land_m2": 500},
        {"former_province": "31"},
        {"experience": ()},
        {"ratings": {"bargain": 2}},
        {"stage": "before_return"},
    ],
    ids=lambda changes: str(next(iter(changes))),
)
def test_offer_key_changes_with_what_the_match_rests_on(changes: dict[str, object]) -> None:
    assert offered(replace(FULL, **changes)).key != offered(FULL).key  # type: ignore[arg-type]


def test_offer_key_stays_with_what_changes_no_match() -> None:
    other = replace(FULL, wish_words="Khác", birth_year=1990, japanese="n1", health_words="")

    assert offered(other).key == offered(FULL).key


def test_offer_key_changes_with_trade_data_and_weights() -> None:
    offer = offered(FULL)
    changed_data = replace(offer, data_version="another")
    change_weights(
        weights=Weights(skill=26), note="thử", by=UserFactory.create(staff=True), now=NOW
    )
    changed_weights = offered(FULL)

    keys = [offer, changed_data, changed_weights, offered(FULL, "TITP 6-4")]

    assert len({item.key for item in keys}) == 4
    assert changed_weights.weights is not None


def test_choice_comes_back_as_it_was_shown(worker: User) -> None:
    offer = offered(FULL)

    made = choose(worker, TRADE)

    assert choice_of(worker) == MadeChoice(
        trade_code=TRADE,
        chosen_at=NOW,
        inputs=FULL.matched,
        match=kept(offer.match),
        data_version=current_atlas().version,
        weights_pk=None,
    )
    assert kept(offer.match).reasons_against == offer.match.reasons_against
    assert made.person == worker


def test_choices_come_newest_first(worker: User) -> None:
    for trade in (TRADE, "TITP 6-4", TRADE):
        choose(worker, trade)

    assert [made.trade_code for made in choices_of(worker)] == [TRADE, "TITP 6-4", TRADE]


def test_choice_of_somebody_who_has_not_chosen_is_none(worker: User) -> None:
    choose(worker, TRADE)

    assert choice_of(UserFactory.create()) is None


def test_own_choices_in_a_browser_that_is_shut_out_lack_what_is_closed(worker: User) -> None:
    choose(worker, TRADE)
    worker.is_shut_out = True

    [made] = choices_of(worker)

    assert made.inputs == OPEN.matched
    assert made.match == kept(offered(FULL).open_match)


def test_choices_open_to_the_agency_lack_what_is_closed(assignment: Assignment) -> None:
    choose(assignment.worker, TRADE)

    [made] = choices_open_in(opened(assignment))

    assert made.inputs == OPEN.matched
    assert made.match == kept(offered(FULL).open_match)
    assert choices_in_caseload(opened_by(assignment), [assignment.worker.pk]) == {
        assignment.worker.pk: made
    }


def opened_by(assignment: Assignment) -> User:
    assert assignment.counselor
    return assignment.counselor


def test_choices_need_the_section_to_be_open(assignment: Assignment) -> None:
    choose(assignment.worker, TRADE)
    without = Opened(assignment.worker, assignment, frozenset(Section) - {Section.PLAN})

    assert choices_open_in(without) == []


def test_choices_in_caseload_are_the_newest_of_those_in_care(assignment: Assignment) -> None:
    reader = opened_by(assignment)
    left = AssignmentFactory.create(counselor=reader, agency=assignment.agency, ended_at=NOW).worker
    elsewhere = AssignmentFactory.create().worker
    alone = UserFactory.create(agency=assignment.agency)
    for other in (left, elsewhere, alone):
        keep_answers(person=other, answers=FULL)
        choose(other, TRADE)
    choose(assignment.worker, TRADE)
    choose(assignment.worker, "TITP 6-4")
    people = [person.pk for person in (assignment.worker, left, elsewhere, alone)]

    found = choices_in_caseload(reader, people)

    assert {pk: made.trade_code for pk, made in found.items()} == {assignment.worker.pk: "TITP 6-4"}


def test_choices_in_caseload_take_one_query(
    assignment: Assignment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reader = opened_by(assignment)
    people = [assignment.worker.pk]
    for _number in range(4):
        another = AssignmentFactory.create(counselor=reader, agency=assignment.agency).worker
        keep_answers(person=another, answers=FULL)
        choose(another, TRADE)
        people.append(another.pk)
    choose(assignment.worker, TRADE)

    with django_assert_num_queries(1):
        found = choices_in_caseload(reader, people)

    assert len(found) == 5


@pytest.mark.parametrize("is_shut_out", [True, False])
def test_choices_of_take_one_query(
    is_shut_out: bool, worker: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for trade in (TRADE, "TITP 6-4", "TITP 2-1"):
        choose(worker, trade)
    worker.is_shut_out = is_shut_out

    with django_assert_num_queries(1):
        choices_of(worker)


def test_choice_of_an_unknown_trade_of_another_version_still_opens(worker: User) -> None:
    """A later version may drop codes: what it does not know is left out, the rest is shown."""
    choose(worker, TRADE)
    choice = Choice.objects.get()
    shown = choice.as_shown
    shown.match["verdict"] = "sideways"
    shown.match["reasons_for"].append({"code": "sunshine", "about": {}, "figures": []})
    shown.inputs["shoe_size"] = 43
    shown.save()

    made = choice_of(worker)

    assert made is not None
    assert made.match.verdict is None
    assert made.match.reasons_for == kept(offered(FULL).match).reasons_for
    assert made.inputs == FULL.matched


def made_choice(worker: User) -> MadeChoice:
    choose(worker, TRADE)
    made = choice_of(worker)
    assert made is not None
    return made


def test_choice_fits_as_it_did_as_long_as_nothing_has_changed(
    worker: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made, atlas = made_choice(worker), current_atlas()

    with django_assert_num_queries(1):
        assert not fits_otherwise(made, FULL, atlas)


def test_choice_fits_otherwise_when_the_verdict_is_another(worker: User) -> None:
    made, atlas = made_choice(worker), current_atlas()

    assert made.match.verdict is Verdict.PARTLY
    assert fits_otherwise(made, replace(FULL, health=()), atlas)
    assert fits_otherwise(made, Answers(), atlas)


def test_choice_fits_as_it_did_with_the_same_verdict_for_other_answers(worker: User) -> None:
    made, atlas = made_choice(worker), current_atlas()

    assert not fits_otherwise(made, replace(FULL, stage="before_return"), atlas)


def test_choice_fits_otherwise_under_other_weights(worker: User) -> None:
    made, atlas = made_choice(worker), current_atlas()
    only_home = Weights(home_economy=100, family_and_wish=0, person=0, skill=0)

    change_weights(
        weights=only_home, note="thử", by=UserFactory.create(staff=True), now=timezone.now()
    )

    assert offered(FULL).match.verdict is not Verdict.PARTLY
    assert fits_otherwise(made, FULL, atlas)
