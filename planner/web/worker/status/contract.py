"""What to do when pay or work is not as in the contract. For everybody, and nothing is noted of who reads it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from planner.matching.enums import Pathway
from planner.matching.values import Figure
from planner.reference.enums import FactTopic, HelpKind, YenPer
from planner.reference.models import BenchmarkTemplate, PathwayFact
from planner.reference.selectors import help_lines
from planner.web.shared.rows import Text
from planner.web.worker.guide_rows import SourceRow, fact_row, help_parts
from planner.web.worker.match_rows import pathway_words
from planner.web.worker.views.guides import render_for_all
from planner.wording.figures import publisher_of, year_of

KINDS = (HelpKind.WORK, HelpKind.LAW)
# Benchmarks whose reason is a rule about the contract or about pay.
RULES = ("pre_contract_read", "t1_rent_checked")


@dataclass(frozen=True)
class LawRow:
    """`ways`: for whom it holds; none = for all."""

    text: str
    amount: str
    ways: list[Text]
    source: SourceRow


@require_safe
@cache_control(public=True, max_age=3600)
def contract_help(request: HttpRequest) -> HttpResponse:
    """What to keep, what the law says, and who helps without the agency."""
    return render_for_all(
        request,
        "worker/contract_help.html",
        _context,
    )


def _context() -> dict[str, object]:
    parts = {part.title: part for part in help_parts(help_lines())}
    return {
        "laws": [*_rule_rows(), *_law_rows(_facts())],
        "parts": [parts[str(kind.label)] for kind in KINDS if str(kind.label) in parts],
        "urgent": parts.get(str(HelpKind.EMERGENCY.label)),
    }


def _facts() -> QuerySet[PathwayFact]:
    """What nobody may pay less than, and what protects."""
    about = Q(topic=FactTopic.PROTECTION) | Q(topic=FactTopic.PAY, unit=YenPer.HOUR)
    rows = PathwayFact.objects.filter(about).select_related("pathway")
    return rows.order_by("topic", "position", "pathway")


def _law_rows(facts: Iterable[PathwayFact]) -> list[LawRow]:
    """A sentence that holds on several ways stands once."""
    by_text: dict[str, list[PathwayFact]] = {}
    for fact in facts:
        by_text.setdefault(str(fact.text), []).append(fact)
    rows = []
    for same in by_text.values():
        shown = fact_row(same[0])
        keys = {Pathway(fact.pathway.key) for fact in same}
        ways = [] if keys == set(Pathway) else [way for way in Pathway if way in keys]
        rows.append(LawRow(shown.text, shown.amount, pathway_words(ways), shown.source))
    return rows


def _rule_rows() -> list[LawRow]:
    found = {row.key: row for row in BenchmarkTemplate.objects.filter(key__in=RULES)}
    return [_rule_row(found[key]) for key in RULES if key in found]


def _rule_row(row: BenchmarkTemplate) -> LawRow:
    figure = Figure("benchmark", 0, "", row.year, row.source)
    named = row.pathways.split("|")
    return LawRow(
        text=f"{capfirst(str(row.why))}.",
        amount="",
        ways=pathway_words(way for way in Pathway if way in named),
        source=SourceRow(publisher_of(figure), year_of(figure), row.source_url),
    )
