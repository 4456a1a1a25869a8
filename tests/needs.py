import os

import pytest


def needs(present: object, reason: str) -> None:
    """Skip for want of a program on this machine; in continuous integration that is a failure."""
    if present:
        return
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
