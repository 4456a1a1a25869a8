"""Adding workers, keeping facts, proposing benchmarks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import Invitation, User
from planner.casework.models import Case, CaseEvent
from planner.plans.models import Benchmark, Proposal
from planner.plans.services.proposals import answer_proposal
from planner.sharing.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.desk import case_of
from tests.factories.plans import NOW
from tests.factories.sharing import AssignmentFactory
from tests.web.api.conftest import at

pytestmark = pytest.mark.django_db
Send = Callable[..., HttpResponse]
NEW: dict[str, Any] = {
    "name": "Lê Văn Nam",
    "reference": "HN-12",
    "phone": "0912 345 678",
    "employer": "Toyo Metal",
    "departs_on": "2025-04-01",
    "province": "31",
    "birth_year": 2001,
}
BENCHMARK = {"words": "Gọi cho tư vấn", "due_on": "2027-05-04", "why": "Đã lâu rồi"}


def errors(answer: HttpResponse) -> list[str]:
    assert answer.status_code == 422
    return [item["where"] for item in answer.json()["errors"]]  # type: ignore[attr-defined]


def told(answer: HttpResponse) -> dict[str, Any]:
    found: dict[str, Any] = answer.json()  # type: ignore[attr-defined]
    return found


def test_new_worker_is_invited_once(care: Assignment, send: Send, supervisor: User) -> None:
    first = send("post", "workers", NEW)
    again = send("post", "workers", {**NEW, "employer": "Hinode"})

    assert (first.status_code, again.status_code) == (201, 200)
    row = told(first)
    assert (row["state"], row["home"]["province"], row["name"]) == ("invited", "31", "Lê Văn Nam")
    assert row["counselor"]["id"] == supervisor.pk
    assert row["agency"]["phone"] == "+84912345678"
    assert told(again)["agency"]["employer"] == "Hinode"
    made = User.objects.get(pk=row["id"])
    assert (made.is_active, made.phone, made.has_usable_password()) == (False, None, False)
    assert Invitation.objects.get().person == made


def test_account_elsewhere_changes_nothing_of_the_answer(send: Send) -> None:
    """A stranger to the agency who has this very number."""
    stranger = UserFactory.create(phone="+84912345678")
    AssignmentFactory.create(worker=stranger)

    taken = send("post", "workers", NEW)
    free = send(
        "post", "workers", {**NEW, "reference": "HN-13", "name": "Vũ An", "phone": "0987654321"}
    )

    assert taken.status_code == free.status_code == 201
    different = {"id", "name", "agency"}
    rows = [
        {name: value for name, value in told(one).items() if name not in different}
        for one in (taken, free)
    ]
    assert rows[0] == rows[1]
    stranger.refresh_from_db()
    assert stranger.phone == "+84912345678"


def test_counselor_is_one_of_the_agency(care: Assignment, send: Send) -> None:
    assert care.counselor is not None
    foreign = UserFactory.create(counselor=True)

    refused = send("post", "workers", {**NEW, "counselor": foreign.pk})
    kept = send("post", "workers", {**NEW, "counselor": care.counselor.pk})

    assert errors(refused) == ["body.counselor"]
    assert told(kept)["counselor"]["id"] == care.counselor.pk
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    "part, where",
    [
        ({"name": " "}, "body.name"),
        ({"reference": ""}, "body.reference"),
        ({"phone": "12"}, "body.phone"),
        ({"email": "lan@"}, "body.email"),
        ({"province": "00"}, "body.province"),
        ({"former_province": "77"}, "body.former_province"),
        ({"trade": "XYZ"}, "body.trade"),
        ({"returns_on": "2025-03-01"}, "body.returns_on"),
        ({"birth_year": 1800}, "body.birth_year"),
        ({"counselor": 2**70}, "body.counselor"),
        ({"password": "x"}, "body.password"),
    ],
)
def test_what_is_wrong_is_named_and_nobody_is_made(
    send: Send, part: dict[str, object], where: str
) -> None:
    before = User.objects.count()

    assert errors(send("post", "workers", {**NEW, **part})) == [where]
    assert User.objects.count() == before


def test_facts_are_the_agencys_and_the_rest_stays(care: Assignment, send: Send) -> None:
    path = f"workers/{care.worker_id}"
    send(
        "patch", path, {"reference": "A-1", "email": "Hoa@Example.com", "returns_on": "2028-01-02"}
    )

    answer = send("patch", path, {"reference": None, "employer": "Sakura"})

    kept = told(answer)["agency"]
    assert (kept["reference"], kept["employer"], kept["email"], kept["returns_on"]) == (
        *("", "Sakura"),
        *("hoa@example.com", "2028-01-02"),
    )
    assert CaseEvent.objects.count() == 2
    care.worker.refresh_from_db()
    assert care.worker.email != "hoa@example.com"


def test_facts_that_cannot_be_are_refused(care: Assignment, send: Send) -> None:
    other = case_of(AssignmentFactory.create(counselor=care.counselor))
    other.reference = "A-1"
    other.save()
    path = f"workers/{care.worker_id}"

    assert send("patch", path, {"reference": "A-1"}).status_code == 409
    assert errors(send("patch", path, {"phone": "7"})) == ["body.phone"]
    days = {"departs_on": "2026-01-02", "returns_on": "2026-01-01"}
    assert errors(send("patch", path, days)) == ["body.returns_on"]
    assert errors(send("patch", path, {"name": "Ai đó"})) == ["body.name"]
    stranger = AssignmentFactory.create().worker_id
    assert send("patch", f"workers/{stranger}", {"employer": "x"}).status_code == 404


def test_benchmark_waits_for_the_worker(care: Assignment, send: Send, api: Client) -> None:
    path = f"workers/{care.worker_id}/benchmarks"
    first, again = send("post", path, BENCHMARK), send("post", path, BENCHMARK)
    assert (first.status_code, told(first)["state"]) == (202, "open")
    assert told(again) == told(first)
    assert not Benchmark.objects.exists()

    row = Proposal.objects.get()
    answer_proposal(person=care.worker, pk=row.pk, is_accepted=True, words="Vâng", now=NOW)

    now = api.get(at(f"workers/{care.worker_id}/proposals/{row.pk}")).json()
    assert (now["state"], now["answer"]) == ("accepted", "Vâng")
    assert Benchmark.objects.get().words == BENCHMARK["words"]


def test_who_has_not_accepted_gets_no_proposal(send: Send) -> None:
    worker = told(send("post", "workers", NEW))["id"]

    answer = send("post", f"workers/{worker}/benchmarks", BENCHMARK)

    assert (answer.status_code, Proposal.objects.count()) == (409, 0)
