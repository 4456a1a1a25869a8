"""What people send is known by its content, made plain, and never swells."""

import struct
import time
import zipfile
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image

from planner.web.shared.uploads import (
    JPEG,
    LONGEST_SIDE,
    MOST_BYTES,
    PDF,
    WORDS,
    CheckedFile,
    Fault,
    UploadField,
    UploadRefused,
    checked_upload,
    clean_name,
    private_file_response,
)

HTML = b"<script>alert(1)</script>"


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object
) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "red").save(out, kind, **options)
    return out.getvalue()


def archive(content: bytes, name: str = "a.xml") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return out.getvalue()


def png_head(width: int, height: int) -> bytes:
    """A PNG that says how large it is and holds next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


def taken(content: bytes, name: str = "photo.jpg") -> CheckedFile:
    return checked_upload(SimpleUploadedFile(name, content))


def opened(file: CheckedFile) -> Image.Image:
    return Image.open(BytesIO(file.content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_a_jpeg(kind: str) -> None:
    file = taken(picture(kind), "Hợp đồng.png")

    assert (file.kind, file.name) == (JPEG, "Hợp đồng.jpg")
    assert (opened(file).format, opened(file).size) == ("JPEG", (60, 40))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_colour_is_read(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (50, 30)).save(out, "PNG")

    assert opened(taken(out.getvalue())).mode == "RGB"


def test_a_print_colour_jpeg_is_read() -> None:
    assert opened(taken(picture(mode="CMYK"))).mode == "RGB"


def test_what_is_transparent_becomes_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")

    assert opened(taken(out.getvalue())).getpixel((5, 5)) == (255, 255, 255)


def test_a_large_photo_is_made_smaller_and_keeps_its_shape() -> None:
    assert opened(taken(picture(size=(3_000, 2_000)))).size == (LONGEST_SIDE, 1_600)


def test_a_photo_is_turned_upright_and_place_and_camera_are_gone() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera"
    exif.get_ifd(0x8825)[1] = "N"

    file = taken(picture(exif=exif.tobytes(), comment=HTML))

    assert opened(file).size == (40, 60)
    assert not opened(file).getexif()
    assert b"Camera" not in file.content
    assert HTML not in file.content


@pytest.mark.parametrize("tail", [HTML, archive(HTML)], ids=["html", "zip"])
def test_what_hangs_behind_a_photo_is_cut_off(tail: bytes) -> None:
    file = taken(picture() + tail)

    assert file.content.endswith(b"\xff\xd9")
    assert tail not in file.content
    assert not zipfile.is_zipfile(BytesIO(file.content))


def test_a_pdf_stays_as_it_came() -> None:
    file = taken(b"%PDF-1.7\nx", "offer.exe")

    assert file == CheckedFile(b"%PDF-1.7\nx", PDF, "offer.pdf")


@pytest.mark.parametrize(
    "content, fault",
    [
        (b"", Fault.EMPTY),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", Fault.OTHER_KIND),
        (b"<html>" + HTML, Fault.OTHER_KIND),
        (archive(b"\0" * 2_000_000), Fault.OTHER_KIND),
        (archive(archive(archive(b"\0" * 2_000_000))), Fault.OTHER_KIND),
        (b" %PDF-1.7", Fault.OTHER_KIND),
        (b"GIF89a" + b"\0" * 50, Fault.OTHER_KIND),
        (b"\0\0\0\x18ftypheic\0\0\0\0", Fault.HEIC),
        (png_head(50_000, 50_000), Fault.TOO_MANY_PIXELS),
        (png_head(12_000, 8_000), Fault.TOO_MANY_PIXELS),
        (png_head(100, 100), Fault.BROKEN),
        (picture()[:300], Fault.BROKEN),
        (b"%PDF-" + b"x" * MOST_BYTES, Fault.TOO_LARGE),
    ],
    ids=lambda item: item if isinstance(item, str) else "",
)
def test_other_files_are_refused_at_once(content: bytes, fault: Fault) -> None:
    begun = time.monotonic()

    with pytest.raises(UploadRefused) as refused:
        taken(content)

    assert refused.value.fault == fault
    assert time.monotonic() - begun < 2


def test_a_progressive_photo_may_have_fewer_pixels() -> None:
    assert taken(picture(progressive=True)).kind == JPEG
    with pytest.raises(UploadRefused) as refused:
        taken(picture(size=(4_000, 2_100), progressive=True))

    assert refused.value.fault == Fault.TOO_MANY_PIXELS


def test_a_camera_of_fifty_megapixels_is_read_in_time() -> None:
    content = picture(size=(8_160, 6_120), quality=50)
    begun = time.monotonic()

    assert opened(taken(content)).size == (2_040, 1_530)
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    "name, clean",
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\a\\offer.png", "offer.jpg"),
        ("a\0b\n\u202egpj.exe", "abgpj.jpg"),
        ("..", "file.jpg"),
        ("", "file.jpg"),
        (None, "file.jpg"),
        ("x" * 500 + ".png", "x" * 80 + ".jpg"),
        ("Giấy  tờ.của tôi.jpeg", "Giấy tờ.của tôi.jpg"),
    ],
)
def test_names_lose_their_folders_and_tricks(name: str | None, clean: str) -> None:
    assert clean_name(name, JPEG) == clean


def test_the_field_says_what_to_do() -> None:
    field = UploadField()

    with translation.override("en"):
        for content in (b"", b"<svg/>"):
            with pytest.raises(Exception, match=r"Choose it again|take photos|Take a photo"):
                field.clean(SimpleUploadedFile("a.svg", content))
    assert UploadField(required=False).clean(None) is None
    assert set(WORDS) == set(Fault)


def test_a_file_is_handed_out_to_be_saved_only() -> None:
    response = private_file_response(BytesIO(b"%PDF-"), PDF, "Hợp đồng.pdf")

    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "private, no-store"
