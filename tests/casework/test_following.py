"""The next step, who was reached, flags."""

from datetime import timedelta

import pytest

from planner.casework.enums import (
    CaseEventKind,
    ContactChannel,
    ContactResult,
    FlagKind,
    StepKind,
)
from planner.casework.models import Case, CaseEvent, CaseFlag, ContactAttempt, FollowUp
from planner.casework.selectors.case import next_step_of, step_values
from planner.casework.services.following import (
    CaseIsClosed,
    NotYet,
    PastDay,
    Reached,
    Step,
    StepIsGone,
    clear_flag,
    finish_step,
    log_contact,
    raise_flag,
    set_step,
)
from planner.sharing.models import Assignment
from planner.sharing.stale import ChangedMeanwhile, fingerprint
from tests.factories.accounts import UserFactory
from tests.factories.cases import NOW, TODAY, case_of, closed_case, flag, follow_up
from tests.factories.plans import opened_by_counselor
from tests.factories.sharing import AssignmentFactory

pytestmark = pytest.mark.django_db

TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
CALL = Step(StepKind.CALL, TOMORROW, "Hỏi về giấy tờ")
VISIT = Step(StepKind.MEET, TODAY, "Đến ký túc xá")
NO_ANSWER = Reached(ContactChannel.CALL, ContactResult.NO_ANSWER, NOW)


@pytest.fixture
def assignment(db: None) -> Assignment:
    made: Assignment = AssignmentFactory.create(counselor__name="Trần Thị Hương")
    return made


def with_whom(assignment: Assignment) -> dict[str, object]:
    return {
        "opened": opened_by_counselor(assignment),
        "by": assignment.counselor,
        "now": NOW,
    }


def stepped(assignment: Assignment, step: Step = CALL, **more: object) -> FollowUp:
    """Set by the counselor, who saw what stands."""
    before = next_step_of(Case.objects.filter(assignment=assignment).first())
    usual = {"seen": fingerprint(step_values(before)), "today": TODAY, "step": step}
    return set_step(**with_whom(assignment) | usual | more)  # type: ignore[arg-type]


def finished(assignment: Assignment, row: FollowUp, then: Step | None = None) -> FollowUp:
    return finish_step(
        step_pk=row.pk,
        result="Đã nói chuyện",
        then=then,
        today=TODAY,
        **with_whom(assignment),  # type: ignore[arg-type]
    )


def logged(assignment: Assignment, reached: Reached = NO_ANSWER, **more: object) -> ContactAttempt:
    return log_contact(reached=reached, today=TODAY, **with_whom(assignment) | more)  # type: ignore[arg-type]


def test_first_step_opens_the_case(assignment: Assignment) -> None:
    row = stepped(assignment)

    assert row.case.assignment == assignment
    assert (row.kind, row.words, row.due_on) == (CALL.kind, CALL.words, CALL.due_on)
    assert (row.made_at, row.made_by_name, row.done_at) == (NOW, "Trần Thị Hương", None)


def test_new_step_ends_the_one_before(assignment: Assignment) -> None:
    before = stepped(assignment)

    row = stepped(assignment, VISIT, result="Đã gọi, hẹn gặp")

    before.refresh_from_db()
    assert (before.done_at, before.done_by_name) == (NOW, "Trần Thị Hương")
    assert before.result == "Đã gọi, hẹn gặp"
    assert next_step_of(row.case) == row


def test_new_step_beside_the_one_before_leaves_both(assignment: Assignment) -> None:
    before = stepped(assignment)

    row = stepped(assignment, VISIT, is_instead=False)

    assert list(FollowUp.objects.filter(done_at=None).order_by("due_on")) == [row, before]


def test_same_step_again_makes_no_second(assignment: Assignment) -> None:
    before = stepped(assignment)

    assert stepped(assignment) == before
    assert FollowUp.objects.count() == 1


def test_step_of_a_past_day_is_refused(assignment: Assignment) -> None:
    with pytest.raises(PastDay):
        stepped(assignment, Step(StepKind.CALL, YESTERDAY))

    assert FollowUp.objects.count() == 0


def test_step_over_one_that_was_not_seen_is_refused(assignment: Assignment) -> None:
    before = stepped(assignment)

    with pytest.raises(ChangedMeanwhile):
        stepped(assignment, VISIT, seen=fingerprint({}))

    assert list(FollowUp.objects.all()) == [before]


def test_closed_case_takes_no_step_and_no_flag(assignment: Assignment) -> None:
    closed_case(assignment)

    with pytest.raises(CaseIsClosed):
        stepped(assignment)
    with pytest.raises(CaseIsClosed):
        raise_flag(kind=FlagKind.WATCH, **with_whom(assignment))  # type: ignore[arg-type]
    with pytest.raises(CaseIsClosed):
        logged(assignment, then=CALL)
    assert (FollowUp.objects.count(), ContactAttempt.objects.count()) == (0, 0)


def test_closed_case_still_takes_a_contact(assignment: Assignment) -> None:
    closed_case(assignment)

    assert logged(assignment).result == ContactResult.NO_ANSWER


def test_step_is_done_with_a_result_and_the_next_one_stands(assignment: Assignment) -> None:
    row = stepped(assignment)

    finished(assignment, row, VISIT)

    row.refresh_from_db()
    assert (row.done_at, row.result) == (NOW, "Đã nói chuyện")
    then = next_step_of(row.case)
    assert then is not None
    assert (then.kind, then.due_on) == (VISIT.kind, VISIT.due_on)


def test_step_is_done_once(assignment: Assignment) -> None:
    row = stepped(assignment)
    finished(assignment, row)

    with pytest.raises(StepIsGone):
        finished(assignment, row, VISIT)

    assert FollowUp.objects.count() == 1


def test_step_of_another_case_is_not_there(assignment: Assignment) -> None:
    foreign = follow_up(case_of())

    with pytest.raises(StepIsGone):
        finished(assignment, foreign)
    with pytest.raises(StepIsGone):
        logged(assignment, finishes=foreign.pk)

    foreign.refresh_from_db()
    assert (foreign.done_at, ContactAttempt.objects.count()) == (None, 0)


def test_a_past_day_for_what_comes_next_undoes_all(assignment: Assignment) -> None:
    row = stepped(assignment)

    with pytest.raises(PastDay):
        finished(assignment, row, Step(StepKind.CALL, YESTERDAY))

    row.refresh_from_db()
    assert row.done_at is None


def test_contact_is_kept_with_whom_how_and_when(assignment: Assignment) -> None:
    at = NOW - timedelta(hours=3)
    reached = Reached(ContactChannel.ZALO, ContactResult.REACHED, at, "Khoẻ")

    row = logged(assignment, reached)

    assert (row.channel, row.result, row.words, row.at) == ("zalo", "reached", "Khoẻ", at)
    assert (row.by, row.by_name) == (assignment.counselor, "Trần Thị Hương")


def test_contact_ends_the_step_it_was_and_sets_the_next(assignment: Assignment) -> None:
    row = stepped(assignment)

    logged(assignment, finishes=row.pk, then=VISIT)

    row.refresh_from_db()
    assert (row.done_at, row.result) == (NOW, str(ContactResult.NO_ANSWER.label))
    then = next_step_of(row.case)
    assert then is not None
    assert then.words == VISIT.words


def test_contact_still_to_come_is_refused(assignment: Assignment) -> None:
    later = Reached(ContactChannel.CALL, ContactResult.REACHED, NOW + timedelta(minutes=1))

    with pytest.raises(NotYet):
        logged(assignment, later)

    assert ContactAttempt.objects.count() == 0


def test_second_flag_of_a_kind_changes_nothing(assignment: Assignment) -> None:
    who = with_whom(assignment)
    first = raise_flag(kind=FlagKind.EMPLOYER, words="Không trả lương", **who)  # type: ignore[arg-type]

    again = raise_flag(kind=FlagKind.EMPLOYER, words="Khác", **who)  # type: ignore[arg-type]
    other = raise_flag(kind=FlagKind.WATCH, **who)  # type: ignore[arg-type]

    assert (again, again.words) == (first, "Không trả lương")
    assert set(CaseFlag.objects.all()) == {first, other}
    events = CaseEvent.objects.order_by("pk").values_list("kind", "words")
    assert list(events) == [("flagged", "employer Không trả lương"), ("flagged", "watch")]


def test_flag_is_taken_off_once_and_can_be_set_again(assignment: Assignment) -> None:
    row, who = flag(case_of(assignment)), with_whom(assignment)

    done = [clear_flag(flag_pk=row.pk, **who) for _ in range(2)]  # type: ignore[arg-type]
    again = raise_flag(kind=FlagKind(row.kind), **who)  # type: ignore[arg-type]

    row.refresh_from_db()
    assert done == [True, False]
    assert row.cleared_at == NOW
    assert again != row
    kinds = CaseEvent.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [CaseEventKind.UNFLAGGED, CaseEventKind.FLAGGED]


def test_flag_of_another_case_stays(assignment: Assignment) -> None:
    foreign = flag(case_of())

    assert not clear_flag(flag_pk=foreign.pk, **with_whom(assignment))  # type: ignore[arg-type]

    foreign.refresh_from_db()
    assert foreign.cleared_at is None


def test_who_does_it_is_named_not_who_cares(assignment: Assignment) -> None:
    boss = UserFactory.create(supervisor=True, agency=assignment.agency, name="Nguyễn Thu Hà")

    row = stepped(assignment, by=boss)

    assert row.made_by_name == "Nguyễn Thu Hà"
