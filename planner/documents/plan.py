"""The agreed plan as an accessible PDF (PDF/UA-1): plain values in, bytes out."""

import json
import os
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from planner.documents.glyphs import FONT_FOLDER, printable
from planner.documents.parts import PlanDocument

if TYPE_CHECKING:
    import typst

_TEMPLATE = Path(__file__).with_name("plan.typ")
_one_at_a_time = Lock()


class StartedBeforeFork(RuntimeError):
    """The compiler was first used in the parent of this process; here it would wait for ever."""


def plan_pdf(document: PlanDocument) -> bytes:
    """The document as a tagged PDF on A4.

    Texts reach the template as data, never as its source: whatever they hold is printed, not run.
    """
    texts = json.dumps(_plain(document))
    with _one_at_a_time:
        compiler, pid = _compiler()
        # Its own threads do not come along into a forked process.
        if pid != os.getpid():
            raise StartedBeforeFork
        pdf = compiler.compile(
            format="pdf",
            sys_inputs={"document": texts},
            pdf_standards="ua-1",
            timestamp=int(document.printed_at.timestamp()),
        )
    assert isinstance(pdf, bytes)  # noqa: S101 - one file, not pages
    return pdf


@cache
def _compiler() -> tuple["typst.Compiler", int]:
    """The compiler with its template and font, kept for the life of the process, and that process."""
    import typst  # noqa: PLC0415 - 30 MB of machine code: only for who prints

    compiler = typst.Compiler(
        str(_TEMPLATE),
        root=_TEMPLATE.parent,
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[FONT_FOLDER],
        ),
    )
    return compiler, os.getpid()


def _plain(value: object) -> object:
    """Values as the template reads them; each part says its kind."""
    if is_dataclass(value):
        plain = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"kind": type(value).__name__, **plain}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return printable(value) if isinstance(value, str) else value
