"""Files that people send: known by their content, made small and plain, never shown inside a page of ours."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Any, Protocol

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

JPEG, PDF = "image/jpeg", "application/pdf"
ENDINGS = {JPEG: ".jpg", PDF: ".pdf"}
MOST_BYTES = 8_000_000
LONGEST_SIDE = 2_400
# Pixels. What a decoder needs for one pixel differs: an ordinary JPEG is read small at once, a progressive one is held
# whole at up to ten bytes a pixel, PNG at four, WebP three times at four. Each stays below 100 MB.
MOST_PIXELS = {"JPEG": 80_000_000, "PNG": 8_000_000, "WEBP": 4_700_000}
MOST_PIXELS_PROGRESSIVE = 8_000_000
# A JPEG of more pixels is read at half, a quarter or an eighth, but not below this side.
READ_WHOLE, SHORTEST_READ = 9_000_000, 1_600
QUALITY = 82
LONGEST_NAME = 80
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif")
ORIENTATION = 0x0112
TURNS = {
    2: [Image.Transpose.FLIP_LEFT_RIGHT],
    3: [Image.Transpose.ROTATE_180],
    4: [Image.Transpose.FLIP_TOP_BOTTOM],
    5: [Image.Transpose.TRANSPOSE],
    6: [Image.Transpose.ROTATE_270],
    7: [Image.Transpose.TRANSVERSE],
    8: [Image.Transpose.ROTATE_90],
}


class Fault(StrEnum):
    """Why a file was refused."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    HEIC = "heic"
    OTHER_KIND = "other_kind"
    BROKEN = "broken"


WORDS = {
    Fault.EMPTY: _("This file is empty. Choose it again."),
    Fault.TOO_LARGE: _(
        "This file has more than 8 MB. Take the photo again with a lower resolution."
    ),
    Fault.TOO_MANY_PIXELS: _(
        "This picture has too many pixels. Take a photo or a screenshot of it."
    ),
    Fault.HEIC: _(
        "Your phone saved this as HEIC, which we cannot read. Set the camera to JPEG (“most compatible”), "
        "or send a screenshot of the photo."
    ),
    Fault.OTHER_KIND: _(
        "We take photos (JPEG, PNG, WebP) and PDF. Take a photo of it, or save it as PDF."
    ),
    Fault.BROKEN: _("We could not read this file. Take the photo again, or send a screenshot."),
}

PHOTOS_ONLY = _("We take photos here (JPEG, PNG, WebP). Take a photo of it.")


class UploadRefused(Exception):
    """The file is not taken. `fault`: why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class CheckedFile:
    """Safe to keep. `name`: what it was called, with the ending that its kind has."""

    content: bytes
    kind: str
    name: str


class UploadField(forms.FileField):
    """Cleans to a CheckedFile; None when nothing was sent and nothing had to be."""

    widget = forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,.pdf"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        if data and data.size == 0:
            raise forms.ValidationError(WORDS[Fault.EMPTY], code=Fault.EMPTY)
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return None
        try:
            return checked_upload(file)
        except UploadRefused as refused:
            raise forms.ValidationError(WORDS[refused.fault], code=refused.fault) from None


class PhotoField(UploadField):
    """No PDF."""

    widget = forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        try:
            file = super().clean(data, initial)
        except forms.ValidationError as error:
            if getattr(error, "code", None) == Fault.OTHER_KIND:
                raise forms.ValidationError(PHOTOS_ONLY, code=Fault.OTHER_KIND) from None
            raise
        if file is not None and file.kind == PDF:
            raise forms.ValidationError(PHOTOS_ONLY, code=Fault.OTHER_KIND)
        return file


def checked_upload(file: "UploadedFile[Any]") -> CheckedFile:
    """A photo as a plain JPEG of at most 2,400 pixels a side, or a PDF as it came. Raises UploadRefused."""
    if (file.size or 0) > MOST_BYTES:
        raise UploadRefused(Fault.TOO_LARGE)
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    if not content:
        raise UploadRefused(Fault.EMPTY)
    if len(content) > MOST_BYTES:
        raise UploadRefused(Fault.TOO_LARGE)
    if content.startswith(b"%PDF-"):
        return CheckedFile(content, PDF, clean_name(file.name, PDF))
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        raise UploadRefused(Fault.HEIC)
    return CheckedFile(_plain_jpeg(content), JPEG, clean_name(file.name, JPEG))


def clean_name(name: str | None, kind: str) -> str:
    """Without folders, control signs and signs that turn the writing round."""
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    letters = "".join(
        sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C"
    )
    stem = letters.rpartition(".")[0] or letters
    stem = " ".join(stem.strip(" .").split())[:LONGEST_NAME].strip()
    return f"{stem or 'file'}{ENDINGS[kind]}"


def private_file_response(file: Any, kind: str, name: str) -> FileResponse:
    """To be saved, not shown: what is in it never runs as a page of ours."""
    response = FileResponse(file, as_attachment=True, filename=name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


class KeptFile(Protocol):
    """A row with a file, its media type and its name."""

    @property
    def file(self) -> Any: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...


def handed_out(row: KeptFile | None) -> FileResponse:
    """To whoever may have it, which the caller knows. Raises Http404 for none, and for one that is lost on the disk."""
    if row is None:
        raise Http404
    try:
        content = row.file.open()
    except FileNotFoundError as error:
        raise Http404 from error
    return private_file_response(content, row.kind, row.name)


def _plain_jpeg(content: bytes) -> bytes:
    """Only the pixels, turned upright: place and time of the photo go, and whatever else was in the file."""
    try:
        with Image.open(BytesIO(content), formats=tuple(MOST_PIXELS)) as image:
            _check_pixels(image, content)
            small = _small(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UploadRefused(Fault.TOO_MANY_PIXELS) from None
    except UnidentifiedImageError:
        raise UploadRefused(Fault.OTHER_KIND) from None
    except UploadRefused:
        raise
    except Exception as error:
        # Decoders raise nearly anything for a file that is not what it says.
        raise UploadRefused(Fault.BROKEN) from error
    # A comment or a profile would be written out again.
    small.info.clear()
    out = BytesIO()
    small.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _check_pixels(image: Image.Image, content: bytes) -> None:
    most = MOST_PIXELS[image.format or ""]
    if image.format == "JPEG" and not _is_read_small(content):
        most = MOST_PIXELS_PROGRESSIVE
    if image.width * image.height > most:
        raise UploadRefused(Fault.TOO_MANY_PIXELS)


def _is_read_small(content: bytes) -> bool:
    """Whether all colours of the JPEG come in one scan; else the decoder must hold the whole picture."""
    at, colours = 2, 0
    while at + 5 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == 0xFF:
            at += 1
            continue
        if marker in (0xC0, 0xC1):
            colours = content[at + 9] if at + 9 < len(content) else 0
        if marker == 0xDA:
            return content[at + 4] == colours
        at += 2 + length
    return False


def _small(image: Image.Image) -> Image.Image:
    turns = TURNS.get(_orientation(image), [])
    if image.width * image.height > READ_WHOLE:
        image.draft("RGB", _within(image.size, SHORTEST_READ))
    image.load()
    size = _within(image.size, LONGEST_SIDE)
    if image.mode not in ("L", "LA", "RGB", "RGBA"):
        # With palette, 16 bits or CMYK. Transparent ones keep what shines through for the white below.
        image = image.convert(
            "RGBA" if "transparency" in image.info or "A" in image.mode else "RGB"
        )
    # Band by band: all at once would copy the whole picture.
    bands = [
        image.getchannel(name).resize(size, Image.Resampling.BICUBIC, reducing_gap=2)
        for name in image.getbands()
    ]
    colours = bands[:3] if len(bands) > 2 else bands[:1] * 3
    plain = Image.merge("RGB", colours)
    if len(bands) in (2, 4):
        white = Image.new("RGB", size, "white")
        white.paste(plain, mask=bands[-1])
        plain = white
    for turn in turns:
        plain = plain.transpose(turn)
    return plain


def _within(size: tuple[int, int], side: int) -> tuple[int, int]:
    scale = min(1, side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _orientation(image: Image.Image) -> int:
    """As the camera noted it; a broken note is no reason to refuse the photo."""
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:
        return 1
