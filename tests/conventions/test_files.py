import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
PARTS = ("accounts", "config", "planner", "templates", "tests")
LONGEST = 450
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc"}
INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.I),
    "style element": re.compile(r"<style\b", re.I),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "javascript address": re.compile(r"javascript:", re.I),
}
# Only these ask the clock; everything below is told: today=, now=.
ASKS_THE_CLOCK = re.compile(r"\b(timezone\.now|localdate|localtime|date\.today|datetime\.now)\(")
TOLD_THE_TIME = ("reference", "sharing", "plans", "wording", "matching", "benchmarks", "money")
ENTRANCES = {"admin", "admin.py", "management", "tasks", "tasks.py", "migrations"}


def test_no_file_is_too_long() -> None:
    long = [
        path.relative_to(ROOT)
        for path in _files(".py", ".html", ".css")
        if "migrations" not in path.parts and len(path.read_text().splitlines()) > LONGEST
    ]

    assert long == []


def test_every_file_has_a_name_of_its_own() -> None:
    nameless = [path for path in _files(".py", ".html") if {path.stem, *path.parts} & NAMELESS]

    assert nameless == []


@pytest.mark.parametrize("kind", INLINE)
def test_templates_have_nothing_inline(kind: str) -> None:
    offending = [
        path.relative_to(ROOT) for path in _files(".html") if INLINE[kind].search(path.read_text())
    ]

    assert offending == []


def test_nothing_below_the_entrances_asks_the_clock() -> None:
    asking = [
        path.relative_to(ROOT)
        for room in TOLD_THE_TIME
        for path in (ROOT / "planner" / room).rglob("*.py")
        if not ENTRANCES & set(path.parts) and ASKS_THE_CLOCK.search(path.read_text())
    ]

    assert asking == []


def test_locked_requirements_name_no_place_to_download_from() -> None:
    for path in ROOT.glob("requirements*.txt"):
        assert not re.search(r"://|^\s*-|\bfile:", path.read_text().replace("    --hash", ""), re.M)


def test_every_locked_requirement_has_hashes() -> None:
    for path in ROOT.glob("requirements*.txt"):
        pinned = re.split(r"\n(?=\S)", path.read_text().strip())
        assert [
            entry for entry in pinned if "==" not in entry or "--hash=sha256:" not in entry
        ] == []


def _files(*suffixes: str) -> Iterator[Path]:
    yield from (path for path in ROOT.glob("*.py") if path.suffix in suffixes)
    for part in PARTS:
        yield from (path for path in sorted((ROOT / part).rglob("*")) if path.suffix in suffixes)
