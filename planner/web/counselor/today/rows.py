"""Why somebody needs a word, in words: days and kinds, never amounts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from planner.plans.enums import MissCause
from planner.reminders.enums import Channel, NeedKind
from planner.reminders.selectors.caseload import Need, PersonInNeed
from planner.reminders.selectors.reach import CutOff
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


@dataclass(frozen=True)
class ReasonRow:
    """`tone` of the tag; `tag` says it in a word."""

    tag: Text
    tone: str
    words: str


@dataclass(frozen=True)
class NeedRow:
    name: str
    url: str
    messages_url: str
    counselor: str
    reasons: Sequence[ReasonRow]


def need_rows(people: Iterable[PersonInNeed], today: date) -> list[NeedRow]:
    return [
        NeedRow(
            name=person.name,
            url=reverse("worker", args=[person.pk]),
            messages_url=reverse("worker_messages", args=[person.pk]),
            counselor=person.counselor,
            reasons=_reasons(person.needs, today),
        )
        for person in people
    ]


def cut_off_words(found: CutOff) -> str:
    return _(
        "Outside the app nothing reaches this person any more: %(channel)s, since %(day)s."
    ) % {
        "channel": CHANNELS[found.channel],
        "day": date_format(found.since),
    }


def _reasons(needs: Sequence[Need], today: date) -> list[ReasonRow]:
    of_kind = {kind: [need for need in needs if need.kind == kind] for kind in NeedKind}
    misses = of_kind[NeedKind.MISSED]
    rows = [_silence(need, today) for need in of_kind[NeedKind.SILENT]]
    rows += [_miss(need) for need in misses[:MOST_MISSES]]
    if len(misses) > MOST_MISSES:
        rows.append(_more_misses(len(misses) - MOST_MISSES))
    rows += [_messages(need) for need in of_kind[NeedKind.UNREAD]]
    rows += [_cut_off(need) for need in of_kind[NeedKind.CUT_OFF]]
    return rows


def _silence(need: Need, today: date) -> ReasonRow:
    count = (today - need.since).days
    days = ngettext("%(days)d day", "%(days)d days", count) % {"days": count}
    words = _("A check-in was due on %(day)s. Since then no month was told: %(days)s.")
    return ReasonRow(_("Silent"), "no", words % {"day": date_format(need.since), "days": days})


def _miss(need: Need) -> ReasonRow:
    title = need.words or localized(need, "title")
    words = _("%(title)s, due on %(day)s.") % {"title": title, "day": date_format(need.since)}
    if need.cause:
        cause = MissCause(need.cause).label
        words += " " + _("Cause, in the worker's words: “%(cause)s”") % {"cause": cause}
    return ReasonRow(_("Missed"), "no", words)


def _more_misses(count: int) -> ReasonRow:
    words = ngettext("%(count)s benchmark more", "%(count)s benchmarks more", count)
    return ReasonRow(_("Missed"), "no", words % {"count": count})


def _messages(need: Need) -> ReasonRow:
    words = ngettext(
        "%(count)s message that nobody has read, since %(day)s.",
        "%(count)s messages that nobody has read, since %(day)s.",
        need.count,
    )
    return ReasonRow(
        _("Message"), "info", words % {"count": need.count, "day": date_format(need.since)}
    )


def _cut_off(need: Need) -> ReasonRow:
    words = cut_off_words(CutOff(need.channel, need.since))
    return ReasonRow(_("Not reachable"), "mid", words)
