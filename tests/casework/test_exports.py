"""Who may take a list out, and what is in it when it is fetched."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Invitation, User
from accounts.selectors import invitation_of
from planner.casework.enums import CloseReason, ExportFormat, ExportKind
from planner.casework.models import Export, ExportRight
from planner.casework.selectors.caseload import Asked
from planner.casework.selectors.exports import EVERYTHING, FOR_ALL, ExportRow, rights_of
from planner.casework.services import exports as services
from planner.casework.services.exports import (
    LASTS,
    ExportEnded,
    MayNotExport,
    TooManyRows,
    ask_export,
    drop_ended_exports,
    fetch_export,
    give_export_rights,
)
from planner.plans.models import Plan
from planner.sharing.enums import Look
from planner.sharing.models import AccessLog, Assignment
from planner.sharing.services import assign, end_assignment
from tests.factories.accounts import UserFactory
from tests.factories.cases import case_of, closed_case, flag, follow_up
from tests.factories.lists import (
    NOW,
    TODAY,
    export_of,
    invitation_for,
    invited_into_care_of,
    right_of,
)
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

CASELOAD, PLAIN, LINKS = ExportKind.CASELOAD, ExportKind.PLAIN, ExportKind.LINKS
XLSX, CSV = ExportFormat.XLSX, ExportFormat.CSV


@pytest.fixture
def counselor() -> User:
    return UserFactory.create(counselor=True, name="Trần Thị Hương")


@pytest.fixture
def supervisor(counselor: User) -> User:
    return UserFactory.create(supervisor=True, agency=counselor.agency, name="Nguyễn Thu Hà")


@pytest.fixture
def hoa(counselor: User) -> Assignment:
    worker = UserFactory.create(agency=counselor.agency, name="Phạm Thị Hoa")
    made: Assignment = AssignmentFactory.create(worker=worker, counselor=counselor)
    return made


def fetch(export: Export, by: User | None = None, **values: Any) -> list[ExportRow]:
    usual: dict[str, Any] = {"asked": Asked(), "today": TODAY, "now": NOW}
    return fetch_export(export=export, by=by or export.by, **usual | values)


def names(rows: list[ExportRow]) -> list[str]:
    return [row.worker.name for row in rows]


@pytest.mark.parametrize(
    "kind, form", sorted(EVERYTHING - FOR_ALL), ids=lambda item: str(item.value)
)
def test_counselor_takes_out_only_what_was_given(
    kind: ExportKind, form: ExportFormat, counselor: User
) -> None:
    other = next(taken for taken in sorted(EVERYTHING - FOR_ALL) if taken != (kind, form))
    right_of(counselor, *other)

    with pytest.raises(MayNotExport):
        ask_export(by=counselor, kind=kind, form=form, filters="", now=NOW)

    right_of(counselor, kind, form)
    assert ask_export(by=counselor, kind=kind, form=form, filters="", now=NOW).pk


def test_every_counselor_takes_out_the_list_without_names_as_csv(counselor: User) -> None:
    assert rights_of(counselor) == {(PLAIN, CSV)}


def test_supervisor_takes_out_everything(supervisor: User) -> None:
    assert rights_of(supervisor) == EVERYTHING


@pytest.mark.parametrize(
    "cast",
    [
        {"staff": True},
        {},
        {"role": "supervisor", "agency": None},
        {"supervisor": True, "is_active": False},
    ],
)
def test_nobody_else_takes_anything_out(cast: dict[str, Any]) -> None:
    assert rights_of(UserFactory.create(**cast)) == frozenset()


def test_right_holds_in_the_agency_that_gave_it(counselor: User) -> None:
    right_of(counselor)
    counselor.agency = UserFactory.create(counselor=True).agency
    counselor.save()

    assert rights_of(counselor) == FOR_ALL


def test_export_is_a_recipe_for_a_day(supervisor: User) -> None:
    made = ask_export(by=supervisor, kind=CASELOAD, form=XLSX, filters="stage=home", now=NOW)

    assert (made.by, made.kind, made.format, made.filters) == (
        supervisor,
        CASELOAD,
        XLSX,
        "stage=home",
    )
    assert (made.made_at, made.ends_at, made.fetched) == (NOW, NOW + timedelta(hours=24), 0)


def test_ended_ones_go_after_another_day(counselor: User, supervisor: User) -> None:
    """A filter may hold a name."""
    export_of(counselor, now=NOW - 2 * LASTS)
    ended = export_of(supervisor, now=NOW - 2 * LASTS + timedelta(seconds=1))

    assert drop_ended_exports(now=NOW) == 1
    assert Export.objects.get() == ended


def test_row_tells_what_the_agency_knows(hoa: Assignment, counselor: User) -> None:
    case = case_of(
        hoa,
        reference="VN-1",
        email="hoa@example.com",
        phone="+84912345678",
        employer="Sakura",
        departs_on=date(2024, 3, 1),
        returns_on=date(2027, 3, 1),
        status_ends_on=date(2027, 4, 1),
    )
    follow_up(case, date(2026, 12, 1), words="Gọi chị")
    flag(case)

    row = fetch(export_of(counselor))[0]

    known = row.known
    assert (known.reference, known.email, known.phone) == (
        "VN-1",
        "hoa@example.com",
        "+84912345678",
    )
    assert (known.employer, known.returns_on) == ("Sakura", date(2027, 3, 1))
    assert (row.worker.departs_on, row.worker.status_ends_on) == (
        date(2024, 3, 1),
        date(2027, 4, 1),
    )
    assert row.worker.step is not None
    assert (row.worker.step.words, row.worker.flags) == ("Gọi chị", ("urgent",))
    assert (row.token, row.ends_at) == ("", None)


def test_return_is_the_plans_before_the_agencys(hoa: Assignment, counselor: User) -> None:
    case_of(hoa, returns_on=date(2027, 3, 1))
    Plan.objects.create(
        person=hoa.worker, route="titp", departs_on=date(2024, 1, 1), returns_on=date(2027, 9, 9)
    )

    assert fetch(export_of(counselor))[0].known.returns_on == date(2027, 9, 9)


def test_who_has_no_case_yet_is_in_the_list(hoa: Assignment, counselor: User) -> None:
    row = fetch(export_of(counselor))[0]

    assert (row.worker.name, row.known.phone, row.known.returns_on) == ("Phạm Thị Hoa", "", None)


def test_counselor_takes_out_the_own_caseload_and_supervisor_the_agencys(
    hoa: Assignment, counselor: User, supervisor: User
) -> None:
    colleague = UserFactory.create(counselor=True, agency=counselor.agency)
    AssignmentFactory.create(counselor=colleague, worker__name="Lê Thị Cúc")
    AssignmentFactory.create()

    assert names(fetch(export_of(counselor))) == ["Phạm Thị Hoa"]
    assert names(fetch(export_of(supervisor))) == ["Lê Thị Cúc", "Phạm Thị Hoa"]


def _leaves(hoa: Assignment) -> None:
    end_assignment(worker=hoa.worker, now=NOW)


def _is_moved(hoa: Assignment) -> None:
    to = UserFactory.create(counselor=True, agency=hoa.agency)
    assign(worker=hoa.worker, counselor=to, agency=hoa.agency, now=NOW)


def _is_closed(hoa: Assignment) -> None:
    closed_case(hoa, close_reason=CloseReason.HOME)


def _is_deleted(hoa: Assignment) -> None:
    hoa.worker.delete()


def _counselor_moves(hoa: Assignment) -> None:
    assert hoa.counselor is not None
    hoa.counselor.agency = UserFactory.create(counselor=True).agency
    hoa.counselor.save()


def _agency_is_closed(hoa: Assignment) -> None:
    hoa.agency.is_active = False
    hoa.agency.save()


@pytest.mark.parametrize(
    "happens",
    [_leaves, _is_moved, _is_closed, _is_deleted, _counselor_moves, _agency_is_closed],
    ids=lambda happens: happens.__name__,
)
def test_who_goes_between_asking_and_fetching_is_not_in_it(
    happens: Any, hoa: Assignment, counselor: User
) -> None:
    made = ask_export(by=counselor, kind=PLAIN, form=CSV, filters="", now=NOW)
    assert names(fetch(made)) == ["Phạm Thị Hoa"]

    happens(hoa)

    assert fetch(made, User.objects.get(pk=counselor.pk)) == []


def test_filter_is_that_of_fetching(hoa: Assignment, counselor: User) -> None:
    made = export_of(counselor)

    assert names(fetch(made, asked=Asked(q="hoa"))) == ["Phạm Thị Hoa"]
    assert fetch(made, asked=Asked(q="cúc")) == []


def test_right_taken_away_between_asking_and_fetching_holds(
    hoa: Assignment, counselor: User
) -> None:
    right = right_of(counselor, CASELOAD, CSV)
    made = ask_export(by=counselor, kind=CASELOAD, form=CSV, filters="", now=NOW)
    right.delete()

    with pytest.raises(MayNotExport):
        fetch(made)
    assert AccessLog.objects.count() == 0


def test_supervisor_who_is_one_no_more_fetches_nothing(hoa: Assignment, supervisor: User) -> None:
    made = ask_export(by=supervisor, kind=CASELOAD, form=CSV, filters="", now=NOW)
    supervisor.role = "counselor"
    supervisor.save()

    with pytest.raises(MayNotExport):
        fetch(made, supervisor)


def test_export_ends_after_a_day(hoa: Assignment, counselor: User) -> None:
    made = export_of(counselor)

    assert fetch(made, now=NOW + timedelta(hours=24) - timedelta(seconds=1))
    with pytest.raises(ExportEnded):
        fetch(made, now=NOW + timedelta(hours=24))


def test_nobody_fetches_what_somebody_else_asked_for(hoa: Assignment, supervisor: User) -> None:
    assert hoa.counselor is not None

    with pytest.raises(ExportEnded):
        fetch(export_of(hoa.counselor), supervisor)


def test_each_fetching_is_counted_and_logged_once(hoa: Assignment, counselor: User) -> None:
    made = export_of(counselor, filters="stage=home")

    fetch(made)
    fetch(made)

    made.refresh_from_db()
    assert made.fetched == 2
    looks = AccessLog.objects.filter(reader=counselor, look=Look.LIST, worker=None)
    told = looks.values_list("filters", "count")
    assert list(told) == [("export plain csv stage=home", 1)] * 2


def test_file_has_a_largest_size(
    hoa: Assignment, counselor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_ROWS", 1)
    made = export_of(counselor)
    assert len(fetch(made)) == 1
    AssignmentFactory.create(counselor=counselor)

    with pytest.raises(TooManyRows) as refused:
        fetch(made)
    assert refused.value.count == 2


@pytest.mark.parametrize("kind", [CASELOAD, LINKS])
def test_one_and_many_take_the_same_queries(kind: ExportKind, supervisor: User) -> None:
    counselor = UserFactory.create(counselor=True, agency=supervisor.agency)
    made = export_of(supervisor, kind)
    numbers = []
    for count in (1, 12):
        for number in range(count):
            case = case_of(invited_into_care_of(counselor, f"Người {count}-{number}"))
            follow_up(case)
            flag(case)
        with CaptureQueriesContext(connection) as queries:
            rows = fetch(made)
        numbers.append(len(queries))

    assert len(rows) == 13
    assert numbers[0] == numbers[1]


def test_links_are_of_invited_people_only(
    hoa: Assignment, counselor: User, supervisor: User
) -> None:
    invited_into_care_of(counselor)
    invited_into_care_of(UserFactory.create(counselor=True))

    rows = fetch(export_of(supervisor, LINKS))

    assert names(rows) == ["Vũ Thị Mơ"]
    assert rows[0].ends_at == NOW + timedelta(days=14)


def test_link_of_a_file_can_be_accepted(counselor: User, supervisor: User) -> None:
    care = invited_into_care_of(counselor)

    (row,) = fetch(export_of(supervisor, LINKS))

    found = invitation_of(row.token, now=NOW)
    assert found is not None
    assert (found.person, found.agency, found.counselor, found.name) == (
        care.worker,
        counselor.agency,
        counselor,
        "Vũ Thị Mơ",
    )


def test_each_fetching_makes_new_links_and_ends_the_old(counselor: User, supervisor: User) -> None:
    care = invited_into_care_of(counselor)
    invitation_for(care, "cũ")
    elsewhere = invitation_for(invited_into_care_of(UserFactory.create(counselor=True)), "khác")
    made = export_of(supervisor, LINKS)

    (first,) = fetch(made)
    (second,) = fetch(made)

    assert first.token != second.token
    assert invitation_of("cũ", now=NOW) is None
    assert invitation_of(first.token, now=NOW) is None
    assert invitation_of(second.token, now=NOW) is not None
    assert invitation_of("khác", now=NOW) == elsewhere
    assert Invitation.objects.open(now=NOW).filter(person=care.worker).count() == 1


@pytest.mark.parametrize("counselor_is", ["gone", "closed"])
def test_who_makes_the_link_looks_after_whom_nobody_can(
    counselor_is: str, counselor: User, supervisor: User
) -> None:
    care = invited_into_care_of(counselor)
    if counselor_is == "gone":
        Assignment.objects.filter(pk=care.pk).update(counselor=None)
    else:
        User.objects.filter(pk=counselor.pk).update(is_active=False)

    (row,) = fetch(export_of(supervisor, LINKS))

    found = invitation_of(row.token, now=NOW)
    assert found is not None
    assert found.counselor == supervisor


def test_other_lists_leave_links_alone(counselor: User, supervisor: User) -> None:
    kept = invitation_for(invited_into_care_of(counselor), "cũ")

    rows = fetch(export_of(supervisor, CASELOAD))

    assert (names(rows), rows[0].token) == (["Vũ Thị Mơ"], "")
    assert invitation_of("cũ", now=NOW) == kept
    assert Invitation.objects.count() == 1


def test_supervisor_gives_rights_and_takes_them_away(counselor: User, supervisor: User) -> None:
    colleague = UserFactory.create(counselor=True, agency=counselor.agency)
    kept, gone = right_of(counselor, CASELOAD, CSV), right_of(colleague, LINKS, XLSX)
    elsewhere = right_of(UserFactory.create(counselor=True))

    give_export_rights(
        by=supervisor,
        chosen=[(counselor.pk, CASELOAD, CSV), (colleague.pk, PLAIN, XLSX)],
        now=NOW,
    )

    new = ExportRight.objects.exclude(pk__in=[kept.pk, elsewhere.pk]).get()
    assert not ExportRight.objects.filter(pk=gone.pk).exists()
    assert (new.person, new.agency, new.kind, new.format) == (
        colleague,
        counselor.agency,
        PLAIN,
        XLSX,
    )
    assert (new.given_by_name, new.given_at) == ("Nguyễn Thu Hà", NOW)
    assert set(ExportRight.objects.all()) == {kept, elsewhere, new}


@pytest.mark.parametrize("who", ["elsewhere", "worker", "supervisor", "nobody"])
def test_right_is_given_to_nobody_else(who: str, hoa: Assignment, supervisor: User) -> None:
    pk = {
        "elsewhere": UserFactory.create(counselor=True).pk,
        "worker": hoa.worker_id,
        "supervisor": supervisor.pk,
        "nobody": 10**15,
    }[who]

    give_export_rights(by=supervisor, chosen=[(pk, CASELOAD, CSV)], now=NOW)

    assert ExportRight.objects.count() == 0


def test_only_a_supervisor_gives_rights(counselor: User) -> None:
    with pytest.raises(MayNotExport):
        give_export_rights(by=counselor, chosen=[(counselor.pk, CASELOAD, CSV)], now=NOW)
