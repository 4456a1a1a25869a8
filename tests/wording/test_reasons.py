import re
from collections.abc import Iterator

import pytest
from django.utils import translation

from planner.matching.atlas import Atlas
from planner.matching.enums import Ability, Against, Asset, For, HealthLimit, Wish
from planner.matching.ranking import rank
from planner.matching.values import Home, Person, Reason
from planner.matching.weights import DEFAULT
from planner.reference.selectors import current_atlas
from planner.wording.reasons import reason_source, reason_text

pytestmark = pytest.mark.django_db

# What must not be left of a sentence that was filled in; "…" may stand in a note.
BROKEN = re.compile(r"%\(|%s|\bNone\b|  |\.\.|\(\)|\{|\}|_")


def people(atlas: Atlas) -> Iterator[tuple[Home, Person]]:
    """Some from every part of the country, of every wish, with much and with nothing."""
    families = [None, frozenset[Asset](), frozenset({Asset.SHOP}), frozenset(Asset)]
    ratings = [{}, dict.fromkeys(Ability, 1.0), dict.fromkeys(Ability, 0.0)]
    places = [*list(atlas.former.values())[::4], *list(atlas.current.values())[::8]]
    for number, place in enumerate(places):
        home = Home(place, families[number % 4], None, has_care_duties=number % 2 == 0)
        yield (
            home,
            Person(
                list(Wish)[number % len(Wish)],
                ratings[number % 3],
                frozenset(list(HealthLimit)[: number % 5]),
                frozenset({"sewing", "machining"}) if number % 2 else frozenset(),
            ),
        )


@pytest.fixture(scope="module")
def reasons(django_db_setup: None, django_db_blocker: object) -> list[Reason]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        atlas = current_atlas()
    found: dict[str, Reason] = {}
    for home, person in people(atlas):
        ranking = rank(atlas, home, person, DEFAULT)
        for match in ranking.matches:
            for reason in (*match.reasons_for, *match.reasons_against):
                found.setdefault(repr((reason.code, reason.about, reason.figures)), reason)
        for reason in ranking.shared_against:
            found.setdefault(repr((reason.code, reason.about, reason.figures)), reason)
    return list(found.values())


def test_every_code_comes_up(reasons: list[Reason]) -> None:
    assert {*For, *Against} - {reason.code for reason in reasons} == set()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_reason_is_a_whole_sentence(language: str, reasons: list[Reason]) -> None:
    with translation.override(language):
        sentences = [reason_text(reason) for reason in reasons]

    assert [text for text in sentences if BROKEN.search(text) or not text.endswith(".")] == []
    assert [text for text in sentences if not text[0].isupper() and not text[0].isdigit()] == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_figure_has_its_year_and_source(language: str, reasons: list[Reason]) -> None:
    with translation.override(language):
        sources = {reason.code: reason_source(reason) for reason in reasons if reason.figures}

    assert [code for code, source in sources.items() if not source or BROKEN.search(source)] == []


def test_reason_about_the_person_has_no_source(reasons: list[Reason]) -> None:
    wishes = [reason for reason in reasons if reason.code is For.WISH_SERVED]

    assert {reason_source(reason) for reason in wishes} == {""}


def test_a_health_limit_is_told_as_what_the_trade_asks_for(english: None) -> None:
    reason = Reason(Against.HEALTH_LIMIT, (), {"limits": "lifting"})

    text = "It asks for heavy lifting or long standing, and you said that is hard for you."
    assert reason_text(reason) == text


def test_several_health_limits_are_one_sentence(english: None) -> None:
    reason = Reason(Against.HEALTH_LIMIT, (), {"limits": "allergy|outdoors"})

    asked = "work with plants or animals and work outdoors in all weathers"
    assert reason_text(reason) == f"It asks for {asked}, and you said that is hard for you."


def test_experience_is_told_as_what_was_done(english: None) -> None:
    assert reason_text(Reason(For.EXPERIENCE)) == "You have done work like this for a year or more."
