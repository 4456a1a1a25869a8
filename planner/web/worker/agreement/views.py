"""The whole plan on one page; the worker agrees it, prints it, and sees every change."""

from datetime import date, datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from planner.documents.plan import plan_pdf
from planner.money.costs import CostCheck
from planner.plans.answers import Answers
from planner.plans.choices import MadeChoice, choice_of
from planner.plans.enums import ChangeKind
from planner.plans.selectors.plan import WholePlan, history_of, plan_of
from planner.plans.selectors.told import answers_of
from planner.plans.services.agreement import NothingToAgree, agree_plan, holds, is_ready, said
from planner.plans.sums.whole import sums_of
from planner.reference.rates import CurrentRules, current_rules
from planner.reference.selectors import current_atlas
from planner.sharing.audiences import own_sections
from planner.sharing.sections import Section
from planner.web.contents.history import HistoryRow, history_rows
from planner.web.contents.money import money_sections
from planner.web.contents.plan import open_sections
from planner.web.contents.seen import WhatWasSeenForm
from planner.web.contents.subject import subject_of
from planner.web.people import signed_in_person
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.web.worker.agreement.paper import PlanOnPaper, on_paper
from planner.web.worker.door import worker_page
from planner.web.worker.offer.checks import checked_costs, programme_of
from planner.web.worker.summary_rows import place_words

PER_PAGE = 50
NEWEST_CHANGES = 10
# What happens beside the plan, and changes nothing of it.
BESIDE = (ChangeKind.AGREED, ChangeKind.SIGNED, ChangeKind.PROPOSED, ChangeKind.DECLINED)


class AgreeForm(WhatWasSeenForm):
    form_name = "agree-plan"
    draft_section = Section.PLAN


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page()
def my_plan(request: HttpRequest) -> HttpResponse:
    """Everything on one page, to read, print and agree."""
    person, now = signed_in_person(request), timezone.now()
    plan = plan_of(person)
    sections = own_sections(person)
    form = kept_form(request, AgreeForm, saved=said(plan, sections))

    def save() -> str:
        agree_plan(person=person, seen=form.seen_now, now=now)
        messages.success(request, _("Agreed. This is your plan now."))
        return reverse("my_plan")

    answer = None
    try:
        answer = save_form(request, form, save)
    except NothingToAgree:
        form.add_error(None, _("A plan needs a goal and benchmarks first."))
    if answer:
        return answer
    paper = _paper(person, plan, now)
    agreed_at = max((row.agreed_at for row in plan.agreements.values()), default=None)
    is_changed = bool(agreed_at and plan.changed_since_agreed(sections))
    context = {
        "form": form,
        "plan": plan,
        "paper": paper,
        "is_ready": is_ready(plan),
        "is_money_shown": Section.MONEY in sections,
        "agreed_at": agreed_at,
        "is_changed": is_changed,
        "changes": _changes_since(person, agreed_at) if is_changed or form.errors else [],
        "signatures": [(row, holds(row, plan)) for row in plan.sign_offs],
    }
    return render(request, "worker/agreement/my_plan.html", context)


@require_safe
@worker_page()
def pdf(request: HttpRequest) -> HttpResponse:
    """The same on paper."""
    person = signed_in_person(request)
    paper = _paper(person, plan_of(person), timezone.now())
    response = HttpResponse(plan_pdf(paper.document), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="loi-ve-plan.pdf"'
    return response


@require_safe
@worker_page()
def history(request: HttpRequest) -> HttpResponse:
    """Every change, with who, when and why."""
    person = signed_in_person(request)
    page = Paginator(history_of(person), PER_PAGE).get_page(request.GET.get("page"))
    rows = history_rows(page, reader_pk=person.pk)
    return render(request, "worker/agreement/history.html", {"page": page, "rows": rows})


def _changes_since(person: User, agreed_at: datetime | None) -> list[HistoryRow]:
    """What the plan says otherwise than before, newest first."""
    changes = history_of(person).exclude(what__in=BESIDE)
    if agreed_at:
        changes = changes.filter(at__gt=agreed_at)
    return history_rows(changes[:NEWEST_CHANGES], reader_pk=person.pk)


def _paper(person: User, plan: WholePlan, now: datetime) -> PlanOnPaper:
    atlas, answers, choice = current_atlas(), answers_of(person), choice_of(person)
    rules, today = current_rules(atlas.version), timezone.localdate(now)
    sections = open_sections(
        plan,
        subject := subject_of(person, place_words(answers, atlas), choice, atlas),
        rules,
        today=today,
    )
    if Section.MONEY in own_sections(person):
        sums = sums_of(
            plan,
            answers,
            trade_code=choice.trade_code if choice else None,
            rules=rules,
            atlas=atlas,
            today=today,
        )
        sections += money_sections(plan, _costs(plan, answers, choice, rules, today), sums)
    return on_paper(person, plan, subject, sections, now=now)


def _costs(
    plan: WholePlan, answers: Answers, choice: MadeChoice | None, rules: CurrentRules, today: date
) -> CostCheck | None:
    if plan.costs is None:
        return None
    trade_code = choice.trade_code if choice else answers.trade
    return checked_costs(
        items=plan.items,
        pay=plan.pay,
        programme=programme_of(answers.pathway, trade_code),
        trade_code=trade_code,
        rules=rules,
        today=today,
    ).found
