"""Ways through Japan and kept benchmarks for property tests."""

from datetime import date

from hypothesis import strategies as st

from planner.benchmarks.enums import Route
from planner.benchmarks.values import Kept, LaidOut, Way

# Within these days every route may be entered, or has its own range.
_days = {
    Route.ESD: st.dates(date(2027, 4, 1), date(2040, 12, 31)),
    Route.SSW: st.dates(date(2019, 4, 1), date(2040, 12, 31)),
}
_titp_days = st.dates(date(2018, 1, 1), date(2027, 6, 1))


def _ways_by(route: Route) -> st.SearchStrategy[Way]:
    return st.builds(
        Way,
        st.just(route),
        _days.get(route, _titp_days),
        is_care=st.booleans(),
        has_titp_3=st.booleans(),
        is_two_year_field=st.booleans(),
    )


ways: st.SearchStrategy[Way] = st.sampled_from(Route).flatmap(_ways_by)


def kept(row: LaidOut, **flags: bool) -> Kept:
    """The benchmark of a plan that took over `row`."""
    return Kept(row.key, row.due_on, **flags)
