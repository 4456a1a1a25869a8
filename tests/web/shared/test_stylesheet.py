"""The colours can be read, and the sheet stays small."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

LARGEST = 6_000  # bytes over the wire
TEXT, PART = 4.5, 3.0  # WCAG 2.2 AA: text; parts of controls and pictures
TEXT_PAIRS = [
    *(
        (text, ground)
        for text in ("ink", "soft", "cham", "lua", "son")
        for ground in ("paper", "card")
    ),
    *((tone, f"{tone}-bg") for tone in ("lua", "nghe", "son", "cham")),
    *(("ink", f"{tone}-bg") for tone in ("lua", "nghe", "son", "cham")),
    ("on-lua", "lua"),
]
PART_PAIRS = [
    ("edge", "card"),
    ("edge", "paper"),
    ("lua", "card"),
    ("nghe", "paper"),
    ("nghe", "card"),
]


@pytest.fixture(scope="module")
def sheet() -> str:
    path = finders.find("loi_ve.css")
    assert isinstance(path, str)
    return Path(path).read_text(encoding="utf-8")


def tokens(sheet: str, scheme: str) -> dict[str, str]:
    blocks = re.findall(r":root \{(.*?)\}", sheet, re.S)
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", blocks[0]))
    if scheme == "dark":
        found |= dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", blocks[1]))
    return found


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("least, pairs", [(TEXT, TEXT_PAIRS), (PART, PART_PAIRS)])
def test_colours_can_be_told_apart(
    sheet: str, scheme: str, least: float, pairs: list[tuple[str, str]]
) -> None:
    colours = tokens(sheet, scheme)

    faint = [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < least]

    assert faint == []


def test_the_sheet_stays_small(sheet: str) -> None:
    assert len(gzip.compress(sheet.encode(), 9)) <= LARGEST


def test_the_sheet_loads_nothing_from_elsewhere(sheet: str) -> None:
    assert not re.search(r"url\(|@import", sheet)
