"""What every test gets: the reference data, an empty cache, compiled translations."""

import gc
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker
from xdist.scheduler import LoadScopeScheduling

from planner.web.management.commands.compile_translations import compile_catalogues
from tests.loaded import load, loaded_in_memory

# What was imported and collected stays to the end: nobody need look through it for garbage again and again.
gc.set_threshold(50_000, 20, 20)

# Before anything is translated: Django keeps the catalogue that it finds first.
compile_catalogues()
# MORE=20 tries twenty times as much: for a long look before a release.
EXAMPLES = 12 * int(os.environ.get("MORE", "1"))
hypothesis_settings.register_profile("dev", deadline=None, max_examples=EXAMPLES)
hypothesis_settings.register_profile(
    "ci", deadline=None, max_examples=EXAMPLES, derandomize=True, print_blob=True
)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "dev")


# What is slow to set up runs in one process; all other tests go wherever there is time.
TOGETHER = {
    "tests/e2e/": "one site and one browser",
    "tests/sweeps/": "one crawl",
    "tests/web/test_demo.py": "one demo",
}
# Of the sweeps, what asks nothing of the crawl.
APART = (
    "tests/sweeps/test_access.py::test_no_other_method_opens_a_door",
    "tests/sweeps/test_access.py::test_nobody_reaches",
    "tests/sweeps/test_addresses.py",
    "tests/sweeps/test_alike.py",
    "tests/sweeps/test_forms.py::test_no_form_fails",
    "tests/sweeps/test_opening.py",
    "tests/sweeps/test_requests.py::test_garbage_is_refused",
    "tests/sweeps/test_weight.py",
)


class Together(LoadScopeScheduling):  # type: ignore[misc]
    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(APART):
            return nodeid
        return next((name for path, name in TOGETHER.items() if nodeid.startswith(path)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    return Together(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever reads the loaded data needs the test database; without the mark it would be the local one."""
    for item in items:
        if "django_db_setup" in getattr(item, "fixturenames", ()):
            item.add_marker("django_db")


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[bool]:
    with loaded_in_memory() as is_loaded:
        yield is_loaded


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_modify_db_settings: bool, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """With the reference data; each test works in a transaction above it."""
    if not django_db_modify_db_settings:
        with django_db_blocker.unblock():
            load()


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    yield
    cache.clear()
