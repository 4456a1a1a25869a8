"""The way into a worker's pages, and help with a forgotten password."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.services import TooManyNumbers, WrongNumber, confirm_number
from planner.sharing.audiences import CLOSED, Opened
from planner.sharing.sections import Section
from planner.sharing.services import NotInCare, open_person
from planner.web.counselor.door import counselor_page, reader_of
from planner.web.counselor.forms import NumberForm

# Pages that say the same to every counselor: also of a worker who opened more to this one.
WITHOUT_CLOSED = frozenset(Section) - CLOSED


@require_http_methods(["GET", "HEAD", "POST"])
@counselor_page
def password_help(request: HttpRequest, pk: int) -> HttpResponse:
    """A worker without e-mail forgot the password: confirm the number on the worker's own phone."""
    opened = opened_or_404(request, pk)
    form = NumberForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            confirm_number(
                person=opened.person,
                number=form.cleaned_data["number"],
                by=reader_of(request),
                now=timezone.now(),
            )
        except TooManyNumbers:
            form.add_error("number", _("Too many wrong numbers. Wait ten minutes."))
        except WrongNumber:
            form.add_error(
                "number",
                _("No phone shows this number now. It is good for 30 minutes: ask for a new one."),
            )
        else:
            messages.success(
                request,
                _("Confirmed. The worker can now set a new password on the phone that shows it."),
            )
            return redirect("worker", pk=pk)
    return render(request, "counselor/password_help.html", {"worker": opened.person, "form": form})


def opened_or_404(
    request: HttpRequest, pk: int, *, within: frozenset[Section] = WITHOUT_CLOSED
) -> Opened:
    try:
        return open_person(
            reader=reader_of(request), worker_pk=pk, now=timezone.now(), within=within
        )
    except NotInCare:
        raise Http404 from None
