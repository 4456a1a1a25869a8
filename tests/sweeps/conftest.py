import pickle
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.sweeps.crawl import Crawl
from tests.sweeps.world import World, make_world


@pytest.fixture(scope="package")
def _made_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[bytes]:
    """Made once, below the transactions of the tests; with the last of them it is gone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield pickle.dumps(make_world())
        transaction.set_rollback(True)


@pytest.fixture
def world(_made_world: bytes, db: None) -> World:
    # A test may change the people; the next finds them as the database has them.
    world: World = pickle.loads(_made_world)  # noqa: S301 - our own
    return world


@pytest.fixture(scope="package")
def crawl() -> Crawl:
    return Crawl()
