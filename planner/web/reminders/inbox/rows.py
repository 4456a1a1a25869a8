"""Reminders as the page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from planner.casework.enums import NudgeKind
from planner.plans.models import Benchmark
from planner.reminders.coming import Coming, local_time
from planner.reminders.enums import Channel, Reason, Source, State
from planner.reminders.models import Outgoing
from planner.reminders.selectors.inbox import (
    OF_BENCHMARKS,
    benchmarks_named,
    kinds_of_nudges,
    workers_of_cases,
)
from planner.reminders.selectors.people import Recipient
from planner.reminders.services.inbox import NEVER_LATER
from planner.reminders.stopping import stop_path
from planner.reminders.texts import NoText, Texts, Words, day_words
from planner.web.shared.rows import Text
from planner.web.worker.benchmarks.rows import benchmark_url, title_of

LABELS: dict[str, Text] = {
    Source.BENCHMARK: _("Look at it"),
    Source.MISS: _("Why was it missed?"),
    Source.CHECK_IN: _("Tell how the month was"),
    Source.PLAN_MOVED: _("See what changed"),
    Source.MESSAGE: _("Read the messages"),
    Source.DIGEST: _("Who needs a word today"),
    Source.SILENCE: _("Open the worker's page"),
    Source.NUDGE: _("Look at it"),
    Source.REVIEW: _("Look at the plan"),
    Source.REFERRAL: _("Read and answer"),
}


PLACES: dict[str, str] = {Source.CHECK_IN: "check_in", Source.DIGEST: "desk_today"}
PLACES_OF_SUBJECTS: dict[str, str] = {
    Source.BENCHMARK: "benchmark",
    Source.MISS: "tell_miss",
    Source.PLAN_MOVED: "plan_moved",
}
PAGES_OF_NUDGES: dict[str, str] = {
    NudgeKind.CHECK_IN: "check_in",
    NudgeKind.BENCHMARKS: "my_benchmarks",
    NudgeKind.PLAN: "my_plan",
    NudgeKind.CALL: "messages",
}
FOR_WORKERS = (*OF_BENCHMARKS, Source.CHECK_IN)


@dataclass(frozen=True)
class Reader:
    """Whose page it is. `workers`: by the case that a message is in, for who reads at a desk.

    `nudges`: what a counselor reminded of by hand, by key.
    """

    person: User
    who: Recipient
    workers: Mapping[int, int] = field(default_factory=dict)
    nudges: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_worker(self) -> bool:
        return self.person.role == Role.WORKER

    def stop_url(self, source: str) -> str:
        """Empty for what is stopped already."""
        return "" if source in self.who.stopped else _stop_path(self.who.pk, source)

    def place_of(self, row: Outgoing, benchmark: Benchmark | None) -> str:
        """Where it is done. Empty where nothing can be opened: a benchmark that has gone, another room's kind."""
        name, args = self._place(row)
        if not name or (row.source in OF_BENCHMARKS and benchmark is None):
            return ""
        return reverse(name, args=args)

    def _place(self, row: Outgoing) -> tuple[str, list[int]]:
        if row.source in PLACES:
            return PLACES[row.source], []
        if row.source in PLACES_OF_SUBJECTS:
            return PLACES_OF_SUBJECTS[row.source], [row.subject_id]
        match row.source:
            case Source.MESSAGE if self.is_worker:
                return "messages", []
            case Source.MESSAGE if row.subject_id in self.workers:
                return "worker_messages", [self.workers[row.subject_id]]
            # Below zero it is about somebody whose page is not theirs.
            case Source.SILENCE if row.subject_id > 0:
                return "worker", [row.subject_id]
            case Source.NUDGE:
                return PAGES_OF_NUDGES.get(self.nudges.get(row.subject_id, ""), ""), []
            case Source.REVIEW if self.is_worker:
                return "my_plan", []
            case Source.REVIEW:
                return "worker_plan", [row.subject_id]
            case Source.REFERRAL:
                return "worker_referral" if self.is_worker else "referral", [row.subject_id]
        return "", []


@dataclass(frozen=True)
class CameRow:
    """`title`: of the benchmark it is about. `is_moved`: it did not come, the day is another one."""

    pk: int
    subject: str
    body: str
    title: str
    at: str
    url: str
    label: Text
    is_new: bool
    is_moved: bool
    snooze_url: str
    stop_url: str


@dataclass(frozen=True)
class ComingRow:
    at: str
    what: Text
    about: Text
    url: str
    channels: str
    held: Text


@dataclass(frozen=True)
class ComingDay:
    day: str
    rows: Sequence[ComingRow]


def came_rows(reader: Reader, rows: Sequence[Outgoing]) -> list[CameRow]:
    """Four queries at most, however many rows."""
    texts = Texts(row.rule_id for row in rows)
    named = benchmarks_named(
        reader.person, [row.subject_id for row in rows if row.source in OF_BENCHMARKS]
    )
    threads = [row.subject_id for row in rows if row.source == Source.MESSAGE]
    if threads and not reader.is_worker:
        reader = replace(reader, workers=workers_of_cases(threads))
    nudges = [row.subject_id for row in rows if row.source == Source.NUDGE]
    if nudges:
        reader = replace(reader, nudges=kinds_of_nudges(reader.person, nudges))
    return [_came(reader, row, texts, named.get(row.subject_id)) for row in rows]


def _came(reader: Reader, row: Outgoing, texts: Texts, benchmark: Benchmark | None) -> CameRow:
    words = _words(row, reader.who, texts)
    about = benchmark if row.source in OF_BENCHMARKS else None
    is_moved = row.state == State.CANCELLED
    can_wait = not is_moved and row.source not in NEVER_LATER
    return CameRow(
        pk=row.pk,
        subject=words.subject,
        body=words.body,
        title=title_of(about) if about else "",
        at=_moment(local_time(row.sent_at or row.planned_for, reader.who)),
        url=reader.place_of(row, about),
        label=LABELS.get(row.source, ""),
        is_new=not is_moved and row.seen_at is None,
        is_moved=is_moved,
        snooze_url=reverse("snooze_reminder", args=[row.pk]) if can_wait else "",
        stop_url=reader.stop_url(row.source),
    )


def _words(row: Outgoing, who: Recipient, texts: Texts) -> Words:
    """Of the rule; of the kind, where the rule has none that can be made."""
    try:
        return texts.words(row, who.name, who.language)
    except NoText:
        kind = str(Source(row.source).label) if row.source in Source.values else row.source
        return Words(kind, "", kind)


def coming_days(reader: Reader, items: Sequence[Coming], *, today: date) -> list[ComingDay]:
    """`today`: on the clock of the person."""
    texts = Texts(item.row.rule_id for item in items)
    return [
        ComingDay(_day(day, today), [_coming(reader, item, texts) for item in same])
        for day, same in groupby(items, key=lambda item: item.at.date())
    ]


def _coming(reader: Reader, item: Coming, texts: Texts) -> ComingRow:
    row = item.row
    title = title_of(item.benchmark) if item.benchmark else ""
    return ComingRow(
        at=f"{item.at:%H:%M}",
        what=title or _words(row, reader.who, texts).subject,
        about=_about(row, item.benchmark),
        url=benchmark_url(item.benchmark.pk) if item.benchmark else reader.place_of(row, None),
        channels=", ".join(str(Channel(channel).label) for channel in item.channels),
        held=Reason(item.held).label if item.held else "",
    )


def _about(row: Outgoing, benchmark: Benchmark | None) -> Text:
    """What comes after the day is for who has not done it."""
    if row.step > 0 and row.source in FOR_WORKERS:
        return _("only if it is open still")
    about = row.step and benchmark
    return _("about %s") % day_words(row.occasion_on, get_language() or "") if about else ""


def _day(day: date, today: date) -> str:
    words = date_format(day)
    if day == today:
        return str(_("Today, %(day)s") % {"day": words})
    return words


@lru_cache(maxsize=64)
def _stop_path(person: int, source: str) -> str:
    return stop_path(person, source)


def _moment(at: datetime) -> str:
    return date_format(at, "DATETIME_FORMAT")
