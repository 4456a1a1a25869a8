from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.views import LoginView
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.enums import Language, Role
from accounts.forms import LanguageForm, RegisterForm, RegisterWithPasskeyForm
from accounts.models import User
from accounts.services import SignInNameTaken, register_worker
from accounts.services import set_language as set_language_of
from planner.web.accounts.carry import carry_answers, has_visitor_answers, keep_visitor_answers
from planner.web.accounts.forms import KeepAnswersForm, WhichAnswers
from planner.web.accounts.onward import go_on, next_url
from planner.web.accounts.security import sign_in_newcomer
from planner.web.answers import drop_visitor_answers

A_YEAR = 365 * 24 * 60 * 60
HOME_OF = {Role.STAFF: "admin:index", Role.COUNSELOR: "desk_today", Role.SUPERVISOR: "desk_today"}


@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="signup")  # type: ignore[untyped-decorator]
@sensitive_post_parameters("password")
@never_cache
def register(request: HttpRequest) -> HttpResponseBase:
    if request.user.is_authenticated:
        return redirect("after_sign_in")
    has_password = request.GET.get("way") != "passkey"
    kind = RegisterForm if has_password else RegisterWithPasskeyForm
    form = kind(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            person = _register_with_answers(request, form.cleaned_data)
        except SignInNameTaken:
            form.say_taken()
        else:
            drop_visitor_answers(request)
            onward = next_url(request)
            return sign_in_newcomer(request, person, has_password=has_password, onward=onward)
    context = {"form": form, "has_password": has_password, "next": next_url(request)}
    return render(request, "account/register.html", context)


@transaction.atomic
def _register_with_answers(request: HttpRequest, given: dict[str, str]) -> User:
    person = register_worker(
        name=given["name"],
        login=given["login"],
        password=given.get("password"),
        language=request.LANGUAGE_CODE,
    )
    keep_visitor_answers(request, person)
    return person


class SignInView(LoginView):  # type: ignore[misc]
    template_name = "account/login.html"

    def form_valid(self, form: LoginForm) -> HttpResponseBase:
        return carry_answers(self.request, super().form_valid(form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "next": next_url(self.request)}


@require_GET
@login_required
@never_cache
def after_sign_in(request: HttpRequest) -> HttpResponse:
    """Where a sign-in leads that was given no page to go on to."""
    if has_visitor_answers(request):
        return redirect("keep_answers")
    role = Role(request.user.role) if isinstance(request.user, User) else Role.WORKER
    return redirect(HOME_OF.get(role, "home"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def keep_answers(request: HttpRequest) -> HttpResponse:
    if not has_visitor_answers(request):
        return go_on(request, otherwise="after_sign_in")
    form = KeepAnswersForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if form.cleaned_data["keep"] == WhichAnswers.NEW and isinstance(request.user, User):
            keep_visitor_answers(request, request.user)
        drop_visitor_answers(request)
        return go_on(request, otherwise="after_sign_in")
    return render(request, "account/keep_answers.html", {"form": form, "next": next_url(request)})


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    form = LanguageForm(request.POST)
    response = go_on(request, otherwise="front")
    if form.is_valid():
        language = Language(form.cleaned_data["language"])
        if isinstance(request.user, User):
            set_language_of(person=request.user, language=language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=A_YEAR,
            httponly=True,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
        )
    return response
