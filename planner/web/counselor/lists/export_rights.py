"""Which counselor may take which list out."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from planner.casework.selectors.exports import TO_GIVE, Taken, counselors_with_rights
from planner.casework.services.exports import give_export_rights
from planner.web.counselor.door import reader_of, supervisor_page
from planner.web.counselor.lists.export_forms import RightsForm, right_key


@dataclass(frozen=True)
class Tick:
    """`label`: for who hears the page."""

    key: str
    column: str
    label: str
    is_set: bool


@dataclass(frozen=True)
class RightsRow:
    name: str
    ticks: list[Tick]


@require_http_methods(["GET", "HEAD", "POST"])
@supervisor_page
def export_rights(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    if reader.agency is None:
        raise Http404
    people = counselors_with_rights(reader.agency)
    sent = request.POST if request.method == "POST" else None
    form = RightsForm(sent, people=[person for person, _given in people])
    if form.is_valid():
        give_export_rights(by=reader, chosen=form.chosen, now=timezone.now())
        messages.success(
            request, _("Saved. It holds from now on, also for lists asked for before.")
        )
        return redirect("export_rights")
    context = {
        "form": form,
        "columns": [_column(taken) for taken in TO_GIVE],
        "rows": [_row(person, given, sent) for person, given in people],
    }
    return render(request, "counselor/lists/export_rights.html", context)


def _row(person: User, given: frozenset[Taken], sent: QueryDict | None) -> RightsRow:
    """What was sent and refused stays ticked."""
    ticked = set(sent.getlist("rights")) if sent is not None else None
    return RightsRow(
        person.name,
        [
            Tick(
                right_key(person, taken),
                _column(taken),
                f"{person.name}: {_column(taken)}",
                taken in given if ticked is None else right_key(person, taken) in ticked,
            )
            for taken in TO_GIVE
        ],
    )


def _column(taken: Taken) -> str:
    return f"{taken[0].label} · {taken[1].label}"
