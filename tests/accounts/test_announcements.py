from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from accounts.models import Announcement
from accounts.selectors import announcements_shown

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def announce(begin: timedelta, end: timedelta, **more: object) -> Announcement:
    return Announcement.objects.create(
        text_vi="Trang nghỉ",
        text_en="Closed",
        shown_from=NOW + begin,
        shown_until=NOW + end,
        **more,
    )


def test_only_what_is_on_now_is_shown_newest_first() -> None:
    announce(-3 * HOUR, timedelta())
    announce(HOUR, 2 * HOUR)
    older = announce(-2 * HOUR, HOUR)
    newer = announce(timedelta(), HOUR)

    assert announcements_shown(now=NOW) == [newer, older]


def test_the_end_comes_after_the_beginning() -> None:
    with pytest.raises(IntegrityError, match="announcement_shown_for_a_while"):
        announce(HOUR, HOUR)
