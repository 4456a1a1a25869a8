"""Notices on a device: its browser gives an address, and a script sends it here."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from planner.reminders.channels import is_configured
from planner.reminders.enums import Channel
from planner.reminders.models import Address
from planner.reminders.push_address import endpoint_of
from planner.reminders.services import addresses as services
from planner.web.people import signed_in_person
from planner.web.reminders.settings.door import shut_words
from planner.web.reminders.settings.forms import PushForm

LONGEST_BODY = 4_000


@dataclass(frozen=True)
class PushPlace:
    """What the script needs. `known`: digests of the browsers on the list, so that this one finds itself."""

    key: str
    url: str
    worker: str
    known: str


def push_place(rows: Iterable[Address]) -> PushPlace | None:
    """None where no notices can be sent."""
    if not settings.VAPID_PUBLIC_KEY or not is_configured(Channel.PUSH):
        return None
    working = [row for row in rows if row.channel == Channel.PUSH and not row.off_at]
    digests = [sha256(endpoint_of(row.value).encode()).hexdigest() for row in working]
    return PushPlace(
        settings.VAPID_PUBLIC_KEY,
        reverse("push_subscription"),
        reverse("service_worker"),
        " ".join(digests),
    )


@require_POST
@login_required
def push_subscription(request: HttpRequest) -> JsonResponse:
    """The page is loaded again after each answer: what there is to say waits for it."""
    person = signed_in_person(request)
    form = PushForm(_typed(request.body))
    if not form.is_valid():
        messages.error(request, _("This browser gave no address that we can use."))
        return JsonResponse({}, status=400)
    try:
        services.add_push(person=person, push=form.push, now=timezone.now())
    except services.ShutHere:
        messages.warning(request, shut_words())
        return JsonResponse({}, status=403)
    except services.NotOffered:
        messages.error(request, _("Notices cannot be sent just now."))
        return JsonResponse({}, status=409)
    except services.TooManyAddresses:
        messages.error(request, _("You have too many addresses. Remove one first."))
        return JsonResponse({}, status=409)
    messages.success(request, _("Notices come to this device now."))
    return JsonResponse({}, status=201)


def _typed(body: bytes) -> dict[str, Any]:
    """As browsers write a subscription; nothing for anything else."""
    if len(body) > LONGEST_BODY:
        return {}
    try:
        told = json.loads(body)
        keys = told["keys"]
        found = {"endpoint": told["endpoint"], "p256dh": keys["p256dh"], "auth": keys["auth"]}
    except (ValueError, TypeError, KeyError, RecursionError):
        return {}
    return {name: text for name, text in found.items() if isinstance(text, str)}
