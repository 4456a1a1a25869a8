"""Lists of workers as agencies keep them, as files, and on their way into the caseload."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from accounts.models import User
from planner.casework.importing.values import Field
from planner.casework.models import ImportBatch
from planner.casework.services.imports import (
    begin_import,
    check_rows,
    import_rows,
    set_columns,
    take_in,
)
from planner.reference.selectors import current_atlas
from tests.factories.plans import NOW

HEADINGS = (
    *("STT", "Họ và tên", "Ngày sinh", "Giới tính", "SĐT", "Email", "Quê quán"),
    *("Ngành nghề", "Xí nghiệp tiếp nhận", "Ngày xuất cảnh", "Ngày về nước", "Mã số"),
)


def worker_row(number: int, **changed: Any) -> list[Any]:
    """A good row, and what is different in it."""
    row = {
        "stt": number,
        "name": f"Nguyễn Văn An {number}",
        "born": f"08/09/{1990 + number % 15}",
        "sex": "Nam" if number % 2 else "Nữ",
        "phone": f"09{number:08d}",
        "email": f"an{number}@example.com",
        "home": "Thanh Hóa",
        "trade": "Trồng trọt",
        "employer": "Công ty Aoi",
        "departs": "15/04/2024",
        "returns": "14/04/2027",
        "reference": f"NLĐ-{number:05d}",
    }
    assert changed.keys() <= row.keys()
    return list((row | changed).values())


def list_of(count: int) -> list[list[Any]]:
    return [list(HEADINGS), *[worker_row(number) for number in range(1, count + 1)]]


def xlsx(rows: Sequence[Sequence[Any]], *, title: str = "Danh sách") -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def csv(rows: Sequence[Sequence[Any]], *, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    lines = (delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    return "\r\n".join(lines).encode(encoding)


def taken_in(by: User, content: bytes, *, now: datetime = NOW) -> ImportBatch:
    return take_in(by=by, content=content, name="ds.xlsx", now=now)


def checked_list(
    by: User, content: bytes, *, counselor: User | None = None, now: datetime = NOW
) -> ImportBatch:
    """Up to the look at it before it is imported, with the columns as they are guessed."""
    batch = taken_in(by, content, now=now)
    columns = {int(column): Field(field) for column, field in batch.columns.items()}
    set_columns(batch=batch, columns=columns, counselor=counselor or by, now=now)
    check_rows(batch_pk=batch.pk, atlas=current_atlas(), now=now)
    batch.refresh_from_db()
    return batch


def imported_list(
    by: User, content: bytes, *, counselor: User | None = None, now: datetime = NOW
) -> ImportBatch:
    batch = checked_list(by, content, counselor=counselor, now=now)
    begin_import(batch=batch, now=now)
    import_rows(batch_pk=batch.pk, now=now)
    batch.refresh_from_db()
    return batch
