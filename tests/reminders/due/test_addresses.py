import pytest
from pytest_django import DjangoAssertNumQueries

from planner.reminders.due import SOURCES
from planner.reminders.enums import Channel, Reason, Source
from planner.reminders.models import Address, Outgoing
from tests.factories.accounts import UserFactory
from tests.factories.reminders import NOW, address, outgoing

pytestmark = pytest.mark.django_db


def _code_for(kept: Address) -> Outgoing:
    return outgoing(
        kept.person,
        source=Source.ADDRESS,
        subject_id=kept.pk,
        channel=Channel.EMAIL,
        address=kept,
    )


def test_code_is_no_longer_due_once_its_address_is_verified_or_removed(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    person = UserFactory.create()
    waiting = _code_for(address(person, "a@example.com", verified_at=None))
    verified = _code_for(address(person, "b@example.com"))
    removed = _code_for(address(person, "c@example.com", verified_at=None))
    Address.objects.filter(pk=removed.subject_id).delete()

    with django_assert_num_queries(1):
        over = SOURCES[Source.ADDRESS].over([waiting, verified, removed], NOW)

    assert over == {verified.pk: Reason.DONE, removed.pk: Reason.DONE}
