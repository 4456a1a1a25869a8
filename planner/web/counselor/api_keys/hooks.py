"""Webhooks: where an agency's own system is told what happened. Of the agency's supervisors."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from planner.reminders.hook_signing import hook_secret
from planner.reminders.models import WebhookEndpoint
from planner.reminders.selectors.hooks import calls_of, endpoints_of
from planner.reminders.services.hooks import (
    MayNotHook,
    TooManyEndpoints,
    add_endpoint,
    choose_events,
    remove_endpoint,
    send_test,
    start_endpoint,
    stop_endpoint,
)
from planner.web.counselor.api_keys.forms import EventsForm, WebhookForm, WhatForm
from planner.web.counselor.api_keys.rows import call_rows
from planner.web.counselor.door import reader_of, supervisor_page


@require_http_methods(["GET", "HEAD", "POST"])
@supervisor_page
def add_webhook(request: HttpRequest) -> HttpResponse:
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = add_endpoint(by=reader_of(request), now=timezone.now(), **form.cleaned_data)
        except MayNotHook:
            raise Http404 from None
        except TooManyEndpoints:
            form.add_error(None, _("Your agency has 5 webhooks. Remove one first."))
        else:
            messages.success(request, _("The webhook is on. Send a test event to try it."))
            return redirect("webhook", pk=made.pk)
    return render(request, "counselor/api_keys/add_webhook.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@supervisor_page
def webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """Its secret, its events, its last calls, and what can be done about it."""
    endpoint = get_object_or_404(endpoints_of(reader_of(request)), pk=pk)
    if "what" in request.POST:
        return _do(request, endpoint)
    is_sent = request.method == "POST"
    form = EventsForm(request.POST if is_sent else None, initial={"events": endpoint.events})
    if form.is_valid():
        choose_events(endpoint=endpoint, events=form.cleaned_data["events"])
        messages.success(request, _("Saved."))
        return redirect("webhook", pk=pk)
    context = {
        "endpoint": endpoint,
        "secret": hook_secret(endpoint.salt),
        "calls": call_rows(calls_of(endpoint)),
        "form": form,
    }
    return render(request, "counselor/api_keys/webhook.html", context)


def _do(request: HttpRequest, endpoint: WebhookEndpoint) -> HttpResponse:
    form, now = WhatForm(request.POST), timezone.now()
    if not form.is_valid():
        messages.warning(request, _("Nothing was changed: use the buttons of this page."))
        return redirect("webhook", pk=endpoint.pk)
    match form.cleaned_data["what"]:
        case "remove":
            remove_endpoint(endpoint=endpoint)
            messages.success(request, _("Removed. Nothing is sent there any more."))
            return redirect("api_keys")
        case "off":
            stop_endpoint(endpoint=endpoint, now=now)
            messages.success(request, _("Switched off. What waited is dropped."))
        case "on":
            start_endpoint(endpoint=endpoint, now=now)
            messages.success(request, _("On again: it is told of what happens from now on."))
        case "test" if endpoint.off_at is None:
            send_test(endpoint=endpoint, now=now)
            messages.success(
                request, _("The test event is on its way. Open this page again in half a minute.")
            )
        case _other:
            messages.warning(request, _("Switch it on first."))
    return redirect("webhook", pk=endpoint.pk)
