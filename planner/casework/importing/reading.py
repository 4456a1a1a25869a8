"""A row of a list as what it says of a worker, with all that is wrong with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from planner.casework.importing import cells
from planner.casework.importing.cells import Cell, Unreadable
from planner.casework.importing.places import PlaceNames, TradeNames
from planner.casework.importing.values import LONGEST, Fault, FaultCode, Field, WorkerValues

# Nobody born earlier goes to Japan to work; trainees go since 1993.
_FIRST_BIRTH, _FIRST_DEPARTURE = date(1940, 1, 1), date(1993, 1, 1)
_YOUNGEST, _AHEAD = timedelta(days=365 * 15), timedelta(days=365 * 15)


@dataclass(frozen=True)
class Understood:
    values: WorkerValues
    faults: tuple[Fault, ...]

    @property
    def is_held_back(self) -> bool:
        return any(not fault.is_warning for fault in self.faults)


class RowReader:
    """`columns`: what each column means. `today`: days far from it are slips."""

    def __init__(
        self, columns: Mapping[int, Field], places: PlaceNames, trades: TradeNames, *, today: date
    ) -> None:
        self._at = {field: column for column, field in columns.items()}
        self._places, self._trades, self._today = places, trades, today

    def read(self, row: Sequence[Cell], *, is_garbled: bool = False) -> Understood:
        faults: list[Fault] = []
        values = {
            "name": self._name(row, faults),
            **self._plain_texts(row, faults),
            **self._days(row, faults),
            **self._codes(row, faults),
        }
        if is_garbled:
            faults.append(Fault(Field.NAME, FaultCode.GARBLED))
        return Understood(WorkerValues(**values), tuple(faults))

    def _cell(self, row: Sequence[Cell], field: Field) -> Cell:
        at = self._at.get(field)
        return row[at] if at is not None and at < len(row) else None

    def _text(self, row: Sequence[Cell], field: Field) -> str:
        return cells.plain(self._cell(row, field))

    def _name(self, row: Sequence[Cell], faults: list[Fault]) -> str:
        parts = (Field.NAME, Field.FAMILY_NAME, Field.GIVEN_NAME)
        text = " ".join(part for field in parts if (part := self._text(row, field)))
        field = next((part for part in parts if part in self._at), Field.NAME)
        if not text:
            faults.append(Fault(field, FaultCode.NO_NAME))
            return ""
        name: str = self._or_fault(
            faults, field, "", lambda: cells.name_in(text, most=LONGEST["name"])
        )
        return name

    def _plain_texts(self, row: Sequence[Cell], faults: list[Fault]) -> dict[str, str]:
        found = {}
        for field in (Field.EMPLOYER, Field.REFERENCE, Field.NOTE):
            text = self._text(row, field)
            found[str(field)] = self._or_fault(
                faults,
                field,
                "",
                lambda text=text, field=field: cells.text_in(text, most=LONGEST[field]),  # type: ignore[misc]
            )
        return found

    def _days(self, row: Sequence[Cell], faults: list[Fault]) -> dict[str, Any]:
        latest = self._today + _AHEAD
        found: dict[str, Any] = {}
        for field in (Field.DEPARTS_ON, Field.RETURNS_ON, Field.STATUS_ENDS_ON):
            cell = self._cell(row, field)
            if cells.plain(cell):
                found[str(field)] = self._or_fault(
                    faults,
                    field,
                    None,
                    lambda cell=cell: cells.day_in(cell, first=_FIRST_DEPARTURE, last=latest),  # type: ignore[misc]
                )
        if (cell := self._cell(row, Field.BIRTH)) and cells.plain(cell):
            youngest = self._today - _YOUNGEST
            found["birth_on"], found["birth_year"] = self._or_fault(
                faults,
                Field.BIRTH,
                (None, None),
                lambda: cells.birth_in(cell, first=_FIRST_BIRTH, last=youngest),
            )
        leaves, comes_back = found.get("departs_on"), found.get("returns_on")
        if leaves and comes_back and comes_back < leaves:
            faults.append(Fault(Field.RETURNS_ON, FaultCode.RETURN_FIRST))
        return found

    def _codes(self, row: Sequence[Cell], faults: list[Fault]) -> dict[str, str]:
        found: dict[str, str] = {}
        if text := self._text(row, Field.PHONE):
            phone, several = self._or_fault(
                faults,
                Field.PHONE,
                ("", False),
                lambda: cells.phone_in(self._cell(row, Field.PHONE)),
            )
            found["phone"] = phone
            if several:
                faults.append(Fault(Field.PHONE, FaultCode.TWO_PHONES))
        if text := self._text(row, Field.EMAIL):
            email = text
            found["email"] = self._or_fault(faults, Field.EMAIL, "", lambda: cells.email_in(email))
        if text := self._text(row, Field.SEX):
            sex = text
            found["sex"] = self._or_fault(faults, Field.SEX, "", lambda: cells.sex_in(sex))
        if text := self._text(row, Field.PLACE):
            codes = self._places.find(text)
            if codes:
                found["province"], found["former_province"] = codes
            else:
                hint = ", ".join(self._places.nearest(text))
                faults.append(Fault(Field.PLACE, FaultCode.UNKNOWN_PLACE, hint))
        if text := self._text(row, Field.TRADE):
            found["trade"] = self._trades.find(text)
            if not found["trade"]:
                hint = ", ".join(self._trades.nearest(text))
                faults.append(Fault(Field.TRADE, FaultCode.UNKNOWN_TRADE, hint))
        return found

    @staticmethod
    def _or_fault(
        faults: list[Fault], field: Field, otherwise: Any, read: Callable[[], Any]
    ) -> Any:
        try:
            return read()
        except Unreadable as error:
            faults.append(Fault(field, error.code))
            return otherwise
