"""Which benchmarks belong to a way through Japan, and where they stand in it."""

from datetime import date
from decimal import Decimal

from planner.benchmarks.dates import add_months
from planner.benchmarks.enums import Anchor, Group, Obstacle, Route, Stage
from planner.benchmarks.values import EntryDays, Template, Way

TITP_ROUTES = frozenset({Route.TITP_HOME, Route.TITP_3, Route.TITP_SSW})
SSW_ROUTES = frozenset({Route.SSW, Route.TITP_SSW})
# Three years as a trainee, two more as TITP(iii), five of SSW(i) in total.
MONTHS_OF_TITP, MONTHS_OF_TITP_3, MONTHS_OF_SSW = 36, 60, 60
# A pension claim counts so many months at most (rule of early 2026).
MONTHS_OF_ONE_CLAIM = 60

_GROUPS = {
    "pre_departure": Group.BEFORE,
    "before_return": Group.BEFORE_RETURN,
    "after_return": Group.HOME,
}
_STAGES = {
    "pre_departure": Stage.BEFORE_DEPARTURE,
    "before_return": Stage.BEFORE_RETURN,
    "after_return": Stage.AFTER_RETURN,
    "language_calendar": Stage.LANGUAGE_TESTS,
}


class CannotLayOut(Exception):
    """These dates and this route do not go together. `code` says why."""

    code: Obstacle


class NotOpenYet(CannotLayOut):
    code = Obstacle.NOT_OPEN_YET


class Closed(CannotLayOut):
    code = Obstacle.CLOSED


class ArrivesBeforeDeparture(CannotLayOut):
    code = Obstacle.ARRIVES_BEFORE_DEPARTURE


class ReturnsBeforeArrival(CannotLayOut):
    code = Obstacle.RETURNS_BEFORE_ARRIVAL


def check(way: Way, entry: EntryDays) -> None:
    """Raise the named obstacle, if there is one. The law looks at the day of entry, the arrival."""
    arrival = arrival_of(way)
    if arrival < way.departs_on:
        raise ArrivesBeforeDeparture
    if return_of(way) <= arrival:
        raise ReturnsBeforeArrival
    if (way.route == Route.ESD or came_by_esd(way)) and arrival < entry.esd_from:
        raise NotOpenYet
    if way.route in TITP_ROUTES and arrival > entry.titp_to:
        raise Closed


def arrival_of(way: Way) -> date:
    return way.arrives_on or way.departs_on


def return_of(way: Way) -> date:
    """The day of return, or the end of the route: 36, 60 or 96 months after arrival.

    Where the start of SSW was told: 60 months after it.
    """
    if way.returns_on:
        return way.returns_on
    if start := told_ssw_start(way):
        return add_months(start, Decimal(MONTHS_OF_SSW))
    return add_months(arrival_of(way), Decimal(_months_of_stay(way)))


def told_ssw_start(way: Way) -> date | None:
    """The day on which the status became SSW in Japan, where it was told. None: not told, or no SSW."""
    start = way.ssw_starts_on
    return start if start and way.route in SSW_ROUTES and start > arrival_of(way) else None


def came_by_esd(way: Way) -> bool:
    """SSW after ESD: whoever comes from Viet Nam with SSW starts it on arrival."""
    return way.route == Route.SSW and told_ssw_start(way) is not None


def months_before_ssw(way: Way) -> Decimal:
    """Whole months between arrival and SSW."""
    if start := told_ssw_start(way):
        since = arrival_of(way)
        months = (start.year - since.year) * 12 + start.month - since.month
        return Decimal(months - (add_months(since, Decimal(months)) > start))
    return Decimal(MONTHS_OF_TITP if way.route == Route.TITP_SSW else 0)


def applies(template: Template, way: Way) -> bool:
    """Whether the benchmark belongs to this way at all. The days of the stay are not looked at."""
    if not template.pathways & _names_of(template, way):
        return False
    if template.stage == "titp_3_years_4_5" and not _has_years_4_5(way):
        return False
    if template.stage == "ssw_2" and way.route not in SSW_ROUTES:
        return False
    return _applies_by_key(template.key, way)


def is_paper_of_traineeship(template: Template, way: Way) -> bool:
    """Whether it is asked for when TITP ends, though the person stays on with SSW."""
    return (
        way.route == Route.TITP_SSW
        and template.stage == "before_return"
        and "TITP" in template.pathways
        and not template.pathways & {"all", "SSW"}
    )


def group_of(template: Template, way: Way, due_on: date | None = None) -> Group:
    """`due_on` tells language tests before departure from those in Japan."""
    if is_paper_of_traineeship(template, way):
        return Group.JAPAN
    if template.anchor == Anchor.DEPARTURE:
        return Group.BEFORE
    if template.anchor == Anchor.CALENDAR and due_on is not None and due_on < way.departs_on:
        return Group.BEFORE
    return _GROUPS.get(template.stage, Group.JAPAN)


def stage_label_code(template: Template, way: Way) -> Stage:
    """The heading, by time in Japan: the stages of the templates are named after TITP."""
    paper = is_paper_of_traineeship(template, way)
    if template.anchor == Anchor.DEPARTURE:
        return Stage.BEFORE_DEPARTURE
    if template.stage in _STAGES and not paper:
        return _STAGES[template.stage]
    offset = template.offset_months or Decimal(0)
    if template.anchor == Anchor.SSW_START and (way.route == Route.TITP_SSW or came_by_esd(way)):
        return _stage_from(months_before_ssw(way) + offset)
    months = offset + months_before_ssw(way) if paper else offset
    if months <= 12:
        return Stage.JAPAN_YEAR_1
    if months <= 36:
        return Stage.JAPAN_YEARS_2_3
    return Stage.JAPAN_YEARS_4_5 if months <= 60 else Stage.JAPAN_YEARS_6_8


def _stage_from(months: Decimal) -> Stage:
    """Of what begins so many months after arrival: the 36th month is the first of year four."""
    if months < 12:
        return Stage.JAPAN_YEAR_1
    if months < 36:
        return Stage.JAPAN_YEARS_2_3
    return Stage.JAPAN_YEARS_4_5 if months < 60 else Stage.JAPAN_YEARS_6_8


def _months_of_stay(way: Way) -> int:
    if way.route == Route.TITP_SSW:
        return MONTHS_OF_TITP + MONTHS_OF_SSW
    if way.route == Route.SSW:
        return MONTHS_OF_SSW
    return MONTHS_OF_TITP_3 if _has_years_4_5(way) else MONTHS_OF_TITP


def _has_years_4_5(way: Way) -> bool:
    """An operation without TITP(iii) ends after three years, whatever route was wished for.

    Whoever changed to SSW four years or more after arrival was a trainee until then.
    """
    if way.route == Route.TITP_SSW:
        return way.has_titp_3 and months_before_ssw(way) >= MONTHS_OF_TITP + 12
    return way.route == Route.TITP_3 and way.has_titp_3


def _names_of(template: Template, way: Way) -> frozenset[str]:
    """The words of `pathways` that mean this person. Before departure, TITP then SSW is only TITP,
    and SSW after ESD is only ESD."""
    names = set()
    if way.route in TITP_ROUTES:
        names.add("TITP")
    if way.route == Route.ESD or came_by_esd(way):
        names.add("ESD")
    if way.route in SSW_ROUTES and not (names and template.stage == "pre_departure"):
        names.add("SSW")
    if way.is_care:
        names |= {f"{name}-care" for name in names}
    return frozenset(names | {"all"})


def _applies_by_key(key: str, way: Way) -> bool:
    """The few benchmarks with a condition that their row cannot say."""
    match key:
        case "s1_recommendation_in_japan":
            return way.route == Route.TITP_SSW
        case "s1_ssw2_test" | "s2_status":
            return not way.is_care  # SSW(ii) is not open in care
        case "x_two_claims":
            longest = add_months(arrival_of(way), Decimal(MONTHS_OF_ONE_CLAIM))
            return way.route == Route.TITP_SSW and return_of(way) > longest
        case "e_transfer_open":
            return not way.is_two_year_field
        case "e_transfer_two_years":
            return way.is_two_year_field
        case "j_jft_basic":
            return way.route != Route.TITP_SSW  # TITP(ii) completed well frees from the test
    return True
