"""A list from the upload to the caseload."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from accounts.enums import Role
from accounts.models import Invitation, User
from planner.casework.enums import BatchState, CloseReason, RowState
from planner.casework.importing.values import FaultCode, Field, WorkerValues
from planner.casework.models import Case, CaseEvent, ImportBatch, ImportRow
from planner.casework.selectors.known import KnownPeople, Person
from planner.casework.services import imports
from planner.casework.services.imports import (
    NoNameColumn,
    NotACounselor,
    NotNow,
    begin_import,
    check_rows,
    drop_batch,
    drop_old_batches,
    import_rows,
    set_columns,
)
from planner.casework.services.invited import NotKept, keep_worker
from planner.plans.models import Home, Profile
from planner.reference.selectors import current_atlas
from planner.sharing.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.imports import (
    HEADINGS,
    checked_list,
    csv,
    imported_list,
    list_of,
    taken_in,
    worker_row,
    xlsx,
)
from tests.factories.plans import NOW
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def counselor() -> User:
    return UserFactory.create(counselor=True)


def states(batch: ImportBatch) -> dict[str, int]:
    return dict(Counter(batch.rows.values_list("state", flat=True)))


def faults(batch: ImportBatch) -> list[tuple[int, str, str]]:
    rows = ImportRow.objects.filter(batch=batch).order_by("number")
    return [(row.number, fault["field"], fault["code"]) for row in rows for fault in row.faults]


def people() -> list[User]:
    return list(User.objects.filter(is_invited=True).order_by("pk"))


def listed(*rows: list[Any]) -> bytes:
    return xlsx([HEADINGS, *rows])


def test_a_new_row_becomes_an_invited_person_with_all_that_is_told(counselor: User) -> None:
    batch = imported_list(counselor, listed(worker_row(1)))

    assert (batch.state, states(batch), batch.file.name) == (
        BatchState.DONE,
        {RowState.MADE: 1},
        "",
    )
    person = people()[0]
    assert (person.name, person.is_active, person.email, person.phone) == (
        "Nguyễn Văn An 1",
        False,
        None,
        None,
    )
    assert not person.has_usable_password()
    case = Case.objects.get(assignment__worker=person)
    assert (case.phone, case.email, case.reference) == (
        "+84900000001",
        "an1@example.com",
        "NLĐ-00001",
    )
    assert (case.employer, case.departs_on) == ("Công ty Aoi", date(2024, 4, 15))
    assert case.assignment.counselor == counselor
    profile = Profile.objects.get(person=person)
    assert (profile.birth_year, profile.sex, profile.stage) == (1991, "male", "in_japan")
    home = Home.objects.get(person=person)
    assert home.province
    assert home.province.name == "Thanh Hóa"
    assert Invitation.objects.get(person=person).counselor == counselor
    assert ImportRow.objects.values_list("cells", "values").get() == ([], {})


def test_the_same_file_again_makes_nobody_and_changes_nothing(counselor: User) -> None:
    content = xlsx(list_of(5))
    imported_list(counselor, content)
    before = list(Case.objects.order_by("pk").values())

    again = imported_list(counselor, content)

    assert states(again) == {RowState.SAME: 5}
    assert list(Case.objects.order_by("pk").values()) == before
    assert len(people()) == 5
    assert CaseEvent.objects.count() == 5


def test_somebody_known_gets_new_facts_and_keeps_the_own_answers(counselor: User) -> None:
    worker = UserFactory.create(
        agency=counselor.agency, by_phone=True, phone="+84912345678", name="Lê Thị Lan"
    )
    Profile.objects.create(person=worker, sex="other")
    AssignmentFactory.create(worker=worker, counselor=counselor)

    batch = imported_list(
        counselor, listed(worker_row(1, name="LÊ THỊ LAN", phone=912345678, email=""))
    )

    assert states(batch) == {RowState.RENEWED: 1}
    assert people() == []
    case = Case.objects.get(assignment__worker=worker)
    assert (case.reference, case.employer) == ("NLĐ-00001", "Công ty Aoi")
    assert Profile.objects.get(person=worker).sex == "other"
    worker.refresh_from_db()
    assert (worker.name, worker.phone) == ("Lê Thị Lan", "+84912345678")


def test_what_is_mended_in_a_second_file_reaches_who_has_not_accepted(counselor: User) -> None:
    imported_list(counselor, listed(worker_row(1, home="Sao Hỏa")))

    again = imported_list(counselor, listed(worker_row(1, home="Nghệ An")))

    assert states(again) == {RowState.RENEWED: 1}
    assert Home.objects.get(person=people()[0]).province.name == "Nghệ An"  # type: ignore[union-attr]


def test_bad_rows_are_held_back_and_named_by_row_and_column(counselor: User) -> None:
    batch = checked_list(
        counselor,
        listed(
            worker_row(1),
            worker_row(2, departs="09/25/2024", phone="12"),
            worker_row(3, name=""),
            worker_row(4, home="Sao Hỏa", trade="phi công"),
            [None, "ĐƠN HÀNG THÁNG 5"],
            worker_row(5, returns="01/01/2020"),
        ),
    )

    assert states(batch) == {RowState.READY: 2, RowState.FAULTY: 3}
    assert sorted(faults(batch)) == [
        (3, "departs_on", "month_first"),
        (3, "phone", "bad_phone"),
        (4, "name", "no_name"),
        (5, "place", "unknown_place"),
        (5, "trade", "unknown_trade"),
        (7, "returns_on", "return_first"),
    ]
    begin_import(batch=batch, now=NOW)
    import_rows(batch_pk=batch.pk, now=NOW)
    assert sorted(Case.objects.values_list("reference", flat=True)) == ["NLĐ-00001", "NLĐ-00004"]
    assert User.objects.filter(is_invited=True).count() == Assignment.objects.count() == 2
    kept = ImportRow.objects.filter(batch=batch, state=RowState.FAULTY)
    assert all(row.cells for row in kept)


def test_two_rows_of_one_person_become_one_and_two_people_of_one_phone_stay_two(
    counselor: User,
) -> None:
    batch = checked_list(
        counselor,
        listed(
            worker_row(1, employer=""),
            worker_row(1),
            worker_row(3, name="Trần Thị Bưởi", phone="0900000001", email="", reference=""),
        ),
    )

    assert states(batch) == {RowState.READY: 2, RowState.KNOWN: 1}
    assert faults(batch) == [(3, "name", "same_row"), (4, "phone", "shared")]
    begin_import(batch=batch, now=NOW)
    import_rows(batch_pk=batch.pk, now=NOW)
    assert [person.name for person in people()] == ["Nguyễn Văn An 1", "Trần Thị Bưởi"]
    assert Case.objects.get(assignment__worker=people()[0]).employer == "Công ty Aoi"


def test_a_counselor_does_not_touch_who_is_in_a_colleagues_care(counselor: User) -> None:
    colleague = UserFactory.create(counselor=True, agency=counselor.agency)
    supervisor = UserFactory.create(supervisor=True, agency=counselor.agency)
    imported_list(colleague, listed(worker_row(1)))
    row = listed(worker_row(1, employer="Công ty Khác"))

    refused = imported_list(counselor, row)

    assert faults(refused) == [(2, "name", "with_colleague")]
    assert Case.objects.get().employer == "Công ty Aoi"
    assert states(imported_list(supervisor, row)) == {RowState.RENEWED: 1}
    assert Assignment.objects.get().counselor == colleague


def test_a_number_of_somebody_else_is_not_taken_over(counselor: User) -> None:
    imported_list(counselor, listed(worker_row(1)))

    batch = checked_list(
        counselor, listed(worker_row(2, reference="NLĐ-00001", name="Bùi Xuân Hạ"))
    )

    assert faults(batch) == [(2, "reference", "two_people")]


def test_who_is_known_elsewhere_only_is_new_here(counselor: User) -> None:
    """Another agency's worker, one without agency and one who left look like anybody."""
    elsewhere = UserFactory.create(counselor=True)
    imported_list(elsewhere, listed(worker_row(1)))
    UserFactory.create(by_phone=True, phone="+84900000002", name="Nguyễn Văn An 2")
    left = UserFactory.create(by_phone=True, phone="+84900000003", name="Nguyễn Văn An 3")
    AssignmentFactory.create(
        worker=left, counselor=counselor, agency=counselor.agency, ended_at=NOW
    )

    batch = imported_list(counselor, xlsx(list_of(4)))

    assert (states(batch), faults(batch)) == ({RowState.MADE: 4}, [])


def test_a_killed_run_goes_on_where_it_stopped(
    counselor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "CHUNK", 2)
    batch = checked_list(counselor, xlsx(list_of(5)))
    check_rows(batch_pk=batch.pk, atlas=current_atlas(), now=NOW)
    assert batch.rows.count() == 5
    begin_import(batch=batch, now=NOW)
    imports._import_some(batch.pk, NOW)
    made = {person.pk for person in people()}
    assert len(made) == 2

    import_rows(batch_pk=batch.pk, now=NOW)
    import_rows(batch_pk=batch.pk, now=NOW)

    batch.refresh_from_db()
    assert (batch.state, batch.done, batch.total) == (BatchState.DONE, 5, 5)
    assert len(people()) == 5
    assert made < {person.pk for person in people()}


def test_a_killed_check_goes_on_without_a_row_twice(
    counselor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "CHUNK", 2)
    batch = checked_list(counselor, xlsx(list_of(5)))
    ImportRow.objects.filter(batch=batch, number__gt=3).delete()
    ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.CHECKING)

    check_rows(batch_pk=batch.pk, atlas=current_atlas(), now=NOW)

    assert list(batch.rows.order_by("number").values_list("number", flat=True)) == [2, 3, 4, 5, 6]


def test_each_step_is_taken_once_and_in_order(counselor: User) -> None:
    batch = taken_in(counselor, xlsx(list_of(1)))
    with pytest.raises(NotNow):
        begin_import(batch=batch, now=NOW)
    with pytest.raises(NoNameColumn):
        set_columns(batch=batch, columns={0: Field.PHONE}, counselor=counselor, now=NOW)
    with pytest.raises(NotACounselor):
        set_columns(
            batch=batch,
            columns={1: Field.NAME},
            counselor=UserFactory.create(counselor=True),
            now=NOW,
        )
    set_columns(batch=batch, columns={1: Field.NAME}, counselor=counselor, now=NOW)
    with pytest.raises(NotNow):
        set_columns(batch=batch, columns={1: Field.NAME}, counselor=counselor, now=NOW)
    check_rows(batch_pk=batch.pk, atlas=current_atlas(), now=NOW)
    begin_import(batch=batch, now=NOW)
    with pytest.raises(NotNow):
        drop_batch(batch=batch, now=NOW)


def test_a_list_whose_counselor_left_stops_and_says_so(counselor: User) -> None:
    batch = checked_list(counselor, xlsx(list_of(1)))
    begin_import(batch=batch, now=NOW)
    User.objects.filter(pk=counselor.pk).update(role=Role.WORKER)

    import_rows(batch_pk=batch.pk, now=NOW)

    batch.refresh_from_db()
    assert (batch.state, batch.fault, people()) == (BatchState.FAILED, "nobody", [])


def test_a_file_that_turns_out_bad_further_down_is_refused_and_gone(counselor: User) -> None:
    rows = [*list_of(60), ["x"] * 61]
    batch = checked_list(counselor, csv(rows))

    assert (batch.state, batch.fault, batch.file.name) == (
        BatchState.FAILED,
        "too_many_columns",
        "",
    )
    assert batch.rows.count() == 0


def test_a_dropped_list_leaves_nothing_behind_and_old_ones_go(counselor: User) -> None:
    dropped, old = checked_list(counselor, xlsx(list_of(1))), taken_in(counselor, xlsx(list_of(1)))

    drop_batch(batch=dropped, now=NOW)

    dropped.refresh_from_db()
    assert (dropped.state, dropped.rows.count(), dropped.file.name) == (BatchState.DROPPED, 0, "")
    assert drop_old_batches(now=NOW + timedelta(days=29)) == 0
    assert drop_old_batches(now=NOW + timedelta(days=31)) == 2
    assert not ImportBatch.objects.filter(pk=old.pk).exists()


def test_a_closed_case_stays_closed_when_the_list_names_it(counselor: User) -> None:
    imported_list(counselor, xlsx(list_of(1)))
    Case.objects.update(closed_at=NOW, close_reason=CloseReason.LOST)

    imported_list(counselor, listed(worker_row(1, employer="Công ty Khác")))

    case = Case.objects.get()
    assert (case.employer, case.close_reason) == ("Công ty Khác", CloseReason.LOST)


def test_chunks_take_the_same_queries_whoever_is_in_them(
    counselor: User, django_assert_max_num_queries: Any
) -> None:
    batch = checked_list(counselor, xlsx(list_of(200)))
    begin_import(batch=batch, now=NOW)

    with django_assert_max_num_queries(80):
        import_rows(batch_pk=batch.pk, now=NOW)

    assert len(people()) == 200


def test_one_worker_of_an_agencys_own_system_is_kept_the_same_way(counselor: User) -> None:
    supervisor = UserFactory.create(supervisor=True, agency=counselor.agency)
    given: Any = {"agency": counselor.agency, "counselor": counselor, "by": supervisor, "now": NOW}

    first = keep_worker(values=WorkerValues(name="Lan", reference="A1"), **given)
    again = keep_worker(values=WorkerValues(name="Lan", reference="A1", employer="Aoi"), **given)
    same = keep_worker(values=WorkerValues(name="Lan", reference="A1"), **given)

    assert [(kept.is_new, kept.is_changed) for kept in (first, again, same)] == [
        (True, True),
        (False, True),
        (False, False),
    ]
    assert first.case == again.case == same.case
    with pytest.raises(NotKept) as error:
        keep_worker(values=WorkerValues(name="Bưởi", reference="A1"), **given)
    assert error.value.code == FaultCode.TWO_PEOPLE


@pytest.mark.parametrize(
    "first, second, is_same",
    [
        ({"birth_year": 1999}, {"birth_year": 1999}, True),
        ({"birth_year": 1999}, {"birth_year": 1998}, False),
        ({}, {}, False),
        ({"birth_year": 1999, "phone": "1"}, {"birth_year": 1999, "phone": "2"}, False),
        ({"birth_year": 1999, "reference": "1"}, {"birth_year": 1999, "reference": "2"}, False),
        (
            {"birth_year": 1999, "birth_on": date(1999, 1, 1)},
            {"birth_year": 1999, "birth_on": date(1999, 1, 2)},
            False,
        ),
        ({"phone": "1"}, {"phone": "1", "birth_year": 1999}, True),
        ({"phone": "1", "birth_year": 1998}, {"phone": "1", "birth_year": 1999}, False),
        ({"email": "a"}, {"email": "a", "phone": "1"}, True),
        ({"reference": "1"}, {"reference": "1", "phone": "3"}, True),
    ],
)
def test_who_is_taken_for_the_same_person(
    first: dict[str, Any], second: dict[str, Any], is_same: bool
) -> None:
    known = KnownPeople([Person.of(WorkerValues(name="Nguyễn Thị Lan", **first), 1)])

    match = known.match(WorkerValues(name="NGUYEN THI LAN", **second))

    assert (match.person is not None) == is_same
