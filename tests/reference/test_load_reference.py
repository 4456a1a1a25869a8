"""The command: what it prints, and what it says when it refuses."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from planner.reference.models import Wage
from planner.reference.services import mark_edited
from tests.factories.accounts import UserFactory
from tests.reference.csv_files import lines_of, set_cell, write_lines
from tests.reference.test_loading import NOW

pytestmark = pytest.mark.django_db


def run(*arguments: str, verbosity: int = 1) -> str:
    out = io.StringIO()
    call_command("load_reference", *arguments, stdout=out, verbosity=verbosity)
    return out.getvalue()


def test_counts_are_reported_file_by_file() -> None:
    lines = run().splitlines()

    assert len(lines) == 30
    assert lines[0] == "regions.csv: 0 created, 0 updated, 6 unchanged, 0 removed"


def test_it_can_be_silent() -> None:
    assert run(verbosity=0) == ""


def test_kept_edits_are_named_until_they_are_overwritten() -> None:
    wage = Wage.objects.order_by("pk")[0]
    mark_edited(row=wage, by=UserFactory.create(staff=True), now=NOW)

    kept, overwritten = run(), run("--overwrite-edited")

    assert f"kept as edited by staff: {wage.key}" in kept
    assert "kept as edited" not in overwritten
    assert "wages.csv: 0 created, 1 updated" in overwritten


def test_faults_are_listed_in_plain_english(folder: Path) -> None:
    set_cell(folder / "wages.csv", 4, "low_vnd_month", "5.000.000")
    set_cell(folder / "regions.csv", 2, "code", "")

    with translation.override("vi"), pytest.raises(CommandError) as error:
        run("--folder", str(folder))

    first, *faults = str(error.value).splitlines()
    assert first.startswith("Nothing was changed. ")
    assert "regions.csv: row 2, column code: This field cannot be blank. ('')" in faults
    assert (
        "wages.csv: row 4, column low_vnd_month: Write a number like 1000000 or 12.5. ('5.000.000')"
        in faults
    )


def test_of_many_faults_twenty_are_shown(folder: Path) -> None:
    header, *rows = lines_of(folder / "industries.csv")
    write_lines(folder / "industries.csv", [header, *([*row[:-1], "space"] for row in rows)])

    with pytest.raises(CommandError) as error:
        run("--folder", str(folder))

    lines = str(error.value).splitlines()
    assert len(lines) == 22
    assert lines[-1] == f"… and {len(rows) - 20} more"


def test_a_folder_that_is_not_there_is_named_file_by_file(tmp_path: Path) -> None:
    with pytest.raises(
        CommandError, match=r"30 faults:\nregions\.csv: whole file: the file is missing"
    ):
        run("--folder", str(tmp_path / "nowhere"))
