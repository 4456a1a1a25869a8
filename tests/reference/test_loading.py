"""Loading the files: once, again, over edits, and never halfway."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.reference.loading.reading import ReferenceDataError
from planner.reference.loading.tables import TABLES
from planner.reference.loading.writing import Counts
from planner.reference.models import (
    DataVersion,
    Indicator,
    Province,
    ReferenceRow,
    Region,
    Statistic,
    Wage,
)
from planner.reference.services import (
    RowFromFile,
    RowInUse,
    load_reference,
    mark_edited,
    remove_row,
    take_back_edits,
)
from tests.factories.accounts import UserFactory
from tests.reference.csv_files import lines_of, set_cell, write_lines

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    return {
        table.file: sorted(table.model._default_manager.values_list(), key=repr) for table in TABLES
    }


def of(counts: list[Counts], file: str) -> Counts:
    return next(count for count in counts if count.file == file)


def edited(row: ReferenceRow, **changes: Any) -> ReferenceRow:
    for name, value in changes.items():
        setattr(row, name, value)
    mark_edited(row=row, by=UserFactory.create(staff=True), now=NOW)
    return row


def drop_row(path: Path, key: str) -> None:
    write_lines(path, [line for line in lines_of(path) if line[0] != key])


def refused(folder: Path) -> list[tuple[str, int]]:
    """File and row of the faults; checks that nothing was changed."""
    before, version = everything(), DataVersion.objects.values().get()
    with pytest.raises(ReferenceDataError) as error:
        load_reference(now=LATER, folder=folder)
    assert (everything(), DataVersion.objects.values().get()) == (before, version)
    return [(fault.file, fault.row) for fault in error.value.faults]


def test_a_second_load_changes_nothing() -> None:
    before, version = everything(), DataVersion.objects.values().get()

    counts = load_reference(now=LATER)

    assert (everything(), DataVersion.objects.values().get()) == (before, version)
    assert [(count.created, count.updated, count.removed) for count in counts] == [(0, 0, 0)] * 30
    assert [count.unchanged for count in counts] == [len(before[table.file]) for table in TABLES]


def test_the_same_files_give_the_same_version_in_an_empty_database() -> None:
    version = DataVersion.objects.get().digest
    sizes = {file: len(rows) for file, rows in everything().items()}
    DataVersion.objects.all().delete()
    Province.objects.former().delete()
    for table in reversed(TABLES):
        table.model._default_manager.all().delete()

    counts = load_reference(now=LATER)

    assert {count.file: count.created for count in counts} == sizes
    assert DataVersion.objects.get().digest == version


def test_only_what_differs_is_updated(folder: Path) -> None:
    set_cell(folder / "provinces.csv", 2, "name", "Hà Nội Mới")
    set_cell(folder / "indicators.csv", 2, "name_vi", "Tên khác")
    version = DataVersion.objects.get().digest

    counts = load_reference(now=LATER, folder=folder)

    assert [count.file for count in counts if count.updated] == ["indicators.csv", "provinces.csv"]
    assert of(counts, "provinces.csv").updated == 1
    assert Province.objects.get(search_name="ha noi moi").name == "Hà Nội Mới"
    assert DataVersion.objects.get().digest != version


def test_rows_come_and_go_with_the_files(folder: Path) -> None:
    lines = lines_of(folder / "wages.csv")
    new = ["a-new-one", *lines[1][1:]]
    write_lines(folder / "wages.csv", [lines[0], new, *lines[2:]])

    counts = of(load_reference(now=LATER, folder=folder), "wages.csv")

    assert (counts.created, counts.removed, counts.updated) == (1, 1, 0)
    assert Wage.objects.filter(key="a-new-one").exists()
    assert not Wage.objects.filter(key=lines[1][0]).exists()


def test_a_province_and_what_it_became_go_together() -> None:
    region = Region.objects.order_by("pk")[0]
    fields = {"region": region, "type_en": "province", "type_vi": "tỉnh"}
    today = Province.objects.create(kind="current", code="99", name="Cò", **fields)
    Province.objects.create(kind="former", code="99", name="Vạc", now=today, **fields)

    assert of(load_reference(now=LATER), "provinces.csv").removed == 2


def test_a_new_row_may_be_pointed_at_by_a_changed_one(folder: Path) -> None:
    lines = lines_of(folder / "regions.csv")
    write_lines(folder / "regions.csv", [*lines, ["9", "Sea", "Biển"]])
    set_cell(folder / "provinces.csv", 2, "region_code", "9")

    counts = load_reference(now=LATER, folder=folder)

    assert of(counts, "provinces.csv").updated == 1
    assert [row.region.name_en for row in Province.objects.filter(region__code="9")] == ["Sea"]


def test_what_staff_edited_is_kept_and_named(folder: Path) -> None:
    row = edited(Wage.objects.order_by("pk")[0], low_vnd_month=7_654_321, high_vnd_month=None)
    set_cell(folder / "wages.csv", 2, "low_vnd_month", "5000000")

    counts = of(load_reference(now=LATER, folder=folder), "wages.csv")

    row.refresh_from_db()
    assert row.low_vnd_month == 7_654_321  # type: ignore[attr-defined]
    assert counts.kept_edited == [row.key]  # type: ignore[attr-defined]


def test_edits_are_overwritten_when_asked() -> None:
    before, version = everything(), DataVersion.objects.get().digest
    edited(Wage.objects.order_by("pk")[0], low_vnd_month=7_654_321, high_vnd_month=None)

    counts = of(load_reference(now=LATER, overwrite_edited=True), "wages.csv")

    assert (counts.updated, counts.kept_edited) == (1, [])
    assert (everything(), DataVersion.objects.get().digest) == (before, version)


def test_edits_that_are_taken_back_are_overwritten() -> None:
    before = everything()
    row = edited(Wage.objects.order_by("pk")[0], low_vnd_month=7_654_321, high_vnd_month=None)

    assert take_back_edits(rows=[row]) == [row]
    load_reference(now=LATER)

    assert everything() == before


@pytest.mark.parametrize("overwrite", [False, True])
def test_what_staff_added_is_kept_and_named(overwrite: bool) -> None:
    added = edited(
        Indicator(key="storks"), name_en="storks", name_vi="cò", unit_en="1", unit_vi="1"
    )

    counts = of(load_reference(now=LATER, overwrite_edited=overwrite), "indicators.csv")

    added.refresh_from_db()
    assert (counts.removed, counts.kept_edited) == (0, ["storks"])


def test_a_row_that_edited_rows_use_does_not_leave(folder: Path) -> None:
    province = Province.objects.get(kind="former", code="01")
    indicator = Indicator.objects.get(key="population_average")
    edited(Statistic(province=province, indicator=indicator), year="2030", value=1, source="a")
    drop_row(folder / "indicators.csv", "population_average")
    lines = lines_of(folder / "statistics.csv")
    write_lines(
        folder / "statistics.csv", [line for line in lines if "population_average" not in line]
    )

    assert refused(folder) == [("indicators.csv", 0)]


def test_a_row_that_the_files_still_use_does_not_leave(folder: Path) -> None:
    drop_row(folder / "regions.csv", "1")

    assert {file for file, _row in refused(folder)} == {"provinces.csv"}


@pytest.mark.parametrize(
    "file, column, value, row",
    [
        ("provinces.csv", "now_code", "01", 3),  # a province of today has no other one today
        ("wages.csv", "low_vnd_month", "999000000", 2),
        ("minimum_wages.csv", "valid_to", "2001-01-01", 2),
        ("pathways.csv", "entry_from", "2099-01-01", 4),
        ("trade_abilities.csv", "need", "4", 2),
    ],
)
def test_what_the_database_would_refuse_is_named(
    folder: Path, file: str, column: str, value: str, row: int
) -> None:
    set_cell(folder / file, row, column, value)

    assert refused(folder) == [(file, row)]


def test_nothing_is_loaded_when_one_cell_is_wrong(folder: Path) -> None:
    set_cell(folder / "regions.csv", 2, "name_en", "Another name")
    set_cell(folder / "home_work.csv", 3, "isco08", "12345")

    assert refused(folder) == [("home_work.csv", 3)]


def test_only_added_rows_that_nothing_uses_are_removed() -> None:
    from_file = edited(Region.objects.order_by("pk")[0])
    used = edited(Region(code="9"), name_en="Sea", name_vi="Biển")
    Province.objects.filter(code="01").update(region=used)
    unused = edited(Region(code="8"), name_en="Moon", name_vi="Trăng")

    with pytest.raises(RowFromFile):
        remove_row(row=from_file, now=LATER)
    with pytest.raises(RowInUse):
        remove_row(row=used, now=LATER)
    remove_row(row=unused, now=LATER)

    assert Region.objects.filter(code__in=["8", "9"]).get().code == "9"


def test_the_version_moves_with_the_rows_and_back() -> None:
    version = DataVersion.objects.get().digest
    row = Region.objects.order_by("pk")[0]
    name = row.name_en

    edited(row, name_en="Another name")
    moved = DataVersion.objects.get().digest
    edited(row, name_en=name)

    assert moved != version
    assert DataVersion.objects.get().digest == version


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_spoilt_cell_changes_its_own_row_or_nothing(folder: Path, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from([item for item in TABLES if item.file != "statistics.csv"]))
    path = folder / table.file
    row = data.draw(st.integers(2, len(lines_of(path))))
    column = data.draw(st.sampled_from(lines_of(path)[0]))
    value = data.draw(st.text(st.characters(codec="utf-8"), max_size=20))
    before = set_cell(path, row, column, value)

    try:
        with suppress(ReferenceDataError), transaction.atomic():
            counts = load_reference(now=LATER, folder=folder)
            transaction.set_rollback(True)
            assert sum(count.updated for count in counts) <= 1
    finally:
        set_cell(path, row, column, before)
