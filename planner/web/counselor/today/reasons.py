"""Why somebody is on the list, in words: days, months and kinds, never amounts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from planner.casework.enums import ReasonKind
from planner.casework.selectors.triage import Missed
from planner.casework.triage import Reason
from planner.plans.enums import MissCause
from planner.reminders.enums import Channel
from planner.reminders.selectors.caseload import PersonInNeed
from planner.reminders.selectors.reach import CutOff
from planner.web.counselor.today.day_words import day_words
from planner.web.shared.rows import Text
from planner.wording.languages import localized

# More of one kind are only counted.
MOST_MISSES = 3
CHANNELS: dict[str, Text] = {
    Channel.EMAIL: gettext_lazy("e-mail"),
    Channel.PUSH: gettext_lazy("notices on the phone"),
    Channel.SMS: "SMS",
    Channel.LINE: "LINE",
    Channel.ZALO: "Zalo",
}
TAGS: dict[ReasonKind, Text] = {
    ReasonKind.STATUS_ENDS: gettext_lazy("Residence status"),
    ReasonKind.FLAG_URGENT: gettext_lazy("Urgent"),
    ReasonKind.SILENT: gettext_lazy("Silent"),
    ReasonKind.NO_HOME_PLAN: gettext_lazy("No plan for home"),
    ReasonKind.MISSED: gettext_lazy("Missed"),
    ReasonKind.UNREAD: gettext_lazy("Message"),
    ReasonKind.STEP_DUE: gettext_lazy("Next step"),
    ReasonKind.PAY_GAP: gettext_lazy("Pay"),
    ReasonKind.SAVINGS_BEHIND: gettext_lazy("Savings"),
    ReasonKind.CUT_OFF: gettext_lazy("Not reachable"),
    ReasonKind.ANSWER_WAITS: gettext_lazy("Referral"),
}


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """`tone` of the tag, by the reason's priority."""

    tag: Text
    tone: str
    words: str


def reason_rows(row: PersonInNeed, today: date, tones: dict[int, str]) -> list[ReasonRow]:
    return [
        ReasonRow(TAGS[reason.kind], tones[reason.priority], words)
        for reason in row.reasons
        for words in _words(reason, row, today)
    ]


def cut_off_words(found: CutOff) -> str:
    return _(
        "Outside the app nothing reaches this person any more: %(channel)s, since %(day)s."
    ) % {
        "channel": CHANNELS[found.channel],
        "day": day_words(found.since),
    }


def _words(reason: Reason, row: PersonInNeed, today: date) -> Iterator[str]:
    if reason.kind == ReasonKind.MISSED:
        yield from _misses(row.person.missed)
    elif reason.kind == ReasonKind.CUT_OFF:
        if row.cut_off:
            yield cut_off_words(row.cut_off)
    elif reason.kind == ReasonKind.SAVINGS_BEHIND:
        yield _savings(reason.count)
    elif reason.on is None:
        yield _("The pay is clearly below what was promised. The worker opened this to you.")
    else:
        yield DATED[reason.kind](reason.on, (reason.on - today).days, reason.count)


def _status(day: date, left: int, _count: int) -> str:
    if left == 0:
        return _("The residence status ends today.")
    if left < 0:
        words = ngettext(
            "The residence status ended %(days)d day ago, on %(day)s.",
            "The residence status ended %(days)d days ago, on %(day)s.",
            -left,
        )
        return words % {"days": -left, "day": day_words(day)}
    words = ngettext(
        "The residence status ends in %(days)d day, on %(day)s.",
        "The residence status ends in %(days)d days, on %(day)s.",
        left,
    )
    return words % {"days": left, "day": day_words(day)}


def _urgent(day: date, _left: int, _count: int) -> str:
    return _("Marked as urgent on %(day)s.") % {"day": day_words(day)}


def _silence(day: date, left: int, _count: int) -> str:
    days = ngettext("%(days)d day", "%(days)d days", -left) % {"days": -left}
    words = _("A check-in was due on %(day)s. Since then no month was told: %(days)s.")
    return words % {"day": day_words(day), "days": days}


def _return(day: date, left: int, _count: int) -> str:
    words = ngettext(
        "Returns in %(days)d day, on %(day)s, and you can see no plan for home.",
        "Returns in %(days)d days, on %(day)s, and you can see no plan for home.",
        left,
    )
    return words % {"days": left, "day": day_words(day)}


def _messages(day: date, _left: int, count: int) -> str:
    words = ngettext(
        "%(count)s message that nobody has read, since %(day)s.",
        "%(count)s messages that nobody has read, since %(day)s.",
        count,
    )
    return words % {"count": count, "day": day_words(day)}


def _step(day: date, left: int, _count: int) -> str:
    if left < 0:
        return _("The next step is overdue since %(day)s.") % {"day": day_words(day)}
    if left == 0:
        return _("The next step is due today.")
    return _("The next step is due on %(day)s.") % {"day": day_words(day)}


def _answer(day: date, _left: int, _count: int) -> str:
    words = _("Agreed on %(day)s to a place that helps. What the place said is not written down.")
    return words % {"day": day_words(day)}


DATED: dict[ReasonKind, Callable[[date, int, int], str]] = {
    ReasonKind.STATUS_ENDS: _status,
    ReasonKind.FLAG_URGENT: _urgent,
    ReasonKind.SILENT: _silence,
    ReasonKind.NO_HOME_PLAN: _return,
    ReasonKind.UNREAD: _messages,
    ReasonKind.STEP_DUE: _step,
    ReasonKind.ANSWER_WAITS: _answer,
}


def _savings(count: int) -> str:
    words = ngettext(
        "For %(count)d month less was saved than the plan asks for. The worker opened this to you.",
        "For %(count)d months running less was saved than the plan asks for. The worker opened this to you.",
        count,
    )
    return words % {"count": count}


def _misses(rows: tuple[Missed, ...]) -> Iterator[str]:
    for row in rows[:MOST_MISSES]:
        title = row.words or localized(row, "title")
        words = _("%(title)s, due on %(day)s.") % {"title": title, "day": day_words(row.due_on)}
        if row.cause:
            cause = MissCause(row.cause).label
            words += " " + _("Cause, in the worker's words: “%(cause)s”") % {"cause": cause}
        yield words
    more = len(rows) - MOST_MISSES
    if more > 0:
        words = ngettext("%(count)s benchmark more", "%(count)s benchmarks more", more)
        yield words % {"count": more}
