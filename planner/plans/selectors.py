"""Reads of what a worker has told, and the match that follows from it."""

from typing import Any

from accounts.models import User
from planner.matching import mirror as mirrors
from planner.matching.atlas import Atlas
from planner.matching.enums import Asset
from planner.matching.enums import Wish as WishCode
from planner.matching.person import rate_abilities
from planner.matching.ranking import rank
from planner.matching.values import Home, Person, Ranking, Trade
from planner.plans.answers import Answers
from planner.reference.selectors import current_weights

_COLUMNS = {
    "province": "home__province__code",
    "former_province": "home__former_province__code",
    "assets": "home__assets",
    "land_m2": "home__land_m2",
    "care": "careduties__duties",
    "wish": "wish__wish",
    "wish_words": "wish__wish_words",
    "family_hope": "wish__family_hope",
    "family_words": "wish__family_words",
    "ratings": "selfrating__ratings",
    "skipped": "profile__skipped",
    "is_in_japan": "profile__is_in_japan",
    "trade": "profile__trade__code",
}


def answers_of(person: User) -> Answers:
    """All that the person has told. One query."""
    row = User.objects.filter(pk=person.pk).values_list(*_COLUMNS.values()).first()
    stored: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True)) if row else {}
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
    )


def ranking_for(answers: Answers, home: Home, atlas: Atlas) -> Ranking:
    """Every trade for this home and person, under the weights of today."""
    return rank(atlas, home, person_of(answers), current_weights())


def mirror_for(home: Home, trade: Trade, atlas: Atlas) -> mirrors.Mirror:
    """What this trade can become at home."""
    return mirrors.mirror(atlas, home, trade, current_weights())
