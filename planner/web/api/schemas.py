"""The shapes of what is asked and answered. Unknown fields are refused: a mistyped one must not be lost."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints

from planner.benchmarks.enums import Group

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
MOST_IN_DATABASE = 2**63 - 1
MOST_PER_PAGE = 100
# Control signs (a NUL above all), and halves of signs that no database keeps.
_UNFIT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _fit(text: str) -> str:
    if _UNFIT.search(text):
        raise ValueError("Write one line of text without control characters.")
    return text


def _iso_day(value: Any) -> Any:
    if isinstance(value, str) and not _ISO_DAY.fullmatch(value):
        raise ValueError("Write a day as YYYY-MM-DD.")
    if not isinstance(value, str | None | date):
        raise ValueError("Write a day as text: YYYY-MM-DD.")
    return value


def _sensible(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise ValueError(f"Write a day from {EARLIEST} to {LATEST}.")
    return day


def _short(most: int, least: int = 0) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=least, max_length=most)


_fits = AfterValidator(_fit)
Reference = Annotated[str, _short(40), _fits]
Email = Annotated[str, _short(254), _fits]
Phone = Annotated[str, _short(32), _fits]
Employer = Annotated[str, _short(120), _fits]
Name = Annotated[str, _short(100, 1), _fits]
Words = Annotated[str, _short(200, 1), _fits]
Why = Annotated[str, _short(300), _fits]
Day = Annotated[date, BeforeValidator(_iso_day), AfterValidator(_sensible)]
Key = Annotated[int, Field(strict=True, ge=1, le=MOST_IN_DATABASE)]


class Asked(Schema):
    model_config = ConfigDict(extra="forbid")


class WorkerFilters(Asked):
    """`after`: the `next` of the page before."""

    reference: Reference = ""
    state: Literal["open", "closed", "invited", "all"] = "all"
    after: Annotated[int, Field(ge=0, le=MOST_IN_DATABASE)] = 0
    limit: Annotated[int, Field(ge=1, le=MOST_PER_PAGE)] = MOST_PER_PAGE


class WorkerFacts(Asked):
    """What the agency knows itself. What is left out stays; null or an empty text takes it away."""

    reference: Reference | None = None
    email: Email | None = None
    phone: Phone | None = None
    employer: Employer | None = None
    departs_on: Day | None = None
    returns_on: Day | None = None
    status_ends_on: Day | None = None


class NewWorker(WorkerFacts):
    """`reference`: your own number of the worker; the same one again brings the same worker up to date."""

    name: Name
    reference: Annotated[str, _short(40, 1), _fits]
    birth_year: Annotated[int, Field(strict=True, ge=1930, le=2020)] | None = None
    province: Reference | None = Field(None, description="Code of the home province of today.")
    former_province: Reference | None = Field(
        None, description="Code of the province before July 2025; never without “province”."
    )
    trade: Reference | None = Field(None, description="Code of the job category.")
    counselor: Key | None = Field(
        None, description="Who looks after the worker: id of a counselor of your agency."
    )


class NewBenchmark(Asked):
    """Proposed to the worker, who answers it. Amounts of money are the worker's own."""

    words: Words
    due_on: Day
    group: Group = Group.JAPAN
    why: Why = ""


class Named(Schema):
    id: int
    name: str


class HomeOut(Schema):
    province: str | None
    former_province: str | None


class PlanOut(Schema):
    route: str
    departs_on: date
    arrives_on: date | None
    returns_on: date | None
    ssw_starts_on: date | None


class AgencyOut(Schema):
    """As your agency wrote it."""

    reference: str
    email: str
    phone: str
    employer: str
    departs_on: date | None
    returns_on: date | None
    status_ends_on: date | None


class StepOut(Schema):
    kind: str
    words: str
    due_on: date


class WorkerOut(Schema):
    """`stage`, `home`, `trade` and `plan` as the worker told them; null: not told."""

    id: int
    name: str
    state: Literal["open", "closed", "invited"]
    in_care_since: date
    counselor: Named | None
    stage: str | None
    home: HomeOut
    trade: str | None
    plan: PlanOut | None
    agency: AgencyOut
    next_step: StepOut | None


class WorkersOut(Schema):
    """`next`: to be asked with as `after`; null: this is the last page."""

    workers: list[WorkerOut]
    next: int | None


class BenchmarkOut(Schema):
    key: str
    title_vi: str
    title_en: str
    group: str
    due_on: date
    standing: str


class BenchmarksOut(Schema):
    benchmarks: list[BenchmarkOut]


class ProposalOut(Schema):
    """`state`: open until the worker answers."""

    id: int
    state: str
    words: str
    due_on: date | None
    answer: str


class ProblemOut(Schema):
    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] = []
