"""Training courses and open orders of an agency itself. No match is made of them, and no score."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from accounts.models import Agency, User
from planner.casework.models import AgencyOffer
from planner.sharing.audiences import Opened

# Beside a match; who has more for one trade has them on paper.
SHOWN = 10


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """In the agency's own words. `places`: how many people."""

    agency: str
    kind: str
    title: str
    place: str
    begins_on: date | None
    places: int | None
    words: str


def offers_of(agency: Agency) -> QuerySet[AgencyOffer]:
    """All of an agency with their trade, those shown longest first."""
    rows = AgencyOffer.objects.filter(agency=agency).select_related("trade")
    return rows.order_by("-shown_until", "title", "pk")


def offers_shown_for(worker: User, trade_code: str, *, today: date) -> list[ShownOffer]:
    """Of the agency that looks after this worker now, for a trade. One query; for nobody in care nothing."""
    rows = AgencyOffer.objects.filter(
        agency__assignments__worker=worker,
        agency__assignments__ended_at=None,
        agency__is_active=True,
    )
    return _shown(rows, trade_code, today)


def offers_shown_in(opened: Opened, trade_code: str, *, today: date) -> list[ShownOffer]:
    """Of the reader's own agency, beside the trade of the worker who was opened. One query."""
    rows = AgencyOffer.objects.filter(agency=opened.assignment.agency_id)
    return _shown(rows, trade_code, today)


def _shown(rows: QuerySet[AgencyOffer], trade_code: str, today: date) -> list[ShownOffer]:
    found = rows.filter(trade__code=trade_code, shown_until__gte=today)
    columns = ("agency__name", "kind", "title", "place", "begins_on", "places", "words")
    ordered = found.order_by("kind", F("begins_on").asc(nulls_last=True), "title", "pk")
    return [ShownOffer(*values) for values in ordered.values_list(*columns)[:SHOWN]]
