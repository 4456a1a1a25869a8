"""The caseload as the page shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from planner.casework.enums import CaseloadOrder, FlagKind, StepKind
from planner.casework.selectors.caseload import CaseloadRow
from planner.casework.selectors.next_steps import NextStep
from planner.matching.atlas import Atlas
from planner.plans.answers import Answers
from planner.plans.enums import Stage
from planner.web.counselor.caseload.forms import FilterForm
from planner.web.counselor.rows import since
from planner.web.shared.rows import Text
from planner.web.worker.summary_rows import place_words
from planner.wording.languages import localized

FLAG_TONES = {FlagKind.URGENT: "no", FlagKind.LOST: "no"}
# By its key, so that no row translates it anew.
FLAGS = {kind.value: kind.label for kind in FlagKind}
STEPS = {kind.value: kind.label for kind in StepKind}
STAGES = {stage.value: stage.label for stage in Stage}
COLUMNS: list[list[tuple[str, Text]]] = [
    [(CaseloadOrder.NAME, gettext_lazy("Worker"))],
    [("", gettext_lazy("Stage"))],
    [(CaseloadOrder.STEP, gettext_lazy("Next step"))],
    [(CaseloadOrder.ACTIVE, gettext_lazy("Last activity"))],
    [
        (CaseloadOrder.DEPARTURE, gettext_lazy("To Japan")),
        (CaseloadOrder.STATUS, gettext_lazy("Status ends")),
    ],
]


@dataclass(frozen=True)
class Tag:
    words: Text
    tone: str


@dataclass(frozen=True)
class Words:
    """What every row says, asked for once. The addresses are those of the worker 0."""

    language: str
    stages: dict[str, str]
    no_home: str
    no_trade: str
    no_step: str
    departs: str
    status_ends: str
    nobody: str
    url: str
    messages_url: str


@dataclass(frozen=True)
class WorkerRow:
    """`key`: as a form sends it, no grouped number. `step_day`: by when; `unread`: in words, blank for none."""

    key: str
    name: str
    url: str
    place: str
    trade: str
    stage: Text
    tags: Sequence[Tag]
    step: Text
    step_day: str
    is_overdue: bool
    last_active: str
    days: Sequence[tuple[Text, str]]
    counselor: str
    unread: str
    messages_url: str


@dataclass(frozen=True)
class SortLink:
    """`way`: ascending or descending, as the list is now; blank where another column orders it."""

    label: Text
    query: str
    way: str


@dataclass(frozen=True)
class Heading:
    links: Sequence[SortLink]

    @property
    def way(self) -> str:
        return next((link.way for link in self.links if link.way), "")


def worker_rows(found: Sequence[CaseloadRow], atlas: Atlas, today: date) -> list[WorkerRow]:
    words = Words(
        language=get_language() or "",
        stages={code: str(label) for code, label in STAGES.items()},
        no_home=_("No home told yet"),
        no_trade=_("No trade told yet"),
        no_step=_("Not set yet"),
        departs=_("To Japan"),
        status_ends=_("Status ends"),
        nobody=_("nobody"),
        url=reverse("worker", args=[0]),
        messages_url=reverse("worker_messages", args=[0]),
    )
    return [_row(row, atlas, today, words) for row in found]


def headings(form: FilterForm) -> list[Heading]:
    order = form.chosen.get("sort", CaseloadOrder.NAME)
    return [
        Heading([_sort_link(form, key, label, order) for key, label in column])
        for column in COLUMNS
    ]


def _sort_link(form: FilterForm, key: str, label: Text, order: str) -> SortLink:
    if not key:
        return SortLink(label, "", "")
    way = {key: "ascending", f"-{key}": "descending"}.get(order, "")
    return SortLink(label, form.with_order(f"-{key}" if order == key else key), way)


def _row(row: CaseloadRow, atlas: Atlas, today: date, words: Words) -> WorkerRow:
    trade = atlas.trades_by_code.get(row.chosen or row.worked_in or "")
    days = ((words.departs, row.departs_on), (words.status_ends, row.status_ends_on))
    key, language = str(row.pk), words.language
    return WorkerRow(
        key=key,
        name=row.name,
        url=words.url.replace("0", key),
        place=_place(row.province, row.former, atlas, language) or words.no_home,
        trade=localized(trade) if trade else words.no_trade,
        stage=words.stages[row.stage or Stage.BEFORE_DEPARTURE],
        tags=list(_tags(row)),
        step=_step_words(row.step) or words.no_step,
        step_day=_day(row.step.due_on, language) if row.step else "",
        is_overdue=row.step is not None and row.step.due_on < today,
        last_active="" if row.is_invited else _since(row.last_active_on, today, language),
        days=[(label, _day(day, language)) for label, day in days if day],
        counselor=row.counselor or words.nobody,
        unread=_unread(row.unread) if row.unread else "",
        messages_url=words.messages_url.replace("0", key) if row.unread else "",
    )


# People of one list share their days and places.
@lru_cache(maxsize=4096)
def _day(day: date, _language: str) -> str:
    return date_format(day)


@lru_cache(maxsize=1024)
def _since(day: date | None, today: date, _language: str) -> str:
    return since(day, today)


@lru_cache(maxsize=512)
def _place(province: str | None, former: str | None, atlas: Atlas, _language: str) -> str:
    return place_words(Answers(province=province, former_province=former), atlas)


def _unread(count: int) -> str:
    words = ngettext("%(count)d new message", "%(count)d new messages", count)
    return words % {"count": count}


def _tags(row: CaseloadRow) -> Iterator[Tag]:
    if row.closed_at:
        yield Tag(_("Closed"), "info")
    if row.is_invited:
        yield Tag(_("Invited, not accepted yet"), "info")
    for kind in row.flags:
        yield Tag(FLAGS[kind], FLAG_TONES.get(FlagKind(kind), "mid"))


def _step_words(step: NextStep | None) -> Text:
    """Own words before the kind: "Something else" says nothing."""
    return (step.words or STEPS[step.kind]) if step else ""
