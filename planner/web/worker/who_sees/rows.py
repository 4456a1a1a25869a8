"""Every section of what a worker tells, what lies in it, and who may read it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from planner.sharing.audiences import OPEN_TO, OPENS
from planner.sharing.consents import counselor_to_open_to
from planner.sharing.enums import Audience, Purpose
from planner.sharing.models import Assignment, Consent
from planner.sharing.sections import Section
from planner.web.shared.rows import Text
from planner.wording.consents import current_text

# In an address.
SLUGS: dict[Purpose, str] = {
    Purpose.OPEN_MONEY: "money",
    Purpose.OPEN_WELL_BEING: "well-being",
    Purpose.OPEN_DECISION: "decision",
    Purpose.STATISTICS: "statistics",
}
PURPOSES = {slug: purpose for purpose, slug in SLUGS.items()}
_OPENED_BY = {section: purpose for purpose, section in OPENS.items()}
TITLES: dict[Section, Text] = {
    Section.PROFILE: gettext_lazy("About me and my home"),
    Section.PLAN: gettext_lazy("My plan"),
    Section.BENCHMARKS: gettext_lazy("My benchmarks"),
    Section.WORK: gettext_lazy("My work"),
    Section.MONEY: gettext_lazy("My money"),
    Section.WELL_BEING: gettext_lazy("How I am"),
    Section.DECISION: gettext_lazy("Whether I stay or return"),
}
LIES_IN: dict[Section, Text] = {
    Section.PROFILE: gettext_lazy(
        "Your name, where home is, what your family has, school, work so far, Japanese, "
        "departure, messages with your counselor"
    ),
    Section.PLAN: gettext_lazy(
        "Your wish, what your family hopes for, the trade you chose, goals and steps, your way "
        "through Japan and its changes"
    ),
    Section.BENCHMARKS: gettext_lazy(
        "Benchmarks with their proof, why one was missed, tests of Japanese, which months you told"
    ),
    Section.WORK: gettext_lazy(
        "The work you were promised, the place, the hours, and the work you really do if you share it"
    ),
    Section.MONEY: gettext_lazy(
        "Pay, payslips, costs, debts, savings, what you send home, photos of the contract, and "
        "every goal, step or benchmark about an amount"
    ),
    Section.WELL_BEING: gettext_lazy(
        "How it goes each month, what your body does not stand, whom you care for, work that you "
        "keep to yourself, a benchmark missed for your health"
    ),
    Section.DECISION: gettext_lazy("Your sheet: stay, return or go elsewhere"),
}


@dataclass(frozen=True)
class SectionRow:
    """`opened_on`: since when the counselor reads it by the worker's own yes. `url`: where it is asked."""

    key: str
    title: Text
    lies_in: Text
    readers: tuple[Text, ...]
    others: tuple[Text, ...]
    can_be_opened: bool
    opened_to: str
    opened_on: str
    url: str


@dataclass(frozen=True)
class StatisticsRow:
    """`answered_on`: blank as long as nothing was said."""

    is_yes: bool
    answered_on: str
    title: Text
    url: str


def section_rows(
    assignment: Assignment | None, consents: Mapping[str, Consent]
) -> list[SectionRow]:
    """`consents`: the holding ones by purpose."""
    return [_row(section, assignment, consents) for section in Section]


def statistics_row(last: Consent | None) -> StatisticsRow:
    """`last`: the newest answer."""
    is_yes = last is not None and last.taken_back_at is None
    since = last and (last.taken_back_at or last.given_at)
    return StatisticsRow(
        is_yes=is_yes,
        answered_on=date_format(since) if since else "",
        title=current_text(Purpose.STATISTICS).title,
        url=reverse("answer_consent", args=[SLUGS[Purpose.STATISTICS]]),
    )


def in_effect(consent: Consent | None, counselor: User | None) -> Consent | None:
    """None for one that named somebody who cannot read by it any more."""
    is_so = consent and counselor and consent.counselor_id == counselor.pk
    return consent if is_so else None


def _row(
    section: Section, assignment: Assignment | None, consents: Mapping[str, Consent]
) -> SectionRow:
    purpose = _OPENED_BY.get(section)
    counselor = counselor_to_open_to(assignment)
    consent = in_effect(consents.get(purpose), counselor) if purpose else None
    readers, others = _audiences(section, assignment, is_opened=consent is not None)
    return SectionRow(
        key=section.value,
        title=TITLES[section],
        lies_in=LIES_IN[section],
        readers=readers,
        others=others,
        can_be_opened=purpose is not None and counselor is not None,
        opened_to=consent.counselor_name if consent else "",
        opened_on=date_format(consent.given_at) if consent else "",
        url=reverse("answer_consent", args=[SLUGS[purpose]]) if purpose else "",
    )


def _audiences(
    section: Section, assignment: Assignment | None, *, is_opened: bool
) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """Who reads it and who does not, by the table that the queries keep to."""
    readers: list[Text] = [_("you")]
    others: list[Text] = []
    for audience, words in _people(assignment):
        by_yes = audience == Audience.COUNSELOR and is_opened
        (readers if audience in OPEN_TO[section] or by_yes else others).append(words)
    return tuple(readers), tuple(others)


def _people(assignment: Assignment | None) -> list[tuple[Audience, Text]]:
    people: list[tuple[Audience, Text]] = []
    if assignment and (counselor := assignment.counselor):
        text = _("your counselor %(name)s")
        people.append((Audience.COUNSELOR, text % {"name": counselor.name}))
    if assignment:
        people.append((Audience.SUPERVISOR, _("the agency's supervisor")))
    return [
        *people,
        (Audience.STAFF, _("the staff of the programme")),
        (Audience.FAMILY, _("your family")),
    ]
