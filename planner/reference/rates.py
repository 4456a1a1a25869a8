"""Laws, rates, wages, benchmarks and exams as plain values. Built once per process and data version.

Every read takes the version of an atlas that is at hand, which saves the query that asks for it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from statistics import median
from typing import Protocol

from planner.benchmarks.enums import Anchor
from planner.benchmarks.values import ExamSitting, Template
from planner.money.lump_sum import Multiplier
from planner.money.values import (
    Ceiling,
    ExchangeRate,
    PrefectureWage,
    Rule,
    RuleBook,
    Source,
)
from planner.reference import models
from planner.reference.enums import Programme, RateSeries
from planner.reference.models.sourced import Localized
from planner.reference.selectors import data_version


class _Dated(Protocol):
    @property
    def valid_from(self) -> date | None: ...

    @property
    def valid_to(self) -> date | None: ...


class _Cited(Protocol):
    source: str
    source_url: str
    year: str


@dataclass(frozen=True, slots=True)
class Prefecture:
    """`health_total_pct`: both halves; a worker pays one. `name`: in the reader's language."""

    code: str
    name_ja: str
    name_en: str
    name_vi: str
    health_total_pct: Decimal
    health_year: str
    source: Source
    name = Localized("name")


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum to compare with. `what`, `note`: in the reader's language."""

    key: str
    place: str
    topic: str
    what_en: str
    what_vi: str
    low: int
    high: int
    unit: str
    note_en: str
    note_vi: str
    basis: str
    source: Source
    what = Localized("what")
    note = Localized("note")


@dataclass(frozen=True, slots=True)
class TemplateText:
    """The words of a benchmark. `title`, `evidence`, `why`: in the reader's language."""

    key: str
    target_kind: str
    title_en: str
    title_vi: str
    evidence_en: str
    evidence_vi: str
    why_en: str
    why_vi: str
    valid_from: date | None
    valid_to: date | None
    basis: str
    source: Source
    title = Localized("title")
    evidence = Localized("evidence")
    why = Localized("why")


@dataclass(frozen=True, slots=True)
class ExamFact:
    """What is known about an exam. `text`: in the reader's language."""

    key: str
    text_en: str
    text_vi: str
    basis: str
    source: Source
    text = Localized("text")


@dataclass(frozen=True, slots=True)
class CurrentRules:
    """All of it, as it stands in the database under one data version."""

    version: str
    pay_rules: RuleBook
    ceilings: tuple[Ceiling, ...]
    exchange_rates: tuple[ExchangeRate, ...]
    pension_multipliers: tuple[Multiplier, ...]
    prefectures: tuple[Prefecture, ...]
    wages: Mapping[str, tuple[PrefectureWage, ...]]
    amounts: Mapping[str, Amount]
    templates: tuple[Template, ...]
    template_texts: Mapping[str, TemplateText]
    exam_sittings: tuple[ExamSitting, ...]
    exam_facts: Mapping[str, ExamFact]

    def multipliers(self, on: date) -> tuple[Multiplier, ...]:
        """Those that hold when the last month of cover is that of the day, by months of cover."""
        return tuple(row for row in self.pension_multipliers if _holds(row, on))


def current_rules(version: str | None = None) -> CurrentRules:
    """Raises LookupError when no reference data was loaded."""
    return _build(version or data_version())


def pay_rules(*, version: str | None = None) -> RuleBook:
    return current_rules(version).pay_rules


def fee_ceilings(programme: str, on: date, *, version: str | None = None) -> list[Ceiling]:
    """What holds for a programme on a day, the minimums of the Japanese side too."""
    programmes = {Programme.ALL.value, programme}
    return [
        ceiling
        for ceiling in current_rules(version).ceilings
        if ceiling.programme in programmes and _holds(ceiling, on)
    ]


def exchange_rates(*, version: str | None = None) -> list[ExchangeRate]:
    """By month: the market's, and after its last whole month what staff entered."""
    return list(current_rules(version).exchange_rates)


def pension_multipliers(on: date, *, version: str | None = None) -> tuple[Multiplier, ...]:
    """Those that hold when the last month of cover is that of the day, by months of cover."""
    return current_rules(version).multipliers(on)


def prefectures(*, version: str | None = None) -> list[Prefecture]:
    return list(current_rules(version).prefectures)


def wages_of_prefecture(code: str, *, version: str | None = None) -> list[PrefectureWage]:
    """By fiscal year; of a code that is not known, none."""
    return list(current_rules(version).wages.get(code, ()))


def reference_amounts(keys: Iterable[str], *, version: str | None = None) -> list[Amount]:
    """In the order asked for. A key that staff have removed is left out."""
    amounts = current_rules(version).amounts
    return [amounts[key] for key in keys if key in amounts]


def benchmark_templates(on: date | None = None, *, version: str | None = None) -> list[Template]:
    """Those that hold on a day; without a day, all that there are."""
    rules = current_rules(version)
    return [
        template
        for template in rules.templates
        if on is None or _holds(rules.template_texts[template.key], on)
    ]


def template_texts(*, version: str | None = None) -> Mapping[str, TemplateText]:
    """The words of every benchmark, by key."""
    return current_rules(version).template_texts


def exam_sittings(*, version: str | None = None) -> list[ExamSitting]:
    """By day."""
    return list(current_rules(version).exam_sittings)


def exam_facts(*, version: str | None = None) -> Mapping[str, ExamFact]:
    return current_rules(version).exam_facts


def usual_rate(without: int | None = None) -> Decimal | None:
    """The median of the newest 24 exchange rates, but for the row `without`. None: there is none."""
    newest = models.ExchangeRate.objects.order_by("-month", "-pk")
    if without is not None:
        newest = newest.exclude(pk=without)
    rates = list(newest.values_list("vnd_per_jpy", flat=True)[:24])
    return Decimal(median(rates)) if rates else None


@lru_cache(maxsize=2)
def _build(version: str) -> CurrentRules:
    texts = {row.key: row for row in _template_texts()}
    wages: dict[str, list[PrefectureWage]] = {}
    for code, wage in _wages():
        wages.setdefault(code, []).append(wage)
    return CurrentRules(
        version=version,
        pay_rules=RuleBook(_pay_rules()),
        ceilings=tuple(_ceilings()),
        exchange_rates=tuple(_exchange_rates()),
        pension_multipliers=tuple(_pension_multipliers()),
        prefectures=tuple(_prefectures()),
        wages={code: tuple(rows) for code, rows in wages.items()},
        amounts={row.key: row for row in _amounts()},
        templates=tuple(_templates()),
        template_texts=texts,
        exam_sittings=tuple(_exam_sittings()),
        exam_facts={row.key: row for row in _exam_facts()},
    )


def _pay_rules() -> Iterator[Rule]:
    for row in models.JapanesePayRule.objects.order_by("name", "valid_from", "from_jpy", "pk"):
        yield Rule(
            name=row.name,
            from_jpy=row.from_jpy,
            to_jpy=row.to_jpy,
            rate_pct=_plain(row.rate_pct),
            fixed_jpy=row.fixed_jpy,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            source=_source(row),
        )


def _ceilings() -> Iterator[Ceiling]:
    for row in models.FeeCeiling.objects.order_by("key", "valid_from", "pk"):
        yield Ceiling(
            key=row.key,
            programme=row.programme,
            years_from=_plain(row.contract_years_from),
            years_to=_plain(row.contract_years_to),
            payer=row.payer,
            cost=row.cost,
            amount=_plain(row.amount),
            unit=row.unit,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            rule_vi=row.rule_vi,
            rule_en=row.rule_en,
            legal_basis=row.legal_basis,
            source=_source(row),
        )


def _exchange_rates() -> Iterator[ExchangeRate]:
    """A month that was not over gives way to what staff entered for it; a whole one does not."""
    rows = list(models.ExchangeRate.objects.order_by("month", "pk"))
    market = [row for row in rows if row.series == RateSeries.MARKET_CROSS]
    whole = max((row.month for row in market if not row.is_partial), default=date.min)
    entered = {
        row.month: row for row in rows if row.series == RateSeries.STAFF and row.month > whole
    }
    by_month = {row.month: row for row in market} | entered
    for month, row in sorted(by_month.items()):
        yield ExchangeRate(month, row.vnd_per_jpy, _source(row))


def _pension_multipliers() -> Iterator[Multiplier]:
    for row in models.PensionMultiplier.objects.order_by("-valid_from", "months_from", "pk"):
        yield Multiplier(
            months_from=row.months_from,
            months_to=row.months_to,
            multiplier=row.multiplier,
            source=_source(row),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )


def _prefectures() -> Iterator[Prefecture]:
    for row in models.Prefecture.objects.order_by("code"):
        yield Prefecture(
            code=row.code,
            name_ja=row.name_ja,
            name_en=row.name_en,
            name_vi=row.name_vi,
            health_total_pct=row.health_total_pct,
            health_year=row.health_year,
            source=Source(row.source, row.health_year, row.source_url),
        )


def _wages() -> Iterator[tuple[str, PrefectureWage]]:
    rows = models.PrefectureWage.objects.select_related("prefecture")
    for row in rows.order_by("prefecture__code", "fiscal_year"):
        source = Source(row.source, str(row.fiscal_year), row.source_url)
        yield (
            row.prefecture.code,
            PrefectureWage(row.fiscal_year, row.jpy_hour, row.valid_from, source),
        )


def _amounts() -> Iterator[Amount]:
    for row in models.ReferenceAmount.objects.order_by("key"):
        yield Amount(
            key=row.key,
            place=row.place,
            topic=row.topic,
            what_en=row.what_en,
            what_vi=row.what_vi,
            low=row.low,
            high=row.high,
            unit=row.unit,
            note_en=row.note_en,
            note_vi=row.note_vi,
            basis=row.basis,
            source=_source(row),
        )


def _templates() -> Iterator[Template]:
    for row in models.BenchmarkTemplate.objects.order_by("key"):
        yield Template(
            key=row.key,
            pathways=frozenset(row.pathways.split("|")),
            stage=row.stage,
            anchor=Anchor(row.anchor),
            offset_months=_plain(row.offset_months),
            is_money=row.is_money,
        )


def _template_texts() -> Iterator[TemplateText]:
    for row in models.BenchmarkTemplate.objects.order_by("key"):
        yield TemplateText(
            key=row.key,
            target_kind=row.target_kind,
            title_en=row.title_en,
            title_vi=row.title_vi,
            evidence_en=row.evidence_en,
            evidence_vi=row.evidence_vi,
            why_en=row.why_en,
            why_vi=row.why_vi,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            basis=row.basis,
            source=_source(row),
        )


def _exam_sittings() -> Iterator[ExamSitting]:
    for row in models.ExamSitting.objects.order_by("held_on", "exam"):
        yield ExamSitting(row.exam, row.held_on, row.applies_from, row.applies_to)


def _exam_facts() -> Iterator[ExamFact]:
    for row in models.ExamFact.objects.order_by("key"):
        yield ExamFact(row.key, row.text_en, row.text_vi, row.basis, _source(row))


def _source(row: _Cited) -> Source:
    return Source(row.source, row.year, row.source_url)


def _plain(number: Decimal | None) -> Decimal | None:
    """Without the zeros that the column adds: 5900000 and 0.5, not 5900000.00 and 0.50."""
    if number is None:
        return None
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()


def _holds(row: _Dated, on: date) -> bool:
    return (row.valid_from is None or row.valid_from <= on) and (
        row.valid_to is None or on <= row.valid_to
    )
