"""A query that is kept finds what the query itself would."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from planner.sharing.kept_queries import KEYS, KeptQuery, anybody
from planner.sharing.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db


def rows_for(reader: User) -> "QuerySet[Any]":
    """Dates, instants and yes or no come from the databases in different shapes."""
    named = User.objects.filter(pk=OuterRef("worker"), name="Lan")
    care = Assignment.objects.of_reader(reader).filter(started_at__year__gte=2020)
    found: QuerySet[Any] = care.order_by("pk").values_list(
        "worker_id", "started_at", Coalesce("ended_at", "started_at"), Exists(named)
    )
    return found


@pytest.fixture
def readers() -> list[User]:
    """Two counselors of one agency, their supervisor, one of another agency, and one who has nobody."""
    one = AssignmentFactory.create(worker__name="Lan").counselor
    assert one is not None
    other = UserFactory.create(counselor=True, agency=one.agency)
    AssignmentFactory.create(counselor=other, worker__name="Hoa")
    elsewhere = AssignmentFactory.create().counselor
    assert elsewhere is not None
    over = UserFactory.create(supervisor=True, agency=one.agency)
    return [one, other, over, elsewhere, UserFactory.create(counselor=True)]


def test_each_reader_finds_the_own_rows_alone(readers: list[User]) -> None:
    kept = {role: KeptQuery(rows_for(anybody(role))) for role in ("counselor", "supervisor")}

    found = [[tuple(row) for row in kept[reader.role].of(reader)] for reader in readers]

    assert found == [list(rows_for(reader)) for reader in readers]
    assert [len(rows) for rows in found] == [1, 1, 2, 1, 0]


def test_it_is_one_query(readers: list[User]) -> None:
    kept = KeptQuery(rows_for(anybody("counselor")))

    with CaptureQueriesContext(connection) as queries:
        kept.of(readers[0])

    assert len(queries) == 1


def test_who_may_look_at_nobody_finds_nothing(readers: list[User]) -> None:
    kept = KeptQuery(rows_for(anybody("counselor")))
    gone, worker = readers[0], KeptQuery(rows_for(anybody("worker")))
    gone.is_active = False

    with CaptureQueriesContext(connection) as queries:
        found = [kept.of(gone), kept.of(UserFactory.build()), worker.of(readers[1])]

    assert found == [[], [], []]
    assert not queries.captured_queries


def test_of_many_keys_it_finds_these_alone(readers: list[User]) -> None:
    """By the key of a row, and by that of a row it belongs to."""
    everybody = Assignment.objects.order_by("pk")
    by_row = KeptQuery(everybody.filter(pk__among=KEYS).values_list("pk", "worker_id"))
    by_worker = KeptQuery(everybody.filter(worker__among=KEYS).values_list("pk", "worker_id"))
    rows = list(everybody.values_list("pk", "worker_id"))

    for some in ([], rows[:1], rows[::2], rows):
        assert by_row.of_keys([row[0] for row in some]) == some
        assert by_worker.of_keys([row[1] for row in some]) == some


def test_of_keys_a_reader_finds_the_own_alone(readers: list[User]) -> None:
    """Keys of others open nothing."""
    mine = Assignment.objects.of_reader(anybody("counselor")).filter(pk__among=KEYS)
    kept = KeptQuery(mine.values_list("pk"))
    every = list(Assignment.objects.order_by("pk").values_list("pk", flat=True))

    assert [len(kept.of_keys(every, reader)) for reader in (readers[0], readers[1])] == [1, 1]


def test_keys_are_not_left_out_by_mistake(readers: list[User]) -> None:
    kept = KeptQuery(rows_for(anybody("counselor")))

    with pytest.raises(ValueError, match="everybody"):
        kept.of_keys([1], readers[0])
