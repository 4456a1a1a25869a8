"""Whoever else reads about a worker cannot tell whether care duties and health limits were told."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from planner.plans.answers import Answers
from planner.plans.services.told import keep_answers
from planner.sharing.services import assign
from tests.factories.accounts import UserFactory
from tests.factories.plans import agreed
from tests.plans.choosing import choose
from tests.sweeps.personas import PERSONAS
from tests.sweeps.planning import tell_closed, tell_open
from tests.sweeps.visits import one_request, twin
from tests.sweeps.world import ANSWERS, HEALTH_WORDS, MISFIT, OPEN_ANSWERS, World

Page = tuple[str, str]  # who reads, and the name of the URL
OF_COUNSELORS = (
    *("desk_today", "my_workers", "worker", "confirm_number", "invitations"),
    *("worker_plan", "worker_notes", "propose", "worker_standing", "worker_messages"),
    *("worker_told", "worker_timeline", "refer", "sign_offs"),
)
OF_STAFF = ("accounts_user", "sharing_assignment", "sharing_accesslog")
# Everything that shows something of a worker.
PAGES: list[Page] = [
    *(("counselor", name) for name in OF_COUNSELORS),
    *(("supervisor", name) for name in (*OF_COUNSELORS, "team", "move_worker")),
    *(
        ("superuser", f"admin:{model}_{page}")
        for model in OF_STAFF
        for page in ("changelist", "change", "history")
    ),
    ("superuser", "admin:accounts_user_delete"),
]
TOLD = Answers(care=ANSWERS.care, health=ANSWERS.health, health_words=HEALTH_WORDS)
NOTHING = Answers(care=(), health=())
LEFT_OUT = Answers(skipped=("care", "health"))


def test_others_cannot_tell_whether_money_was_told(world: World) -> None:
    without = _pages_about_somebody(world, OPEN_ANSWERS, MISFIT, tell=tell_open)

    def tell_all(person: User, now: datetime) -> None:
        tell_open(person, now)
        tell_closed(person, now)

    with_it = _pages_about_somebody(world, OPEN_ANSWERS, MISFIT, tell=tell_all)

    assert {name for name in without if without[name] != with_it[name]} == set()


@pytest.mark.parametrize(
    "trade, told",
    [
        ("", [TOLD]),
        (MISFIT, [TOLD, NOTHING, LEFT_OUT]),
        (
            "TITP 7-6",
            [TOLD],
        ),  # for the worker it fits in part, for all that others know it does not
    ],
)
def test_others_cannot_tell_it_from_the_rest(world: World, trade: str, told: list[Answers]) -> None:
    """Every page about the worker is the same, byte for byte, as if nothing closed had been told."""
    without = _pages_about_somebody(world, OPEN_ANSWERS, trade)

    for more in told:
        with_it = _pages_about_somebody(world, OPEN_ANSWERS.updated(more), trade)
        assert {name for name in without if without[name] != with_it[name]} == set(), more


def _pages_about_somebody(
    world: World,
    answers: Answers,
    trade: str,
    tell: Callable[[User, datetime], None] | None = None,
) -> dict[Page, str]:
    """Who is there in these pages only: afterwards the world is as before."""
    now = timezone.now().replace(hour=5, minute=0, second=0, microsecond=0)
    with transaction.atomic():
        worker = UserFactory.create(
            name="Sinh Đôi",
            email="twin@example.com",
            agency=world.counselor.agency,
            date_joined=now,
            last_active_on=now.date(),
        )
        keep_answers(person=worker, answers=answers)
        rows = {
            "accounts_user": worker.pk,
            "sharing_assignment": _assigned(worker, world.counselor, now),
            "sharing_accesslog": world.worker.looked_at.latest("pk").pk,
        }
        if trade:
            choose(worker, trade, now=now)
        if tell:
            tell(worker, now)
            agreed(worker, now=now)
        clients = {reader: PERSONAS[reader](world) for reader, _ in PAGES}
        found = {page: _text(clients[page[0]], _path(page[1], worker.pk, rows)) for page in PAGES}
        transaction.set_rollback(True)
    return found


def _assigned(worker: User, counselor: User, now: datetime) -> int:
    assert counselor.agency is not None
    return assign(worker=worker, counselor=counselor, agency=counselor.agency, now=now).pk


def _path(name: str, worker: int, rows: dict[str, int]) -> str:
    if name.startswith("admin:"):
        model, _, page = name.removeprefix("admin:").rpartition("_")
        return reverse(name, args=[] if page == "changelist" else [rows[model]])
    if name == "propose":
        return reverse(name, args=[worker, "benchmark"])
    of_worker = name not in ("desk_today", "my_workers", "invitations", "team", "sign_offs")
    return reverse(name, args=[worker] if of_worker else [])


def _text(client: Client, path: str) -> str:
    """Without what is another one each time, whoever it is about."""
    with one_request():
        response = twin(client).get(path)
        assert response.status_code == 200, path
        text = response.content.decode()
    text = re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", text)
    text = re.sub(r'(name="(?:form_key|owner)" value=)"[^"]+"', r"\1", text)
    return re.sub(r"\b\d\d:\d\d(:\d\d)?\b", "", text)
