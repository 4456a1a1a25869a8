# The library's declarations carry no types.
# mypy: disallow-untyped-calls=False
"""Call `.create()`: it is typed, the bare call is not."""

from datetime import UTC, datetime

from factory.declarations import SelfAttribute, SubFactory
from factory.django import DjangoModelFactory

from planner.sharing.models import Assignment
from tests.factories.accounts import UserFactory


class AssignmentFactory(DjangoModelFactory[Assignment]):
    """A worker of the agency in the care of one of its counselors, since the beginning of 2026."""

    class Meta:
        model = Assignment

    counselor = SubFactory(UserFactory, counselor=True)
    agency = SelfAttribute("counselor.agency")
    worker = SubFactory(UserFactory, agency=SelfAttribute("..agency"))
    started_at = datetime(2026, 1, 1, tzinfo=UTC)
