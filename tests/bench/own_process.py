"""A measurement in a process of its own, on a database of its own."""

import json
import os
import subprocess
import sys
from typing import Any

from config.settings.base import BASE_DIR

MEASURE = "import sys, django; django.setup(); from {0} import main; main(*sys.argv[1:])"


def measured_apart(module: str, *words: str, seconds: float, **environment: str) -> Any:
    """What `main` of this module prints as its last line, out of JSON. The settings are those of the bench."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE.format(module), *words],
        cwd=BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.bench.settings", **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        timeout=seconds,
    )
    if done.returncode:
        raise AssertionError(f"{module} {' '.join(words)} failed with {done.returncode}")
    return json.loads(done.stdout.splitlines()[-1])
