import re

import pytest
from django.utils import translation

from planner.matching.cases import load_cases
from planner.wording.expectations import case_text, expectation_text

BROKEN = re.compile(r"%\(|\bNone\b|_")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("case", load_cases(), ids=lambda case: str(case["id"]))
def test_every_case_and_what_it_expects_reads_as_words(
    case: dict[str, object], language: str
) -> None:
    expect = case["expect"]
    assert isinstance(expect, dict)

    with translation.override(language):
        texts = [case_text(case, str.lower)] + [
            expectation_text(key, value, str.lower) for key, value in expect.items() if key != "why"
        ]

    assert [text for text in texts if not text or BROKEN.search(text)] == []
