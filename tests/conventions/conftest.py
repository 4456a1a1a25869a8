import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture(scope="session")
def passes() -> Callable[..., None]:
    """Run a program of the environment in the project's folder; show what it says when it fails."""

    # The browser tests of the same process set this one for themselves.
    inherited = {
        key: value for key, value in os.environ.items() if key != "DJANGO_ALLOW_ASYNC_UNSAFE"
    }

    def run(program: str, *arguments: str, **environment: str) -> None:
        done = subprocess.run(
            [str(Path(sys.executable).with_name(program)), *arguments],
            cwd=settings.BASE_DIR,
            env={**inherited, "DJANGO_SETTINGS_MODULE": "config.settings.testing", **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"

    return run
