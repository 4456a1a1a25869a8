"""A text that somebody said yes to stays as it was read."""

import hashlib

import pytest
from django.utils import translation

from planner.wording.consents import TEXTS, ConsentText, current_text, text_of

# Another wording is a new version: add it to TEXTS, and here. These never change.
AS_READ = {
    ("open_money", "1"): "91605d71a35d3212",
    ("open_well_being", "1"): "ecde792674b9d728",
    ("open_decision", "1"): "5b594e7b86e5e310",
    ("statistics", "1"): "6ac1cf14af960837",
    ("statistics", "2"): "8957483e283182b9",
}
NAMES = {"counselor": "Trần Thị Hương 100%", "agency": "Sông Hồng"}


def fingerprint(text: ConsentText) -> str:
    with translation.override("en"):
        words = [text.title, text.ask, *text.sees, "-", *text.closed, "-", *text.know]
        return hashlib.sha256("\n".join(map(str, words)).encode()).hexdigest()[:16]


def test_no_text_changes_under_its_version() -> None:
    found = {
        (purpose, text.version): fingerprint(text)
        for purpose, texts in TEXTS.items()
        for text in texts
    }

    assert found == AS_READ


def test_versions_are_told_apart() -> None:
    for texts in TEXTS.values():
        assert len({text.version for text in texts}) == len(texts)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("purpose", TEXTS)
def test_names_are_filled_in_and_nothing_is_left(purpose: str, language: str) -> None:
    with translation.override(language):
        text = current_text(purpose).with_names(**NAMES)

    words = [text.title, text.ask, *text.sees, *text.closed, *text.know]
    assert not [item for item in words if "%(" in str(item)]
    is_opening = purpose != "statistics"
    assert any(NAMES["agency"] in str(item) for item in words) is is_opening


def test_the_text_of_a_version_is_found_again() -> None:
    first = TEXTS["open_money"][0]

    assert text_of("open_money", first.version) is first
    assert text_of("open_money", "not there any more") is current_text("open_money")
