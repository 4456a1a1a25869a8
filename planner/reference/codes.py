"""Columns that hold codes, `a|b`. An unknown one would leave every page without its trades, so none is let in."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from planner.reference.models import Field, Industry, Province, ReferenceRow
from planner.wording.terms import NEEDS


@dataclass(frozen=True)
class CodesOf:
    """Whatever stands in one column of a table. It is the last part of the table's key."""

    model: type[ReferenceRow]
    column: str


CODES: Mapping[str, CodesOf | frozenset[str]] = {
    "vsic_divisions": CodesOf(Industry, "vsic_division"),
    "ssw_fields": CodesOf(Field, "code"),
    "esd_fields": CodesOf(Field, "code"),
    "province_codes": CodesOf(Province, "code"),
    "pathways": frozenset({"all", "TITP", "SSW", "ESD", "TITP-care", "SSW-care"}),
    "needs": frozenset([*NEEDS, "none"]),
}


def unknown_codes(
    column: str, cell: str, there: Callable[[CodesOf], Collection[str] | None]
) -> list[str]:
    """The codes in `cell` that nothing knows. `there`: all codes of a table, None = they cannot be asked."""
    if column not in CODES or not cell:
        return []
    codes = CODES[column]
    known = there(codes) if isinstance(codes, CodesOf) else codes
    return [] if known is None else sorted(set(filter(None, cell.split("|"))) - set(known))
