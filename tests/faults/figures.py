"""What was measured: printed at the end, and kept in var/faults.md for the manual."""

from dataclasses import dataclass, field
from pathlib import Path

HEAD = ("claim", "what was done", "rounds", "measured", "pass mark", "passed")


@dataclass
class Figures:
    rows: list[tuple[str, ...]] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    def add(
        self, claim: str, did: str, rounds: int, measured: str, mark: str, *, passed: bool
    ) -> None:
        self.rows.append((claim, did, f"{rounds:,}", measured, mark, "yes" if passed else "NO"))

    def table(self) -> str:
        lines = [" | ".join(row) for row in (HEAD, ("---",) * len(HEAD), *self._sorted())]
        return "\n".join(f"| {line} |" for line in lines)

    def keep(self, path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        path.write_text(self.table() + "\n")

    def _sorted(self) -> list[tuple[str, ...]]:
        return sorted(
            self.rows, key=lambda row: (int("".join(filter(str.isdigit, row[0])) or 0), row)
        )


FIGURES = Figures()
