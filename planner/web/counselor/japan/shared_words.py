"""How a worker is, and the sheet to decide, as they were opened to a counselor."""

from collections.abc import Iterator, Sequence

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.documents.parts import Bullets, Column, Facts, Paragraph, Part, Section, Table
from planner.money.enums import Currency
from planner.plans.answers import Answers
from planner.plans.enums import CareFor, Mood
from planner.plans.models import DecisionSheet, Miss
from planner.plans.selectors.months import ToldMonth
from planner.sharing.sections import Section as SharedSection
from planner.web.counselor.japan.shared_money import miss_words
from planner.web.worker.coming_home.forms import WAYS, WORDS
from planner.wording.amounts import money
from planner.wording.terms import HEALTH_LIMITS


def well_being_sections(
    months: Sequence[ToldMonth], answers: Answers, misses: Sequence[Miss]
) -> tuple[Section, ...]:
    """Every part, told or not."""
    return (
        Section(title=_("How the months went"), parts=(_moods(months),)),
        Section(title=_("Health and family"), parts=(Facts(rows=tuple(_limits(answers))),)),
        Section(title=_("Work kept closed"), parts=(_work(months),)),
        *_misses(misses),
    )


def _moods(months: Sequence[ToldMonth]) -> Part:
    columns = (
        Column(header=_("Month"), width=3),
        Column(header=_("How it went"), width=4),
        Column(header=_("In own words"), width=6),
    )
    rows = tuple(
        (
            date_format(told.month, "YEAR_MONTH_FORMAT"),
            str(Mood(told.feeling.mood).label) if told.feeling.mood else "",
            told.feeling.words,
        )
        for told in reversed(months)
        if told.feeling
    )
    return Table(columns=columns, rows=rows) if rows else _nothing()


def _limits(answers: Answers) -> Iterator[tuple[str, str]]:
    health = [str(HEALTH_LIMITS[code]) for code in answers.health or ()]
    if answers.health_words:
        health.append(f"“{answers.health_words}”")
    care = [str(CareFor(code).label) for code in answers.care or ()]
    for label, told, values, nothing in (
        (_("What the body does not stand"), answers.health, health, _("Nothing")),
        (_("To be cared for at home"), answers.care, care, _("Nobody for now")),
    ):
        unsaid = _("Not answered yet") if told is None else nothing
        yield label, "; ".join(values) or unsaid


def _work(months: Sequence[ToldMonth]) -> Part:
    columns = (
        Column(header=_("Month"), width=3),
        Column(header=_("Hours"), width=2, is_number=True),
        Column(header=_("Work really done"), width=7),
    )
    rows = tuple(
        (
            date_format(told.month, "YEAR_MONTH_FORMAT"),
            number_format(told.work.hours.normalize()) if told.work.hours is not None else "",
            ", ".join(map(str, (*told.work.duties, *told.work.other))),
        )
        for told in reversed(months)
        if told.work and told.work.section == SharedSection.WELL_BEING
    )
    return Table(columns=columns, rows=rows) if rows else _nothing()


def _misses(misses: Sequence[Miss]) -> Iterator[Section]:
    if misses:
        items = tuple(map(miss_words, misses))
        yield Section(title=_("Missed for health"), parts=(Bullets(items=items),))


def decision_sections(sheet: DecisionSheet | None) -> tuple[Section, ...]:
    """The sheet in the worker's own words; nothing is worked out of it."""
    title = _("Stay, return or go elsewhere")
    if sheet is None:
        return (Section(title=title, parts=(_nothing(),)),)
    parts: list[Part] = []
    if rows := tuple(_plans(sheet)):
        parts.append(Facts(rows=rows))
    for row, question in WORDS.items():
        said = sheet.words.get(row) or {}
        answers = tuple((str(WAYS[way]), str(said[way])) for way in WAYS if said.get(way))
        if answers:
            parts.append(Facts(title=str(question), rows=answers))
    return (Section(title=title, parts=tuple(parts) or (_nothing(),)),)


def _plans(sheet: DecisionSheet) -> Iterator[tuple[str, str]]:
    if sheet.stay_months:
        text = ngettext("%(months)s month", "%(months)s months", sheet.stay_months)
        yield _("To stay for"), text % {"months": number_format(sheet.stay_months)}
    if sheet.elsewhere:
        yield _("To go to"), sheet.elsewhere
    if sheet.elsewhere_kept_vnd is not None:
        yield _("Kept there a month"), money(sheet.elsewhere_kept_vnd, Currency.VND)
    if sheet.elsewhere_cost_vnd is not None:
        yield _("Cost to go there"), money(sheet.elsewhere_cost_vnd, Currency.VND)


def _nothing() -> Paragraph:
    return Paragraph(text=_("Nothing is written down yet."))
