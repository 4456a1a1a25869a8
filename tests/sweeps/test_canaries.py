"""What is closed to others never reaches them: not as told, not as a choice, not in what was worked out of it."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from celery.signals import before_task_publish
from django.apps import apps
from django.contrib import admin
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.formats import number_format

from planner.matching.enums import CLOSED_REASONS, Against, HealthLimit
from planner.matching.values import Reason
from planner.plans.enums import CareFor
from planner.sharing.audiences import CLOSED
from planner.wording.reasons import reason_text
from planner.wording.terms import HEALTH_LIMITS
from tests.sweeps.crawl import Crawl, Visit, entered, speaking, visit
from tests.sweeps.desk import DESK_WORDS
from tests.sweeps.personas import OWNERS, PERSONAS, SENDERS
from tests.sweeps.planning import (
    CLOSED_WORDS,
    LENDER,
    MONEY_AMOUNTS,
    MONEY_WORDS,
    OWED,
    PRIVATE_NOTE,
)
from tests.sweeps.world import ANSWERS, HEALTH_WORDS, MISFIT, World

LANGUAGES = ("vi", "en")
# Where these choices are offered to everybody.
OFFERED = ("/questions/care/", "/questions/health/")
# Has told of care and health too, though nothing of what the worker told.
TELLS_OF_OWN = "answered"
# Links of a kind that are followed, beside the addresses that everybody opens.
OF_A_KIND = 2


def choices(language: str) -> set[str]:
    """The labels of what the worker chose."""
    with translation.override(language):
        care = {str(CareFor(code).label) for code in ANSWERS.care or ()}
        return care | {str(HEALTH_LIMITS[HealthLimit(code)]) for code in ANSWERS.health or ()}


def sentences(language: str) -> set[str]:
    """The reasons that rest on it; of one that names what the trade asks for, the part before and after."""
    with translation.override(language):
        about = {"limits": "|".join(ANSWERS.health or ())}
        texts = {reason_text(Reason(code, (), about, 1.0)) for code in CLOSED_REASONS}
        one, other = (
            reason_text(Reason(Against.HEALTH_LIMIT, (), {"limits": code}, 1.0))
            for code in ("eyes", "outdoors")
        )
    return texts | {_shared_end(one, other)}


def amounts(language: str) -> set[str]:
    """Of money, as pages print them and as records keep them."""
    with translation.override(language):
        printed = {number_format(amount, force_grouping=True) for amount in MONEY_AMOUNTS}
    return printed | {str(amount) for amount in MONEY_AMOUNTS}


def canaries(language: str) -> set[str]:
    told = {HEALTH_WORDS, *MONEY_WORDS, *CLOSED_WORDS} | choices(language)
    return told | sentences(language) | amounts(language)


@pytest.mark.parametrize(
    "persona, language",
    [
        *((persona, "vi") for persona in sorted(PERSONAS.keys() - OWNERS)),
        # In English, those who read about others.
        *((persona, "en") for persona in ("counselor", "supervisor", "superuser", "shut out")),
    ],
)
def test_nobody_else_is_shown_it(world: World, crawl: Crawl, persona: str, language: str) -> None:
    words = canaries(language) - (sentences(language) if persona == TELLS_OF_OWN else set())

    found = [
        f"{item.path}: {word}"
        for item in _answers_to(world, crawl, persona, language)
        for word in words
        if word in item.text + item.to and not item.path.startswith(OFFERED)
    ]

    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_worker_sees_all_of_it(world: World, crawl: Crawl, language: str) -> None:
    """Else the others would have been asked for words that no page has."""
    pages = [item.text for item in crawl.visits(world, "worker", language=language)]

    shown = canaries(language) - {str(amount) for amount in MONEY_AMOUNTS}
    unseen = {word for word in shown if not any(word in page for page in pages)}

    assert unseen == set()


@pytest.mark.parametrize("persona", sorted(OWNERS | {"stranger", "foreign counselor"}))
def test_notes_between_counselors_stay_there(world: World, crawl: Crawl, persona: str) -> None:
    pages = [item.text for item in crawl.visits(world, persona)]

    assert [page for page in pages if PRIVATE_NOTE in page] == []


@pytest.mark.parametrize(
    "persona", sorted(OWNERS | {"stranger", "loner", "superuser", "foreign supervisor"})
)
def test_what_the_desk_wrote_stays_there(world: World, crawl: Crawl, persona: str) -> None:
    seen = [
        (item.path, word)
        for item in crawl.visits(world, persona)
        for word in DESK_WORDS
        if word in item.text
    ]

    assert seen == []


def test_the_desk_reads_what_it_wrote(world: World, crawl: Crawl) -> None:
    """Else the others would have been asked for words that no page has."""
    pages = [item.text for item in crawl.visits(world, "counselor")]

    assert {word for word in DESK_WORDS if not any(word in page for page in pages)} == set()


def test_the_counselor_reads_the_own_notes(world: World, crawl: Crawl) -> None:
    assert any(PRIVATE_NOTE in item.text for item in crawl.visits(world, "counselor"))


def test_no_search_finds_it(world: World) -> None:
    client = PERSONAS["superuser"](world)
    words = (HEALTH_WORDS, *(ANSWERS.health or ()), *choices("vi"), LENDER, str(OWED))
    searched = [model._meta for model, page in admin.site._registry.items() if page.search_fields]

    found = [
        (meta.label, word)
        for meta in searched
        for word in words
        if meta.app_label != "reference" and _finds(client, meta, word)
    ]

    assert found == []


def _finds(client: Client, meta: Any, word: str) -> int:
    name = f"admin:{meta.app_label}_{meta.model_name}_changelist"
    count: int = client.get(reverse(name), {"q": word}).context["cl"].result_count
    return count


def test_no_model_of_a_closed_section_is_in_the_admin() -> None:
    registered = {
        model for model in admin.site._registry if getattr(model, "section", None) in CLOSED
    }

    assert registered == set()


def test_nothing_of_it_lies_anywhere_else(
    world: World, caplog: pytest.LogCaptureFixture, published: list[Any]
) -> None:
    """Not in mails, logs, sessions, tasks, nor in any other table."""
    caplog.set_level("INFO")
    client, codes = PERSONAS["worker"](world), [code.value for code in CLOSED_REASONS]

    _tell_everything(client)
    Client().post(reverse("account_reset_password"), {"login": world.worker.email})

    mails = [f"{item.subject} {item.body}" for item in mail.outbox]
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    rows = [str(row) for model in _other_models() for row in _open_rows(model)]
    assert len(mails) == 1
    closed = (HEALTH_WORDS, *codes, *MONEY_WORDS, *CLOSED_WORDS, *amounts("vi"))
    for place in [*mails, caplog.text, str(published), *sessions, *rows]:
        assert [word for word in closed if word in place] == [], place[:300]


@pytest.fixture
def published() -> Iterator[list[Any]]:
    """What is handed to the broker."""
    sent: list[Any] = []

    def note(body: Any = None, **_more: Any) -> None:
        sent.append(body)

    before_task_publish.connect(note)
    yield sent
    before_task_publish.disconnect(note)


def _answers_to(world: World, crawl: Crawl, persona: str, language: str) -> Iterator[Visit]:
    read = crawl.visits(world, persona, language=language)
    yield from read
    if language == "vi" and persona in SENDERS:
        yield from crawl.visits(world, persona, "POST")
    with speaking(language):
        client = entered(world, persona, language)
        for path in _further(read):
            yield visit(client, read[0].address, path)


def _further(read: list[Visit]) -> Iterator[str]:
    """Links of these pages that no address is; a few of each kind."""
    known, kinds = {item.path for item in read}, dict[tuple[str, str], int]()
    for link in dict.fromkeys(link for item in read for link in item.links):
        parts = urlsplit(link)
        if parts.netloc or not parts.path.startswith("/") or link in known:
            continue
        try:
            kind = (resolve(parts.path).view_name, re.sub(r"=[^&]*", "", parts.query))
        except Resolver404:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] <= OF_A_KIND and not kind[0].startswith("admin:reference_"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def _tell_everything(client: Client) -> None:
    for step, given in [
        ("care", {"care": ANSWERS.care}),
        ("health", {"health": ["eyes", "nonsense"], "words": HEALTH_WORDS}),
        ("health", {"health": ANSWERS.health, "words": HEALTH_WORDS}),
    ]:
        client.post(reverse("question", args=[step]), given)
    choose = reverse("choose", args=[MISFIT.replace(" ", "-")])
    key = client.get(choose).context["form"].initial["shown"]
    answer = client.post(choose, {"shown": key, "acknowledged": "on"})
    assert answer.headers["location"] == reverse("my_choice")


def _other_models() -> list[Any]:
    return [
        model
        for model in apps.get_models()
        if getattr(model, "section", None) not in CLOSED and model._meta.app_label != "reference"
    ]


def _open_rows(model: Any) -> Any:
    """Where the section is the row's own, the rows that are open."""
    rows = model._default_manager.values()
    has_own = any(field.name == "section" for field in model._meta.concrete_fields)
    return rows.exclude(section__in=CLOSED) if has_own else rows


def _shared_end(one: str, other: str) -> str:
    shared = ""
    while one.endswith(other[-len(shared) - 1 :]):
        shared = other[-len(shared) - 1 :]
    return shared
