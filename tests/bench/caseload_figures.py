"""What was measured of the counselors' pages, by number of workers, as a table."""

from dataclasses import dataclass, field
from statistics import median
from typing import Any

# Times a bare view; times as long as with the smaller number; times as quick as the stock admin's list.
AT_MOST, GROWS_AT_MOST, QUICKER_THAN_STOCK = 12.0, 1.3, 10.0
# Of these nothing is promised: a supervisor's pages show as many people as the agency has.
NOT_PROMISED = ("team", "stock admin", "timeline")


@dataclass
class CaseloadFigures:
    runs: dict[int, list[Any]] = field(default_factory=dict)

    def measured(self, size: int, found: Any) -> None:
        self.runs.setdefault(size, []).append(found)

    def seconds(self, size: int, page: str) -> float:
        return float(median(run["seconds"][page] for run in self.runs[size]))

    def times_bare(self, size: int, page: str) -> float:
        return self.seconds(size, page) / self.seconds(size, "bare")

    def growth(self, page: str) -> float:
        """Of the times of a bare view: both are measured in turn, whatever the machine does besides."""
        return self.times_bare(max(self.runs), page) / self.times_bare(min(self.runs), page)

    def pages(self) -> list[str]:
        return [page for page in self.runs[min(self.runs)][0]["seconds"] if page != "bare"]

    def show(self) -> None:
        for size in self.runs:
            print(f"  {size} workers: bare view {1000 * self.seconds(size, 'bare'):.2f} ms")
        for page in self.pages():
            cells = [
                f"{1000 * self.seconds(size, page):8.1f} ms = {self.times_bare(size, page):6.1f} ×"
                f" ({self.queries(size, page)} queries)"
                for size in self.runs
            ]
            grown = f"   grows × {self.growth(page):.2f}" if len(self.runs) > 1 else ""
            print(f"  {page:20} {'   '.join(cells)}{grown}")

    def queries(self, size: int, page: str) -> Any:
        return self.runs[size][0]["queries"].get(page, "-")

    def faults(self) -> list[str]:
        found = []
        for page in self.pages():
            if page in NOT_PROMISED:
                continue
            found += [
                f"{page}, {size} workers: {times:.1f} × a bare view"
                for size in self.runs
                if (times := self.times_bare(size, page)) > AT_MOST
            ]
            if len(self.runs) > 1 and self.growth(page) > GROWS_AT_MOST:
                found.append(f"{page} grows × {self.growth(page):.2f}")
            asked = {self.queries(size, page) for size in self.runs}
            if len(asked) > 1:
                found.append(f"{page}: {asked} queries")
        biggest = max(self.runs)
        quicker = self.seconds(biggest, "stock admin") / self.seconds(biggest, "list")
        print(f"  The stock admin takes × {quicker:.0f} of our list.")
        if quicker < QUICKER_THAN_STOCK and len(self.runs) > 1:
            found.append(f"only × {quicker:.1f} quicker than the stock admin")
        return found
