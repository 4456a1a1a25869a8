"""Help lines and pathways as the pages show them, each with year and source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from planner.matching.values import Figure
from planner.reference.enums import FactTopic, HelpKind, YenPer
from planner.reference.models import HelpLine, Pathway, PathwayFact
from planner.wording.figures import number, publisher_of, year_of


@dataclass(frozen=True)
class SourceRow:
    name: str
    year: str
    url: str


@dataclass(frozen=True)
class PhoneRow:
    """`dial`: what a telephone takes."""

    shown: str
    dial: str


@dataclass(frozen=True)
class HelpRow:
    line: HelpLine
    phone: PhoneRow | None
    others: list[PhoneRow]
    source: SourceRow


@dataclass(frozen=True)
class HelpPart:
    title: str
    is_emergency: bool
    rows: list[HelpRow]


@dataclass(frozen=True)
class WayRow:
    """`tone` of the tag: ok while new people may enter."""

    pathway: Pathway
    slug: str
    entry: str
    tone: str
    dates: str
    source: SourceRow


@dataclass(frozen=True)
class FactRow:
    text: str
    amount: str
    source: SourceRow


@dataclass(frozen=True)
class FactPart:
    topic: FactTopic
    rows: list[FactRow]

    @property
    def is_duration(self) -> bool:
        return self.topic is FactTopic.DURATION


def help_parts(lines: Iterable[HelpLine]) -> list[HelpPart]:
    """`lines`: those of one kind together."""
    return [
        HelpPart(
            str(HelpKind(kind).label),
            kind == HelpKind.EMERGENCY,
            [_help_row(line) for line in rows],
        )
        for kind, rows in groupby(lines, key=lambda line: line.kind)
    ]


def way_row(pathway: Pathway, *, today: date) -> WayRow:
    start, end = pathway.entry_from, pathway.entry_to
    if start and today < start:
        entry, tone = _("Not open yet"), "mid"
    elif end and today > end:
        entry, tone = _("Closed to new people"), "no"
    else:
        entry, tone = _("Open now"), "ok"
    return WayRow(pathway, slug_of(pathway), entry, tone, _dates(start, end), _source(pathway))


def slug_of(pathway: Pathway) -> str:
    """TITP → titp."""
    return pathway.key.lower()


def fact_parts(pathway: Pathway) -> list[FactPart]:
    """Every topic, also one about which nothing is known."""
    facts = list(pathway.facts.all())
    return [
        FactPart(topic, [fact_row(fact) for fact in facts if fact.topic == topic])
        for topic in FactTopic
    ]


def _help_row(line: HelpLine) -> HelpRow:
    numbers = [_phone(shown) for shown in line.phone_alt.split("|") if shown]
    return HelpRow(line, _phone(line.phone) if line.phone else None, numbers, _source(line))


def _phone(shown: str) -> PhoneRow:
    return PhoneRow(shown, shown.replace("-", ""))


def fact_row(fact: PathwayFact) -> FactRow:
    return FactRow(str(fact.text), _amount(fact), _source(fact))


def _amount(fact: PathwayFact) -> str:
    if fact.amount_jpy is None:
        return ""
    shown = number(fact.amount_jpy)
    if fact.amount_to_jpy:
        shown = f"{shown}–{number(fact.amount_to_jpy)}"
    return f"{shown} {YenPer(fact.unit).label}"


def _dates(start: date | None, end: date | None) -> str:
    words = {"start": start and date_format(start), "end": end and date_format(end)}
    if start and end:
        return _("New people enter from %(start)s to %(end)s.") % words
    if start:
        return _("New people enter from %(start)s.") % words
    if end:
        return _("The last new people enter on %(end)s.") % words
    return _("We know of no first and no last day.")


def _source(row: HelpLine | Pathway | PathwayFact) -> SourceRow:
    figure = Figure("guide", 0, "", row.year, row.source)
    return SourceRow(publisher_of(figure), year_of(figure), row.source_url)
