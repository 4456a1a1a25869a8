"""Stop one kind by the link of a mail, without a sign-in."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import User
from planner.reminders.services.stopping import stop_by_link
from planner.reminders.stopping import Stop, stop_of
from planner.web.reminders.inbox.forms import StopForm
from planner.web.worker.views.guides import render_for_all


@require_http_methods(["GET", "HEAD", "POST"])
# Mail providers press the button too (RFC 8058). They have no session and no token; the address is the secret.
@csrf_exempt
@never_cache
def stop_kind(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button: scanners open every link of a mail. POST answers at once, since RFC 8058 forbids to lead on."""
    stop = stop_of(token)
    language = _language_of(stop)
    if stop is None or language is None:
        return _page(request, "no_stop", translation.get_language(), status=404)
    form = StopForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        stop_by_link(stop, now=timezone.now())
        return _page(request, "stopped", language, stop)
    return _page(request, "stop", language, stop, form)


def _language_of(stop: Stop | None) -> str | None:
    if stop is None:
        return None
    return User.objects.filter(pk=stop.person_id).values_list("language", flat=True).first()


def _page(
    request: HttpRequest,
    name: str,
    language: str | None,
    stop: Stop | None = None,
    form: StopForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """In the language of whoever got the mail. Nothing but the kind is said of them."""
    kind = stop.source.label if stop else ""
    with translation.override(language):
        answer = render_for_all(
            request, f"reminders/inbox_{name}.html", lambda: {"kind": str(kind), "form": form}
        )
    answer.status_code = status
    return answer
