"""Caseloads for everybody in the database, written by the database itself: agencies, counselors, cases, what was done.

Each counselor has 200 workers; every second agency has two counselors, the others one. What a worker's case holds goes by
the place in the caseload, so that every caseload looks alike, however many there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Model

from accounts.enums import Role
from accounts.models import Agency, User
from planner.casework.enums import CaseEventKind, ContactChannel, ContactResult, FlagKind, StepKind
from planner.casework.models import Case, CaseEvent, CaseFlag, ContactAttempt, FollowUp, Message
from planner.plans.enums import Stage
from planner.plans.models import CheckIn, Home, MonthMoney, Profile, PromisedPay
from planner.reference.models import JobCategory, Province
from planner.sharing.enums import Purpose
from planner.sharing.models import Assignment, Consent
from tests.factories.many_reminders import Sql, insert

EACH = 200
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi")
MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Ngọc")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Đào", "Giang", "Hà", "Khánh", "Lan", "Nam", "Quỳnh")
KEYS = {
    "Nguyễn": "nguyen", "Trần": "tran", "Lê": "le", "Phạm": "pham", "Hoàng": "hoang", "Vũ": "vu",
    "Đặng": "dang", "Bùi": "bui", "Văn": "van", "Thị": "thi", "Đức": "duc", "Minh": "minh",
    "Ngọc": "ngoc", "An": "an", "Bình": "binh", "Chi": "chi", "Dũng": "dung", "Đào": "dao",
    "Giang": "giang", "Hà": "ha", "Khánh": "khanh", "Lan": "lan", "Nam": "nam", "Quỳnh": "quynh",
}  # fmt: skip


@dataclass(frozen=True)
class Desks:
    """The counselor with the first caseload, and the supervisor over it."""

    counselor: User
    supervisor: User


def with_caseloads(*, now: datetime, today: date, each: int = EACH) -> Desks:
    """All workers come into care, so many to a counselor. Returns the desks to look from."""
    Assignment.objects.all().delete()
    workers = User.objects.filter(role=Role.WORKER)
    counselors = max(1, workers.count() // each)
    agencies = max(1, counselors * 2 // 3)
    first_worker = workers.order_by("pk").values_list("pk", flat=True)[0]
    first_agency = _agencies(agencies, now)
    first_counselor = _people("counselor", Role.COUNSELOR, counselors, first_agency, agencies)
    _people("supervisor", Role.SUPERVISOR, agencies, first_agency, agencies)
    _named(first_worker, counselors)
    number = f"(id - {first_worker})"
    insert(
        Assignment,
        {
            "worker_id": Sql("id"),
            "counselor_id": Sql(f"{first_counselor} + {number} %% {counselors}"),
            "agency_id": Sql(f"{first_agency} + ({number} %% {counselors}) %% {agencies}"),
            "started_at": now - timedelta(days=400),
        },
        source="accounts_user WHERE role = %s",
        given=(Role.WORKER,),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_user SET agency_id = (SELECT agency_id FROM sharing_assignment"
            " WHERE worker_id = accounts_user.id) WHERE role = %s",
            [Role.WORKER],
        )
    _told(_place(first_worker, counselors), today)
    _cases(_place(first_worker, counselors, "worker_id"), now, today)
    counselor = User.objects.get(email="counselor-1@desk.example.com")
    supervisor = User.objects.get(email="supervisor-1@desk.example.com")
    return Desks(counselor, supervisor)


def _place(first: int, counselors: int, column: str = "id") -> str:
    """Of a worker in the caseload: 0 to 199."""
    return f"(({column} - {first}) / {counselors})"


def _agencies(count: int, now: datetime) -> int:
    insert(
        Agency,
        {"name": Sql("'Agency ' || n"), "created_at": now},
        source=_numbers(),
        given=(count,),
    )
    return Agency.objects.filter(name="Agency 1").values_list("pk", flat=True)[0]


def _people(label: str, role: Role, count: int, first_agency: int, agencies: int) -> int:
    insert(
        User,
        {
            "email": Sql("%s || '-' || n || '@desk.example.com'", label),
            "name": Sql("%s || ' ' || n", label),
            "password": "!",
            "role": role,
            "agency_id": Sql(f"{first_agency} + (n - 1) %% {agencies}"),
        },
        source=_numbers(),
        given=(count,),
    )
    first = User.objects.filter(email=f"{label}-1@desk.example.com")
    return first.values_list("pk", flat=True)[0]


def _numbers() -> str:
    return (
        "(WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers"
        " WHERE n < %s) SELECT n FROM numbers) AS numbers"
    )


def _named(first: int, counselors: int) -> None:
    """Names of people, and the same folded."""
    at = _place(first, counselors)
    parts = ((FAMILY, f"({at} * 3 + id)"), (MIDDLE, f"({at} / 3)"), (GIVEN, f"({at} + id * 7)"))
    whole = " || ' ' || ".join(_one_of(words, by) for words, by in parts)
    folded = " || ' ' || ".join(_one_of([KEYS[word] for word in words], by) for words, by in parts)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE accounts_user SET name = {whole}, name_key = {folded} WHERE role = %s",  # noqa: S608
            [Role.WORKER],
        )


def _one_of(values: Sequence[Any], by: str) -> str:
    """In turn. The values are our own."""
    whens = " ".join(f"WHEN {number} THEN {value!r}" for number, value in enumerate(values))
    return f"(CASE {by} %% {len(values)} {whens} END)"


def _told(at: str, today: date) -> None:
    """Home, stage and trade; three of forty tell nothing any more; one of five opened the money."""
    stages = [Stage.IN_JAPAN.value] * 7 + [Stage.BEFORE_RETURN.value, Stage.BEFORE_DEPARTURE.value]
    former = list(Province.objects.former().order_by("code").values_list("pk", "now_id"))
    trades = list(JobCategory.objects.order_by("pk").values_list("pk", flat=True)[:40])
    everybody = "accounts_user WHERE role = 'worker'"
    insert(
        Home,
        {
            "person_id": Sql("id"),
            "former_province_id": Sql(_one_of([pk for pk, _now in former], at)),
            "province_id": Sql(_one_of([now for _pk, now in former], at)),
        },
        source=everybody,
    )
    insert(
        Profile,
        {
            "person_id": Sql("id"),
            "stage": Sql(_one_of(stages, at)),
            "trade_id": Sql(_one_of(trades, at)),
            "birth_year": Sql(f"1985 + {at} %% 20"),
        },
        source=everybody,
    )
    silent = f"SELECT id FROM {everybody} AND {at} %% 40 IN (3, 17, 31)"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {CheckIn._meta.db_table} WHERE person_id IN ({silent})",  # noqa: S608
            [],
        )
    opened = f"{everybody} AND {at} %% 5 = 0"
    insert(
        Consent,
        {
            "person_id": Sql("id"),
            "purpose": Purpose.OPEN_MONEY,
            "counselor_id": Sql(
                "(SELECT counselor_id FROM sharing_assignment WHERE worker_id = accounts_user.id)"
            ),
            "text_version": "1",
            "language": "vi",
            "given_at": _noon(today - timedelta(days=90)),
        },
        source=opened,
    )
    insert(
        PromisedPay,
        {
            "person_id": Sql("id"),
            "version": 1,
            "made_at": _noon(today - timedelta(days=300)),
            "low": 180_000,
            "high": 200_000,
            "currency": "JPY",
        },
        source=opened,
    )
    insert(
        MonthMoney,
        {
            "person_id": Sql("person_id"),
            "check_in_id": Sql("id"),
            "gross_jpy": Sql("150000 + (person_id %% 5) * 10000"),
            "net_jpy": Sql("110000 + (person_id %% 5) * 8000"),
            "saved_jpy": Sql("20000 + (person_id %% 4) * 10000"),
        },
        source=f"plans_checkin WHERE person_id IN (SELECT id FROM {opened})",  # noqa: S608
    )


def _cases(at: str, now: datetime, today: date) -> None:
    """A case each; a next step for two of three; marks, calls and messages for some."""
    insert(
        Case,
        {
            "assignment_id": Sql("id"),
            "opened_at": now - timedelta(days=400),
            "reference": Sql("'NB-' || worker_id"),
            "phone": Sql("'+8490' || (1000000 + worker_id)"),
            "employer": Sql(_one_of(["株式会社 山田製作所", "Sakura Foods", "北海道建設"], at)),
            "status_ends_on": Sql(_day(today - timedelta(days=20), f"({at} * 7) %% 900")),
            "returns_on": Sql(_day(today + timedelta(days=30), f"({at} * 11) %% 1000")),
        },
        source="sharing_assignment",
    )
    cases = (
        "(SELECT casework_case.id AS id, worker_id FROM casework_case"
        " JOIN sharing_assignment ON sharing_assignment.id = assignment_id) AS cases"
    )

    def some(model: type[Model], values: dict[str, Any], condition: str) -> None:
        insert(model, {"case_id": Sql("id"), **values}, source=f"{cases} WHERE {at} %% {condition}")

    some(
        FollowUp,
        {
            "kind": StepKind.CALL,
            "words": "Gọi hỏi thăm",
            "due_on": Sql(_day(today - timedelta(days=10), f"({at} * 13) %% 60")),
            "made_at": now - timedelta(days=30),
            "made_by_name": "counselor",
        },
        "3 > 0",
    )
    some(
        CaseFlag,
        {
            "kind": FlagKind.WATCH,
            "raised_at": now - timedelta(days=10),
            "raised_by_name": "counselor",
        },
        "20 = 4",
    )
    for days in (3, 40, 80):
        some(
            ContactAttempt,
            {
                "channel": ContactChannel.CALL,
                "result": ContactResult.REACHED,
                "at": now - timedelta(days=days),
                "by_name": "counselor",
            },
            "2 = 0",
        )
    some(
        CaseEvent,
        {
            "kind": CaseEventKind.IMPORTED,
            "by_name": "counselor",
            "at": now - timedelta(days=400),
        },
        "1 = 0",
    )
    some(
        Message,
        {
            "author_id": Sql("worker_id"),
            "author_name": "worker",
            "is_from_worker": True,
            "text": "Em hỏi một chút ạ",
            "sent_at": now - timedelta(days=2),
        },
        "30 = 7",
    )


def _day(first: date, after: str) -> str:
    if connection.vendor == "postgresql":
        return f"CAST('{first.isoformat()}' AS date) + CAST({after} AS integer)"
    return f"date('{first.isoformat()}', '+' || ({after}) || ' days')"


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12)).astimezone()
