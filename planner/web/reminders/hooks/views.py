"""Where LINE and Zalo tell us what somebody wrote. They have no session and no token of ours: they sign."""

from collections.abc import Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from planner.reminders.enums import Channel
from planner.web.reminders.hooks.answers import take
from planner.web.reminders.hooks.reading import (
    Heard,
    heard_on_line,
    heard_on_zalo,
    is_from_line,
    is_from_zalo,
)

MOST_BYTES = 100_000


@csrf_exempt
@require_POST
def line_hook(request: HttpRequest) -> HttpResponse:
    if not settings.LINE_CHANNEL_SECRET:
        raise Http404
    if _is_too_long(request):
        return HttpResponse(status=413)
    signature = request.headers.get("X-Line-Signature", "")
    if not is_from_line(request.body, signature, settings.LINE_CHANNEL_SECRET):
        return HttpResponse(status=403)
    return _taken(Channel.LINE, heard_on_line(request.body))


@csrf_exempt
@require_POST
def zalo_hook(request: HttpRequest) -> HttpResponse:
    if not settings.ZALO_WEBHOOK_SECRET:
        raise Http404
    word = request.headers.get("X-Bot-Api-Secret-Token", "")
    if not is_from_zalo(word, settings.ZALO_WEBHOOK_SECRET):
        return HttpResponse(status=403)
    if _is_too_long(request):
        return HttpResponse(status=413)
    return _taken(Channel.ZALO, heard_on_zalo(request.body))


def _is_too_long(request: HttpRequest) -> bool:
    """Before it is read."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return len(said) > 20 or (said.isdecimal() and int(said) > MOST_BYTES)


def _taken(channel: Channel, all_heard: Sequence[Heard]) -> HttpResponse:
    """200 also for what we do not understand: it would only be told again."""
    for heard in all_heard:
        take(channel, heard, now=timezone.now())
    return HttpResponse(status=200)
