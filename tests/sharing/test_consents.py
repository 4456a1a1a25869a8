"""What a worker opens to the named counselor: to nobody else, and no longer than the worker wants."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from accounts.enums import Role
from accounts.models import User
from planner.plans.models import CareDuties, DecisionSheet, Proposal, SavingsPlan
from planner.sharing.audiences import CLOSED, OPENS, sections_opened_to
from planner.sharing.consents import (
    AnotherCounselor,
    NoCounselor,
    OtherText,
    ShutHere,
    counselor_to_open_to,
)
from planner.sharing.enums import Purpose
from planner.sharing.models import AccessLog, Assignment, Consent
from planner.sharing.sections import Section
from planner.sharing.selectors import (
    assignment_of,
    consents_before,
    holding_consents,
    last_answer,
)
from planner.sharing.services import (
    assign,
    end_assignment,
    log_list,
    move_assignment,
    open_person,
)
from planner.wording.consents import TEXTS
from tests.factories.accounts import AgencyFactory, UserFactory
from tests.factories.consents import NOW, consent, refusal
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)
USUAL = frozenset(Section) - CLOSED
OPENING = sorted(OPENS)


@pytest.fixture
def assignment() -> Assignment:
    """A worker in a counselor's care, with a row in every section."""
    made: Assignment = AssignmentFactory.create()
    for section in Section:
        Proposal.objects.create(
            person=made.worker, section=section, by_name="x", kind="step", values={}, made_at=NOW
        )
    SavingsPlan.objects.create(person=made.worker)
    CareDuties.objects.create(person=made.worker, duties=["parents"])
    DecisionSheet.objects.create(person=made.worker)
    return made


def counselor_of(assignment: Assignment) -> User:
    assert assignment.counselor is not None
    return User.objects.get(pk=assignment.counselor.pk)


def seen_in(reader: User) -> set[str]:
    """Sections of the rows of anybody else that this reader sees."""
    rows = Proposal.objects.visible_to(reader).exclude(person=reader)
    return set(rows.values_list("section", flat=True))


def opened_by(reader: User, worker: User) -> frozenset[Section]:
    return open_person(reader=reader, worker_pk=worker.pk, now=LATER).sections


def test_what_can_be_opened_is_what_is_closed() -> None:
    assert set(OPENS.values()) == CLOSED
    assert set(OPENS) == set(Purpose) - {Purpose.STATISTICS}
    assert set(TEXTS) == set(Purpose)


@pytest.mark.parametrize("purpose", OPENING)
def test_a_section_is_open_to_the_named_counselor_alone(
    assignment: Assignment, purpose: Purpose
) -> None:
    counselor = counselor_of(assignment)

    given = consent(assignment.worker, purpose)

    assert (given.counselor, given.counselor_name) == (counselor, counselor.name)
    assert opened_by(counselor, assignment.worker) == USUAL | {OPENS[purpose]}
    assert seen_in(counselor) == USUAL | {OPENS[purpose]}


def test_models_of_one_section_follow_the_same_consents(assignment: Assignment) -> None:
    counselor = counselor_of(assignment)

    consent(assignment.worker, Purpose.OPEN_MONEY)

    models = (SavingsPlan, CareDuties, DecisionSheet)
    assert [model.objects.visible_to(counselor).count() for model in models] == [1, 0, 0]


def test_it_is_closed_at_the_next_look_once_taken_back(assignment: Assignment) -> None:
    counselor = counselor_of(assignment)
    consent(assignment.worker)

    refusal(assignment.worker, now=LATER)

    assert opened_by(counselor, assignment.worker) == USUAL
    assert seen_in(counselor) == USUAL
    assert last_answer(assignment.worker, Purpose.OPEN_MONEY).taken_back_at == LATER  # type: ignore[union-attr]


def colleague(assignment: Assignment) -> User:
    """With a caseload of their own."""
    made: User = UserFactory.create(counselor=True, agency=assignment.agency)
    AssignmentFactory.create(counselor=made, agency=assignment.agency)
    return made


def supervisor(assignment: Assignment) -> User:
    made: User = UserFactory.create(supervisor=True, agency=assignment.agency)
    return made


def counselor_elsewhere(_assignment: Assignment) -> User:
    return counselor_of(AssignmentFactory.create())


def staff(_assignment: Assignment) -> User:
    made: User = UserFactory.create(staff=True, is_superuser=True)
    return made


def counselor_who_became_supervisor(assignment: Assignment) -> User:
    return changed(assignment, role=Role.SUPERVISOR)


def counselor_whose_account_is_closed(assignment: Assignment) -> User:
    return changed(assignment, is_active=False)


def counselor_who_went_to_another_agency(assignment: Assignment) -> User:
    return changed(assignment, agency=AgencyFactory.create())


def changed(assignment: Assignment, **values: object) -> User:
    User.objects.filter(pk=counselor_of(assignment).pk).update(**values)
    return counselor_of(assignment)


OTHERS: tuple[Callable[[Assignment], User], ...] = (
    *(colleague, supervisor, counselor_elsewhere, staff),
    *(counselor_who_became_supervisor, counselor_whose_account_is_closed),
    counselor_who_went_to_another_agency,
)


@pytest.mark.parametrize("who", OTHERS, ids=lambda who: str(who.__name__))
def test_nobody_else_sees_what_was_opened(
    who: Callable[[Assignment], User], assignment: Assignment
) -> None:
    for purpose in OPENING:
        consent(assignment.worker, purpose)
    reader = who(assignment)

    assert not seen_in(reader) & CLOSED
    assert sections_opened_to(reader, assignment.worker_id) == {}


def test_a_supervisor_opens_the_page_without_it(assignment: Assignment) -> None:
    consent(assignment.worker)

    assert opened_by(supervisor(assignment), assignment.worker) == USUAL


def test_one_worker_opens_nothing_of_another(assignment: Assignment) -> None:
    other = AssignmentFactory.create(counselor=assignment.counselor, agency=assignment.agency)
    consent(other.worker)

    assert opened_by(counselor_of(assignment), assignment.worker) == USUAL


def test_a_new_counselor_sees_nothing_until_asked_anew(assignment: Assignment) -> None:
    before, after, worker = counselor_of(assignment), colleague(assignment), assignment.worker
    consent(worker)

    move_assignment(assignment=assignment, to=after, by=supervisor(assignment), now=LATER)

    assert holding_consents(worker) == {}
    assert opened_by(after, worker) == USUAL
    consent(worker, now=LATER)
    assert opened_by(after, worker) == USUAL | {Section.MONEY}
    assert not seen_in(before)


def test_the_first_counselor_come_back_starts_anew(assignment: Assignment) -> None:
    first, worker, agency = counselor_of(assignment), assignment.worker, assignment.agency
    consent(worker)

    for counselor in (colleague(assignment), first):
        assign(worker=worker, counselor=counselor, agency=agency, now=LATER)

    assert opened_by(first, worker) == USUAL


def test_the_end_of_the_care_takes_back_what_was_opened_and_no_more(
    assignment: Assignment,
) -> None:
    worker, other = assignment.worker, AssignmentFactory.create().worker
    for purpose in Purpose:
        consent(worker, purpose)
        consent(other, purpose)

    end_assignment(worker=worker, now=LATER)

    assert set(holding_consents(worker)) == {Purpose.STATISTICS}
    assert set(holding_consents(other)) == set(Purpose)


@pytest.mark.parametrize("who", [colleague, supervisor], ids=["colleague", "supervisor"])
def test_a_forged_row_for_another_reader_opens_nothing(
    who: Callable[[Assignment], User], assignment: Assignment
) -> None:
    """Both must agree: the consent, and the open assignment."""
    reader = who(assignment)
    Consent.objects.create(
        person=assignment.worker,
        purpose=Purpose.OPEN_MONEY,
        counselor=reader,
        text_version="1",
        language="vi",
        given_at=NOW,
    )

    assert Section.MONEY not in seen_in(reader) | seen_in(counselor_of(assignment))


def test_without_a_counselor_there_is_nobody_to_open_it_to(assignment: Assignment) -> None:
    alone = UserFactory.create()
    led = AssignmentFactory.create(counselor=supervisor(assignment), agency=assignment.agency)
    changed(assignment, is_active=False)

    for worker in (alone, led.worker, assignment.worker):
        with pytest.raises(NoCounselor):
            consent(worker)
        assert counselor_to_open_to(assignment_of(worker)) is None
    assert not Consent.objects.exists()


def test_the_page_named_another_counselor(assignment: Assignment) -> None:
    with pytest.raises(AnotherCounselor):
        consent(assignment.worker, named=colleague(assignment).pk)

    assert consent(assignment.worker, named=counselor_of(assignment).pk).pk


@pytest.mark.parametrize("purpose", Purpose)
def test_another_text_than_the_one_of_today_is_no_yes(
    assignment: Assignment, purpose: Purpose
) -> None:
    with pytest.raises(OtherText):
        consent(assignment.worker, purpose, text_version="0")


@pytest.mark.parametrize("purpose", Purpose)
def test_a_browser_that_is_shut_out_opens_nothing_and_may_close(
    assignment: Assignment, purpose: Purpose
) -> None:
    worker = assignment.worker
    consent(worker, purpose)
    worker.is_shut_out = True

    assert refusal(worker, purpose, now=LATER)
    with pytest.raises(ShutHere):
        consent(worker, purpose)
    assert holding_consents(worker) == {}


@pytest.mark.parametrize("purpose", Purpose)
def test_yes_and_no_twice_are_yes_and_no(assignment: Assignment, purpose: Purpose) -> None:
    worker = assignment.worker

    rows = [consent(worker, purpose), consent(worker, purpose, now=LATER)]
    refusal(worker, purpose, now=LATER)
    refusal(worker, purpose, now=LATER + timedelta(hours=1))

    [row] = Consent.objects.all()
    assert rows == [row, row]
    assert (row.given_at, row.taken_back_at) == (NOW, LATER)
    assert consents_before(worker) == [row]


def test_one_yes_holds_per_purpose(assignment: Assignment) -> None:
    given = consent(assignment.worker)
    given.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        given.save()


def test_statistics_are_off_until_yes_and_need_no_counselor() -> None:
    person = UserFactory.create()

    assert last_answer(person, Purpose.STATISTICS) is None
    given = consent(person, Purpose.STATISTICS, language="en")

    assert (given.text_version, given.language, given.given_at) == ("2", "en", NOW)
    assert given.counselor is None


def test_a_no_to_statistics_is_kept_with_its_text_and_time() -> None:
    person = UserFactory.create()

    for now in (NOW, LATER):
        refusal(person, Purpose.STATISTICS, now=now)

    [row] = Consent.objects.all()
    assert (row.text_version, row.given_at, row.taken_back_at) == ("2", NOW, NOW)
    assert consents_before(person) == []
    assert consent(person, Purpose.STATISTICS, now=LATER).taken_back_at is None


def test_a_no_to_what_was_never_opened_is_nothing(assignment: Assignment) -> None:
    assert refusal(assignment.worker) is None
    assert not Consent.objects.exists()


def test_the_log_names_the_sections_that_were_really_opened(assignment: Assignment) -> None:
    reader, worker = counselor_of(assignment), assignment.worker
    consent(worker)

    for within in (frozenset(Section), USUAL):
        open_person(reader=reader, worker_pk=worker.pk, now=NOW, within=within)
    log_list(reader=reader, filters="", count=1, now=NOW)

    usual = sorted(USUAL)
    rows = AccessLog.objects.order_by("pk").values_list("sections", flat=True)
    assert list(rows) == [sorted([*usual, "money"]), usual, usual]


@pytest.mark.parametrize("model", [SavingsPlan, Proposal])
def test_one_query_by_index_however_much_is_opened(
    model: type[SavingsPlan | Proposal],
    assignment: Assignment,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    reader = counselor_of(assignment)
    for purpose in OPENING:
        consent(assignment.worker, purpose)

    with django_assert_num_queries(1):
        list(model.objects.visible_to(reader))
    if connection.vendor == "sqlite":
        plan = model.objects.visible_to(reader).explain()
        assert "USING INDEX consent_to_counselor" in plan
        assert "SCAN" not in plan, plan
