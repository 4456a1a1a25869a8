"""Keys for the agency's own systems. Of its supervisors, for nobody else."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.api_keys import (
    KeyNotOpen,
    MayNotMakeKeys,
    TooManyKeys,
    keys_of,
    make_key,
    revoke_key,
)
from planner.reminders.selectors.hooks import endpoints_of
from planner.web.counselor.api_keys.forms import ApiKeyForm
from planner.web.counselor.api_keys.rows import endpoint_rows, key_rows
from planner.web.counselor.door import reader_of, supervisor_page

_KEY = "new_api_key"
MOST_SHOWN = 50


@require_safe
@supervisor_page
def api_keys(request: HttpRequest) -> HttpResponse:
    """With the secret of the newest key, as long as this browser remembers it."""
    reader = reader_of(request)
    kept = request.session.get(_KEY) or {}
    rows = key_rows(keys_of(reader)[:MOST_SHOWN])
    fresh = next((row for row in rows if row.key.pk == kept.get("pk") and row.is_open), None)
    context = {
        "rows": rows,
        "fresh": fresh,
        "secret": kept.get("secret") if fresh else "",
        "address": request.build_absolute_uri("/api/v1/"),
        "endpoints": endpoint_rows(endpoints_of(reader)),
    }
    return render(request, "counselor/api_keys/keys.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@supervisor_page
def add_api_key(request: HttpRequest) -> HttpResponse:
    form = ApiKeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _make(request, form, timezone.now()):
        return redirect("api_keys")
    return render(request, "counselor/api_keys/add_key.html", {"form": form})


@require_POST
@supervisor_page
def revoke_api_key(request: HttpRequest, pk: int) -> HttpResponse:
    key = get_object_or_404(keys_of(reader_of(request)), pk=pk)
    try:
        revoke_key(key=key, now=timezone.now())
    except KeyNotOpen:
        messages.warning(request, _("This key had been taken back before."))
    else:
        messages.success(request, _("Taken back: the key opens nothing any more."))
    return redirect("api_keys")


def _make(request: HttpRequest, form: ApiKeyForm, now: datetime) -> bool:
    try:
        key, secret = make_key(by=reader_of(request), now=now, **form.cleaned_data)
    except MayNotMakeKeys:
        raise Http404 from None
    except TooManyKeys:
        form.add_error(None, _("Your agency has 20 keys. Take back one that is not used any more."))
        return False
    # The secret is kept nowhere else: it lives until this browser makes the next key or signs out.
    request.session[_KEY] = {"pk": key.pk, "secret": secret}
    messages.success(request, _("The key is made. Copy it now."))
    return True
