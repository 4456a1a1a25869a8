"""Two people, or two phones, edit one thing: the second is shown what changed before anything is saved."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


class ChangedMeanwhile(Exception):
    """What was on the page is not what stands now. Its argument: the values that do."""


def fingerprint(values: Mapping[str, Any]) -> str:
    """The same for the same plain values, in any order."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def check_seen(seen: str, values: Mapping[str, Any]) -> None:
    """`seen`: the fingerprint of what the page showed. Call it with the rows locked. Raises ChangedMeanwhile."""
    if seen != fingerprint(values):
        raise ChangedMeanwhile(values)
