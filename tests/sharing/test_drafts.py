"""What was typed is kept for whoever typed it, for thirty days, and never in a browser that is shut out."""

from datetime import UTC, datetime, timedelta

import pytest
from celery import current_app
from django.conf import settings
from django.db import connection
from django.utils import timezone

from accounts.models import User
from planner.sharing.audiences import CLOSED
from planner.sharing.drafts import (
    DRAFTS_LAST,
    MOST_BYTES,
    draft_of,
    drop_draft,
    drop_old_drafts,
    keep_draft,
)
from planner.sharing.models import Draft, FormKey
from planner.sharing.sections import Section
from planner.sharing.tasks import drop_old_form_data
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TYPED = {"amount": ["180.000"], "words": ["Hàn khung thép"]}


def keep(
    person: User,
    values: dict[str, list[str]] = TYPED,
    section: Section = Section.MONEY,
    key: str = "",
    now: datetime = NOW,
) -> Draft | None:
    return keep_draft(
        person=person, form="pay", section=section, values=values, seen="", key=key, now=now
    )


@pytest.fixture
def worker() -> User:
    return UserFactory.create()


def test_the_newest_replaces_the_one_before(worker: User) -> None:
    keep(worker, {"amount": ["1"]})
    keep(worker, now=NOW + timedelta(minutes=1))

    draft = Draft.objects.get()

    assert (draft.values, draft.section) == (TYPED, "money")
    assert draft.saved_at == NOW + timedelta(minutes=1)


def test_nobody_else_finds_it(worker: User) -> None:
    keep(worker)

    assert draft_of(UserFactory.create(), form="pay") is None
    assert draft_of(worker, form="pay") == Draft.objects.get()


@pytest.mark.parametrize("section", sorted(CLOSED))
def test_a_browser_that_is_shut_out_neither_reads_nor_writes_nor_drops_what_is_closed(
    worker: User, section: Section
) -> None:
    keep(worker, section=section)
    worker.is_shut_out = True

    assert keep(worker, {"amount": ["2"]}, section=section) is None
    drop_draft(person=worker, form="pay")

    assert draft_of(worker, form="pay") is None
    assert Draft.objects.get().values == TYPED


def test_a_browser_that_is_shut_out_keeps_what_is_open(worker: User) -> None:
    worker.is_shut_out = True

    assert keep(worker, section=Section.PLAN) == draft_of(worker, form="pay")


def test_what_is_too_long_is_not_kept(worker: User) -> None:
    assert keep(worker, {"words": ["đ" * (MOST_BYTES // 2)]}) is None
    assert keep(worker, {"words": ["đ" * (MOST_BYTES // 2 - 50)]})


def test_zero_bytes_are_left_out(worker: User) -> None:
    keep(worker, {"words": ["a\0b"]})

    assert Draft.objects.get().values == {"words": ["ab"]}


def test_what_comes_after_the_save_is_not_kept(worker: User) -> None:
    FormKey.objects.create(person=worker, key="k", form="pay", digest="", at=NOW)

    assert keep(worker, key="k") is None
    assert keep(worker, key="other")


def test_old_ones_go_and_young_ones_stay(worker: User) -> None:
    keep(worker)

    assert drop_old_drafts(now=NOW + DRAFTS_LAST) == 0
    assert drop_old_drafts(now=NOW + DRAFTS_LAST + timedelta(seconds=1)) == 1


def test_the_task_drops_old_drafts_and_keys(worker: User) -> None:
    long_ago = timezone.now() - timedelta(days=31)
    keep(worker, now=long_ago)
    FormKey.objects.create(person=worker, key="k", form="pay", digest="", at=long_ago)

    drop_old_form_data()

    assert not Draft.objects.exists()
    assert not FormKey.objects.exists()


def test_the_clock_calls_the_task_by_its_name() -> None:
    entry = settings.CELERY_BEAT_SCHEDULE["drop-old-form-data"]

    assert entry["task"] == drop_old_form_data.name
    assert entry["task"] in current_app.tasks


def test_a_draft_lies_in_a_known_section(worker: User) -> None:
    assert connection.vendor
    with pytest.raises(Exception, match="draft_in_known_section"):
        Draft.objects.create(person=worker, form="pay", section="secrets", saved_at=NOW)
