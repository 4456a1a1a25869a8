"""Which language tests lead to the language levels of a way, with their days."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from planner.benchmarks.dates import DECEMBER, JULY, add_months, jlpt_december, jlpt_july
from planner.benchmarks.enums import Route
from planner.benchmarks.routes import arrival_of, came_by_esd, group_of, return_of
from planner.benchmarks.values import ExamSitting, LaidOut, Template, Way

# Results come about two months after a sitting, so a later one cannot prove the level in time.
MONTHS_FOR_RESULTS = Decimal(2)
# Nobody sits a test in the first weeks; and applying begins three months before it.
MONTHS_TO_SETTLE = Decimal(5)
MONTHS_OF_PREPARATION = Decimal(18)

# The usual last day of applying in Japan, month and day. July: 7 April (2026, info.jees-jlpt.jp).
# December: "late August to mid September" (nihongocafe.jp); 18 September in 2025, so the middle.
USUAL_LAST_DAYS = {JULY: (4, 7), DECEMBER: (9, 15)}
_KEYS = {JULY: "j_jlpt_july", DECEMBER: "j_jlpt_december"}
_USUAL: dict[int, Callable[[int], date]] = {JULY: jlpt_july, DECEMBER: jlpt_december}


def language_tests(
    templates: Mapping[str, Template], way: Way, sittings: Sequence[ExamSitting]
) -> Iterator[LaidOut]:
    """`templates`: those that apply, by key."""
    known = {(s.held_on.year, s.held_on.month): s for s in sittings if s.exam == "jlpt"}
    for month, key in _KEYS.items():
        if key not in templates:
            continue
        template = templates[key]
        if (held := _before_departure(templates, way, known, month)) is not None:
            yield _laid_out(template, way, held, held, (held.year, month) not in known)
        if (held := _in_japan(templates, way, known, month)) is not None:
            sitting = known.get((held.year, month))
            yield _laid_out(template, way, held, held, sitting is None)
            if applying := templates.get(f"{key}_apply"):
                last = sitting.applies_to if sitting else None
                usual = date(held.year, *USUAL_LAST_DAYS[month])
                yield _laid_out(applying, way, held, last or usual, last is None)
    if "j_jft_basic" in templates and (day := _jft_day(templates, way)):
        template = templates["j_jft_basic"]
        yield LaidOut(template.key, template.key, group_of(template, way, day), day)


def _laid_out(template: Template, way: Way, held: date, due: date, is_usual: bool) -> LaidOut:
    return LaidOut(
        f"{template.key}:{held.year}",
        template.key,
        group_of(template, way, due),
        due,
        template.is_money,
        is_usual,
    )


def _in_japan(
    templates: Mapping[str, Template],
    way: Way,
    known: Mapping[tuple[int, int], ExamSitting],
    month: int,
) -> date | None:
    """The last sitting in time for N3; whoever returns sooner takes it before the return."""
    goal = templates.get("t2_jlpt_n3")
    if goal is None or goal.offset_months is None:
        return None
    arrival = arrival_of(way)
    by = min(add_months(arrival, goal.offset_months), return_of(way))
    return _last(known, month, add_months(arrival, MONTHS_TO_SETTLE), by)


def _before_departure(
    templates: Mapping[str, Template],
    way: Way,
    known: Mapping[tuple[int, int], ExamSitting],
    month: int,
) -> date | None:
    """The last sitting in Viet Nam in time for N4. Its windows of applying are not known."""
    goal = templates.get("pre_jlpt_n4_or_jft")
    if goal is None or goal.offset_months is None:
        return None
    since = add_months(way.departs_on, -MONTHS_OF_PREPARATION)
    return _last(known, month, since, add_months(way.departs_on, goal.offset_months))


def _last(
    known: Mapping[tuple[int, int], ExamSitting], month: int, since: date, goal: date
) -> date | None:
    latest = add_months(goal, -MONTHS_FOR_RESULTS)
    for year in range(latest.year, since.year - 1, -1):
        sitting = known.get((year, month))
        held = sitting.held_on if sitting else _USUAL[month](year)
        if since <= held <= latest:
            return held
    return None


def _jft_day(templates: Mapping[str, Template], way: Way) -> date | None:
    """SSW: with the language level before departure. ESD: two months before the final tests."""
    if way.route == Route.ESD or came_by_esd(way):
        final = templates.get("e_final_tests")
        if final is None or final.offset_months is None:
            return None
        day = add_months(arrival_of(way), final.offset_months - MONTHS_FOR_RESULTS)
        return day if day <= return_of(way) else None
    goal = templates.get("pre_jlpt_n4_or_jft")
    if goal is None or goal.offset_months is None:
        return None
    return add_months(way.departs_on, goal.offset_months)
