"""One thread between the worker and the agency that cares."""

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from planner.casework.selectors.threads import read_by_agency, thread_of
from planner.casework.services.threads import (
    NoCounselor,
    TooManyMessages,
    read_own_thread,
    write_to_agency,
)
from planner.reference.selectors import help_lines
from planner.sharing.sections import Section
from planner.web.contents.thread import (
    MessageForm,
    ReadForm,
    is_of_script,
    photo_response,
    thread_page,
)
from planner.web.people import signed_in_person
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form
from planner.web.worker.door import worker_page
from planner.web.worker.guide_rows import help_parts


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@worker_page(Section.PROFILE)
def messages(request: HttpRequest) -> HttpResponse:
    """With every agency there was. Written is to the one that cares now; if none does, the page says so."""
    person = signed_in_person(request)
    page = thread_page(
        thread_of(person),
        before=request.GET.get("before", ""),
        reader=person,
        is_worker=True,
        photo_url=lambda pk: reverse("message_photo", args=[pk]),
    )
    form = kept_form(request, MessageForm, read_to=page.read_to)

    def save() -> str:
        write_to_agency(person=person, now=timezone.now(), **form.message)
        notices.success(request, _("Message sent."))
        return reverse("messages") + "#newest"

    answer = None
    try:
        answer = save_form(request, form, save)
    except NoCounselor:
        form.add_error(None, _("It was not sent: right now nobody of an agency would read it."))
    except TooManyMessages:
        form.say_too_many()
    if answer:
        return answer
    assignment = read_by_agency(person)
    context = {
        "form": form,
        "page": page,
        "assignment": assignment,
        "help": [] if assignment else help_parts(help_lines()),
    }
    return render(request, "worker/thread/messages.html", context)


@require_POST
@worker_page(Section.PROFILE)
def read_messages(request: HttpRequest) -> HttpResponse:
    """What came is read. A script asks too, while the page is looked at."""
    form = ReadForm(request.POST)
    if form.is_valid():
        person = signed_in_person(request)
        read_own_thread(person=person, read_to=form.cleaned_data["read_to"], now=timezone.now())
    return HttpResponse(status=204) if is_of_script(request) else redirect("messages")


@require_safe
@worker_page(Section.PROFILE)
def message_photo(request: HttpRequest, pk: int) -> HttpResponse:
    return photo_response(thread_of(signed_in_person(request)), pk)
