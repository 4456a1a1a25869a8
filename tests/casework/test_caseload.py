"""Whom a filter, a search and an order of the caseload give."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.models import User
from planner.benchmarks.enums import Route
from planner.casework.enums import FlagKind, StepKind
from planner.casework.models import Case, NotTheSame
from planner.casework.selectors.caseload import (
    NOBODY,
    Asked,
    CaseloadRow,
    alike_in,
    caseload,
    caseload_rows,
)
from planner.casework.selectors.next_steps import NextStep
from planner.plans.answers import Answers
from planner.plans.models import Plan
from planner.plans.services.told import keep_answers
from planner.sharing.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.care import closed, flag, in_care, step
from tests.factories.casework import from_worker
from tests.factories.plans import NOW
from tests.plans.choosing import choose
from tests.plans.told import FULL

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
A_DAY = timedelta(days=1)


@pytest.fixture
def counselor(db: None) -> User:
    return UserFactory.create(counselor=True, name="Trần Thị Hương")


def names(reader: User, **asked: Any) -> list[str]:
    rows = caseload(reader, Asked(**asked), TODAY)
    return list(rows.values_list("worker__name", flat=True))


def shown(reader: User) -> list[CaseloadRow]:
    keys = caseload(reader, Asked(), TODAY).values_list("pk", flat=True)
    return caseload_rows(reader, list(keys))


def test_caseload_is_of_the_own_care_by_name_and_of_the_agency_for_its_supervisor(
    counselor: User,
) -> None:
    colleague = UserFactory.create(counselor=True, agency=counselor.agency)
    supervisor = UserFactory.create(supervisor=True, agency=counselor.agency)
    for name in ("Đức", "An", "Bình"):
        in_care(counselor, name)
    in_care(colleague, "Của đồng nghiệp")
    in_care(UserFactory.create(counselor=True), "Của hãng khác")

    assert names(counselor) == ["An", "Bình", "Đức"]
    assert names(supervisor) == ["An", "Bình", "Của đồng nghiệp", "Đức"]
    assert names(supervisor, counselor=str(colleague.pk)) == ["Của đồng nghiệp"]
    assert names(UserFactory.create()) == []


def test_caseload_without_a_counselor_is_nobodys(counselor: User) -> None:
    supervisor = UserFactory.create(supervisor=True, agency=counselor.agency)
    left = in_care(counselor, "Không ai lo")
    in_care(counselor, "Có người lo")
    Assignment.objects.filter(pk=left.pk).update(counselor=None)

    assert names(supervisor, counselor=NOBODY) == ["Không ai lo"]


def test_caseload_by_state(counselor: User) -> None:
    in_care(counselor, "Không có hồ sơ")
    in_care(counselor, "Có hồ sơ", reference="A1")
    closed(counselor, "Đã đóng")
    in_care(counselor, "Được mời", is_invited=True, reference="A2")

    assert names(counselor) == ["Có hồ sơ", "Được mời", "Không có hồ sơ"]
    assert names(counselor, state="closed") == ["Đã đóng"]
    assert names(counselor, state="invited") == ["Được mời"]


@pytest.mark.parametrize(
    "asked, found",
    [
        ({"stage": "in_japan"}, ["Đã kể"]),
        ({"stage": "before_departure"}, ["Bỏ trống", "Chưa kể"]),
        ({"stage": "home"}, []),
        ({"province": "former-30"}, ["Đã kể"]),
        ({"province": "current-31"}, ["Đã kể"]),
        # Hải Phòng of before: Hải Dương is in the province of today, and was not in that one.
        ({"province": "former-31"}, []),
        ({"trade": "TITP 6-4"}, ["Đã kể"]),
        ({"trade": "TITP 1-1"}, ["Đã kể"]),
        ({"trade": "TITP 7-7"}, []),
        ({"people": frozenset()}, []),
    ],
)
def test_caseload_by_what_the_worker_told(
    asked: dict[str, Any], found: list[str], counselor: User
) -> None:
    in_care(counselor, "Chưa kể")
    keep_answers(person=in_care(counselor, "Bỏ trống").worker, answers=Answers(wish="own_business"))
    told = in_care(counselor, "Đã kể").worker
    keep_answers(person=told, answers=FULL)
    # What was chosen before does not count any more.
    for trade in ("TITP 7-7", "TITP 1-1"):
        choose(told, trade)

    assert names(counselor, **asked) == found


def test_caseload_by_next_step(counselor: User) -> None:
    for name, days in (("Trễ", -1), ("Hôm nay", 0), ("Bảy ngày", 7), ("Tám ngày", 8)):
        step(in_care(counselor, name), TODAY + days * A_DAY)
    done = in_care(counselor, "Đã xong")
    step(done, TODAY - A_DAY, done_at=NOW, done_by_name="Ai đó")
    in_care(counselor, "Chưa có")

    assert names(counselor, step="overdue") == ["Trễ"]
    assert names(counselor, step="week") == ["Bảy ngày", "Hôm nay"]
    assert names(counselor, step="none") == ["Chưa có", "Đã xong"]
    assert names(counselor, order="step")[:4] == ["Trễ", "Hôm nay", "Bảy ngày", "Tám ngày"]
    # Blanks come last whichever way round.
    assert names(counselor, order="-step")[4:] == ["Chưa có", "Đã xong"]


def test_caseload_by_flag(counselor: User) -> None:
    flag(in_care(counselor, "Gấp"), FlagKind.URGENT)
    flag(in_care(counselor, "Giấy tờ"), FlagKind.PAPERS)
    flag(in_care(counselor, "Hết gấp"), FlagKind.URGENT, cleared_at=NOW)

    assert names(counselor, flag="urgent") == ["Gấp"]


@pytest.mark.parametrize(
    "words",
    [
        *("nguyen van duc", "Nguyễn Văn Đức", "NGUYỄN VĂN ĐỨC", "duc  nguyen", "đức"),
        *("hs-0042", "HS-0042", "0042"),
        *(
            "0912 345 678",
            "0912345678",
            "+84 912 345 678",
            "0084912345678",
            "84912345678",
            "345.678",
        ),
        *("duc.nguyen@", "DUC.NGUYEN@example.com"),
    ],
)
def test_search_finds_however_it_is_typed(words: str, counselor: User) -> None:
    in_care(
        counselor,
        "Nguyễn Văn Đức",
        reference="HS-0042",
        phone="(091) 234-5678",
        email="duc.nguyen@example.com",
    )
    in_care(counselor, "Nguyễn Văn Dũng", reference="HS-0043", phone="0987 111 222")

    assert names(counselor, q=words) == ["Nguyễn Văn Đức"]


@pytest.mark.parametrize("words", ["090-1234-5678", "+81 90 1234 5678", "090 1234"])
def test_search_finds_the_phone_of_the_account(words: str, counselor: User) -> None:
    hoa = in_care(counselor, "Hoa").worker
    User.objects.filter(pk=hoa.pk).update(phone="+819012345678")
    in_care(counselor, "Lan")

    assert names(counselor, q=words) == ["Hoa"]


@pytest.mark.parametrize("words", ["Đ/07", "đ/07"])
def test_search_finds_a_number_of_the_agency_with_marks(words: str, counselor: User) -> None:
    in_care(counselor, "Hoa", reference="Đ/07")

    assert names(counselor, q=words) == ["Hoa"]


@pytest.mark.parametrize("words", ["%", "_", "'", "\\", "zzz", "  ", "…", "12", "9" * 60])
def test_search_for_signs_finds_nobody_but_harms_nothing(words: str, counselor: User) -> None:
    in_care(counselor, "Hoa", reference="HS-0042", phone="0912 345 678")

    assert names(counselor, q=words) == (["Hoa"] if not words.strip() else [])


def test_caseload_in_every_order(counselor: User) -> None:
    known: dict[str, tuple[int | None, int | None, int | None]] = {
        "An": (3, None, 10),
        "Bình": (None, 5, 30),
        "Chi": (9, 2, None),
    }
    for name, (silent, status, departs) in known.items():
        row = in_care(
            counselor,
            name,
            status_ends_on=status and TODAY + status * A_DAY,
            departs_on=departs and TODAY + departs * A_DAY,
        )
        active = None if silent is None else TODAY - silent * A_DAY
        User.objects.filter(pk=row.worker_id).update(last_active_on=active)

    orders = ("-name", "active", "-active", "status", "-status", "departure", "-departure")
    assert {
        order: "".join(name[0] for name in names(counselor, order=order)) for order in orders
    } == {
        "-name": "CBA",
        # Never there is longest silent.
        "active": "BCA",
        "-active": "ACB",
        "status": "CBA",
        "-status": "BCA",
        "departure": "ABC",
        "-departure": "BAC",
    }


def test_departure_of_the_plan_comes_before_that_of_the_agency(counselor: User) -> None:
    row = in_care(counselor, "An", departs_on=TODAY)
    told = TODAY + 40 * A_DAY
    Plan.objects.create(person=row.worker, route=Route.TITP_HOME, departs_on=told)

    [seen] = shown(counselor)

    assert seen.departs_on == told


def test_row_has_everything_that_is_shown(counselor: User) -> None:
    row = in_care(counselor, "Hoa", status_ends_on=TODAY)
    keep_answers(person=row.worker, answers=FULL)
    choose(row.worker, "TITP 1-1")
    step(row, TODAY + 3 * A_DAY, "Hỏi giấy tờ")
    step(row, TODAY + A_DAY, "Gọi lại")
    flag(row, FlagKind.WATCH)
    from_worker(row)

    [seen] = shown(counselor)

    assert seen == CaseloadRow(
        pk=row.worker_id,
        name="Hoa",
        is_invited=False,
        last_active_on=None,
        counselor="Trần Thị Hương",
        case=Case.objects.get().pk,
        closed_at=None,
        status_ends_on=TODAY,
        former="30",
        province="31",
        stage="in_japan",
        worked_in="TITP 6-4",
        departs_on=date(2025, 4, 1),
        chosen="TITP 1-1",
        step=NextStep(StepKind.CALL, "Gọi lại", TODAY + A_DAY),
        flags=(FlagKind.WATCH,),
        unread=1,
    )


def test_alike_are_those_with_one_name_phone_or_email_in_sight(counselor: User) -> None:
    colleague = UserFactory.create(counselor=True, agency=counselor.agency)
    in_care(counselor, "Nguyễn Thị Hoa")
    in_care(counselor, "Nguyen Thi Hoa")
    in_care(counselor, "Bình", phone="0912 345 678")
    in_care(counselor, "Chi", phone="+84912345678", email="chi@example.com")
    in_care(counselor, "Dung", email="Chi@example.com")
    in_care(counselor, "Giang", phone="", email="")
    in_care(counselor, "Hà", phone="", email="")
    in_care(colleague, "Giang")
    closed(counselor, "Hà")

    found = ["Bình", "Chi", "Dung", "Nguyễn Thị Hoa", "Nguyen Thi Hoa"]
    assert names(counselor, state="duplicates") == found


def test_alike_are_no_more_those_whom_somebody_told_apart(counselor: User) -> None:
    first, second, third = (in_care(counselor, "Hoa", reference=str(no)) for no in range(3))

    def apart(one: Assignment, other: Assignment) -> None:
        NotTheSame.objects.create(first=one.case, second=other.case, by_name="Ai đó", at=NOW)

    apart(first, second)
    before = alike_in(counselor)
    apart(first, third)

    assert before == {row.worker_id for row in (first, second, third)}
    assert alike_in(counselor) == {second.worker_id, third.worker_id}
