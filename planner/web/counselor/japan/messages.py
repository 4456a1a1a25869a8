"""The thread of a worker with the agency, as its counselor and its supervisor read and answer it."""

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from planner.casework.selectors.threads import thread_in
from planner.casework.services.threads import TooManyMessages, read_thread_in, write_to_worker
from planner.web.contents.thread import (
    MessageForm,
    ReadForm,
    is_of_script,
    photo_response,
    thread_page,
)
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.views import opened_or_404
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@counselor_page
def worker_messages(request: HttpRequest, pk: int) -> HttpResponse:
    """What the own agency and the worker wrote to each other."""
    opened, by = opened_or_404(request, pk), reader_of(request)
    page = thread_page(
        thread_in(opened),
        before=request.GET.get("before", ""),
        reader=by,
        is_worker=False,
        photo_url=lambda number: reverse("worker_message_photo", args=[pk, number]),
    )
    form = kept_form(request, MessageForm, about=pk, read_to=page.read_to)

    def save() -> str:
        write_to_worker(opened=opened, by=by, now=timezone.now(), **form.message)
        notices.success(request, _("Message sent."))
        return reverse("worker_messages", args=[pk]) + "#newest"

    answer = None
    try:
        answer = save_form(request, form, save)
    except TooManyMessages:
        form.say_too_many()
    context = {
        "form": form,
        "page": page,
        "worker": opened.person,
        # Whoever looks over a colleague's shoulder has not read it in the colleague's stead.
        "reads_itself": opened.assignment.counselor_id in (by.pk, None),
    }
    return answer or render(request, "counselor/japan/messages.html", context)


@require_POST
@counselor_page
def worker_read_messages(request: HttpRequest, pk: int) -> HttpResponse:
    """What came is read. A script asks too, while the page is looked at."""
    opened, form = opened_or_404(request, pk), ReadForm(request.POST)
    if form.is_valid():
        read_thread_in(opened=opened, read_to=form.cleaned_data["read_to"], now=timezone.now())
    return HttpResponse(status=204) if is_of_script(request) else redirect("worker_messages", pk)


@require_safe
@counselor_page
def worker_message_photo(request: HttpRequest, pk: int, message: int) -> HttpResponse:
    return photo_response(thread_in(opened_or_404(request, pk)), message)
