"""What is not let in, and what is said then: in JSON, with what to do."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.api_keys import make_key
from accounts.models import ApiKey, User
from planner.plans.models import Proposal
from planner.sharing.models import AccessLog, Assignment
from planner.web.api import limits
from tests.signing_in import signed_in
from tests.web.api.conftest import at, holder_of

pytestmark = pytest.mark.django_db
Send = Callable[..., HttpResponse]
FINE = {"words": "Gọi cho tư vấn", "due_on": "2027-05-04"}


def problem(answer: Any, status: int) -> str:
    told = answer.json()
    assert (answer.status_code, told["status"]) == (status, status)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Content-Language"] == "en"
    detail: str = told["detail"]
    return detail


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer lv_wrong", "Basic eDp5", "Bearer " + "x" * 9000]
)
def test_nothing_without_a_key(care: Assignment, header: str) -> None:
    client = Client(headers={"authorization": header} if header else None)

    answer = client.get(at(f"workers/{care.worker_id}"))

    assert "Authorization: Bearer" in problem(answer, 401)
    assert answer["WWW-Authenticate"] == "Bearer"
    assert not AccessLog.objects.exists()


def test_session_opens_nothing(care: Assignment, supervisor: User) -> None:
    client = signed_in(supervisor)

    assert client.get("/keys/").status_code == 200
    assert problem(client.get(at("workers")), 401)
    assert problem(client.post(at("workers"), {}, content_type="application/json"), 401)


def test_key_of_who_is_no_supervisor_any_more_is_refused(api: Client, supervisor: User) -> None:
    assert api.get(at("workers")).status_code == 200

    supervisor.is_active = False
    supervisor.save()

    problem(api.get(at("workers")), 401)


def test_key_that_only_reads_writes_nothing(care: Assignment, supervisor: User) -> None:
    client = holder_of(make_key(by=supervisor, name="x", can_write=False, now=timezone.now())[1])
    path = at(f"workers/{care.worker_id}/benchmarks")

    answer = client.post(path, FINE, content_type="application/json")

    assert problem(answer, 403).startswith("This key only reads.")
    assert client.get(path).status_code == 200
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        *("limit=0", "limit=101", "limit=x", "after=-1", "after=99999999999999999999999"),
        *("state=gone", "reference=%00", "reference=" + "x" * 41, "nope=1", "after=1&page=2"),
    ],
)
def test_nonsense_in_a_query_is_named(api: Client, query: str) -> None:
    answer = api.get(at(f"workers?{query}"))

    problem(answer, 422)
    assert answer.json()["errors"][0]["where"].startswith("query.")


@pytest.mark.parametrize(
    "part, where",
    [
        ({"words": ""}, "body.words"),
        ({"words": "a\x00b"}, "body.words"),
        ({"words": "\ud800"}, "body.words"),
        ({"words": "x" * 201}, "body.words"),
        ({"words": 7}, "body.words"),
        ({"due_on": "04/05/2027"}, "body.due_on"),
        ({"due_on": 1_800_000_000}, "body.due_on"),
        ({"due_on": "9999-12-31"}, "body.due_on"),
        ({"due_on": None}, "body.due_on"),
        ({"group": "money"}, "body.group"),
        ({"target": "amount"}, "body.target"),
    ],
)
def test_nonsense_in_a_body_is_named_and_changes_nothing(
    care: Assignment, send: Send, part: dict[str, object], where: str
) -> None:
    answer = send("post", f"workers/{care.worker_id}/benchmarks", {**FINE, **part})

    problem(answer, 422)
    assert [item["where"] for item in answer.json()["errors"]] == [where]  # type: ignore[attr-defined]
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    "body, status",
    [
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b"1" * 5000, 400),
        (b"[]", 422),
        (b"null", 422),
        (b"", 422),
        (b"x" * 3_000_000, 413),
    ],
)
def test_no_json_is_no_failure(care: Assignment, api: Client, body: bytes, status: int) -> None:
    path = at(f"workers/{care.worker_id}/benchmarks")

    problem(api.post(path, body, content_type="application/json"), status)


@pytest.mark.parametrize("path", ["", "nope", "workers/", "workers/x", "workers/1.5", "docs"])
def test_no_such_address(api: Client, path: str) -> None:
    assert "openapi.json" in problem(api.get(at(path)), 404)


def test_other_methods_are_named(api: Client) -> None:
    answer = api.delete(at("workers"))

    assert problem(answer, 405) == "This address takes: GET, POST."
    assert answer["Allow"] == "GET, POST"


def test_so_many_reads_a_minute_and_key(
    api: Client, supervisor: User, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "READS", 2)
    # The minute does not turn meanwhile.
    monkeypatch.setattr(limits, "time", lambda: 1_800_000_030.0)
    other = holder_of(make_key(by=supervisor, name="x", can_write=False, now=timezone.now())[1])

    answers = [api.get(at("workers")) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert problem(answers[2], 429) == "Too often. Ask again in 30 seconds."
    assert answers[2]["Retry-After"] == "30"
    assert send("post", "workers", {}).status_code == 422
    assert other.get(at("workers")).status_code == 200


def test_writing_is_counted_apart(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WRITES", 1)
    monkeypatch.setattr(limits, "time", lambda: 1_800_000_030.0)

    assert [send("post", "workers", {}).status_code for _ in range(2)] == [422, 429]


def test_use_of_a_key_is_noted(api: Client) -> None:
    api.get(at("workers"))

    assert ApiKey.objects.get().last_used_on == timezone.localdate()
