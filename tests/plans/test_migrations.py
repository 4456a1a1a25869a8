"""Data that a migration carries over, in a database of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from pytest_django import DjangoDbBlocker

ALIAS = "scratch"
BEFORE = [("plans", "0002_profile_health_choice")]
AFTER = [("plans", "0004_profile_without_is_in_japan")]


@pytest.fixture
def scratch(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """An empty database under this alias."""
    connections.databases[ALIAS] = {
        **connections["default"].settings_dict,
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(tmp_path / "scratch.sqlite3"),
        "OPTIONS": {},
    }
    with django_db_blocker.unblock():
        yield ALIAS
        connections[ALIAS].close()
    del connections[ALIAS]
    del connections.databases[ALIAS]


def test_is_in_japan_becomes_a_stage_and_back(scratch: str) -> None:
    executor = MigrationExecutor(connections[scratch])
    executor.migrate(BEFORE)
    apps = executor.loader.project_state(BEFORE).apps
    told = {"in-japan": True, "at-home": False, "silent": None}
    for name, is_in_japan in told.items():
        person = (
            apps.get_model("accounts", "User")
            .objects.using(scratch)
            .create(name=name, email=f"{name}@example.com")
        )
        apps.get_model("plans", "Profile").objects.using(scratch).create(
            person=person, is_in_japan=is_in_japan
        )

    executor = MigrationExecutor(connections[scratch])
    executor.migrate(AFTER)

    profiles = executor.loader.project_state(AFTER).apps.get_model("plans", "Profile").objects
    stages = dict(profiles.using(scratch).values_list("person__name", "stage"))
    assert stages == {"in-japan": "in_japan", "at-home": "before_departure", "silent": ""}

    profiles.using(scratch).filter(person__name="silent").update(stage="before_return")
    executor = MigrationExecutor(connections[scratch])
    executor.migrate(BEFORE)

    profiles = executor.loader.project_state(BEFORE).apps.get_model("plans", "Profile").objects
    again = dict(profiles.using(scratch).values_list("person__name", "is_in_japan"))
    assert again == {"in-japan": True, "at-home": False, "silent": True}
