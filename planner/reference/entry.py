"""When a way to Japan can be entered, and after how many years its employer may be changed. Once per data version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from planner.reference.models import Field, Pathway


@dataclass(frozen=True, slots=True)
class EntryWindow:
    """The first and the last day of entry; both ends may be open."""

    first: date = date.min
    last: date = date.max

    def is_open(self, on: date) -> bool:
        return self.first <= on <= self.last


@lru_cache(maxsize=2)
def entry_windows(version: str) -> Mapping[str, EntryWindow]:
    """By the key of the pathway."""
    rows = Pathway.objects.values_list("key", "entry_from", "entry_to")
    return {key: EntryWindow(first or date.min, last or date.max) for key, first, last in rows}


@lru_cache(maxsize=2)
def two_year_fields(version: str) -> frozenset[str]:
    """Fields of ESD in which one may change the employer after two years, not one."""
    rows = Field.objects.filter(pathway="ESD", esd_transfer_after_years="2")
    return frozenset(rows.values_list("code", flat=True))
