"""People in need as the page shows them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy

from planner.casework.enums import FlagKind, StepKind
from planner.casework.selectors.next_steps import NextStep
from planner.casework.triage import IN_VIEW, PRIORITIES, THIS_WEEK, TODAY
from planner.reminders.selectors.caseload import PersonInNeed
from planner.web.counselor.today.day_words import day_words
from planner.web.counselor.today.reasons import ReasonRow, reason_rows
from planner.web.shared.rows import Text

PRIORITY_WORDS: dict[int, Text] = {
    TODAY: gettext_lazy("Act today"),
    THIS_WEEK: gettext_lazy("This week"),
    IN_VIEW: gettext_lazy("Keep in view"),
}
TONES = {TODAY: "no", THIS_WEEK: "mid", IN_VIEW: "info"}
FLAGS = {kind.value: kind.label for kind in FlagKind if kind != FlagKind.URGENT}
# Found once for all rows: finding an address takes as long as everything else of a row.
LINKS = ("worker", "worker_messages", "worker_notes", "set_step")
STEPS = {kind.value: kind.label for kind in StepKind}


@dataclass(frozen=True, slots=True)
class Part:
    """Those of one priority, or all: a link that shows only them."""

    label: Text
    count: int
    query: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class NeedRow:
    """`priority` in a word with its `tone`. `flags`: those that are no reason. `phone` as it is called; blank: none known."""

    name: str
    priority: Text
    tone: str
    counselor: str
    is_invited: bool
    flags: Sequence[Text]
    reasons: Sequence[ReasonRow]
    step: Text
    step_day: str
    step_words: str
    phone: str
    url: str
    messages_url: str
    notes_url: str
    step_url: str


def parts_of(people: Iterable[PersonInNeed], shown: int | None) -> list[Part]:
    """All, and each priority. `shown`: the one that the page is narrowed to."""
    counts = Counter(row.priority for row in people)
    return [
        Part(gettext_lazy("All"), counts.total(), "", shown is None),
        *[
            Part(PRIORITY_WORDS[number], counts[number], f"?priority={number}", shown == number)
            for number in PRIORITIES
        ],
    ]


def need_rows(people: Iterable[PersonInNeed], today: date) -> list[NeedRow]:
    links = {name: reverse(name, args=[0]) for name in LINKS}
    return [_row(row, today, links) for row in people]


def _row(row: PersonInNeed, today: date, links: Mapping[str, str]) -> NeedRow:
    """`links`: to person 0, for each name."""
    person = row.person
    step = person.step or NextStep("", "", today)
    return NeedRow(
        name=person.name,
        priority=PRIORITY_WORDS[row.priority],
        tone=TONES[row.priority],
        counselor=person.counselor,
        is_invited=person.is_invited,
        flags=[FLAGS[kind] for kind in person.flags if kind in FLAGS],
        reasons=reason_rows(row, today, TONES),
        step=STEPS.get(step.kind, ""),
        step_day=day_words(step.due_on) if person.step else "",
        step_words=step.words,
        phone=person.phone,
        url=_to(links["worker"], person.pk),
        messages_url="" if person.is_invited else _to(links["worker_messages"], person.pk),
        notes_url=_to(links["worker_notes"], person.pk),
        step_url=_to(links["set_step"], person.pk),
    )


def _to(link: str, pk: int) -> str:
    return link.replace("/0/", f"/{pk}/", 1)
