from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture
def vietnamese() -> Iterator[None]:
    with translation.override("vi"):
        yield


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield
