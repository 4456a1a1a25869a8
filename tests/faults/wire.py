"""What the mail server accepted, and how it is told to fail."""

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.waiting import until


@dataclass(frozen=True)
class Accepted:
    at: float
    to: str
    number: str
    is_answered: bool
    content: str


class Wire:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.from_line = 0
        self.fail()
        (folder / "wire.jsonl").touch()
        self.process = subprocess.Popen([sys.executable, "-m", "tests.faults.smtp", str(folder)])
        until((folder / "port").exists, seconds=20, what="the mail server listens")
        self.port = int((folder / "port").read_text())

    def fail(self, **policy: Any) -> None:
        """How it fails from now on, by shares (0–1): p421, p451, hang, drop_before, drop_after. Nothing: not at all.

        `only`: where the address has this in it. `delay`: seconds before each answer. `down`: nobody is let in.
        """
        beside = self.folder / "policy.new"
        beside.write_text(json.dumps(policy))
        beside.replace(self.folder / "policy.json")

    def accepted(self) -> list[Accepted]:
        """Since `forget`."""
        lines = (self.folder / "wire.jsonl").read_text().splitlines()[self.from_line :]
        rows = [json.loads(line) for line in lines]
        return [
            Accepted(row["at"], to, row["id"], row["answered"], row.get("content", ""))
            for row in rows
            for to in row["to"]
        ]

    def forget(self) -> None:
        self.from_line = len((self.folder / "wire.jsonl").read_text().splitlines())

    def count(self) -> int:
        return len((self.folder / "wire.jsonl").read_text().splitlines()) - self.from_line

    def recipients(self) -> set[str]:
        return {message.to for message in self.accepted()}

    def repeats(self) -> int:
        """Messages beyond the first to the same address. Here everybody is due for one."""
        return sum(count - 1 for count in Counter(m.to for m in self.accepted()).values())

    def numbers_used_twice_for_others(self) -> int:
        """Message-IDs that went to more than one address: they would name nothing."""
        by_number: dict[str, set[str]] = {}
        for message in self.accepted():
            by_number.setdefault(message.number, set()).add(message.to)
        return sum(len(addresses) > 1 for addresses in by_number.values())

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
