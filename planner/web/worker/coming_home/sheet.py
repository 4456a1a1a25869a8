"""Stay, return or go elsewhere, side by side. Nothing is recommended, and nobody else sees it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from planner.plans.records import SHEET, plain
from planner.plans.selectors.savings import japan_plan_of, savings_of
from planner.plans.selectors.sheet import sheet_of
from planner.plans.services.sheet import keep_sheet
from planner.plans.sums import coming_home as sums
from planner.sharing.sections import Section
from planner.web.people import signed_in_person
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.web.worker.coming_home.forms import SheetForm
from planner.web.worker.coming_home.sheet_rows import sheet_rows
from planner.web.worker.door import worker_page
from planner.web.worker.savings.figures import japan_sums_of


@require_safe
@worker_page(Section.DECISION)
def side_by_side(request: HttpRequest) -> HttpResponse:
    person, today = signed_in_person(request), timezone.localdate()
    savings, sheet = savings_of(person), sheet_of(person)
    told = japan_sums_of(person, japan_plan_of(person), today, savings)
    home = sums.coming_home(told, sums.plans_of(savings), today)
    ways = sums.side_by_side(told, home, sheet, today)
    return render(
        request,
        "worker/coming_home/side_by_side.html",
        {"rows": sheet_rows(ways, told, home, sheet), "ways": ways, "sheet": sheet},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page(Section.DECISION)
def edit_sheet(request: HttpRequest) -> HttpResponse:
    person = signed_in_person(request)
    form = kept_form(request, SheetForm, saved=plain(sheet_of(person), SHEET))

    def save() -> str:
        keep_sheet(person=person, values=form.columns, seen=form.seen_now, now=timezone.now())
        messages.success(request, _("Saved. Only you see it, unless you open it."))
        return reverse("side_by_side")

    return save_form(request, form, save) or render(
        request, "worker/coming_home/edit_sheet.html", {"form": form}
    )
