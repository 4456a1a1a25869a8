import pytest
from pytest_django import DjangoDbBlocker

from planner.matching.atlas import Atlas
from planner.reference.selectors import current_atlas


@pytest.fixture(scope="session")
def atlas(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Atlas:
    with django_db_blocker.unblock():
        return current_atlas()
