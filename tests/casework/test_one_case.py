"""The reasons on a case page are those on the list of today, money left out."""

from random import Random

import pytest

from planner.casework.enums import FlagKind, ReasonKind
from planner.casework.models import Case
from planner.casework.selectors.case import at_a_glance, case_in, plan_in
from planner.casework.selectors.one_case import in_care_in
from planner.casework.triage import Reason, reasons_of
from planner.reminders.selectors.caseload import triage_of
from planner.reminders.selectors.reach import cut_off_open_in
from planner.sharing.models import Assignment
from tests.factories import cases
from tests.factories.accounts import UserFactory
from tests.factories.caseload import Made
from tests.factories.plans import opened_by_counselor

pytestmark = pytest.mark.django_db

OF_MONEY = (ReasonKind.PAY_GAP, ReasonKind.SAVINGS_BEHIND)


def reasons_in(assignment: Assignment) -> tuple[Reason, ...]:
    opened = opened_by_counselor(assignment)
    off = cut_off_open_in(opened)
    person = in_care_in(
        opened,
        case_in(opened, now=cases.NOW),
        plan_in(opened),
        at_a_glance(opened),
        cut_off_since=off.since if off else None,
        today=cases.TODAY,
    )
    return reasons_of(person.facts, cases.TODAY) if person else ()


def test_reasons_of_one_are_those_of_the_list() -> None:
    counselor = UserFactory.create(counselor=True)
    assert counselor.agency is not None
    made = Made(cases.TODAY, Random(7))
    made.workers(counselor.agency, [counselor], 60)
    for case in Case.objects.order_by("pk"):
        case.status_ends_on = made.chance.choice((None, made.day(-10, 200)))
        case.returns_on = made.chance.choice((None, made.day(-10, 400)))
        if made.is_so(0.1):
            case.closed_at, case.close_reason = cases.NOW, "home"
        case.save()
        if made.is_so(0.3):
            cases.follow_up(case, made.day(-5, 20))
            cases.flag(case, made.chance.choice((FlagKind.URGENT, FlagKind.WATCH)))

    expected = {
        row.person.pk: tuple(reason for reason in row.reasons if reason.kind not in OF_MONEY)
        for row in triage_of(counselor, cases.TODAY)
    }
    care = Assignment.objects.filter(counselor=counselor).select_related("worker", "counselor")
    found = {row.worker_id: reasons_in(row) for row in care.order_by("pk")}

    assert {pk: reasons for pk, reasons in found.items() if reasons} == expected
    assert len(expected) > 20
