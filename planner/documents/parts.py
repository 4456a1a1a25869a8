"""What a printed document is made of: plain values, every text ready to read.

A line break inside a text starts a new line; in a table cell and a fact what follows the first break is set small.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias


class UnevenTable(ValueError):
    """A row has more or fewer cells than the table has columns."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Labels with their values."""

    rows: tuple[tuple[str, str], ...]
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table; `width` is its share of the line beside those of the other columns."""

    header: str
    width: int = 1
    is_number: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under headers that come again on every page; the last row may be their sum. Raises UnevenTable."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    has_total: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise UnevenTable(row)


@dataclass(frozen=True, kw_only=True)
class Bullets:
    """Short points, one under the other."""

    items: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph."""

    text: str
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A text that must not be overlooked."""

    text: str
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Sources:
    """Where the figures are from, in small print: each with its year."""

    items: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Signature:
    """A line to sign on: who signs, and what is known of it ("agreed on …" or a place for the date)."""

    role: str
    name: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Signatures:
    """Lines to sign on, side by side and never torn apart."""

    lines: tuple[Signature, ...]
    title: str = ""


Part: TypeAlias = Facts | Table | Bullets | Paragraph | Notice | Sources | Signatures


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading and what stands under it."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class PlanDocument:
    """The whole plan. `page_words` holds {page} and {pages}: "Trang {page}/{pages}"."""

    language: Literal["vi", "en"]
    title: str
    subtitle: tuple[str, ...]
    agreed: str
    sections: tuple[Section, ...]
    footer: str
    page_words: str
    printed_at: datetime
    brand: str = "Lối Về"
