"""How a worker comes into an agency's care, and leaves it."""

from typing import TYPE_CHECKING

from allauth.decorators import rate_limit
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import services
from accounts.enums import Role
from accounts.forms import RegisterForm, RegisterWithPasskeyForm
from accounts.models import Invitation, User
from accounts.selectors import invitation_of
from accounts.services import InvitationNotOpen, SignInNameTaken
from planner.casework.services.accepting import accept_as_newcomer, accept_with_account
from planner.sharing.audiences import CLOSED
from planner.sharing.sections import Section
from planner.sharing.selectors import assignment_of
from planner.sharing.services import end_assignment
from planner.web.accounts.carry import carry_answers, keep_visitor_answers
from planner.web.accounts.security import sign_in_newcomer
from planner.web.answers import drop_visitor_answers

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# A whole class may open its links in one office, behind one address.
RATES = {"invitation": "60/m/ip"}
IN_PLAIN_WORDS: dict[Section, "StrOrPromise"] = {
    Section.PROFILE: gettext_lazy(
        "your name, your home and what your family has, your schooling, your work so far"
    ),
    Section.PLAN: gettext_lazy("what you want on return, and the trade you choose"),
    Section.BENCHMARKS: gettext_lazy("the benchmarks you agree on for your time in Japan"),
    Section.WORK: gettext_lazy("the work you do in Japan"),
    Section.MONEY: gettext_lazy("your pay, your savings and your debts"),
    Section.WELL_BEING: gettext_lazy("your health, how you are, and whom you must care for"),
    Section.DECISION: gettext_lazy("whether you want to stay or to go home"),
}


class AcceptForm(forms.Form):
    """Pressed on the page of a worker: a form for newcomers, sent after a sign-in elsewhere, accepts nothing."""

    accept = forms.BooleanField()


@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="invitation", config=RATES, limit_get=True)  # type: ignore[untyped-decorator]
@rate_limit(action="signup")  # type: ignore[untyped-decorator]
@sensitive_post_parameters("password")
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """What a worker opens. Looking changes nothing: programs that scan mail follow links before people do."""
    found = invitation_of(token, now=timezone.now())
    if found is None:
        return _not_open(request)
    try:
        if not isinstance(request.user, User):
            return _to_newcomer(request, found, token)
        if request.user.role == Role.WORKER:
            return _to_worker(request, request.user, found, token)
    except InvitationNotOpen:
        return _not_open(request)
    return render(request, "account/invitation_other.html", {"invitation": found})


def _to_newcomer(request: HttpRequest, found: Invitation, token: str) -> HttpResponseBase:
    has_password = request.GET.get("way") != "passkey"
    kind = RegisterForm if has_password else RegisterWithPasskeyForm
    form = kind(request.POST if request.method == "POST" else None, initial={"name": found.name})
    if form.is_valid():
        try:
            person = _register_and_accept(request, form.cleaned_data, token)
        except SignInNameTaken:
            form.say_taken()
        else:
            drop_visitor_answers(request)
            _say_accepted(request, person, found)
            return sign_in_newcomer(request, person, has_password=has_password, onward=None)
    context = {**_terms(found), "form": form, "has_password": has_password}
    return render(request, "account/invitation.html", context)


def _to_worker(
    request: HttpRequest, person: User, found: Invitation, token: str
) -> HttpResponseBase:
    if AcceptForm(request.POST).is_valid():
        accept_with_account(token=token, person=person, now=timezone.now())
        _say_accepted(request, person, found)
        return carry_answers(request, redirect("home"))
    return render(
        request, "account/invitation.html", {**_terms(found), "now": assignment_of(person)}
    )


@transaction.atomic
def _register_and_accept(request: HttpRequest, given: dict[str, str], token: str) -> User:
    person = accept_as_newcomer(
        token=token,
        name=given["name"],
        login=given["login"],
        password=given.get("password"),
        language=request.LANGUAGE_CODE,
        now=timezone.now(),
    )
    keep_visitor_answers(request, person)
    return person


def _say_accepted(request: HttpRequest, person: User, found: Invitation) -> None:
    care = assignment_of(person)
    counselor = care.counselor if care and care.counselor else found.counselor
    text = _("%(agency)s is with you now. Your counselor is %(counselor)s.")
    messages.success(request, text % {"agency": found.agency, "counselor": counselor})


def _terms(found: Invitation) -> dict[str, object]:
    return {"invitation": found, **open_and_closed()}


def open_and_closed() -> dict[str, object]:
    """What an agency sees of a worker and what it does not, in plain words."""
    return {
        "open": [words for section, words in IN_PLAIN_WORDS.items() if section not in CLOSED],
        "closed": [words for section, words in IN_PLAIN_WORDS.items() if section in CLOSED],
    }


def _not_open(request: HttpRequest) -> HttpResponse:
    """One answer for all that can be wrong with a link: who guesses learns nothing."""
    return render(request, "account/invitation_not_open.html", status=404)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def leave_agency(request: HttpRequest) -> HttpResponse:
    person = request.user
    if not isinstance(person, User) or person.role != Role.WORKER or person.agency is None:
        return redirect("after_sign_in")
    if request.method == "POST":
        left = _leave(person)
        messages.success(
            request,
            _("You have left %(agency)s. What you told stays yours.") % {"agency": left},
        )
        return redirect("after_sign_in")
    return render(
        request,
        "account/leave_agency.html",
        {"agency": person.agency, "assignment": assignment_of(person), **open_and_closed()},
    )


@transaction.atomic
def _leave(person: User) -> object:
    left = services.leave_agency(person=person)
    end_assignment(worker=person, now=timezone.now())
    return left
