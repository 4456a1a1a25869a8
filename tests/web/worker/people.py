"""Homes and answers of the cast."""

import re

from django.http import HttpResponse

from planner.plans.answers import Answers
from tests.plans.told import FULL, OPEN

__all__ = ["FULL", "HAI_DUONG", "HOMES", "OPEN", "page_of"]

HAI_DUONG = Answers(province="31", former_province="30")
HOMES = (
    HAI_DUONG,
    Answers(province="31", assets=("pond",), care=("sick",), wish="farm"),
    Answers(
        province="12",
        former_province="12",
        assets=(),
        care=(),
        wish="own_business",
        ratings={"bargain": 2, "lift_all_day": 0},
    ),
)


def page_of(response: object) -> str:
    """The page, which has come whole: nothing is left of a value that was not there."""
    assert isinstance(response, HttpResponse)
    page = response.content.decode()
    assert response.status_code == 200, response.status_code
    broken = re.search(
        r"\bNone\b(?! of these| yet)|%\(\w+\)s|\{\{|\{%|&lt;Promise|__proxy__|>\s*nan", page
    )
    assert not broken, page[max(0, broken.start() - 80) : broken.end() + 80]
    return page
