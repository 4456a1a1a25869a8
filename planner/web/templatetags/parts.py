"""Parts of a document on a page."""

from html import escape

from django import template
from django.utils.safestring import SafeString

from planner.documents.parts import Column, Part, Table

register = template.Library()


@register.filter
def kind_of(part: Part) -> str:
    return type(part).__name__


@register.filter
def with_small(rows: tuple[tuple[str, str], ...]) -> list[tuple[str, str, str]]:
    """Each label with its value and what is set small below it."""
    return [(label, *text.partition("\n")[::2]) for label, text in rows]


@register.filter
def body_rows(table: Table) -> SafeString:
    """The rows of a table, escaped here and not in a template: a long plan has hundreds of cells."""
    starts = [_start_of_cell(column) for column in table.columns]
    last = len(table.rows) - 1 if table.has_total else None
    return SafeString(
        "".join(
            f'<tr role="row">{_cells(row, starts, is_total=at == last)}</tr>'
            for at, row in enumerate(table.rows)
        )
    )


def _start_of_cell(column: Column) -> str:
    number = ' class="n"' if column.is_number else ""
    return f'<td role="cell" data-label="{escape(column.header)}"{number}>'


def _cells(row: tuple[str, ...], starts: list[str], *, is_total: bool) -> str:
    cells = zip(starts, row, strict=True)
    return "".join(f"{start}{_cell(text, is_total=is_total)}</td>" for start, text in cells)


def _cell(text: str, *, is_total: bool) -> str:
    """What follows the first line break is small."""
    main, _, small = escape(text).partition("\n")
    small = small.replace("\n", "<br>")
    if is_total and main:
        main = f"<strong>{main}</strong>"
    return f'{main}<br><span class="small soft">{small}</span>' if small else main
