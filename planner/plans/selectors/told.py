"""Reads of what a worker has told, and the match that follows from it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from planner.matching import mirror as mirrors
from planner.matching.atlas import Atlas
from planner.matching.enums import Asset, HealthLimit
from planner.matching.enums import Wish as WishCode
from planner.matching.person import rate_abilities
from planner.matching.ranking import rank
from planner.matching.values import Home, Person, Ranking, Trade
from planner.plans.answers import WELL_BEING, Answers
from planner.reference.selectors import current_weights
from planner.sharing.audiences import Opened, own_sections, sections_for
from planner.sharing.models import Assignment
from planner.sharing.sections import Section

_COLUMNS: dict[Section, dict[str, str]] = {
    Section.PROFILE: {
        "province": "home__province__code",
        "former_province": "home__former_province__code",
        "assets": "home__assets",
        "land_m2": "home__land_m2",
        "ratings": "selfrating__ratings",
        "skipped": "profile__skipped",
        "stage": "profile__stage",
        "trade": "profile__trade__code",
        "birth_year": "profile__birth_year",
        "sex": "profile__sex",
        "schooling": "profile__schooling",
        "experience": "profile__experience",
        "work_words": "profile__work_words",
        "japanese": "profile__japanese",
        "departure_month": "profile__departure_month",
        "pathway": "profile__pathway",
    },
    Section.PLAN: {
        "wish": "wish__wish",
        "wish_words": "wish__wish_words",
        "family_hope": "wish__family_hope",
        "family_words": "wish__family_words",
    },
    Section.WELL_BEING: {
        "care": "careduties__duties",
        "health": "healthlimits__limits",
        "health_words": "healthlimits__words",
    },
}


def answers_of(person: User) -> Answers:
    """All that the person has told, as the person's own browser may show it. One query."""
    return _answers(person, own_sections(person))


def answers_open_in(opened: Opened) -> Answers:
    """What is open of a worker to whoever opened the page. One query."""
    return _for_others(_answers(opened.person, opened.sections))


def answers_in_caseload(reader: User, people: Iterable[int]) -> dict[int, Answers]:
    """What is open to the reader of those of these people who are in the reader's care. One query."""
    columns = _columns(sections_for(reader))
    in_care = Assignment.objects.of_reader(reader).filter(worker__in=people).values("worker")
    rows = User.objects.filter(pk__in=in_care).values_list("pk", *columns.values())
    return {pk: _for_others(_read(dict(zip(columns, values, strict=True)))) for pk, *values in rows}


def _answers(person: User, sections: frozenset[Section]) -> Answers:
    row = _rows(frozenset(sections)).filter(pk=person.pk).first()
    return _read(dict(zip(_columns(sections), row[1:], strict=True)) if row else {})


@cache
def _rows(sections: frozenset[Section]) -> QuerySet[User, tuple[Any, ...]]:
    """Laid out once: every page asks, and its tables are many."""
    # With the key, for no column at all would mean every column.
    return User.objects.values_list("pk", *_columns(sections).values())


def _for_others(answers: Answers) -> Answers:
    """Nor that a closed question was left out. What is asked for counting only is nobody else's."""
    closed = (*WELL_BEING, "sex")
    skipped = tuple(name for name in answers.skipped or () if name not in closed)
    return replace(answers, skipped=skipped or None, sex=None)


def _columns(sections: frozenset[Section]) -> dict[str, str]:
    return {
        name: lookup
        for section, lookups in _COLUMNS.items()
        if section in sections
        for name, lookup in lookups.items()
    }


def _read(stored: dict[str, Any]) -> Answers:
    if isinstance(stored.get("departure_month"), date):
        stored["departure_month"] = stored["departure_month"].isoformat()
    return Answers.from_json(
        {name: value for name, value in stored.items() if value not in (None, "")}
    )


def home_of(answers: Answers, atlas: Atlas) -> Home | None:
    """The home as matching takes it; None as long as no province is chosen."""
    place = atlas.former.get(answers.former_province or "") or atlas.current.get(
        answers.province or ""
    )
    if place is None:
        return None
    formers = atlas.formers_of(place.code) if place.kind == "current" else ()
    return Home(
        # A province that was not merged is its own former one, and more is known of that.
        place=formers[0] if len(formers) == 1 else place,
        assets=None
        if answers.assets is None
        else frozenset(Asset(item) for item in answers.assets),
        land_m2=answers.land_m2,
        has_care_duties=None if answers.care is None else bool(answers.care),
    )


def person_of(answers: Answers) -> Person:
    return Person(
        WishCode(answers.wish) if answers.wish else WishCode.UNSURE,
        rate_abilities(answers.ratings or {}),
        health_limits=None
        if answers.health is None
        else frozenset(HealthLimit(item) for item in answers.health),
        experience=frozenset(answers.experience or ()),
    )


def ranking_for(answers: Answers, home: Home, atlas: Atlas) -> Ranking:
    """Every trade for this home and person, under the weights of today."""
    return rank(atlas, home, person_of(answers), current_weights())


def mirror_for(home: Home, trade: Trade, atlas: Atlas) -> mirrors.Mirror:
    """What this trade can become at home."""
    return mirrors.mirror(atlas, home, trade, current_weights())
