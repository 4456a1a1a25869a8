"""Who opens the pages: each enters the world in a browser of their own."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from accounts.services import ShownNumber
from planner.plans.answers import Answers
from planner.plans.selectors.told import answers_of
from planner.web.answers import save_answers
from tests.signing_in import signed_in
from tests.sweeps.world import OTHER_ANSWERS, PASSWORD, VISITOR_ANSWERS, World

Enter = Callable[[World], Client]


def _visitor(_world: World) -> Client:
    return Client()


def _answered(_world: World) -> Client:
    client = Client()
    _answer(client, VISITOR_ANSWERS)
    return client


def _undecided(world: World) -> Client:
    """Answered, then signed in to an account that has answers of its own."""
    client = signed_in(world.worker)
    _answer(client, OTHER_ANSWERS)
    return client


def _answer(client: Client, answers: Answers) -> None:
    request = HttpRequest()
    request.session, request.user = client.session, AnonymousUser()
    save_answers(request, answers)
    request.session.save()
    client.cookies["session"] = request.session.session_key or ""


def _at_the_code(world: World) -> Client:
    """Between the password and the second factor."""
    client = Client()
    login = {"login": world.counselor.email, "password": PASSWORD}
    answer = client.post(reverse("account_login"), login)
    assert answer.headers["location"] == reverse("mfa_authenticate")
    return client


def _showing(name: str) -> Enter:
    """A browser that shows a number, which a counselor has confirmed or not."""

    def enter(world: World) -> Client:
        client = Client()
        shown: ShownNumber = getattr(world, name)
        session = client.session
        session["number_reset"] = {**asdict(shown), "ends_at": shown.ends_at.isoformat()}
        session.save()
        client.cookies["session"] = session.session_key or ""
        return client

    return enter


def _counselor(world: World) -> Client:
    """Has just invited somebody."""
    client = signed_in(world.counselor)
    session = client.session
    session["new_invitation"] = {
        "pk": world.invitations["open"].pk,
        "token": world.tokens["open"],
    }
    session.save()
    return client


def _in(name: str, *, with_second_factor: bool | None = None) -> Enter:
    return lambda world: signed_in(getattr(world, name), with_second_factor=with_second_factor)


PERSONAS: Mapping[str, Enter] = {
    "visitor": _visitor,
    "answered": _answered,
    "waiting": _showing("waiting"),
    "confirmed": _showing("confirmed"),
    "at the code": _at_the_code,
    "worker": _in("worker"),
    "undecided": _undecided,
    "shut out": _in("helped"),
    "stranger": _in("stranger"),
    "loner": _in("loner"),
    "counselor": _counselor,
    # The second factor is there and has not been shown; and there is none yet.
    "half in": _in("counselor", with_second_factor=False),
    "not set up": _in("colleague", with_second_factor=False),
    "colleague": _in("colleague"),
    "supervisor": _in("supervisor"),
    "foreign counselor": _in("foreign_counselor"),
    "foreign supervisor": _in("foreign_supervisor"),
    "clerk": _in("clerk"),
    "superuser": _in("superuser"),
}
ANONYMOUS = frozenset({"visitor", "answered", "waiting", "confirmed", "at the code"})
STAFF = frozenset({"clerk", "superuser"})
# But for this one page.
LIKE_A_VISITOR = {"waiting": "forgotten_number", "confirmed": "forgotten_number"}
# Who sends forms to every address: of people who stand alike to everything, one.
SENDERS = (
    *("visitor", "worker", "shut out", "stranger", "counselor", "colleague", "supervisor"),
    *("foreign counselor", "half in", "superuser"),
)
# Whose own data it is that nobody else may see.
OWNERS = frozenset({"worker", "undecided"})
# Among them everybody sees every page of ours there is.
READERS = (
    *("answered", "worker", "undecided", "stranger", "loner", "shut out", "counselor"),
    *("colleague", "supervisor", "waiting", "at the code", "not set up"),
)
# Of them, who opens every question and every query of a page, too; for the others it is the same view once more.
READ_ALL = frozenset({"answered", "worker", "shut out", "counselor", "colleague", "supervisor"})


def told(client: Client, world: World) -> dict[str, Any]:
    """All that this browser and the worker's account hold of answers."""
    return {
        "session": client.session.get("answers"),
        "account": asdict(answers_of(world.worker)),
    }
