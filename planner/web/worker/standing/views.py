"""Where I stand: what needs a look, the benchmarks by day, and what is counted in numbers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from planner.plans.selectors.benchmarks import benchmarks_of, way_of_person
from planner.plans.selectors.goals import steps_of
from planner.plans.selectors.savings import savings_of
from planner.plans.selectors.standing import japanese_tests_of, misses_of, saved_by_month
from planner.reference.rates import current_rules
from planner.sharing.audiences import own_sections
from planner.sharing.sections import Section
from planner.web.people import signed_in_person
from planner.web.worker.benchmarks.rows import title_of
from planner.web.worker.door import worker_page
from planner.web.worker.standing.japanese_rows import LEVELS, japanese_card
from planner.web.worker.standing.rows import (
    LABELS,
    SHOWN,
    SHOWN_BEFORE,
    before_leaving,
    look_rows,
    next_ahead,
    timeline_rows,
)
from planner.web.worker.standing.savings_rows import savings_card


@require_safe
@worker_page()
def where_i_stand(request: HttpRequest) -> HttpResponse:
    person, today = signed_in_person(request), timezone.localdate()
    rows, steps, way = benchmarks_of(person), steps_of(person), way_of_person(person)
    rules = current_rules()
    look = look_rows(rows, misses_of(person), rules.template_texts, today)
    first = next_ahead(rows, today)
    shows_money = Section.MONEY in own_sections(person)
    is_before = way is not None and way.departs_on > today
    before = before_leaving(rows, {row.pk for row in look}) if is_before else []
    context = {
        "has_way": way is not None,
        "look": look[:SHOWN],
        "look_more": look[SHOWN:],
        "next": {"pk": first.pk, "title": title_of(first), "day": date_format(first.due_on)}
        if first
        else None,
        "departs_on": way.departs_on if way and is_before else None,
        "before": before[:SHOWN_BEFORE],
        "before_more": len(before[SHOWN_BEFORE:]),
        "timeline": timeline_rows(rows, today, first.pk if first else None),
        "labels": LABELS,
        "today": today,
        "japanese": japanese_card(japanese_tests_of(person), steps, rows, today),
        "levels": LEVELS,
        "savings": savings_card(
            steps, savings_of(person), saved_by_month(person), rules.exchange_rates, today
        )
        if shows_money
        else None,
    }
    return render(request, "worker/standing/where_i_stand.html", context)
