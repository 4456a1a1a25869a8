"""What the visitor or the signed-in person has told: one place to read it and one to keep it."""

import time

from django.http import HttpRequest

from accounts.models import User
from planner.plans.answers import Answers
from planner.plans.selectors.told import answers_of
from planner.plans.services.told import keep_answers

_KEY = "answers"
KEPT_SECONDS = 24 * 60 * 60


def visitor_answers(request: HttpRequest) -> Answers:
    """What this browser told without an account in the last 24 hours."""
    stored = request.session.get(_KEY)
    if not stored or stored["at"] < time.time() - KEPT_SECONDS:
        return Answers()
    return Answers.from_json(stored["answers"])


def drop_visitor_answers(request: HttpRequest) -> None:
    request.session.pop(_KEY, None)


def current_answers(request: HttpRequest) -> Answers:
    return answers_of(request.user) if isinstance(request.user, User) else visitor_answers(request)


def is_shut_out(request: HttpRequest) -> bool:
    """Of the closed sections, after a password was set anew with a counselor's help."""
    return isinstance(request.user, User) and request.user.is_shut_out


def save_answers(request: HttpRequest, part: Answers) -> None:
    """Keep a part beside the rest: in the account, or in the session of a visitor."""
    if isinstance(request.user, User):
        keep_answers(person=request.user, answers=part)
        return
    whole = visitor_answers(request).updated(part)
    request.session[_KEY] = {"at": int(time.time()), "answers": whole.to_json()}
    # The session itself ends too, so that the hourly sweep deletes what nobody may read any more.
    request.session.set_expiry(KEPT_SECONDS)
