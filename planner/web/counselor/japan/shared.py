"""What a worker has opened to this very counselor, beyond what every counselor sees."""

from collections.abc import Sequence

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from planner.documents.parts import Section as Part
from planner.plans.choices import choices_open_in
from planner.plans.selectors.months import ToldMonth, months_open_in
from planner.plans.selectors.opened import (
    misses_open_in,
    remittances_open_in,
    savings_open_in,
    sheet_open_in,
)
from planner.plans.selectors.plan import plan_open_in
from planner.plans.selectors.told import answers_open_in
from planner.plans.sums.whole import sums_of
from planner.reference.rates import current_rules
from planner.reference.selectors import current_atlas
from planner.sharing.audiences import Opened, sections_opened_to
from planner.sharing.sections import Section
from planner.sharing.services import EVERY_SECTION
from planner.web.contents.money import money_sections
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.japan import shared_money, shared_words
from planner.web.counselor.japan.shared_money import NEWEST, month_rows
from planner.web.counselor.views import opened_or_404

Months = Sequence[ToldMonth]


@require_safe
@counselor_page
@transaction.atomic
def worker_shared(request: HttpRequest, pk: int) -> HttpResponse:
    """One section after another, `?part=`. Not there, and no look in the log, as long as nothing is open."""
    consents = sections_opened_to(reader_of(request), pk)
    shared = [section for section in _PARTS if section in consents]
    if not shared:
        raise Http404
    opened = opened_or_404(request, pk, within=EVERY_SECTION)
    asked = request.GET.get("part")
    section = next((item for item in shared if item.value == asked), shared[0])
    months = months_open_in(opened)
    paid = [month for month in months if month.money] if section == Section.MONEY else []
    shown = paid if "all" in request.GET else paid[-NEWEST:]
    context = {
        "worker": opened.person,
        "title": _title(section),
        "opened_at": consents[section].given_at,
        "others": [(item.value, _title(item)) for item in shared if item != section],
        "is_money": section == Section.MONEY,
        "months": month_rows(shown),
        "earlier": len(paid) - len(shown),
        "sections": _PARTS[section](opened, months),
    }
    return render(request, "counselor/japan/shared.html", context)


def _title(section: Section) -> str:
    if section == Section.MONEY:
        return _("Money")
    return _("How it goes") if section == Section.WELL_BEING else _("To stay or to return")


def _money(opened: Opened, months: Months) -> tuple[Part, ...]:
    atlas, today = current_atlas(), timezone.localdate()
    rules = current_rules(atlas.version)
    plan, answers = plan_open_in(opened), answers_open_in(opened)
    choices = choices_open_in(opened)
    trade_code = choices[0].trade_code if choices else None
    sums = sums_of(plan, answers, trade_code=trade_code, rules=rules, atlas=atlas, today=today)
    costs = shared_money.costs_of(plan, answers, trade_code, rules, today)
    return (
        *shared_money.rest_sections(plan, months, sums, today),
        *money_sections(plan, costs, sums),
        *shared_money.savings_sections(savings_open_in(opened), remittances_open_in(opened)),
        *shared_money.goal_sections(plan, misses_open_in(opened, Section.MONEY)),
    )


def _well_being(opened: Opened, months: Months) -> tuple[Part, ...]:
    return shared_words.well_being_sections(
        months,
        answers_open_in(opened),
        misses_open_in(opened, Section.WELL_BEING),
    )


def _decision(opened: Opened, _months: Months) -> tuple[Part, ...]:
    return shared_words.decision_sections(sheet_open_in(opened))


_PARTS = {
    Section.MONEY: _money,
    Section.WELL_BEING: _well_being,
    Section.DECISION: _decision,
}
