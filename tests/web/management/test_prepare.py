from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder

from planner.web.management.commands import prepare

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the commands that `prepare` runs, none of them for real."""
    names: list[str] = []
    monkeypatch.setattr(prepare, "STAMPS", tmp_path)
    monkeypatch.setattr(prepare, "compile_catalogues", lambda: names.append("compile"))
    monkeypatch.setattr(prepare, "call_command", lambda name, **options: names.append(name))
    monkeypatch.setattr(prepare.Command, "_prepare_static_files", lambda self: None)
    return names


def test_first_run_fills_the_database(called: list[str]) -> None:
    call_command("prepare")

    loaded = ["load_reference", "load_reminder_rules"]
    assert called == ["compile", "migrate", *loaded, "seed_demo", "seed_demo"]


def test_second_run_only_shows_the_sign_ins(called: list[str]) -> None:
    call_command("prepare")
    called.clear()

    call_command("prepare")

    assert called == ["compile", "seed_demo"]


def test_changed_data_is_loaded_again(called: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("prepare")
    called.clear()
    monkeypatch.setattr(prepare, "_code_and_data", lambda: [b"other"])

    call_command("prepare")

    assert "load_reference" in called


def test_database_made_anew_is_filled_again(
    called: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    call_command("prepare")
    called.clear()
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda self: {})

    call_command("prepare")

    assert "migrate" in called
