from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.sweeps.crawl import Crawl
from tests.sweeps.world import World, make_world


@pytest.fixture(scope="package")
def _made_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once, below the transactions of the tests; with the last of them it is gone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(_made_world: World, db: None) -> World:
    # A test may change the people; the next finds them as the database has them.
    return deepcopy(_made_world)


@pytest.fixture(scope="package")
def crawl() -> Crawl:
    return Crawl()
