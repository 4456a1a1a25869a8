"""Claim 15: a list imported again changes nothing, and its bad rows are never half there."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Invitation, User
from planner.casework.enums import RowState
from planner.casework.models import Case, ImportBatch
from planner.documents.sheets import open_table
from planner.plans.models import Home, Profile
from planner.sharing.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.imports import csv, imported_list, list_of, worker_row, xlsx
from tests.faults.figures import Figures
from tests.faults.sizes import sizes
from tests.signing_in import signed_in

Rows = list[list[Any]]
TIMES = 3
# Of a hundred rows, these three cannot be read.
BAD = ({"departs": "09/25/2024"}, {"phone": "12345"}, {"name": ""})


@dataclass(frozen=True)
class Size:
    rows: int


def with_bad_rows(rows: Rows) -> Rows:
    """Each column of the bad ones in turn; the people in them are nobody's."""
    bad = [
        worker_row(900_000 + number, **BAD[number % len(BAD)])
        for number in range(max(len(BAD), len(rows) * 3 // 100))
    ]
    return [*rows[:2], *bad, *rows[2:]]


def mixed(rows: Rows) -> bytes:
    """One row in the middle in another encoding: a bad row more."""
    lines = csv(rows).split(b"\r\n")
    odd = csv([worker_row(990_000, name="Lê Hòa", home="Huế")], encoding="utf-8")
    lines.insert(len(lines) // 2, odd.replace("ò".encode(), b"\xf2"))
    return b"\r\n".join(lines)


FORMS: dict[str, tuple[Callable[[Rows], bytes], int]] = {
    "xlsx": (xlsx, 0),
    "csv with a mark": (lambda rows: csv(rows, encoding="utf-8-sig"), 0),
    "csv in UTF-16": (lambda rows: csv(rows, encoding="utf-16", delimiter="\t"), 0),
    "csv in mixed encodings": (mixed, 1),
}


def people() -> tuple[int, ...]:
    """Of everything that an imported person has."""
    tables = (User.objects.filter(is_invited=True), Assignment.objects, Case.objects)
    return tuple(
        rows.count() for rows in (*tables, Home.objects, Profile.objects, Invitation.objects)
    )


def named_in_error_file(browser: Client, batch: ImportBatch) -> set[tuple[int, str]]:
    answer = browser.get(reverse("import_faults", args=[batch.pk]))
    table = open_table(BytesIO(b"".join(answer)))
    words = [str(row.cells[-1]) for row in list(table.rows)[1:]]
    return {
        (int(part.split(",")[0].removeprefix("row ")), part.split("“")[1].split("”")[0])
        for text in words
        for part in text.split("; ")
    }


@pytest.mark.usefixtures("_reference_data")
@pytest.mark.parametrize("size", sizes(short=Size(30), long=Size(1_000), full=Size(5_000)))
def test_claim_15(size: Size, figures: Figures) -> None:
    counselor = UserFactory.create(counselor=True, language="en")
    rows = list_of(size.rows)
    for _ in range(TIMES):
        last = imported_list(counselor, xlsx(rows))
        assert people() == (size.rows,) * 6
    assert Counter(last.rows.values_list("state", flat=True)) == {RowState.SAME: size.rows}

    browser = signed_in(counselor)
    worse = with_bad_rows(rows)
    expected = {
        (number, {"departs": "Ngày xuất cảnh", "phone": "SĐT", "name": "Họ và tên"}[column])
        for number, row in enumerate(worse, start=1)
        for column in _bad_columns(row)
    }
    for name, (written, more) in FORMS.items():
        batch = imported_list(counselor, written(worse))
        states = Counter(batch.rows.values_list("state", flat=True))
        assert states == {RowState.SAME: size.rows, RowState.FAULTY: len(expected) + more}, name
        if not more:
            assert named_in_error_file(browser, batch) == expected, name
        assert people() == (size.rows,) * 6, name
    assert not Profile.objects.exclude(birth_year__range=(1990, 2004)).exists()
    figures.add(
        "15",
        f"one list of {size.rows:,} rows {TIMES} times, then with 3 % bad rows in {len(FORMS)} encodings",
        1,
        f"{size.rows:,} people; {len(expected)} bad rows each time, each named by row and column",
        "no duplicates, nothing half saved",
        passed=True,
    )


def _bad_columns(row: list[Any]) -> list[str]:
    good = {"departs": row[9] == "15/04/2024", "phone": row[4] != "12345", "name": bool(row[1])}
    return [] if row[0] == "STT" else [column for column, is_good in good.items() if not is_good]
