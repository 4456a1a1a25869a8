import pytest

from accounts.enums import Role
from accounts.selectors import cares_in
from tests.factories.accounts import AgencyFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["counselor", "supervisor"])
def test_counselors_and_supervisors_care_in_their_own_agency_only(kind: str) -> None:
    person = UserFactory.create(**{kind: True})

    assert cares_in(person, agency_id=person.agency_id)
    assert not cares_in(person, agency_id=AgencyFactory.create().pk)


@pytest.mark.parametrize("role", [Role.WORKER, Role.STAFF])
def test_nobody_else_cares(role: Role) -> None:
    person = UserFactory.build(role=role, agency=AgencyFactory.create())

    assert not cares_in(person, agency_id=person.agency_id)


def test_a_closed_account_cares_for_nobody() -> None:
    person = UserFactory.create(counselor=True, is_active=False)

    assert not cares_in(person, agency_id=person.agency_id)


def test_two_without_agency_have_nothing_in_common() -> None:
    assert not cares_in(UserFactory.create(role=Role.COUNSELOR), agency_id=None)
