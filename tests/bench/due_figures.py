"""What was measured of finding what is due, by number of workers, as a table."""

from dataclasses import dataclass, field
from statistics import median
from typing import Any

# Seconds, and times as long as with the smaller number.
FIND_AT_MOST, GROWS_AT_MOST = 1.0, 1.3
WHAT = {
    "find": "find what is due (all rules)",
    "again": "find, all of it planned already",
    "plan": "plan_due, whole",
    "claim": "claim_due, 200 people",
    "months": "months to tell, on the first of a month",
    "silence": "silence of two weeks",
}

# What a minute's run looks for, on this day and on the heaviest ones of a month.
FINDING = ("find", "again", "months", "silence")


@dataclass
class Figures:
    runs: dict[int, list[Any]] = field(default_factory=dict)

    def seeded(self, size: int, found: Any) -> None:
        self.runs[size] = []
        print(
            f"{size} workers seeded in {found['seeded']:.0f} s (tables made in {found['migrated']:.0f} s),"
            f" {found['bytes'] / 1e9:.2f} GB",
            flush=True,
        )

    def measured(self, size: int, found: Any) -> None:
        self.runs[size].append(found)

    def seconds(self, size: int, what: str, part: str = "seconds") -> float:
        return float(median(run[part][what] for run in self.runs[size]))

    def show(self) -> None:
        """Milliseconds, and how many rows each gave."""
        for what, words in WHAT.items():
            self._line(words, what, "seconds")
        for key in self.runs[next(iter(self.runs))][0]["rules"]:
            self._line(f"find: {key}", key, "rules")

    def _line(self, words: str, what: str, part: str) -> None:
        cells = []
        for size, runs in self.runs.items():
            count = runs[0]["counts"].get(what) if part == "seconds" else None
            rows = f" ({count} rows)" if count is not None else ""
            cells.append(f"{size}: {1000 * self.seconds(size, what, part):.1f} ms{rows}")
        print(f"  {words:45} {'   '.join(cells)}   {self._ratio(what, part)}")

    def _ratio(self, what: str, part: str) -> str:
        if len(self.runs) < 2:
            return ""
        return f"× {self.growth(what, part):.2f}"

    def growth(self, what: str, part: str = "seconds") -> float:
        first, *_, last = self.runs
        return self.seconds(last, what, part) / self.seconds(first, what, part)

    def show_plans(self, size: int, plans: Any) -> None:
        for what, texts in plans.items():
            for number, text in enumerate(texts, 1):
                print(f"\n{what}, query {number}, {size} workers:\n{text}")

    def judged(self) -> int:
        """0 if it is quick enough on each kind of day, and on this one no slower among many: the exit code."""
        among_many, growth = max(self.runs), self.growth("find")
        slowest = max(self.seconds(among_many, what) for what in FINDING)
        held = slowest <= FIND_AT_MOST and growth <= GROWS_AT_MOST
        find = self.seconds(among_many, "find")
        print(
            f"{'Held.' if held else 'MISSED.'} Find {find:.3f} s, × {growth:.2f}; slowest {slowest:.3f} s."
        )
        return 0 if held else 1
