"""A change of status: what it writes, and what is known of its conditions."""

from datetime import date

import pytest

from accounts.models import User
from planner.benchmarks.enums import Condition, Fulfilment, Refusal, Route, StatusStep
from planner.matching.enums import Pathway
from planner.matching.values import Trade
from planner.plans.answers import Answers
from planner.plans.changing_status import is_linked, third_stage
from planner.plans.enums import ChangeKind, Japanese
from planner.plans.laying_out import layout_for, trade_of_plan, way_of
from planner.plans.models import Benchmark, Choice, JapaneseTest, Plan, PlanChange, StatusChange
from planner.plans.selectors.benchmarks import benchmarks_of
from planner.plans.selectors.told import answers_of
from planner.plans.services.benchmarks import lay_out_benchmarks
from planner.plans.services.status import ChangeRefused
from planner.plans.services.told import keep_answers
from planner.reference.models import JobCategory
from planner.reference.selectors import current_atlas
from planner.sharing.stale import ChangedMeanwhile
from tests.factories.accounts import UserFactory
from tests.factories.plans import LATER, NOW, way
from tests.factories.status import standpoint, status_change
from tests.plans.choosing import choose

pytestmark = pytest.mark.django_db

MACHINING, CARE, LAUNDRY, FARM = "TITP 6-4", "TITP 7-13", "TITP 7-14", "TITP 1-1"


@pytest.fixture
def worker() -> User:
    """A trainee in machining since January 2027."""
    person: User = UserFactory.create()
    told = Answers(province="31", former_province="30", stage="in_japan", trade=MACHINING)
    keep_answers(person=person, answers=told)
    way(person)
    return person


def code_of(trade: Trade | JobCategory | None) -> str:
    return trade.code if trade else ""


def fulfilment(worker: User, step: StatusStep, condition: Condition, trade: str) -> Fulfilment:
    place = standpoint(worker)
    rules = place.rules(step, date(2030, 3, 1), place.atlas.trades_by_code[trade], "")
    return next(row.fulfilment for row in rules.requirements if row.condition == condition)


def test_change_to_ssw_sets_the_way(worker: User) -> None:
    row = status_change(worker)

    plan = Plan.objects.get(person=worker)
    assert (row.from_route, row.to_route, code_of(row.trade)) == (
        "titp_home",
        "titp_ssw",
        MACHINING,
    )
    assert (plan.route, plan.ssw_starts_on) == (Route.TITP_SSW, date(2030, 3, 1))
    assert (plan.returns_on, plan.departs_on) == (None, date(2027, 1, 15))


def test_change_is_in_the_history_with_the_one_before(worker: User) -> None:
    status_change(worker)
    status_change(worker, on=date(2030, 5, 1), now=LATER)

    kinds = PlanChange.objects.filter(person=worker).order_by("pk").values_list("what", flat=True)
    newest = PlanChange.objects.filter(what=ChangeKind.STATUS).latest("pk")
    assert list(kinds) == ["route", "route", "status", "route", "status"]
    assert (newest.before, newest.after) == (
        {"changes_on": "2030-03-01"},
        {"changes_on": "2030-05-01"},
    )
    assert newest.about == "titp_to_ssw"


def test_told_again_it_is_corrected_and_the_first_stays(worker: User) -> None:
    status_change(worker, trade=CARE)
    status_change(worker, on=date(2030, 5, 1), trade=LAUNDRY, now=LATER)

    trades = StatusChange.objects.order_by("pk").values_list("trade__code", flat=True)
    assert list(trades) == [CARE, LAUNDRY]
    assert Plan.objects.get(person=worker).ssw_starts_on == date(2030, 5, 1)
    # The work before the change is still the one of the traineeship.
    place = standpoint(worker)
    assert [code_of(place.trade_before(step)) for step in place.steps] == [MACHINING] * 2
    assert [code_of(place.trade_after(step)) for step in place.steps] == [MACHINING, LAUNDRY]


def test_after_a_transfer_the_way_to_ssw_starts_from_the_new_work(worker: User) -> None:
    way(worker, route=Route.ESD, departs_on=date(2027, 5, 20))

    status_change(worker, StatusStep.ESD_TRANSFER, date(2029, 6, 1), trade=CARE)

    place = standpoint(worker)
    assert code_of(place.trade_before(StatusStep.ESD_TRANSFER)) == MACHINING
    assert code_of(place.trade_before(StatusStep.ESD_TO_SSW)) == CARE
    assert Plan.objects.get(person=worker).route == Route.ESD


def test_third_stage_ends_two_years_after_it_begins(worker: User) -> None:
    status_change(worker, StatusStep.TITP_3, date(2030, 2, 28), operation="TITP 6-4-1")

    plan = Plan.objects.get(person=worker)
    assert (plan.route, plan.operation) == (Route.TITP_3, "TITP 6-4-1")
    assert (plan.ssw_starts_on, plan.returns_on) == (None, date(2032, 2, 28))


def test_what_the_law_makes_impossible_changes_nothing(worker: User) -> None:
    with pytest.raises(ChangeRefused) as refused:
        status_change(worker, on=date(2027, 1, 15))

    assert refused.value.code == Refusal.BEFORE_ARRIVAL
    assert not StatusChange.objects.exists()
    assert Plan.objects.get(person=worker).route == Route.TITP_HOME


def test_another_way_meanwhile_stops_the_change(worker: User) -> None:
    with pytest.raises(ChangedMeanwhile):
        status_change(worker, seen="of another page")

    assert not StatusChange.objects.exists()


def test_other_trade_is_matched_anew_and_the_same_one_is_not(worker: User) -> None:
    choose(worker, MACHINING)
    status_change(worker)
    same = Choice.objects.count()

    status_change(worker, on=date(2030, 4, 1), trade=CARE, now=LATER)

    assert same == 1
    assert list(Choice.objects.order_by("pk").values_list("trade__code", flat=True)) == [
        MACHINING,
        CARE,
    ]


def test_same_trade_at_another_stage_is_matched_anew(worker: User) -> None:
    keep_answers(person=worker, answers=Answers(stage="before_departure", trade=MACHINING))
    choose(worker, MACHINING)
    keep_answers(person=worker, answers=Answers(stage="in_japan", trade=MACHINING))

    status_change(worker)

    assert Choice.objects.count() == 2


def test_change_is_kept_where_no_home_is_told() -> None:
    person = UserFactory.create()
    way(person)

    row = status_change(person)

    assert row.trade is None
    assert not Choice.objects.exists()


def test_plan_goes_on_with_the_trade_changed_to(worker: User) -> None:
    atlas = current_atlas()
    status_change(worker, trade=CARE)

    after = trade_of_plan(worker, answers_of(worker), atlas)
    way(worker, route=Route.TITP_HOME)
    given_up = trade_of_plan(worker, answers_of(worker), atlas)

    assert (code_of(after), code_of(given_up)) == (CARE, MACHINING)


def test_benchmarks_follow_the_change_once_accepted(worker: User) -> None:
    atlas = current_atlas()
    status_change(worker, on=date(2030, 3, 1))
    plan = Plan.objects.get(person=worker)
    layout = layout_for(
        worker,
        way_of(plan, atlas.trades_by_code[MACHINING], atlas.version),
        benchmarks_of(worker),
        atlas.version,
    )

    lay_out_benchmarks(
        person=worker, laid_out=layout.laid_out, titles=layout.titles, seen="", now=NOW
    )

    due = dict(Benchmark.objects.values_list("key", "due_on"))
    assert due["s1_five_year_clock"] == date(2030, 3, 1)
    assert due["r_residence_card"] == date(2035, 3, 1)


def test_ticked_benchmarks_and_tests_meet_conditions(worker: User) -> None:
    grade_3, n4 = Condition.GRADE_3_OR_RECORD, Condition.JAPANESE_N4
    step, row = (
        StatusStep.TITP_TO_SSW,
        {"person": worker, "section": "benchmarks", "group": "japan"},
    )
    before = [fulfilment(worker, step, one, CARE) for one in (grade_3, n4)]
    open_one = Benchmark.objects.create(
        **row,
        key="t2_grade3_practical",
        template_key="t2_grade3_practical",
        due_on=date(2029, 7, 15),
        added_at=NOW,
    )
    JapaneseTest.objects.create(
        person=worker, level=Japanese.N4, taken_on=date(2028, 7, 2), is_passed=False
    )
    missing = [fulfilment(worker, step, one, CARE) for one in (grade_3, n4)]
    JapaneseTest.objects.create(
        person=worker, level=Japanese.N4, taken_on=date(2028, 12, 3), is_passed=True
    )
    passed = fulfilment(worker, step, n4, CARE)
    open_one.done_on = date(2029, 7, 1)
    open_one.save()

    assert before == [Fulfilment.UNKNOWN, Fulfilment.UNKNOWN]
    assert missing == [Fulfilment.NOT_MET, Fulfilment.UNKNOWN]
    assert passed == Fulfilment.MET
    assert fulfilment(worker, step, grade_3, CARE) == Fulfilment.MET


@pytest.mark.parametrize(
    "told, found", [("beginner", "not_met"), ("n5", "not_met"), ("jft", "met")]
)
def test_japanese_told_in_the_profile_counts(worker: User, told: str, found: str) -> None:
    keep_answers(person=worker, answers=Answers(japanese=told))

    assert fulfilment(worker, StatusStep.TITP_TO_SSW, Condition.JAPANESE_N4, CARE) == found


def test_fields_link_trades_and_jobs_decide_on_the_third_stage() -> None:
    trades = current_atlas().trades_by_code
    machining, care, laundry, fishing = (
        trades[code] for code in (MACHINING, CARE, LAUNDRY, "TITP 2-1")
    )

    assert is_linked(machining, machining, Pathway.SSW) is True
    assert is_linked(machining, care, Pathway.SSW) is False
    assert is_linked(None, care, Pathway.SSW) is None
    assert third_stage(laundry, "") is False
    assert third_stage(fishing, "") is None
    assert third_stage(fishing, "TITP 2-1-9") is False
    assert third_stage(fishing, "TITP 2-1-1") is True
    assert third_stage(None, "") is None
