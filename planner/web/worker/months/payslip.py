"""The words of a payslip, for everybody who holds one. Nothing here is about a person."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from planner.web.worker.views.guides import render_for_all
from planner.wording.payslip import PAYSLIP

CONTEXT = {"groups": PAYSLIP, "on_slip": [group for group in PAYSLIP if group.is_on_slip]}


@require_safe
@cache_control(public=True, max_age=3600)
def payslip_words(request: HttpRequest) -> HttpResponse:
    return render_for_all(request, "worker/months/payslip_words.html", lambda: CONTEXT)
