"""What a worker has opened to this very counselor, beyond what every counselor sees."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from planner.documents.parts import Section as Part
from planner.plans.models import MonthMoney
from planner.plans.selectors.money import chosen_trade_open_in, money_plan_open_in
from planner.plans.selectors.months import months_open_in
from planner.plans.selectors.opened import (
    debt_paid_open_in,
    debts_open_in,
    misses_open_in,
    money_aims_open_in,
    money_months_open_in,
    remittances_open_in,
    savings_open_in,
    sheet_open_in,
)
from planner.plans.selectors.told import answers_open_in
from planner.plans.sums.situation import rates_today
from planner.plans.sums.whole import sums_of
from planner.reference.rates import current_rules
from planner.reference.selectors import current_atlas
from planner.sharing.audiences import Opened, sections_opened_to
from planner.sharing.sections import Section
from planner.sharing.services import EVERY_SECTION
from planner.web.contents.money import money_sections
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.japan import shared_money, shared_words
from planner.web.counselor.views import opened_or_404
from planner.web.shared.rows import Text

MONTHS_PER_PAGE = 12


@dataclass(frozen=True)
class Shown:
    """`page`: of a part that has several."""

    sections: tuple[Part, ...]
    page: Page[MonthMoney] | None = None


@dataclass(frozen=True)
class SharedPart:
    """What is read at one time. `read` takes the number of the page asked for."""

    section: Section
    title: Text
    read: Callable[[Opened, str | None], Shown]


@require_safe
@counselor_page
@transaction.atomic
def worker_shared(request: HttpRequest, pk: int) -> HttpResponse:
    """One part after another, `?part=`. Not there, and no look in the log, as long as nothing is open."""
    consents = sections_opened_to(reader_of(request), pk)
    shared = {key: part for key, part in PARTS.items() if part.section in consents}
    if not shared:
        raise Http404
    opened = opened_or_404(request, pk, within=EVERY_SECTION)
    asked = request.GET.get("part", "")
    key = asked if asked in shared else next(iter(shared))
    part = shared[key]
    shown = part.read(opened, request.GET.get("page"))
    context = {
        "worker": opened.person,
        "title": part.title,
        "opened_at": consents[part.section].given_at,
        "others": [(other, item.title) for other, item in shared.items() if other != key],
        "sections": shown.sections,
        "page": shown.page,
    }
    return render(request, "counselor/japan/shared.html", context)


def _months(opened: Opened, number: str | None) -> Shown:
    page = Paginator(money_months_open_in(opened), MONTHS_PER_PAGE).get_page(number)
    return Shown(shared_money.month_sections(page), page)


def _kept(opened: Opened, _number: str | None) -> Shown:
    plan, today = debts_open_in(opened), timezone.localdate()
    rates = rates_today(plan, current_rules(), today)
    return Shown(
        (
            *shared_money.rest_sections(plan.debts, debt_paid_open_in(opened), rates, today),
            *shared_money.savings_sections(savings_open_in(opened), remittances_open_in(opened)),
            *shared_money.goal_sections(
                money_aims_open_in(opened), misses_open_in(opened, Section.MONEY)
            ),
        )
    )


def _planned(opened: Opened, _number: str | None) -> Shown:
    atlas, today = current_atlas(), timezone.localdate()
    rules = current_rules(atlas.version)
    plan, answers = money_plan_open_in(opened), answers_open_in(opened)
    trade_code = chosen_trade_open_in(opened)
    sums = sums_of(plan, answers, trade_code=trade_code, rules=rules, atlas=atlas, today=today)
    costs = shared_money.costs_of(plan, answers, trade_code, rules, today)
    return Shown(money_sections(plan, costs, sums))


def _well_being(opened: Opened, _number: str | None) -> Shown:
    misses = misses_open_in(opened, Section.WELL_BEING)
    months, answers = months_open_in(opened), answers_open_in(opened)
    return Shown(shared_words.well_being_sections(months, answers, misses))


def _decision(opened: Opened, _number: str | None) -> Shown:
    return Shown(shared_words.decision_sections(sheet_open_in(opened)))


PARTS = {
    "months": SharedPart(Section.MONEY, _("Money, month by month"), _months),
    "savings": SharedPart(Section.MONEY, _("Debts, savings and goals"), _kept),
    "plan": SharedPart(Section.MONEY, _("Money of the plan"), _planned),
    "well_being": SharedPart(Section.WELL_BEING, _("How it goes"), _well_being),
    "decision": SharedPart(Section.DECISION, _("To stay or to return"), _decision),
}
