"""The days of the plan in the calendar of a phone: its page, and what the phone fetches."""

from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.tokens import digest_of
from planner.plans.services.writing import ClosedHere
from planner.reminders.calendar import calendar_text
from planner.reminders.models import CalendarFeed
from planner.reminders.selectors.calendar import calendar_by_token, calendar_of, planned_days
from planner.reminders.selectors.people import recipients_of
from planner.reminders.services.calendar import end_calendar, make_calendar
from planner.web.people import signed_in_person
from planner.web.reminders.inbox.forms import CalendarForm

# The new address, for whoever made it. The database has its digest only.
COOKIE, SHOWN_FOR = "calendar_address", 10 * 60


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def calendar(request: HttpRequest) -> HttpResponse:
    person = signed_in_person(request)
    form = CalendarForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _made(person) if form.cleaned_data["act"] == CalendarForm.MAKE else _ended(request)
    feed = calendar_of(person)
    address = _address(request, feed)
    context = {
        "feed": feed,
        "address": address,
        "subscribe": address.replace("http", "webcal", 1).replace("webcals", "webcal"),
    }
    return render(request, "reminders/inbox_calendar.html", context)


@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the address reads it: a phone has no session."""
    feed = calendar_by_token(token)
    if feed is None:
        raise Http404
    person = feed.person
    now = timezone.now()
    zone = recipients_of([person.pk])[person.pk].clock.hours(now).zone
    text = calendar_text(planned_days(person, today=now.astimezone(zone).date()), feed)
    response = HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={
            "ETag": f'"{sha256(text).hexdigest()[:32]}"',
            "Cache-Control": "private, no-cache",
            "Content-Disposition": 'inline; filename="loi-ve.ics"',
            "Content-Language": person.language,
            "X-Robots-Tag": "noindex",
        },
    )
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _made(person: User) -> HttpResponse:
    try:
        token = make_calendar(person=person, now=timezone.now())
    except ClosedHere:
        return redirect("calendar")
    answer = redirect("calendar")
    answer.set_cookie(
        COOKIE,
        token,
        max_age=SHOWN_FOR,
        path=reverse("calendar"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _ended(request: HttpRequest) -> HttpResponseRedirect:
    end_calendar(person=signed_in_person(request))
    messages.success(request, _("Ended: the address no longer works."))
    answer = redirect("calendar")
    answer.delete_cookie(COOKIE, path=reverse("calendar"))
    return answer


def _address(request: HttpRequest, feed: CalendarFeed | None) -> str:
    """Of this very calendar; empty once it is no longer shown."""
    token = request.COOKIES.get(COOKIE, "")
    if feed is None or digest_of(token) != feed.token_digest:
        return ""
    return f"{settings.SITE_URL}{reverse('calendar_feed', args=[token])}"
