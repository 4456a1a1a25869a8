"""One thing done to many people in care: each row's right counts."""

from datetime import timedelta

import pytest

from accounts.models import User
from planner.casework.enums import CaseEventKind, FlagKind, NudgeKind
from planner.casework.models import Case, CaseEvent, CaseFlag, Nudge
from planner.casework.services.bulk import (
    MOST_AT_ONCE,
    Moved,
    Reminded,
    TooManyAtOnce,
    hand_over_rows,
    remind,
)
from planner.sharing.models import Assignment
from planner.sharing.services import MayNotMove, NotInOneAgency
from tests.factories.accounts import UserFactory
from tests.factories.care import closed, flag, in_care
from tests.factories.imports import HEADINGS, imported_list, worker_row, xlsx
from tests.factories.plans import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def counselor(db: None) -> User:
    return UserFactory.create(counselor=True, name="Trần Thị Hương")


@pytest.fixture
def supervisor(counselor: User) -> User:
    return UserFactory.create(supervisor=True, agency=counselor.agency, name="Nguyễn Thu Hà")


@pytest.fixture
def colleague(counselor: User) -> User:
    return UserFactory.create(counselor=True, agency=counselor.agency, name="Lê Ngọc Mai")


def of(worker: User) -> User | None:
    """Who looks after the worker."""
    return Assignment.objects.open().get(worker=worker).counselor


def test_hand_over_takes_the_case_along_and_writes_it_down(
    counselor: User, colleague: User, supervisor: User
) -> None:
    row = in_care(counselor, "Hoa", reference="HS-1")
    flag(row, FlagKind.URGENT)

    done = hand_over_rows(
        by=supervisor, to=colleague, workers=[row.worker_id], words="Nghỉ sinh", now=NOW
    )

    now_open = Assignment.objects.open().get(worker=row.worker)
    assert done == Moved(moved=1, refused=0, unchanged=0)
    assert now_open.counselor == colleague
    assert Case.objects.get() == now_open.case
    assert (now_open.case.reference, CaseFlag.objects.get().case) == ("HS-1", now_open.case)
    event = CaseEvent.objects.get()
    assert (event.kind, event.by, event.words) == (
        CaseEventKind.HANDED_OVER,
        supervisor,
        "Trần Thị Hương → Lê Ngọc Mai: Nghỉ sinh",
    )


def test_hand_over_can_send_each_to_another(
    counselor: User, colleague: User, supervisor: User
) -> None:
    hoa, lan, mai = (in_care(counselor, name).worker for name in ("Hoa", "Lan", "Mai"))
    to = {hoa.pk: colleague, lan.pk: supervisor, mai.pk: counselor}

    done = hand_over_rows(by=supervisor, to=to, workers=[*to, 10**17], words="", now=NOW)

    assert done == Moved(moved=2, refused=1, unchanged=1)
    assert (of(hoa), of(lan), of(mai)) == (colleague, supervisor, counselor)


def test_claim_21_hand_over_changes_own_rows_only_and_reports_the_refused(
    counselor: User, colleague: User, supervisor: User
) -> None:
    own = [in_care(counselor, name).worker for name in ("Hoa", "Lan")]
    elsewhere = UserFactory.create(counselor=True)
    foreign = in_care(elsewhere, "Của hãng khác", reference="KHÁC").worker
    gone = in_care(counselor, "Đã đi")
    Assignment.objects.filter(pk=gone.pk).update(ended_at=NOW)
    stranger = UserFactory.create()
    forged = [foreign.pk, gone.worker_id, stranger.pk, colleague.pk, 10**17]
    before = list(Assignment.objects.exclude(worker__in=own).order_by("pk").values())

    done = hand_over_rows(
        by=supervisor,
        to=colleague,
        workers=[*(worker.pk for worker in own), *forged],
        words="",
        now=NOW,
    )

    assert done == Moved(moved=2, refused=5, unchanged=0)
    assert [of(worker) for worker in own] == [colleague, colleague]
    assert list(Assignment.objects.exclude(worker__in=own).order_by("pk").values()) == before
    assert set(CaseEvent.objects.values_list("case__assignment__worker", flat=True)) == {
        worker.pk for worker in own
    }


def test_claim_21_reminder_reaches_own_rows_only_and_reports_the_refused(
    counselor: User, colleague: User
) -> None:
    own = in_care(counselor, "Hoa").worker
    of_colleague = in_care(colleague, "Của đồng nghiệp").worker
    foreign = in_care(UserFactory.create(counselor=True), "Của hãng khác").worker
    asked = [own.pk, of_colleague.pk, foreign.pk, 10**17]

    done = remind(by=counselor, kind=NudgeKind.CALL, workers=asked, now=NOW)

    assert done == Reminded(reminded=1, refused=3, unreachable=0, recent=0)
    assert [nudge.case.assignment.worker for nudge in Nudge.objects.all()] == [own]
    assert Case.objects.count() == 1


@pytest.mark.parametrize("who", ["counselor", "elsewhere", "staff"])
def test_hand_over_is_for_the_agencys_supervisor(
    who: str, counselor: User, colleague: User
) -> None:
    row = in_care(counselor, "Hoa")
    cast = {
        "counselor": counselor,
        "elsewhere": UserFactory.create(supervisor=True),
        "staff": UserFactory.create(staff=True),
    }

    with pytest.raises((MayNotMove, NotInOneAgency)):
        hand_over_rows(by=cast[who], to=colleague, workers=[row.worker_id], words="", now=NOW)

    assert of(row.worker) == counselor


def test_whom_a_list_has_put_in_is_handed_over_like_others(
    counselor: User, supervisor: User, colleague: User
) -> None:
    imported_list(counselor, xlsx([HEADINGS, worker_row(1)]))
    invited = User.objects.get(is_invited=True)

    done = hand_over_rows(by=supervisor, to=colleague, workers=[invited.pk], words="", now=NOW)

    assert invited.agency == counselor.agency
    assert done == Moved(moved=1, refused=0, unchanged=0)
    case = Case.objects.get()
    assert (case.assignment.worker, case.assignment.counselor) == (invited, colleague)
    assert case.reference == "NLĐ-00001"


def test_hand_over_goes_to_nobody_outside(counselor: User, supervisor: User) -> None:
    row = in_care(counselor, "Hoa")
    elsewhere = UserFactory.create(counselor=True)
    left = UserFactory.create(counselor=True, agency=counselor.agency, is_active=False)

    for to in (elsewhere, left, row.worker):
        with pytest.raises(NotInOneAgency):
            hand_over_rows(by=supervisor, to=to, workers=[row.worker_id], words="", now=NOW)

    assert of(row.worker) == counselor


def test_bulk_has_a_size(counselor: User, supervisor: User, colleague: User) -> None:
    too_many = range(1, MOST_AT_ONCE + 2)

    with pytest.raises(TooManyAtOnce):
        hand_over_rows(by=supervisor, to=colleague, workers=too_many, words="", now=NOW)
    with pytest.raises(TooManyAtOnce):
        remind(by=counselor, kind=NudgeKind.CALL, workers=too_many, now=NOW)


def test_reminder_leaves_out_whom_it_cannot_reach(counselor: User) -> None:
    rows = [
        in_care(counselor, "Hoa"),
        in_care(counselor, "Được mời", is_invited=True, reference="A2"),
        closed(counselor, "Đã đóng"),
    ]

    done = remind(
        by=counselor, kind=NudgeKind.PLAN, workers=[row.worker_id for row in rows], now=NOW
    )

    assert done == Reminded(reminded=1, refused=0, unreachable=2, recent=0)
    nudge = Nudge.objects.get()
    assert (nudge.case.assignment, nudge.kind, nudge.by_name) == (rows[0], "plan", counselor.name)


def test_reminder_of_one_kind_comes_once_in_three_days(counselor: User) -> None:
    hoa = in_care(counselor, "Hoa", reference="A1").worker_id

    def reminded(kind: NudgeKind, hours: int) -> int:
        now = NOW + timedelta(hours=hours)
        done = remind(by=counselor, kind=kind, workers=[hoa], now=now)
        assert done.reminded + done.recent == 1
        return done.reminded

    assert reminded(NudgeKind.PLAN, 0) == 1
    assert reminded(NudgeKind.PLAN, 71) == 0
    assert reminded(NudgeKind.CALL, 71) == 1
    assert reminded(NudgeKind.PLAN, 72) == 1
