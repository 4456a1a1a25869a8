"""An agency lists its own training courses and open orders. Its supervisors write them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.enums import Role
from accounts.models import User
from accounts.selectors import cares_in
from planner.casework.models import AgencyOffer
from planner.reference.models import JobCategory
from planner.sharing.stale import check_seen

MOST_OFFERS = 500
# The trade comes by its code.
FIELDS = ("kind", "title", "place", "begins_on", "places", "words", "shown_until")


class MayNotOffer(Exception):
    """Only a supervisor, and for the own agency."""


class OfferGone(Exception):
    """Somebody removed it since the page was opened."""


class TooManyOffers(Exception):
    """MOST_OFFERS are there; old ones can be removed."""


def plain(offer: AgencyOffer) -> dict[str, Any]:
    """The values that a form was filled from."""
    return {"trade": offer.trade.code, **{name: getattr(offer, name) for name in FIELDS}}


@transaction.atomic
def add_offer(*, by: User, values: Mapping[str, Any], now: datetime) -> AgencyOffer:
    """`values`: as `plain` gives them. Raises MayNotOffer, TooManyOffers."""
    agency = by.agency
    if agency is None or not _may_offer(by):
        raise MayNotOffer
    if AgencyOffer.objects.filter(agency=agency).count() >= MOST_OFFERS:
        raise TooManyOffers
    return AgencyOffer.objects.create(
        agency=agency,
        trade=JobCategory.objects.get(code=values["trade"]),
        made_at=now,
        made_by_name=by.name,
        **{name: values[name] for name in FIELDS},
    )


@transaction.atomic
def edit_offer(*, by: User, pk: int, values: Mapping[str, Any], seen: str) -> AgencyOffer:
    """Raises MayNotOffer, OfferGone, ChangedMeanwhile."""
    offer = _held(by, pk)
    check_seen(seen, plain(offer))
    offer.trade = JobCategory.objects.get(code=values["trade"])
    for name in FIELDS:
        setattr(offer, name, values[name])
    offer.save(update_fields=["trade", *FIELDS])
    return offer


@transaction.atomic
def remove_offer(*, by: User, pk: int) -> AgencyOffer:
    """From now on nobody sees it. Raises MayNotOffer, OfferGone."""
    offer = _held(by, pk)
    offer.delete()
    return offer


def _held(by: User, pk: int) -> AgencyOffer:
    if not _may_offer(by):
        raise MayNotOffer
    held = AgencyOffer.objects.select_for_update().filter(pk=pk, agency=by.agency_id).first()
    if held is None:
        raise OfferGone
    return held


def _may_offer(person: User) -> bool:
    return person.role == Role.SUPERVISOR and cares_in(person, agency_id=person.agency_id)
