"""What the API tells of workers, and what it never tells."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from planner.casework.enums import CloseReason, StepKind
from planner.casework.models import Case, FollowUp
from planner.plans.services.told import keep_answers
from planner.sharing.enums import Look
from planner.sharing.models import AccessLog, Assignment
from tests.factories.accounts import UserFactory
from tests.factories.desk import case_of
from tests.factories.plans import laid_out, planned, proposal
from tests.factories.sharing import AssignmentFactory
from tests.plans.told import FULL
from tests.web.api.conftest import at

pytestmark = pytest.mark.django_db
CANARY = "CANARY"


@pytest.fixture
def case(care: Assignment) -> Case:
    case = case_of(care)
    case.reference, case.employer, case.phone = "HN-7", "Sakura Foods", "+84912345678"
    case.returns_on = date(2029, 5, 1)
    case.save()
    return case


def another(care: Assignment, **columns: object) -> Assignment:
    made: Assignment = AssignmentFactory.create(counselor=care.counselor, **columns)
    return made


def ids(api: Client, query: str = "") -> list[int]:
    return [row["id"] for row in api.get(at(f"workers{query}")).json()["workers"]]


def test_worker_is_told_in_one_shape(care: Assignment, case: Case, api: Client) -> None:
    assert care.counselor is not None
    planned(care.worker)
    step = {"kind": StepKind.CALL, "words": "Hỏi thăm", "due_on": date(2026, 12, 1)}
    FollowUp.objects.create(case=case, made_at=timezone.now(), made_by_name="Hà", **step)

    told = api.get(at(f"workers/{care.worker_id}")).json()

    assert told == {
        "id": care.worker_id,
        "name": "Phạm Thị Hoa",
        "state": "open",
        "in_care_since": "2026-01-01",
        "counselor": {"id": care.counselor.pk, "name": care.counselor.name},
        "stage": None,
        "home": {"province": None, "former_province": None},
        "trade": None,
        "plan": {
            "route": "titp_home",
            "departs_on": "2027-01-15",
            "arrives_on": None,
            "returns_on": None,
            "ssw_starts_on": None,
        },
        "agency": {
            "reference": "HN-7",
            "email": "",
            "phone": "+84912345678",
            "employer": "Sakura Foods",
            "departs_on": None,
            "returns_on": "2029-05-01",
            "status_ends_on": None,
        },
        "next_step": {"kind": "call", "words": "Hỏi thăm", "due_on": "2026-12-01"},
    }
    assert api.get(at("workers")).json() == {"workers": [told], "next": None}


def test_no_amount_no_health_and_no_own_address_is_told(care: Assignment, api: Client) -> None:
    """Of a worker who has told everything."""
    keep_answers(person=care.worker, answers=FULL)
    planned(care.worker)
    User.objects.filter(pk=care.worker_id).update(email="own-address@example.com")

    paths = ["workers", f"workers/{care.worker_id}", f"workers/{care.worker_id}/benchmarks"]
    told = " ".join(api.get(at(path)).content.decode() for path in paths)

    closed = ("own-address", "debt", "80000000", "150000", "Có 500", "back", "sick", "health")
    assert [word for word in closed if word in told] == []
    assert '"stage": "' in told


def test_benchmarks_come_by_day_with_their_standing(care: Assignment, api: Client) -> None:
    rows = laid_out(care.worker)
    rows["first_test"].done_on = date(2026, 11, 1)
    rows["first_test"].save()

    told = api.get(at(f"workers/{care.worker_id}/benchmarks")).json()["benchmarks"]

    assert [(row["key"], row["standing"]) for row in told][1:] == [
        ("first_test", "done"),
        ("jlpt:2028-07", "upcoming"),
    ]
    assert told[1] == {
        "key": "first_test",
        "title_vi": "Làm first_test",
        "title_en": "Do first_test",
        "group": "japan",
        "due_on": "2027-12-15",
        "standing": "done",
    }


def test_list_is_filtered_by_reference_and_state(care: Assignment, case: Case, api: Client) -> None:
    closed = another(care)
    about = {"closed_at": timezone.now(), "close_reason": CloseReason.HOME}
    Case.objects.filter(pk=case_of(closed).pk).update(**about)
    invited = another(care)
    about = {"is_active": False, "is_invited": True, "email": None}
    User.objects.filter(pk=invited.worker_id).update(**about)
    without_case = another(care)

    assert ids(api, "?reference=HN-7") == [care.worker_id]
    assert ids(api, "?state=closed") == [closed.worker_id]
    assert ids(api, "?state=invited") == [invited.worker_id]
    assert ids(api, "?state=open") == [care.worker_id, without_case.worker_id]
    assert len(ids(api)) == 4


def test_pages_follow_each_other(care: Assignment, api: Client) -> None:
    people = [care.worker_id, *(another(care).worker_id for _ in range(2))]

    first = api.get(at("workers?limit=2")).json()
    rest = api.get(at(f"workers?limit=2&after={first['next']}")).json()

    assert [row["id"] for row in first["workers"] + rest["workers"]] == sorted(people)
    assert (first["next"], rest["next"]) == (sorted(people)[1], None)


@pytest.mark.parametrize("path", ["", "/benchmarks", "/proposals/1"])
def test_nobody_outside_the_care_is_found(care: Assignment, api: Client, path: str) -> None:
    other = AssignmentFactory.create()
    left = another(care, ended_at=datetime(2026, 5, 1, tzinfo=UTC))
    strangers = [other.worker_id, left.worker_id, care.counselor_id, 0, 2**63, 10**30]

    answers = [api.get(at(f"workers/{pk}{path}")) for pk in strangers]

    assert {answer.status_code for answer in answers} == {404}
    assert {answer.json()["detail"] for answer in answers} == {
        "Nobody and nothing in your agency's care has this address."
    }
    assert ids(api) == [care.worker_id]


def test_proposal_of_another_worker_is_not_found(care: Assignment, api: Client) -> None:
    row = proposal(another(care))

    assert api.get(at(f"workers/{care.worker_id}/proposals/{row.pk}")).status_code == 404


def test_reads_are_logged_with_the_key(care: Assignment, supervisor: User, api: Client) -> None:
    prefix = supervisor.api_keys.get().prefix
    api.get(at(f"workers/{care.worker_id}"))
    api.get(at("workers?reference=HN-7"))

    rows = AccessLog.objects.order_by("pk").values_list("look", "worker", "reader", "filters")

    assert list(rows) == [
        (Look.PERSON, care.worker_id, supervisor.pk, f"api {prefix}"),
        (Look.LIST, None, supervisor.pk, f"api {prefix}: reference"),
    ]


def test_queries_are_the_same_for_one_and_for_many(
    care: Assignment, api: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    api.get(at("workers"))
    with django_assert_max_num_queries(11) as one:
        api.get(at("workers"))
    for _ in range(4):
        planned(another(care).worker)

    with django_assert_max_num_queries(len(one)):
        assert len(ids(api)) == 5


def test_colleague_in_the_office_may_be_named(care: Assignment, api: Client) -> None:
    """An assignment outlives its counselor."""
    Assignment.objects.update(counselor=None)
    UserFactory.create(counselor=True, agency=care.agency)

    assert api.get(at(f"workers/{care.worker_id}")).json()["counselor"] is None
