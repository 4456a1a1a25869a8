"""The plan as a document: heading, sections, and lines to sign on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from planner.documents.parts import PlanDocument, Section, Signature, Signatures
from planner.plans.selectors.plan import WholePlan
from planner.plans.services.agreement import holds
from planner.sharing.audiences import own_sections
from planner.web.contents.plan import Subject


@dataclass(frozen=True)
class PlanOnPaper:
    """`sections`: what the page shows; the document adds the lines to sign on."""

    sections: tuple[Section, ...]
    document: PlanDocument


def on_paper(
    person: User,
    plan: WholePlan,
    subject: Subject,
    sections: Iterable[Section],
    *,
    now: datetime,
) -> PlanOnPaper:
    shown = tuple(sections)
    agreed_at = max((row.agreed_at for row in plan.agreements.values()), default=None)
    is_changed = bool(plan.changed_since_agreed(own_sections(person)))
    language: Literal["vi", "en"] = "en" if get_language() == "en" else "vi"
    agreed = _("Not agreed yet.")
    if agreed_at:
        day = _day(agreed_at)
        agreed = (
            _("Agreed on %(day)s, changed since.") if is_changed else _("Agreed on %(day)s.")
        ) % {"day": day}
    return PlanOnPaper(
        shown,
        PlanDocument(
            language=language,
            title=_("My plan: the way home"),
            subtitle=tuple(text for text in (person.name, subject.place, subject.trade) if text),
            agreed=agreed,
            sections=(*shown, _signatures(person, plan, agreed if agreed_at else "")),
            footer=_("Printed on %(day)s") % {"day": _day(now)},
            page_words=_("Page {page} of {pages}"),
            printed_at=now,
        ),
    )


def _signatures(person: User, plan: WholePlan, agreed: str) -> Section:
    lines = [Signature(role=_("Worker"), name=person.name, note=agreed or _("Date:"))]
    for row in plan.sign_offs[:1]:
        words = (
            _("Read the open parts and signed on %(day)s.")
            if holds(row, plan)
            else _("Read the open parts and signed on %(day)s, before the last change.")
        )
        note = words % {"day": _day(row.signed_at)}
        lines.append(Signature(role=_("Counselor"), name=row.by_name, note=note))
    if not plan.sign_offs:
        lines.append(Signature(role=_("Counselor"), name="", note=_("Date:")))
    return Section(title=_("Signatures"), parts=(Signatures(lines=tuple(lines)),))


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment).date())
