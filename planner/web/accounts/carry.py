"""A visitor's answers on their way into an account."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from accounts.models import User
from planner.plans.selectors.told import answers_of
from planner.plans.services.told import keep_answers
from planner.web.answers import drop_visitor_answers, visitor_answers


def has_visitor_answers(request: HttpRequest) -> bool:
    return not visitor_answers(request).is_empty


def keep_visitor_answers(request: HttpRequest, person: User) -> None:
    """Into the account, if there are any. The session keeps its copy until the caller knows they are safe."""
    answers = visitor_answers(request)
    if not answers.is_empty:
        keep_answers(person=person, answers=answers)


def carry_answers(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """After a sign-in that was posted: keep the answers given before it, or ask first where the account has its own.

    `response` is where the sign-in leads; asking remembers it.
    """
    person = request.user
    if not isinstance(person, User) or not has_visitor_answers(request):
        return response
    if answers_of(person).is_empty:
        keep_visitor_answers(request, person)
        drop_visitor_answers(request)
        return response
    onward = {"next": response.url} if isinstance(response, HttpResponseRedirect) else {}
    asking = HttpResponseRedirect(f"{reverse('keep_answers')}?{urlencode(onward)}")
    asking.cookies.update(response.cookies)
    return asking
