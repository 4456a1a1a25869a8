"""Choosing a trade as the page does it."""

from datetime import UTC, datetime

from accounts.models import User
from planner.plans.choices import Offer, offer_of
from planner.plans.models import Choice
from planner.plans.selectors.told import answers_of
from planner.plans.services.told import choose_trade
from planner.reference.selectors import current_atlas

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def offer_to(person: User, trade: str) -> Offer:
    offer = offer_of(answers_of(person), trade, current_atlas())
    assert offer is not None
    return offer


def choose(
    person: User, trade: str, *, is_acknowledged: bool = True, now: datetime = NOW
) -> Choice:
    """With what the person has told until now."""
    return choose_trade(
        person=person, offer=offer_to(person, trade), is_acknowledged=is_acknowledged, now=now
    )
