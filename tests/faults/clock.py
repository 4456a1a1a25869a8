"""A clock that a test moves: all processes of the rig read it from one small file."""

import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path

VARIABLE = "FAULTS_CLOCK"


def now() -> datetime:
    """What REMINDER_CLOCK names. Without the file: the real time."""
    path = os.environ.get(VARIABLE)
    if path is None:
        return datetime.now(UTC)
    set_to = json.loads(Path(path).read_text())
    passed = (time.time() - set_to["real"]) * set_to["speed"]
    return datetime.fromtimestamp(set_to["fake"] + passed, UTC)


def set_clock(path: Path, to: datetime, *, speed: float = 1) -> None:
    """`speed` 60: a minute for each second; 0: it stands."""
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps({"real": time.time(), "fake": to.timestamp(), "speed": speed}))
    # In one step: a reader never meets half a file.
    beside.replace(path)
