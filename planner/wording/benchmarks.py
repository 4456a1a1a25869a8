"""Words for the codes of the benchmarks."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from planner.benchmarks.enums import Change, Group, Obstacle, Route, Stage, Standing

ROUTES: dict[str, StrPromise] = {
    Route.TITP_HOME: _("Three years as a trainee (技能実習), then home"),
    Route.TITP_3: _("Five years as a trainee (技能実習 1–3), then home"),
    Route.TITP_SSW: _(
        "Three years as a trainee (技能実習), then up to five as a skilled worker (特定技能)"
    ),
    Route.SSW: _("Up to five years as a skilled worker (特定技能), then home"),
    Route.ESD: _("Three years of work and learning (育成就労), then home"),
}
GROUPS: dict[str, StrPromise] = {
    Group.BEFORE: _("Before departure"),
    Group.JAPAN: _("In Japan"),
    Group.BEFORE_RETURN: _("Before the return"),
    Group.HOME: _("Back home"),
}
STAGES: dict[str, StrPromise] = {
    Stage.BEFORE_DEPARTURE: _("Before departure"),
    Stage.JAPAN_YEAR_1: _("First year in Japan"),
    Stage.JAPAN_YEARS_2_3: _("Years 2 and 3 in Japan"),
    Stage.JAPAN_YEARS_4_5: _("Years 4 and 5 in Japan"),
    Stage.JAPAN_YEARS_6_8: _("Years 6 to 8 in Japan"),
    Stage.LANGUAGE_TESTS: _("Japanese tests"),
    Stage.BEFORE_RETURN: _("Before the return"),
    Stage.AFTER_RETURN: _("Back home"),
}
STANDINGS: dict[str, StrPromise] = {
    Standing.UPCOMING: _("Later"),
    Standing.DUE_SOON: _("Due soon"),
    Standing.IN_GRACE: _("A few days late"),
    Standing.MISSED: _("Missed"),
    Standing.DONE: _("Done"),
    Standing.DROPPED: _("Dropped"),
}
CHANGES: dict[str, StrPromise] = {
    Change.NEW: _("New"),
    Change.MOVED: _("New day"),
    Change.GONE: _("No longer needed"),
}
OBSTACLES: dict[str, StrPromise] = {
    Obstacle.NOT_OPEN_YET: _(
        "Work and learning (育成就労) is not open yet on that day. "
        "Choose a later day or another way."
    ),
    Obstacle.CLOSED: _(
        "The trainee programme (技能実習) takes no new people on that day. "
        "Choose an earlier day or another way."
    ),
    Obstacle.ARRIVES_BEFORE_DEPARTURE: _("You cannot arrive before you leave."),
    Obstacle.RETURNS_BEFORE_ARRIVAL: _("The return must be after the arrival in Japan."),
}
USUAL_DAY = _("Usual day. The organiser has not told it yet: check again.")
