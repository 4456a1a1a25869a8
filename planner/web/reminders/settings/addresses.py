"""Where somebody is reached outside the app: add, verify, put in order, take away."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from planner.reminders.channels import is_configured
from planner.reminders.enums import Channel
from planner.reminders.models import Address
from planner.reminders.selectors.addresses import (
    CHATS,
    MOST_ADDRESSES,
    address_of,
    addresses_of,
    chat_word,
)
from planner.reminders.services import addresses as services
from planner.web.people import signed_in_person
from planner.web.reminders.settings.door import own_page
from planner.web.reminders.settings.forms import HAS_ALREADY, AddressForm, ChatForm, CodeForm
from planner.web.reminders.settings.push import push_place
from planner.web.reminders.settings.rows import address_rows, channel_words, value_words
from planner.web.shared.keeping import keeps_draft
from planner.web.shared.kept_forms import kept_form, save_form

# Of those that are configured, in this order. A device is added by its own button.
OFFERED = (Channel.EMAIL, Channel.LINE, Channel.ZALO, Channel.SMS)
REFUSALS = (
    *(services.TooManyAddresses, services.TooManyCodes),
    *(services.AlreadyThere, services.NotOffered),
)


@require_safe
@own_page
def addresses(request: HttpRequest) -> HttpResponse:
    """In the order in which they are used, the app first."""
    person = signed_in_person(request)
    rows = addresses_of(person)
    is_full = len(rows) >= MOST_ADDRESSES
    context = {
        "rows": address_rows(rows),
        "is_full": is_full,
        "most": MOST_ADDRESSES,
        "offered": [channel for channel in OFFERED if is_configured(channel)],
        "push": None if is_full or person.is_shut_out else push_place(rows),
    }
    return render(request, "reminders/settings/addresses.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@own_page
def add_address(request: HttpRequest, channel: str) -> HttpResponse:
    person = signed_in_person(request)
    if channel not in OFFERED or not is_configured(channel):
        raise Http404
    if person.is_shut_out:
        raise services.ShutHere
    form = kept_form(request, ChatForm if channel in CHATS else AddressForm, about=channel)

    def add() -> str:
        row = services.add_address(
            person=person,
            channel=channel,
            value=form.values.get("value", ""),
            now=timezone.now(),
        )
        return reverse("verify_address", args=[row.pk])

    try:
        answer = save_form(request, form, add)
    except REFUSALS as refusal:
        form.add_error(None, _refusal_words(refusal))
        answer = None
    context = {"form": form, "channel": Channel(channel), "is_chat": channel in CHATS}
    return answer or render(request, "reminders/settings/add_address.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def verify_address(request: HttpRequest, pk: int) -> HttpResponse:
    """The code that came, or for LINE and Zalo the one to send there."""
    person = signed_in_person(request)
    row = _own(person, pk)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer = _verified(request, person, pk, form)
        if answer is not None:
            return answer
    is_used = bool(row.verified_at and not row.off_at)
    context = {
        "form": form,
        "row": row,
        "channel": channel_words(row),
        "words": value_words(row),
        "is_chat": row.channel in CHATS,
        "is_waiting": not row.verified_at and not row.off_at,
        "can_ask": not is_used and row.channel != Channel.PUSH and not person.is_shut_out,
        "chat_url": settings.CHAT_URLS.get(row.channel, ""),
        "chat_word": chat_word(row, now=timezone.now()),
    }
    return render(request, "reminders/settings/verify_address.html", context)


@require_POST
@own_page
def switch_on(request: HttpRequest, pk: int) -> HttpResponse:
    """A new code, to begin with."""
    person = signed_in_person(request)
    try:
        row = services.ask_code(person=person, pk=pk, now=timezone.now())
    except REFUSALS as refusal:
        messages.error(request, _refusal_words(refusal))
        return redirect("addresses")
    if row.channel not in CHATS and not row.verified_at:
        messages.success(request, _("A code is on its way."))
    return redirect("verify_address", row.pk)


@require_POST
@own_page
def move_address(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up."""
    services.move_up(person=signed_in_person(request), pk=pk)
    messages.success(request, _("The order is changed."))
    return redirect("addresses")


@require_POST
@own_page
def remove_address(request: HttpRequest, pk: int) -> HttpResponse:
    services.remove_address(person=signed_in_person(request), pk=pk)
    messages.success(request, _("The address is removed. Nothing more is sent to it."))
    return redirect("addresses")


def _verified(request: HttpRequest, person: User, pk: int, form: CodeForm) -> HttpResponse | None:
    """None: what is wrong stands in the form."""
    code = form.cleaned_data["code"]
    try:
        services.verify_address(person=person, pk=pk, code=code, now=timezone.now())
    except services.WrongCode:
        # The try was counted: so not the same page again, but a new one.
        messages.error(request, _("This is not the code. Look at the newest message from us."))
        return redirect("verify_address", pk)
    except services.NoCodeHolds:
        form.add_error(
            "code", _("No code holds any more. Ask for a new one with the button below.")
        )
        return None
    messages.success(request, _("This address is yours. Reminders can go there now."))
    return redirect("addresses")


def _own(person: User, pk: int) -> Address:
    row = address_of(person, pk)
    if row is None:
        raise Http404
    return row


def _refusal_words(refusal: Exception) -> str:
    if isinstance(refusal, services.NotOffered):
        return _(
            "Nothing can be sent this way just now. Try again tomorrow, or add another address."
        )
    if isinstance(refusal, services.TooManyCodes):
        return _("Enough codes for one day. Try again tomorrow.")
    if isinstance(refusal, services.AlreadyThere):
        return str(HAS_ALREADY)
    return _("You have %d addresses, which is the most. Remove one first.") % MOST_ADDRESSES
