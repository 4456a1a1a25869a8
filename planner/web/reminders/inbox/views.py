"""What came, what will come, and later please."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Role
from planner.plans.services.writing import NotThere
from planner.reminders.coming import coming_to, local_time
from planner.reminders.selectors.inbox import came_to
from planner.reminders.selectors.people import recipients_of
from planner.reminders.services.inbox import see_reminders, snooze
from planner.web.people import signed_in_person
from planner.web.reminders.inbox.forms import PER_PAGE, SeenForm, SnoozeForm
from planner.web.reminders.inbox.rows import Reader, came_rows, coming_days
from planner.web.reminders.inbox.zones import clock_words

# Days with reminders that stand open on a phone.
NEAR_DAYS = 5
BACK = {Role.WORKER: "home", Role.STAFF: "admin:index"}


@require_safe
@login_required
@never_cache
def reminders(request: HttpRequest) -> HttpResponse:
    person = signed_in_person(request)
    now = timezone.now()
    who = recipients_of([person.pk])[person.pk]
    page = Paginator(came_to(person), PER_PAGE).get_page(request.GET.get("page"))
    reader = Reader(person, who)
    came = came_rows(reader, list(page))
    coming = coming_to(person, who, now=now) if page.number == 1 else []
    days = coming_days(reader, coming, today=local_time(now, who).date())
    context = {
        "page": page,
        "came": came,
        "shown": ",".join(str(row.pk) for row in came),
        "has_new": any(row.is_new for row in came),
        "near": days[:NEAR_DAYS],
        "far": days[NEAR_DAYS:],
        "clock": clock_words(who, now),
        "later": SnoozeForm().fields["days"].choices,  # type: ignore[attr-defined]
        "back_url": reverse(BACK.get(Role(person.role), "my_workers")),
        "is_worker": reader.is_worker,
    }
    return render(request, "reminders/inbox.html", context)


@require_POST
@login_required
def read_reminders(request: HttpRequest) -> HttpResponse:
    form = SeenForm(request.POST)
    if form.is_valid():
        see_reminders(person=signed_in_person(request), pks=form.pks, now=timezone.now())
    return redirect("reminders")


@require_POST
@login_required
def snooze_reminder(request: HttpRequest, pk: int) -> HttpResponse:
    person, form = signed_in_person(request), SnoozeForm(request.POST)
    if not came_to(person).filter(pk=pk).exists():
        raise Http404
    if not form.is_valid():
        return redirect("reminders")
    try:
        row = snooze(person=person, pk=pk, days=form.cleaned_data["days"], now=timezone.now())
    except NotThere:
        raise Http404 from None
    at = local_time(row.planned_for, recipients_of([person.pk])[person.pk])
    messages.success(request, _("It comes again: %s.") % date_format(at, "DATETIME_FORMAT"))
    return redirect("reminders")
