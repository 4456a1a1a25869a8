"""What a row says of a worker, and what may be wrong with it. Codes; their words live in the pages."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

# As the columns of a case and of an account hold them.
LONGEST = {"name": 100, "reference": 40, "employer": 120, "note": 500}


class Field(StrEnum):
    """What a column can mean, in the order in which they are offered."""

    NAME = "name"
    FAMILY_NAME = "family_name"  # where the name stands in two columns
    GIVEN_NAME = "given_name"
    BIRTH = "birth"
    SEX = "sex"
    PHONE = "phone"
    EMAIL = "email"
    PLACE = "place"  # a province, or an address that ends in one
    TRADE = "trade"
    EMPLOYER = "employer"
    DEPARTS_ON = "departs_on"
    RETURNS_ON = "returns_on"
    STATUS_ENDS_ON = "status_ends_on"
    REFERENCE = "reference"
    NOTE = "note"


class FaultCode(StrEnum):
    """Why a row is held back, or why a cell of it is left out."""

    NO_NAME = "no_name"
    BAD_NAME = "bad_name"
    BAD_DATE = "bad_date"
    MONTH_FIRST = "month_first"  # 09/25/2024
    FAR_DATE = "far_date"  # a slip of the year
    RETURN_FIRST = "return_first"  # before the departure
    BAD_PHONE = "bad_phone"
    BAD_EMAIL = "bad_email"
    TOO_LONG = "too_long"
    GARBLED = "garbled"  # in another encoding than the rest of the file
    TWO_PEOPLE = "two_people"  # one cell points to one worker, another cell to another
    WITH_COLLEAGUE = "with_colleague"  # known in the agency, and in the care of somebody else
    # From here on the cell is left out, or is worth a look, and the row is taken.
    UNKNOWN_PLACE = "unknown_place"
    UNKNOWN_TRADE = "unknown_trade"
    UNKNOWN_SEX = "unknown_sex"
    TWO_PHONES = "two_phones"
    SHARED = "shared"  # somebody else in the agency has this phone or e-mail
    SAME_ROW = "same_row"  # an earlier row of the file is the same person


WARNINGS = frozenset(
    {
        *(FaultCode.UNKNOWN_PLACE, FaultCode.UNKNOWN_TRADE, FaultCode.UNKNOWN_SEX),
        *(FaultCode.TWO_PHONES, FaultCode.SHARED, FaultCode.SAME_ROW),
    }
)


@dataclass(frozen=True)
class Fault:
    """`hint`: names that look alike, or the number of another row."""

    field: str
    code: FaultCode
    hint: str = ""

    @property
    def is_warning(self) -> bool:
        return self.code in WARNINGS

    def to_json(self) -> dict[str, str]:
        return {"field": self.field, "code": str(self.code), "hint": self.hint}

    @classmethod
    def from_json(cls, stored: Mapping[str, str]) -> "Fault":
        return cls(stored["field"], FaultCode(stored["code"]), stored.get("hint", ""))


@dataclass(frozen=True)
class WorkerValues:
    """One worker as an agency knows them. Only the name must be there.

    `phone` and `email`: in the spelling under which sign-in names are kept. `province`, `former_province`: codes;
    a former one never stands alone. `trade`: a code of the atlas. `birth_year` is all that is kept of `birth_on`.
    """

    name: str
    birth_on: date | None = None
    birth_year: int | None = None
    sex: str = ""
    phone: str = ""
    email: str = ""
    province: str = ""
    former_province: str = ""
    trade: str = ""
    employer: str = ""
    departs_on: date | None = None
    returns_on: date | None = None
    status_ends_on: date | None = None
    reference: str = ""
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """Only what is told."""
        told = {name: value for name, value in asdict(self).items() if value}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in told.items()
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "WorkerValues":
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in stored.items() if name in known}
        for name in ("birth_on", "departs_on", "returns_on", "status_ends_on"):
            if values.get(name):
                values[name] = date.fromisoformat(values[name])
        return cls(**values)
