"""Photos and PDFs of the offer: only their owner ever gets them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from planner.plans.selectors.plan import offer_file_of, offer_files_of
from planner.plans.services import offer
from planner.plans.services.offer import MOST_FILES, TooManyFiles
from planner.sharing.sections import Section
from planner.web.people import signed_in_person
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.web.shared.uploads import handed_out
from planner.web.worker.door import worker_page
from planner.web.worker.offer.forms import OfferFileForm

FULL = _("You have %(most)s files here, which is all we can keep. Remove one first.")


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page(Section.MONEY)
def add_offer_file(request: HttpRequest) -> HttpResponse:
    """A photo or PDF, beside those that are there."""
    person = signed_in_person(request)
    form = kept_form(request, OfferFileForm)

    def save() -> str:
        file = form.values["file"]
        offer.add_offer_file(
            person=person,
            content=file.content,
            kind=file.kind,
            name=file.name,
            now=timezone.now(),
        )
        messages.success(request, _("The file is kept. Only you can open it."))
        return reverse("add_offer_file")

    try:
        answer = save_form(request, form, save)
    except TooManyFiles:
        form.add_error(None, FULL % {"most": MOST_FILES})
        answer = None
    files = offer_files_of(person)
    return answer or render(
        request,
        "worker/offer/files.html",
        {"form": form, "files": files, "most": MOST_FILES, "is_full": len(files) >= MOST_FILES},
    )


@require_safe
@worker_page(Section.MONEY)
def offer_file(request: HttpRequest, pk: int) -> HttpResponse:
    return handed_out(offer_file_of(signed_in_person(request), pk))  # type: ignore[return-value]


@require_http_methods(["GET", "HEAD", "POST"])
@worker_page(Section.MONEY)
def remove_offer_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first."""
    person = signed_in_person(request)
    if request.method == "POST":
        offer.remove_offer_file(person=person, pk=pk, now=timezone.now())
        messages.success(request, _("The file is removed."))
        return redirect("add_offer_file")
    row = offer_file_of(person, pk)
    if row is None:
        raise Http404
    return render(request, "worker/offer/remove_file.html", {"file": row})
