"""Choosing a trade: what is kept, and in which section."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection, connections
from pytest_django import DjangoDbBlocker

from accounts.models import User
from planner.matching.enums import CLOSED_REASONS, Verdict
from planner.matching.records import match_to_json
from planner.matching.weights import DEFAULT, Weights
from planner.plans.answers import WELL_BEING, Answers
from planner.plans.models import Choice, ChoiceAsShown
from planner.plans.services.told import NotAcknowledged, choose_trade, keep_answers
from planner.reference.selectors import current_atlas
from planner.reference.services import change_weights
from tests.factories.accounts import UserFactory
from tests.plans.choosing import NOW, choose, offer_to
from tests.plans.told import FULL, OPEN

pytestmark = pytest.mark.django_db

LATER = datetime(2026, 12, 24, 9, tzinfo=UTC)
PARTLY, ALIGNED, MISFIT = "TITP 1-1", "TITP 6-4", "TITP 2-1"


@pytest.fixture
def worker() -> User:
    """Has told everything."""
    person: User = UserFactory.create()
    keep_answers(person=person, answers=FULL)
    return person


def test_choice_is_kept_with_what_it_rested_on(worker: User) -> None:
    made = choose(worker, PARTLY)

    kept = Choice.objects.get()
    assert kept == made
    assert (kept.person, kept.trade.code, kept.chosen_at) == (worker, PARTLY, NOW)
    assert (kept.data_version, kept.weights) == (current_atlas().version, None)


def test_choice_as_shown_is_kept_whole(worker: User) -> None:
    choose(worker, PARTLY)

    shown = ChoiceAsShown.objects.get()
    assert shown.person == worker
    assert Answers.from_json(shown.inputs) == FULL.matched
    assert shown.match == match_to_json(offer_to(worker, PARTLY).match)


def test_choice_that_others_see_holds_nothing_closed(worker: User) -> None:
    offer = offer_to(worker, PARTLY)
    reasons = (*offer.match.reasons_for, *offer.match.reasons_against)
    closed = [reason for reason in reasons if reason.code in CLOSED_REASONS]

    choose(worker, PARTLY)

    choice = Choice.objects.get()
    assert closed
    assert not set(WELL_BEING) & choice.inputs.keys()
    kept = str([choice.inputs, choice.match])
    assert not [reason.code for reason in closed if reason.code in kept]
    # Nor by the code of what was told.
    codes = (*(FULL.care or ()), *(FULL.health or ()))
    assert not [code for code in codes if f"'{code}'" in kept]


def test_choice_that_others_see_is_as_if_nothing_closed_had_been_told(worker: User) -> None:
    silent = UserFactory.create()
    keep_answers(person=silent, answers=OPEN)

    choose(worker, PARTLY)
    choose(silent, PARTLY)

    first, second = Choice.objects.order_by("pk")
    assert (first.inputs, first.match) == (second.inputs, second.match)


def test_choice_of_a_misfit_needs_to_have_read_why(worker: User) -> None:
    assert offer_to(worker, MISFIT).match.verdict is Verdict.MISALIGNED

    with pytest.raises(NotAcknowledged):
        choose(worker, MISFIT, is_acknowledged=False)

    assert (Choice.objects.count(), ChoiceAsShown.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "trade, is_kept_as_read", [(MISFIT, True), (PARTLY, False), (ALIGNED, False)]
)
def test_choice_says_whether_a_warning_was_read(
    trade: str, is_kept_as_read: bool, worker: User
) -> None:
    choose(worker, trade, is_acknowledged=True)

    assert ChoiceAsShown.objects.get().is_acknowledged is is_kept_as_read


def test_what_was_read_is_nothing_that_others_see() -> None:
    """A trade may be a misfit only because of the back: then even the tick would tell of it."""
    worker = UserFactory.create()
    keep_answers(person=worker, answers=FULL)
    offer = offer_to(worker, "TITP 1-3")
    assert (offer.match.verdict, offer.open_match.verdict) == (Verdict.MISALIGNED, Verdict.PARTLY)

    choice = choose(worker, "TITP 1-3")

    assert choice.match["verdict"] == "partly"
    assert "is_acknowledged" not in {field.name for field in Choice._meta.get_fields()}


def test_same_choice_again_makes_no_second(worker: User) -> None:
    first = choose(worker, PARTLY)

    again = choose(worker, PARTLY, now=LATER)

    assert again == first
    assert Choice.objects.get().chosen_at == NOW


@pytest.mark.parametrize("part", [Answers(health=()), Answers(stage="before_return")])
def test_same_trade_after_other_answers_is_a_new_choice(part: Answers, worker: User) -> None:
    choose(worker, PARTLY)
    keep_answers(person=worker, answers=part)

    choose(worker, PARTLY, now=LATER)

    assert list(Choice.objects.order_by("pk").values_list("chosen_at", flat=True)) == [NOW, LATER]


def test_trade_chosen_before_another_can_be_chosen_again(worker: User) -> None:
    for trade in (PARTLY, ALIGNED, PARTLY):
        choose(worker, trade)

    chosen = Choice.objects.order_by("pk").values_list("trade__code", flat=True)
    assert list(chosen) == [PARTLY, ALIGNED, PARTLY]


def test_same_choice_of_another_person_is_another_choice(worker: User) -> None:
    another = UserFactory.create()
    keep_answers(person=another, answers=FULL)

    choose(worker, PARTLY)
    choose(another, PARTLY)

    assert set(Choice.objects.values_list("person", flat=True)) == {worker.pk, another.pk}


def test_choice_keeps_its_version_of_data_and_weights(worker: User) -> None:
    clerk = UserFactory.create(staff=True)
    weights = change_weights(weights=Weights(skill=26), note="thử", by=clerk, now=NOW)
    choose(worker, PARTLY)

    change_weights(weights=DEFAULT, note="trả lại", by=clerk, now=LATER)
    choose(worker, PARTLY, now=LATER)

    first, second = Choice.objects.order_by("pk")
    assert first.weights == weights
    assert second.weights != weights


def test_choice_in_a_browser_that_is_shut_out_reads_nothing_closed(worker: User) -> None:
    worker.is_shut_out = True

    choose(worker, PARTLY)

    shown = ChoiceAsShown.objects.get()
    assert Answers.from_json(shown.inputs) == OPEN.matched
    assert shown.match == Choice.objects.get().match


@pytest.fixture
def reloaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A test that commits empties the database at its end: the reference data come back for those after it."""
    yield
    with django_db_blocker.unblock():
        call_command("load_reference", verbosity=0)


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="the test database of SQLite has one connection"
)
def test_one_tap_that_arrives_twice_at_once_is_one_choice(
    reloaded: None, transactional_db: None
) -> None:
    call_command("load_reference", verbosity=0)
    worker = UserFactory.create()
    keep_answers(person=worker, answers=replace(FULL, care=None, health=None))
    offer = offer_to(worker, PARTLY)
    together = Barrier(4)

    def tap(_number: int) -> int:
        together.wait()
        try:
            made = choose_trade(person=worker, offer=offer, is_acknowledged=True, now=NOW)
            return made.pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as taps:
        made = set(taps.map(tap, range(4)))

    assert len(made) == 1
    assert Choice.objects.count() == 1
