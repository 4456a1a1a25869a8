from collections.abc import Mapping
from enum import StrEnum

import pytest
from django_stubs_ext import StrPromise

from planner.benchmarks.enums import Change, Group, Obstacle, Route, Stage, Standing
from planner.wording.benchmarks import (
    CHANGES,
    GROUPS,
    OBSTACLES,
    ROUTES,
    STAGES,
    STANDINGS,
)


@pytest.mark.parametrize(
    "codes, words",
    [
        (Route, ROUTES),
        (Group, GROUPS),
        (Stage, STAGES),
        (Standing, STANDINGS),
        (Change, CHANGES),
        (Obstacle, OBSTACLES),
    ],
)
def test_every_code_has_words_of_its_own(
    codes: type[StrEnum], words: Mapping[str, StrPromise]
) -> None:
    assert list(words) == list(codes)
    assert len({str(text) for text in words.values()}) == len(words)


def test_routes_carry_the_japanese_term_in_brackets() -> None:
    assert all("(" in str(words) and ")" in str(words) for words in ROUTES.values())


def test_headings_name_no_programme() -> None:
    words = " ".join(str(words) for words in STAGES.values())

    assert not [name for name in ("TITP", "SSW", "ESD", "trainee") if name in words]
