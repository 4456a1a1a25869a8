"""Each claim in two sizes: short ones on the embedded default, long ones on PostgreSQL and Redis."""

import os
from typing import Any

import pytest

IS_FULL = os.environ.get("FULL") == "1"


def sizes(*, long: Any, full: Any, short: Any = None) -> Any:
    """For `parametrize("size", …)`. `full` is what `FULL=1 make test-faults` takes."""
    committed = pytest.mark.django_db(transaction=True)
    chosen = full if IS_FULL else long
    found = [pytest.param(chosen, id="long", marks=[pytest.mark.faults, committed])]
    if short is not None:
        found.insert(0, pytest.param(short, id="short", marks=pytest.mark.django_db))
    return found
