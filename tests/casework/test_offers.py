"""What an agency lists itself: who sees it, and who writes it."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.models import User
from planner.casework.enums import OfferKind
from planner.casework.models import AgencyOffer
from planner.casework.selectors.offers import (
    SHOWN,
    ShownOffer,
    offers_of,
    offers_shown_for,
    offers_shown_in,
)
from planner.casework.services import offers as services
from planner.casework.services.offers import (
    MayNotOffer,
    OfferGone,
    TooManyOffers,
    add_offer,
    edit_offer,
    plain,
    remove_offer,
)
from planner.sharing.models import Assignment
from planner.sharing.services import end_assignment
from planner.sharing.stale import ChangedMeanwhile, fingerprint
from tests.factories.accounts import UserFactory
from tests.factories.lists import NOW, TODAY, WELDING, agency_offer
from tests.factories.plans import opened_by_counselor
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

VALUES: dict[str, Any] = {
    "kind": OfferKind.ORDER,
    "trade": WELDING,
    "title": "Đơn hàng hàn ở Osaka",
    "place": "Osaka",
    "begins_on": date(2027, 2, 1),
    "places": 12,
    "words": "Phỏng vấn tháng 12.",
    "shown_until": date(2026, 12, 31),
}


@pytest.fixture
def supervisor() -> User:
    return UserFactory.create(supervisor=True, name="Nguyễn Thu Hà")


@pytest.fixture
def assignment(supervisor: User) -> Assignment:
    counselor = UserFactory.create(counselor=True, agency=supervisor.agency)
    made: Assignment = AssignmentFactory.create(counselor=counselor)
    return made


def titles(offers: list[ShownOffer]) -> list[str]:
    return [offer.title for offer in offers]


def test_offer_is_added_for_the_own_agency(supervisor: User) -> None:
    made = add_offer(by=supervisor, values=VALUES, now=NOW)

    assert plain(AgencyOffer.objects.get()) == VALUES
    assert (made.agency, made.made_at, made.made_by_name) == (
        supervisor.agency,
        NOW,
        "Nguyễn Thu Hà",
    )


def test_an_agency_lists_so_many_and_no_more(
    supervisor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_OFFERS", 1)
    agency_offer(UserFactory.create(supervisor=True))
    add_offer(by=supervisor, values=VALUES, now=NOW)

    with pytest.raises(TooManyOffers):
        add_offer(by=supervisor, values=VALUES, now=NOW)


def test_offer_is_changed_as_long_as_nobody_else_did(supervisor: User) -> None:
    offer = agency_offer(supervisor)
    seen = fingerprint(plain(offer))

    edit_offer(by=supervisor, pk=offer.pk, values=VALUES, seen=seen)

    assert plain(AgencyOffer.objects.get()) == VALUES
    with pytest.raises(ChangedMeanwhile):
        edit_offer(by=supervisor, pk=offer.pk, values=VALUES, seen=seen)


def test_removed_offer_is_gone(supervisor: User) -> None:
    offer = agency_offer(supervisor)
    seen = fingerprint(plain(offer))

    remove_offer(by=supervisor, pk=offer.pk)

    assert AgencyOffer.objects.count() == 0
    with pytest.raises(OfferGone):
        edit_offer(by=supervisor, pk=offer.pk, values=VALUES, seen=seen)
    with pytest.raises(OfferGone):
        remove_offer(by=supervisor, pk=offer.pk)


def test_nobody_touches_another_agencys_offer(supervisor: User) -> None:
    offer = agency_offer(UserFactory.create(supervisor=True))
    seen = fingerprint(plain(offer))

    with pytest.raises(OfferGone):
        edit_offer(by=supervisor, pk=offer.pk, values=VALUES, seen=seen)
    with pytest.raises(OfferGone):
        remove_offer(by=supervisor, pk=offer.pk)


@pytest.mark.parametrize(
    "cast", [{"counselor": True}, {"staff": True}, {"supervisor": True, "is_active": False}]
)
def test_only_a_supervisor_writes(cast: dict[str, Any], supervisor: User) -> None:
    person = UserFactory.create(**cast)
    offer = agency_offer(supervisor)

    with pytest.raises(MayNotOffer):
        add_offer(by=person, values=VALUES, now=NOW)
    with pytest.raises(MayNotOffer):
        edit_offer(by=person, pk=offer.pk, values=VALUES, seen=fingerprint(plain(offer)))
    with pytest.raises(MayNotOffer):
        remove_offer(by=person, pk=offer.pk)


def test_worker_in_care_sees_what_the_agency_lists_for_the_trade(
    assignment: Assignment, supervisor: User
) -> None:
    agency_offer(supervisor)
    agency_offer(supervisor, "TITP 1-1", title="Lớp trồng rau")

    shown = offers_shown_for(assignment.worker, WELDING, today=TODAY)

    assert supervisor.agency is not None
    assert shown == [
        ShownOffer(supervisor.agency.name, "course", "Lớp hàn buổi tối", "", None, None, "")
    ]
    assert offers_shown_in(opened_by_counselor(assignment), WELDING, today=TODAY) == shown


def test_offer_is_shown_until_its_day(assignment: Assignment, supervisor: User) -> None:
    last = agency_offer(supervisor).shown_until

    assert offers_shown_for(assignment.worker, WELDING, today=last)
    assert not offers_shown_for(assignment.worker, WELDING, today=last + timedelta(days=1))


def test_nobody_else_sees_it(assignment: Assignment, supervisor: User) -> None:
    agency_offer(supervisor)
    left: Assignment = AssignmentFactory.create(counselor=assignment.counselor)
    end_assignment(worker=left.worker, now=NOW)
    elsewhere: Assignment = AssignmentFactory.create()
    # Belongs to the agency, but nobody looks after this worker.
    alone = UserFactory.create(agency=supervisor.agency)

    for person in (left.worker, elsewhere.worker, alone, supervisor, UserFactory.create()):
        assert offers_shown_for(person, WELDING, today=TODAY) == []
    assert offers_shown_in(opened_by_counselor(elsewhere), WELDING, today=TODAY) == []


def test_offers_of_a_closed_agency_are_not_shown(assignment: Assignment, supervisor: User) -> None:
    agency_offer(supervisor)
    assignment.agency.is_active = False
    assignment.agency.save()

    assert offers_shown_for(assignment.worker, WELDING, today=TODAY) == []


def test_courses_come_first_and_what_begins_sooner(
    assignment: Assignment, supervisor: User
) -> None:
    agency_offer(supervisor, title="Đơn", kind=OfferKind.ORDER, begins_on=TODAY)
    agency_offer(supervisor, title="Không ngày")
    agency_offer(supervisor, title="Muộn", begins_on=date(2027, 5, 1))
    agency_offer(supervisor, title="Sớm", begins_on=date(2027, 1, 1))

    shown = offers_shown_for(assignment.worker, WELDING, today=TODAY)

    assert titles(shown) == ["Sớm", "Muộn", "Không ngày", "Đơn"]


def test_not_more_are_shown_than_a_page_bears(assignment: Assignment, supervisor: User) -> None:
    for number in range(SHOWN + 1):
        agency_offer(supervisor, title=f"Lớp {number:02}")

    assert len(offers_shown_for(assignment.worker, WELDING, today=TODAY)) == SHOWN


def test_list_of_the_agency_has_those_that_are_over_too(supervisor: User) -> None:
    agency_offer(supervisor, title="Cũ", shown_until=date(2026, 1, 1))
    agency_offer(supervisor, title="Mới")
    agency_offer(UserFactory.create(supervisor=True), title="Khác")

    assert supervisor.agency is not None
    assert [row.title for row in offers_of(supervisor.agency)] == ["Mới", "Cũ"]
