"""A kind that is stopped by the link of a mail."""

from datetime import timedelta

import pytest

from planner.reminders.enums import Source
from planner.reminders.models import StoppedKind
from planner.reminders.services.stopping import stop_by_link
from planner.reminders.stopping import Stop
from tests.factories.accounts import UserFactory
from tests.factories.reminders import NOW

pytestmark = pytest.mark.django_db


def test_stopped_again_nothing_happens() -> None:
    stop = Stop(UserFactory.create().pk, Source.MISS)
    stop_by_link(stop, now=NOW)

    stop_by_link(stop, now=NOW + timedelta(days=1))

    assert list(StoppedKind.objects.values_list("person", "source", "stopped_at")) == [
        (stop.person_id, Source.MISS, NOW)
    ]


def test_account_that_has_gone_has_nothing_to_stop() -> None:
    stop_by_link(Stop(2**40, Source.MISS), now=NOW)

    assert not StoppedKind.objects.exists()
