"""Plans that wait for a counselor's signature: set-based, for the whole caseload."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max, Q

from accounts.models import User
from planner.plans.models import Agreement, Benchmark, Goal, Plan, PromisedWork, SignOff, Step
from planner.plans.selectors.plan import WholePlan
from planner.sharing.audiences import PersonalQuerySet, sections_for
from planner.sharing.models import Assignment


def waiting_for_sign_off(reader: User) -> dict[int, datetime]:
    """By worker of the reader's caseload, longest waiting first: since when the plan is agreed as it stands and unsigned.

    As far as it is open to every counselor. Unsigned: by nobody of this agency since. Nine queries, however many.
    """
    if reader.agency is None:
        return {}
    people = Assignment.objects.of_reader(reader).filter(worker__is_active=True).values("worker")
    sections = sections_for(reader)
    rows = Agreement.objects.filter(person__in=people, section__in=sections)
    agreed = dict(rows.order_by("person").values_list("person").annotate(Max("agreed_at")))
    theirs = Q(by__agency=reader.agency) | Q(agency_name=reader.agency.name)
    signs = SignOff.objects.filter(theirs, person__in=people)
    signed = dict(signs.order_by("person").values_list("person").annotate(Max("signed_at")))
    unsigned = {pk for pk, at in agreed.items() if pk not in signed or signed[pk] < at}
    found = [
        (agreed[pk], pk)
        for pk, plan in _open_plans(reader, unsigned).items()
        if not plan.changed_since_agreed(sections)
    ]
    return {pk: at for at, pk in sorted(found)}


def _open_plans(reader: User, people: Iterable[int]) -> dict[int, WholePlan]:
    """Of each only what agreeing compares, and what is open of it."""
    asked = set(people)
    if not asked:
        return {}

    def by_person(model: type[Any], *order: str) -> dict[int, list[Any]]:
        rows: PersonalQuerySet = model.objects.visible_to(reader).filter(person__in=asked)
        found: defaultdict[int, list[Any]] = defaultdict(list)
        for row in rows.order_by(*order, "pk"):
            found[row.person_id].append(row)
        return found

    return _put_together(asked, by_person)


def _put_together(
    asked: set[int], by_person: Callable[..., dict[int, list[Any]]]
) -> dict[int, WholePlan]:
    ways, goals, steps = by_person(Plan), by_person(Goal), by_person(Step, "due_month")
    marks, works = by_person(Benchmark, "due_on", "key"), by_person(PromisedWork, "version")
    agreements = by_person(Agreement)
    return {
        pk: WholePlan(
            way=next(iter(ways.get(pk, [])), None),
            goals={row.kind: row for row in goals.get(pk, [])},
            steps=tuple(steps.get(pk, [])),
            benchmarks=tuple(marks.get(pk, [])),
            work=next(iter(reversed(works.get(pk, []))), None),
            agreements={row.section: row for row in agreements.get(pk, [])},
        )
        for pk in asked
    }
