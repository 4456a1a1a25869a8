"""Changes of status on the way: what is possible from when, and telling one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from planner.benchmarks.enums import StatusStep
from planner.matching.atlas import Atlas
from planner.matching.values import Trade
from planner.plans.changing_status import Standpoint, standpoint_of
from planner.plans.choices import offer_of
from planner.plans.records import WAY, plain
from planner.plans.selectors.told import answers_of
from planner.plans.services.status import NewStatus, change_status
from planner.reference.rates import template_texts
from planner.reference.selectors import current_atlas
from planner.web.people import signed_in_person
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.web.worker.door import worker_page
from planner.web.worker.match_rows import trade_of_slug, trade_rows
from planner.web.worker.status.forms import ChangeForm, TradeForm
from planner.web.worker.status.rows import condition_rows, step_rows, told_rows
from planner.web.worker.summary_rows import place_words
from planner.wording.benchmarks import ROUTES
from planner.wording.status import STATUS_STEPS


@require_safe
@worker_page()
def change_of_status(request: HttpRequest) -> HttpResponse:
    """The changes that the way knows, each with its earliest day and what it asks for."""
    person = signed_in_person(request)
    standpoint = standpoint_of(person, answers_of(person), current_atlas())
    return render(
        request,
        "worker/status/change_of_status.html",
        {
            "has_way": standpoint is not None,
            "route": ROUTES[standpoint.plan.route] if standpoint else "",
            "steps": step_rows(standpoint, timezone.localdate()) if standpoint else [],
            "told": told_rows(standpoint.changes) if standpoint else [],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page()
def tell_change(request: HttpRequest, kind: str) -> HttpResponse:
    """The match of the work after the change, its conditions, and the day."""
    if kind not in list(StatusStep):
        raise Http404
    person, step, atlas = signed_in_person(request), StatusStep(kind), current_atlas()
    answers = answers_of(person)
    standpoint = standpoint_of(person, answers, atlas)
    if standpoint is None or step not in standpoint.steps:
        return redirect("change_of_status")
    trade = _trade_asked(request, standpoint, step, atlas)
    offer = offer_of(answers, trade.code, atlas) if trade else None
    form = kept_form(
        request,
        ChangeForm,
        saved=plain(standpoint.plan, WAY),
        about=step,
        standpoint=standpoint,
        step=step,
        trade=trade,
        offer=offer,
    )

    def save() -> str:
        change_status(
            person=person,
            new=NewStatus(
                way=standpoint.way_before(step),
                rules=form.rules,
                changes_on=form.values["changes_on"],
                trade_code=trade.code if trade else "",
                operation=form.operation,
            ),
            offer=offer,
            is_acknowledged=bool(form.values.get("acknowledged")),
            seen=form.seen_now,
            now=timezone.now(),
        )
        messages.success(request, _("Your change is in the plan. Look at what it moves."))
        return reverse("lay_out")

    answer = save_form(request, form, save)
    if answer:
        return answer
    today = timezone.localdate()
    rules = standpoint.rules(step, today, trade, standpoint.plan.operation)
    return render(
        request,
        "worker/status/change_status.html",
        {
            "form": form,
            "title": STATUS_STEPS[step],
            "trade_form": None
            if step == StatusStep.TITP_3
            else _trade_form(request, standpoint, step),
            "row": trade_rows([offer.match], offer.home, atlas, works=1)[0] if offer else None,
            "place": place_words(answers, atlas) if offer else "",
            "is_home_told": answers.province is not None,
            "trade": trade,
            "rules": rules,
            "conditions": condition_rows(rules, template_texts(version=atlas.version)),
        },
    )


def _trade_form(request: HttpRequest, standpoint: Standpoint, step: StatusStep) -> TradeForm:
    sent = request.GET if "trade" in request.GET else None
    return TradeForm(sent, standpoint=standpoint, step=step)


def _trade_asked(
    request: HttpRequest, standpoint: Standpoint, step: StatusStep, atlas: Atlas
) -> Trade | None:
    """As chosen in the address; else the one most likely."""
    form = _trade_form(request, standpoint, step)
    if form.is_valid():
        return trade_of_slug(atlas, form.cleaned_data["trade"])
    return standpoint.trade_after(step)
