"""A printed document as a reader meets it: its text, its tags, its ink."""

import ctypes
import re
import zlib
from collections.abc import Iterator

import pypdfium2
from PIL import Image
from pypdfium2 import raw

BREAK_HERE = "\u200b"
_SCALE = 6


def text_of(pdf: bytes) -> str:
    """All its text, white space made single."""
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return " ".join("\n".join(pages).replace(BREAK_HERE, "").split())


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def tags_of(pdf: bytes) -> set[str]:
    """The kinds of element in its structure."""
    found: set[str] = set()
    for page in pypdfium2.PdfDocument(pdf):
        tree = raw.FPDF_StructTree_GetForPage(page)
        for at in range(raw.FPDF_StructTree_CountChildren(tree)):
            found |= set(_below(raw.FPDF_StructTree_GetChildAtIndex(tree, at)))
        raw.FPDF_StructTree_Close(tree)
    return found


def _below(element: object) -> Iterator[str]:
    if not element:
        return
    length = raw.FPDF_StructElement_GetType(element, None, 0)
    held = ctypes.create_string_buffer(length)
    raw.FPDF_StructElement_GetType(element, held, length)
    yield held.raw.decode("utf-16-le").rstrip("\0")
    for at in range(raw.FPDF_StructElement_CountChildren(element)):
        yield from _below(raw.FPDF_StructElement_GetChildAtIndex(element, at))


def marked_languages(pdf: bytes) -> set[str]:
    """The languages of passages that differ from the document's."""
    streams = re.findall(rb"stream\r?\n(x.*?)\r?\nendstream", pdf, re.DOTALL)
    shown = b"".join(zlib.decompressobj().decompress(stream) for stream in streams)
    return {found.decode() for found in re.findall(rb"/Lang\((\w+)\)", shown)}


def language_of(pdf: bytes) -> str:
    """The language of the whole document."""
    document = pypdfium2.PdfDocument(pdf)
    length = raw.FPDFCatalog_GetLanguage(document, None, 0)
    held = (ctypes.c_ushort * (length // 2))()
    raw.FPDFCatalog_GetLanguage(document, held, length)
    return bytes(held).decode("utf-16-le").rstrip("\0")


def letters_of(pdf: bytes, number: int = 0) -> Iterator[tuple[str, Image.Image]]:
    """Every letter of a page, the first if none is named, with a picture of its ink."""
    page = pypdfium2.PdfDocument(pdf)[number]
    words = page.get_textpage()
    sheet = page.render(scale=_SCALE).to_pil().convert("L")
    for at in range(words.count_chars()):
        letter = words.get_text_range(at, 1)
        if letter.strip():
            left, bottom, right, top = words.get_charbox(at)
            height = page.get_height()
            box = (left, height - top, right, height - bottom)
            yield letter, sheet.crop(tuple(round(side * _SCALE) for side in box))


def has_ink(picture: Image.Image) -> bool:
    """Whether something dark is in the picture."""
    darkest, _ = picture.getextrema()
    return isinstance(darkest, int | float) and darkest < 128
