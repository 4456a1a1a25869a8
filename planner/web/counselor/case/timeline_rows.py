"""The past of a case, one line each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from planner.casework.enums import (
    CaseEventKind,
    CloseReason,
    ContactChannel,
    ContactResult,
    FlagKind,
    NoteAudience,
    NudgeKind,
    StepKind,
)
from planner.casework.selectors.timeline import Entry, Happening
from planner.web.shared.rows import Text
from planner.web.worker.benchmarks.rows import title_of

# Of the columns of a case that were changed.
FACT_WORDS: Mapping[str, Text] = {
    "reference": gettext_lazy("own number"),
    "phone": gettext_lazy("phone"),
    "email": gettext_lazy("e-mail"),
    "employer": gettext_lazy("employer"),
    "departs_on": gettext_lazy("departure"),
    "returns_on": gettext_lazy("return"),
    "status_ends_on": gettext_lazy("end of the residence status"),
}
_CODES: Mapping[str, type[TextChoices]] = {
    CaseEventKind.CLOSED: CloseReason,
    CaseEventKind.FLAGGED: FlagKind,
    CaseEventKind.UNFLAGGED: FlagKind,
}


@dataclass(frozen=True)
class PastRow:
    """`tone`: of the mark beside it."""

    when: str
    what: str
    words: str
    who: str
    tone: str


def past_rows(entries: Iterable[Entry]) -> list[PastRow]:
    return [_row(entry) for entry in entries]


def _row(entry: Entry) -> PastRow:
    at = timezone.localtime(entry.at)
    when = date_format(
        at.date() if entry.is_day else at, None if entry.is_day else "DATETIME_FORMAT"
    )
    what, words = _SAID[entry.what](entry)
    return PastRow(when, what, words, entry.who, _TONES.get(entry.what, ""))


def _event(entry: Entry) -> tuple[str, str]:
    """What was closed or flagged begins with a code; of changed facts there are only codes."""
    what = _label(CaseEventKind, entry.kind)
    if entry.kind == CaseEventKind.FACTS:
        said = (str(FACT_WORDS.get(code, code)) for code in entry.words.split())
        return what, ", ".join(said)
    if codes := _CODES.get(entry.kind):
        code, _space, words = entry.words.partition(" ")
        label = _label(codes, code)
        return what, f"{label}: {words}" if words else label
    return what, entry.words


def _contact(entry: Entry) -> tuple[str, str]:
    channel, result = _label(ContactChannel, entry.kind), _label(ContactResult, entry.result)
    return f"{channel}: {result}", entry.words


def _step_set(entry: Entry) -> tuple[str, str]:
    words = {"step": _step(entry), "day": _day(entry.on)}
    return _("Next step set"), _("%(step)s, by %(day)s") % words


def _step_done(entry: Entry) -> tuple[str, str]:
    if not entry.result:
        return _("Step no longer needed"), _step(entry)
    return _("Step done"), f"{_step(entry)} → {entry.result}"


def _note(entry: Entry) -> tuple[str, str]:
    is_shared = entry.kind == NoteAudience.WORKER
    return _("Note, the worker reads it too") if is_shared else _("Note"), entry.words


def _messages(entry: Entry) -> tuple[str, str]:
    worker, desk = entry.counts
    count = ngettext("%(count)s message", "%(count)s messages", worker + desk)
    words = _("from the worker: %(worker)s, from your agency: %(desk)s")
    return count % {"count": worker + desk}, words % {"worker": worker, "desk": desk}


def _nudge(entry: Entry) -> tuple[str, str]:
    return _("Reminded by hand"), _label(NudgeKind, entry.kind)


def _benchmark(entry: Entry) -> tuple[str, str]:
    is_done = entry.what == Happening.BENCHMARK_DONE
    words = {"title": title_of(entry.benchmark), "day": _day(entry.on)} if entry.benchmark else {}
    what = _("Benchmark done") if is_done else _("Benchmark missed")
    return what, _("%(title)s, due on %(day)s") % words


def _month(entry: Entry) -> tuple[str, str]:
    month = date_format(entry.on, "YEAR_MONTH_FORMAT") if entry.on else ""
    return _("Month told"), month


def _agreed(_entry: Entry) -> tuple[str, str]:
    return _("The worker agreed the plan"), ""


def _signed(entry: Entry) -> tuple[str, str]:
    return _("Plan signed off"), entry.words


def _step(entry: Entry) -> str:
    kind = _label(StepKind, entry.kind)
    return f"{kind}: {entry.words}" if entry.words else kind


def _label(codes: type[TextChoices], code: str) -> str:
    return str(codes(code).label) if code in codes.values else code


def _day(day: date | None) -> str:
    return date_format(day) if day else ""


_SAID: Mapping[Happening, Callable[[Entry], tuple[str, str]]] = {
    Happening.EVENT: _event,
    Happening.CONTACT: _contact,
    Happening.STEP_SET: _step_set,
    Happening.STEP_DONE: _step_done,
    Happening.NOTE: _note,
    Happening.MESSAGES: _messages,
    Happening.NUDGE: _nudge,
    Happening.BENCHMARK_DONE: _benchmark,
    Happening.BENCHMARK_MISSED: _benchmark,
    Happening.MONTH_TOLD: _month,
    Happening.AGREED: _agreed,
    Happening.SIGNED: _signed,
}
_TONES: Mapping[Happening, str] = {
    Happening.STEP_DONE: "done",
    Happening.BENCHMARK_DONE: "done",
    Happening.MONTH_TOLD: "done",
    Happening.AGREED: "done",
    Happening.SIGNED: "done",
    Happening.BENCHMARK_MISSED: "miss",
    Happening.CONTACT: "now",
    Happening.MESSAGES: "now",
}
