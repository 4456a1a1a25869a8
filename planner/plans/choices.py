"""A trade to choose, and a trade that was chosen: the match as it is shown, and as others may see it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from accounts.models import User
from planner.matching.atlas import Atlas
from planner.matching.ranking import rank
from planner.matching.records import ShownMatch, shown_match_from_json
from planner.matching.values import Home, Match
from planner.matching.weights import DEFAULT
from planner.plans.answers import Answers
from planner.plans.models import Choice
from planner.plans.selectors.told import home_of, person_of
from planner.reference.models import MatchWeights
from planner.reference.selectors import newest_weights
from planner.sharing.audiences import Opened, own_sections
from planner.sharing.sections import Section


@dataclass(frozen=True)
class Offer:
    """A match to decide on. `open_match`: without what is closed to others. `key`: changes with what is shown."""

    answers: Answers
    home: Home
    match: Match
    open_match: Match
    data_version: str
    weights: MatchWeights | None

    @property
    def key(self) -> str:
        shown = [
            self.match.trade.code,
            self.answers.matched.to_json(),
            self.data_version,
            self.weights.pk if self.weights else None,
        ]
        return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:24]


@dataclass(frozen=True)
class MadeChoice:
    """`inputs`: the answers the match rested on, as far as the reader may know them."""

    trade_code: str
    chosen_at: datetime
    inputs: Answers
    match: ShownMatch
    data_version: str
    weights_pk: int | None


def offer_of(answers: Answers, trade_code: str, atlas: Atlas) -> Offer | None:
    """None as long as no home is told, or for what is no trade."""
    return _offer(answers, trade_code, atlas, newest_weights())


def fits_otherwise(choice: MadeChoice, answers: Answers, atlas: Atlas) -> bool:
    """The verdict would be another one today. Nothing is worked out as long as nothing has changed."""
    row = newest_weights()
    shown = (choice.inputs, choice.data_version, choice.weights_pk)
    if shown == (answers.matched, atlas.version, row.pk if row else None):
        return False
    offer = _offer(answers, choice.trade_code, atlas, row)
    return offer is None or offer.match.verdict != choice.match.verdict


def _offer(
    answers: Answers, trade_code: str, atlas: Atlas, row: MatchWeights | None
) -> Offer | None:
    home = home_of(answers, atlas)
    if home is None or trade_code not in atlas.trades_by_code:
        return None
    weights = row.weights if row else DEFAULT
    match = rank(atlas, home, person_of(answers), weights).by_code[trade_code]
    open_match = match
    if answers != answers.without_closed:
        open_answers = answers.without_closed
        open_home = home_of(open_answers, atlas) or home
        open_ranking = rank(atlas, open_home, person_of(open_answers), weights)
        open_match = open_ranking.by_code[trade_code]
    return Offer(answers, home, match, open_match, atlas.version, row)


def choices_of(person: User, *, most: int | None = None) -> list[MadeChoice]:
    """The person's own, newest first, as they were shown; in a browser that is shut out without what is closed.

    `most`: of several, so many of the newest; None = all.
    """
    sees_all = Section.WELL_BEING in own_sections(person)
    rows = Choice.objects.visible_to(person).filter(person=person).select_related("trade")
    if sees_all:
        rows = rows.select_related("as_shown")
    return [
        _made(row, row.as_shown.inputs, row.as_shown.match)
        if sees_all and hasattr(row, "as_shown")
        else _made(row, row.inputs, row.match)
        for row in rows.order_by("-pk")[:most]
    ]


def choice_of(person: User) -> MadeChoice | None:
    return next(iter(choices_of(person, most=1)), None)


def choices_open_in(opened: Opened) -> list[MadeChoice]:
    """A worker's choices for whoever opened the page, newest first, without what is closed."""
    if Choice.section not in opened.sections:
        return []
    rows = Choice.objects.filter(person=opened.person).select_related("trade").order_by("-pk")
    return [_made(row, row.inputs, row.match) for row in rows]


def choices_in_caseload(reader: User, people: Iterable[int]) -> dict[int, MadeChoice]:
    """The newest choice of each of these people in the reader's care, without what is closed. One query."""
    seen = Choice.objects.visible_to(reader).filter(person__in=people)
    newest = seen.values("person").annotate(newest=Max("pk")).values("newest")
    rows = Choice.objects.filter(pk__in=newest).select_related("trade")
    return {row.person_id: _made(row, row.inputs, row.match) for row in rows}


def _made(row: Choice, inputs: dict[str, object], match: dict[str, object]) -> MadeChoice:
    return MadeChoice(
        trade_code=row.trade.code,
        chosen_at=row.chosen_at,
        inputs=Answers.from_json(inputs),
        match=shown_match_from_json(match),
        data_version=row.data_version,
        weights_pk=row.weights_id,
    )
