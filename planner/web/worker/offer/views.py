"""The offer as it was promised, and what stood there before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from planner.plans.choices import choice_of
from planner.plans.selectors.plan import (
    cost_sheet_versions,
    offer_files_of,
    promised_pay_versions,
    promised_work_versions,
)
from planner.plans.selectors.told import answers_of
from planner.reference.rates import current_rules
from planner.sharing.sections import Section
from planner.web.people import signed_in_person
from planner.web.worker.door import worker_page
from planner.web.worker.offer.checks import checked_costs, checked_pay, programme_of
from planner.web.worker.offer.cost_rows import costs_view
from planner.web.worker.offer.rows import (
    cost_versions,
    hourly_view,
    pay_versions,
    pay_view,
    work_rows,
    work_versions,
)


@require_safe
@worker_page(Section.MONEY)
def my_offer(request: HttpRequest) -> HttpResponse:
    """All that was promised, with what the rules say to it as of the contract date."""
    person = signed_in_person(request)
    rules, today = current_rules(), timezone.localdate()
    pays, works = promised_pay_versions(person), promised_work_versions(person)
    sheets = cost_sheet_versions(person)
    pay, work, sheet = next(iter(pays), None), next(iter(works), None), next(iter(sheets), None)
    items = sorted(sheet.items.all(), key=lambda item: item.position) if sheet else []
    pathway, trade_code = _way_of(person)
    costs = checked_costs(
        items=items,
        pay=pay,
        programme=programme_of(pathway, trade_code),
        trade_code=trade_code,
        rules=rules,
        today=today,
    )
    hourly = checked_pay(pay=pay, work=work, rules=rules, today=today)
    names = {row.code: str(row.name) for row in rules.prefectures}
    return render(
        request,
        "worker/offer/my_offer.html",
        {
            "pay": pay and pay_view(pay, rules),
            "hourly": hourly_view(hourly, names.get(work.prefecture, "") if work else ""),
            "work": work and work_rows(work, rules),
            "sheet": sheet,
            "costs": costs_view(costs, [item.has_receipt for item in items]),
            "files": offer_files_of(person),
            "has_earlier": max(len(pays), len(works), len(sheets)) > 1,
        },
    )


@require_safe
@worker_page(Section.MONEY)
def offer_versions(request: HttpRequest) -> HttpResponse:
    """Every version of pay, work and costs, newest first, with its day and why it was corrected."""
    person = signed_in_person(request)
    return render(
        request,
        "worker/offer/versions.html",
        {
            "pay": pay_versions(promised_pay_versions(person)),
            "work": work_versions(promised_work_versions(person), current_rules()),
            "costs": cost_versions(cost_sheet_versions(person)),
        },
    )


def _way_of(person: User) -> tuple[str | None, str | None]:
    """The way to Japan and the trade, as far as they are told or chosen."""
    answers = answers_of(person)
    if answers.trade:
        return answers.pathway, answers.trade
    choice = choice_of(person)
    return answers.pathway, choice.trade_code if choice else None
