"""Whose plan it is, in words, for the owner and for others."""

from accounts.models import User
from planner.matching.atlas import Atlas
from planner.plans.choices import MadeChoice
from planner.web.contents.plan import Subject
from planner.wording.languages import localized
from planner.wording.terms import VERDICTS


def subject_of(person: User, place: str, choice: MadeChoice | None, atlas: Atlas) -> Subject:
    """`place`, `choice`: as far as the reader may know them."""
    trade = atlas.trades_by_code.get(choice.trade_code) if choice else None
    verdict = choice.match.verdict if choice else None
    return Subject(
        name=person.name,
        place=place,
        trade=f"{localized(trade)} ({trade.name_ja})" if trade else "",
        verdict=str(VERDICTS[verdict]) if verdict else "",
    )
