"""The years in Japan as the counselor's page shows them, from what is open of them."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.benchmarks.check_ins import (
    due_day,
    first_month,
    months_between,
    silent_since,
)
from planner.benchmarks.duties import HALF, DutyMonth, duty_share, months_in_contract
from planner.benchmarks.enums import Standing
from planner.plans.enums import MissCause
from planner.plans.models import Benchmark, Evidence, JapaneseTest, Miss, Plan
from planner.plans.selectors.open_standing import OpenStanding
from planner.plans.standing import is_to_catch_up, standing_of
from planner.web.shared.rows import Text
from planner.web.worker.benchmarks.rows import CATCH_UP, TONES, title_of
from planner.web.worker.standing.rows import next_ahead
from planner.wording.benchmarks import STANDINGS

MOST_WORKS = 8
LATE = (Standing.MISSED, Standing.IN_GRACE)


@dataclass(frozen=True)
class Signal:
    """`tone` of the tag; `tag` says it in a word."""

    tag: Text
    words: str
    tone: str


@dataclass(frozen=True)
class MarkRow:
    """`cause`: as it was shared; a closed one reads like one that was never told. `own_words` come with it."""

    title: str
    day: str
    words: Text
    tone: str
    cause: str = ""
    own_words: str = ""


@dataclass(frozen=True)
class ProofRow:
    title: str
    files: Sequence[tuple[str, str, str]]  # name, address, day it was added


@dataclass(frozen=True)
class YearRow:
    """A year of check-ins. `dots`: one for each month that is over; True: told."""

    year: int
    dots: Sequence[bool]
    missing: str

    @property
    def told(self) -> int:
        return sum(self.dots)


@dataclass(frozen=True)
class WorkRows:
    """`percent` of the work that was shared is work of the contract. `others`: other work, in how many months."""

    percent: int
    months: int
    in_contract: int
    newest: str
    others: Sequence[tuple[str, int]]
    is_adrift: bool


@dataclass(frozen=True)
class StandingRows:
    """`next`: the first that is open and whose day has not passed."""

    signals: Sequence[Signal]
    counts: Sequence[tuple[Text, int]]
    next: MarkRow | None
    late: Sequence[MarkRow]
    earlier: Sequence[MarkRow]
    proofs: Sequence[ProofRow]
    tests: Sequence[JapaneseTest]
    has_way: bool
    years: Sequence[YearRow]
    work: WorkRows | None


def standing_rows(
    found: OpenStanding, *, worker_pk: int, joined_on: date, is_home: bool, today: date
) -> StandingRows:
    """`is_home`: no check-in is expected any more."""
    standings = [(row, standing_of(row, today)) for row in found.benchmarks]
    late = [row for row, standing in standings if standing in LATE or is_to_catch_up(row, today)]
    months = [row.month for row in found.check_ins]
    work = _work(found)
    first = next_ahead(found.benchmarks, today)
    silence = [] if is_home or not found.way else _silence(found.way, months, joined_on, today)
    return StandingRows(
        signals=[*silence, *_late_signals(standings), *_drift(work)],
        counts=_counts(found.benchmarks, standings, today),
        next=_mark(first, today) if first else None,
        late=[_late(row, found, today) for row in late],
        earlier=_earlier(found, late),
        proofs=_proofs(found, worker_pk),
        tests=found.tests,
        has_way=found.way is not None,
        years=_years(found, months, today),
        work=work,
    )


def _late_signals(standings: Sequence[tuple[Benchmark, Standing]]) -> list[Signal]:
    count = Counter(standing for _row, standing in standings)
    missed, in_grace = count[Standing.MISSED], count[Standing.IN_GRACE]
    signals = []
    if missed:
        words = ngettext(
            "%(count)s benchmark is missed.", "%(count)s benchmarks are missed.", missed
        )
        signals.append(Signal(_("Missed"), words % {"count": missed}, "no"))
    if in_grace:
        words = ngettext(
            "%(count)s benchmark is a few days late.",
            "%(count)s benchmarks are a few days late.",
            in_grace,
        )
        signals.append(Signal(_("Late"), words % {"count": in_grace}, "mid"))
    return signals


def _silence(way: Plan, told: Collection[date], joined_on: date, today: date) -> list[Signal]:
    since = silent_since(
        arrived_on=way.arrives_on or way.departs_on,
        returned_on=way.returns_on,
        told=told,
        today=today,
        joined_on=joined_on,
    )
    if since is None:
        return []
    words = _("A check-in was due on %(day)s. Since then no month was told: %(days)s.") % {
        "day": date_format(since),
        "days": _days((today - since).days),
    }
    return [Signal(_("Silent"), words, "no")]


def _drift(work: WorkRows | None) -> list[Signal]:
    if work is None or not work.is_adrift:
        return []
    words = _("Less than half of the work that was shared is work of the contract.")
    return [Signal(_("Other work"), words, "mid")]


def _counts(
    rows: Sequence[Benchmark], standings: Sequence[tuple[Benchmark, Standing]], today: date
) -> list[tuple[Text, int]]:
    """Every standing that there is, in their order."""
    catching_up = sum(is_to_catch_up(row, today) for row in rows)
    count = Counter(standing for row, standing in standings if not is_to_catch_up(row, today))
    order = (*LATE, Standing.DUE_SOON, Standing.UPCOMING, Standing.DONE, Standing.DROPPED)
    found: list[tuple[Text, int]] = [
        (STANDINGS[standing], count[standing]) for standing in order if count[standing]
    ]
    return [*found, (CATCH_UP, catching_up)] if catching_up else found


def _mark(row: Benchmark, today: date, cause: str = "", own_words: str = "") -> MarkRow:
    standing, is_late_laid = standing_of(row, today), is_to_catch_up(row, today)
    return MarkRow(
        title=title_of(row),
        day=date_format(row.due_on),
        words=CATCH_UP if is_late_laid else STANDINGS[standing],
        tone="mid" if is_late_laid else TONES[standing],
        cause=cause,
        own_words=own_words,
    )


def _late(row: Benchmark, found: OpenStanding, today: date) -> MarkRow:
    told = [miss for miss in found.misses.get(row.pk, []) if miss.due_on == row.due_on]
    if not told:
        return _mark(row, today, cause=_("Cause not shared"))
    return _mark(row, today, cause=_cause(told[0]), own_words=told[0].words)


def _cause(miss: Miss) -> str:
    return _("Cause, in the worker's words: “%(cause)s”") % {"cause": MissCause(miss.cause).label}


def _earlier(found: OpenStanding, late: Sequence[Benchmark]) -> list[MarkRow]:
    """Misses of days that do not count any more: moved, done or dropped since. Newest first."""
    now = {(row.pk, row.due_on) for row in late}
    titles = {row.pk: title_of(row) for row in found.benchmarks}
    rows = [
        miss
        for misses in found.misses.values()
        for miss in misses
        if (miss.benchmark_id, miss.due_on) not in now
    ]
    rows.sort(key=lambda miss: (miss.due_on, miss.pk), reverse=True)
    return [
        MarkRow(
            title=titles.get(miss.benchmark_id, ""),
            day=date_format(miss.due_on),
            words="",
            tone="",
            cause=_cause(miss),
            own_words=miss.words,
        )
        for miss in rows
    ]


def _proofs(found: OpenStanding, worker_pk: int) -> list[ProofRow]:
    return [
        ProofRow(title_of(row), [_file(file, worker_pk) for file in found.evidence[row.pk]])
        for row in found.benchmarks
        if row.pk in found.evidence
    ]


def _file(file: Evidence, worker_pk: int) -> tuple[str, str, str]:
    address = reverse("worker_evidence", args=[worker_pk, file.pk])
    return file.name, address, date_format(file.added_at)


def _years(found: OpenStanding, told: Collection[date], today: date) -> list[YearRow]:
    """The months that are over, of the years in Japan, newest year first."""
    if found.way is None:
        return []
    first = first_month(found.way.arrives_on or found.way.departs_on)
    last = min(today, found.way.returns_on or today)
    over = [month for month in months_between(first, last) if due_day(month) <= today]
    told = set(told)
    years = []
    for year, of_year in groupby(over, key=lambda month: month.year):
        months = list(of_year)
        missing = [date_format(month, "F") for month in months if month not in told]
        years.append(YearRow(year, [month in told for month in months], ", ".join(missing)))
    return years[::-1]


def _work(found: OpenStanding) -> WorkRows | None:
    """From the months whose work is shared; None without one. Others are neither counted nor named."""
    month_of = {row.pk: row.month for row in found.check_ins}
    months = [
        DutyMonth(month_of[row.check_in_id], len(row.duties), len(row.other)) for row in found.work
    ]
    share = duty_share(months)
    if share is None:
        return None
    told = [month for month in months if month.share is not None]
    others = Counter(words for row in found.work for words in set(row.other))
    return WorkRows(
        percent=_percent(share),
        months=len(told),
        in_contract=months_in_contract(told),
        newest=date_format(told[-1].month, "YEAR_MONTH_FORMAT"),
        others=others.most_common(MOST_WORKS),
        is_adrift=share < HALF,
    )


def _percent(share: Fraction) -> int:
    """Down, so that less than half never reads as half."""
    return int(share * 100)


def _days(days: int) -> str:
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
