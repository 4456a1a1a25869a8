"""Benchmarks as the pages show them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from planner.benchmarks.enums import Change, Group, Stage, Standing
from planner.benchmarks.routes import stage_label_code
from planner.benchmarks.values import Difference, Template, Way
from planner.money.values import Source
from planner.plans.enums import DropReason
from planner.plans.laying_out import Layout
from planner.plans.models import Benchmark
from planner.plans.standing import is_to_catch_up, standing_of
from planner.reference.enums import Basis
from planner.reference.rates import TemplateText
from planner.sharing.sections import Section
from planner.web.shared.rows import Text
from planner.web.worker.seen_by import seen_by
from planner.wording.benchmarks import GROUPS, STAGES, STANDINGS, USUAL_DAY
from planner.wording.languages import localized

TONES: Mapping[Standing, str] = {
    Standing.UPCOMING: "info",
    Standing.DUE_SOON: "mid",
    Standing.IN_GRACE: "mid",
    Standing.MISSED: "no",
    Standing.DONE: "ok",
    Standing.DROPPED: "soft",
}
CATCH_UP = _("Should be done by now")
# Until the end of which month in Japan a stage lasts.
_STAGE_ENDS = ((12, Stage.JAPAN_YEAR_1), (36, Stage.JAPAN_YEARS_2_3), (60, Stage.JAPAN_YEARS_4_5))


@dataclass(frozen=True)
class BenchmarkRow:
    pk: int
    title: str
    day: str
    words: Text
    tone: str
    why: str
    evidence: str
    note: Text
    source: Source | None
    basis: Text
    seen_by: Text
    is_closed: bool
    is_done: bool
    is_dropped: bool
    is_own: bool
    is_to_catch_up: bool
    dropped_because: Text = ""

    @property
    def url(self) -> str:
        return _address("benchmark", self.pk)

    @property
    def finish_url(self) -> str:
        return _address("finish_benchmark", self.pk)

    @property
    def take_up_url(self) -> str:
        return _address("take_up_benchmark", self.pk)

    @property
    def cited(self) -> str:
        """On what it rests, and who sees it, in one line."""
        year = (self.source.year or gettext("undated")) if self.source else ""
        source = f"{self.source.name} ({year})" if self.source else ""
        return " · ".join(str(part) for part in (self.basis, source, self.seen_by) if part)


@dataclass(frozen=True)
class PartRow:
    """A stage within a group; `label` empty where the group has but one."""

    label: Text
    rows: Sequence[BenchmarkRow]


@dataclass(frozen=True)
class GroupRow:
    """`total` without the dropped ones."""

    label: Text
    parts: Sequence[PartRow]
    done: int
    total: int
    is_open: bool


@dataclass(frozen=True)
class DifferenceRow:
    key: str
    title: str
    before: str
    after: str
    is_by_hand: bool
    is_closed: bool


@dataclass(frozen=True)
class DifferenceList:
    change: Change
    rows: Sequence[DifferenceRow]


@dataclass(frozen=True)
class Words:
    """What a page needs besides the rows. `usual`: keys whose day the organiser has not told."""

    texts: Mapping[str, TemplateText]
    templates: Mapping[str, Template]
    way: Way | None = None
    usual: frozenset[str] = frozenset()


def benchmark_url(pk: int) -> str:
    return _address("benchmark", pk)


def _address(name: str, pk: int) -> str:
    return _addresses(name).replace("/0/", f"/{pk}/")


@lru_cache
def _addresses(name: str) -> str:
    """Reversed once: a list has two or three for each row."""
    return reverse(name, args=[0])


def title_of(row: Benchmark) -> str:
    return row.words or localized(row, "title")


def benchmark_row(row: Benchmark, words: Words, today: date) -> BenchmarkRow:
    text = words.texts.get(row.template_key)
    standing = standing_of(row, today)
    is_late_laid = is_to_catch_up(row, today)
    return BenchmarkRow(
        pk=row.pk,
        title=title_of(row),
        day=date_format(row.due_on),
        words=str(CATCH_UP if is_late_laid else STANDINGS[standing]),
        tone="mid" if is_late_laid else TONES[standing],
        why=text.why if text else "",
        evidence=text.evidence if text else "",
        note=USUAL_DAY if row.key in words.usual and not row.is_moved else "",
        source=text.source if text and text.source.name else None,
        basis=Basis(text.basis).label if text and text.basis != Basis.PUBLISHED else "",
        seen_by=seen_by(row.section),
        is_closed=row.section == Section.MONEY,
        is_done=row.done_on is not None,
        is_dropped=row.dropped_on is not None,
        is_own=row.is_own,
        is_to_catch_up=is_late_laid,
        dropped_because=_dropped_because(row),
    )


def group_rows(
    rows: Sequence[Benchmark], words: Words, today: date, next_pk: int | None
) -> list[GroupRow]:
    """By part of the way; open is the one with the next benchmark."""
    found = []
    for group in Group:
        mine = [row for row in rows if row.group == group]
        if not mine:
            continue
        kept = [row for row in mine if row.dropped_on is None]
        found.append(
            GroupRow(
                label=GROUPS[group],
                parts=_parts(group, mine, words, today),
                done=sum(row.done_on is not None for row in kept),
                total=len(kept),
                is_open=any(row.pk == next_pk for row in mine),
            )
        )
    return found


def difference_lists(layout: Layout, rows: Collection[Benchmark]) -> list[DifferenceList]:
    """New, moved and gone."""
    had = {row.key: row for row in rows}
    return [
        DifferenceList(change, found)
        for change in Change
        if (
            found := [
                _difference_row(item, layout, had.get(item.key))
                for item in layout.differences
                if item.change == change
            ]
        )
    ]


def _difference_row(item: Difference, layout: Layout, row: Benchmark | None) -> DifferenceRow:
    made = item.laid_out
    return DifferenceRow(
        key=item.key,
        title=localized(layout.titles[made.template_key], "title")
        if made
        else title_of(row)
        if row
        else "",
        before=date_format(item.before) if item.before else "",
        after=date_format(item.after) if item.after else "",
        is_by_hand=row is not None and row.is_moved,
        is_closed=made.is_money if made else row is not None and row.section == Section.MONEY,
    )


def _parts(group: Group, rows: Iterable[Benchmark], words: Words, today: date) -> list[PartRow]:
    by_stage: dict[Stage | None, list[BenchmarkRow]] = {}
    for row in rows:
        stage = _stage(row, words) if group == Group.JAPAN else None
        by_stage.setdefault(stage, []).append(benchmark_row(row, words, today))
    order = [None, *Stage]
    return [
        PartRow(STAGES[stage] if stage else "", by_stage[stage])
        for stage in sorted(by_stage, key=order.index)
    ]


def _stage(row: Benchmark, words: Words) -> Stage | None:
    """Own ones stand where their day falls."""
    if words.way is None:
        return None
    template = words.templates.get(row.template_key)
    if template:
        return stage_label_code(template, words.way)
    since = words.way.arrives_on or words.way.departs_on
    months = (row.due_on.year - since.year) * 12 + row.due_on.month - since.month
    return next((stage for end, stage in _STAGE_ENDS if months <= end), Stage.JAPAN_YEARS_6_8)


def _dropped_because(row: Benchmark) -> Text:
    if not row.drop_reason:
        return ""
    return row.drop_words or DropReason(row.drop_reason).label
