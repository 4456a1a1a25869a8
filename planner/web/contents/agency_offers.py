"""What the worker's agency lists itself for a trade: beside the match, never in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from planner.casework.enums import OfferKind
from planner.casework.selectors.offers import ShownOffer, offers_shown_for, offers_shown_in
from planner.sharing.audiences import Opened
from planner.web.shared.rows import Text


@dataclass(frozen=True)
class OfferLine:
    """`facts`: where, when and how many places."""

    agency: str
    kind: Text
    title: str
    facts: str
    words: str


def agency_offers_for(
    person: User | AnonymousUser, trade_code: str, today: date
) -> list[OfferLine]:
    """For the worker's own pages. A visitor has no agency."""
    if not isinstance(person, User):
        return []
    return _lines(offers_shown_for(person, trade_code, today=today))


def agency_offers_in(opened: Opened, trade_code: str, today: date) -> list[OfferLine]:
    """For the counselor's page of a worker."""
    return _lines(offers_shown_in(opened, trade_code, today=today))


def _lines(offers: Iterable[ShownOffer]) -> list[OfferLine]:
    return [
        OfferLine(
            offer.agency, OfferKind(offer.kind).label, offer.title, _facts(offer), offer.words
        )
        for offer in offers
    ]


def _facts(offer: ShownOffer) -> str:
    facts = [offer.place]
    if offer.begins_on:
        facts.append(_("begins on %s") % date_format(offer.begins_on))
    if offer.places:
        words = ngettext("%(count)d place", "%(count)d places", offer.places)
        facts.append(words % {"count": offer.places})
    return " · ".join(fact for fact in facts if fact)
