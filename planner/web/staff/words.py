"""What reports are called, what their figures mean, and the names of those they are told apart by."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planner.casework.selectors.agency_figures import agency_names
from planner.casework.selectors.indicators import AGES, Dimension
from planner.casework.statistics.families import Figure, What
from planner.casework.statistics.tables import PART
from planner.plans.enums import Sex
from planner.reference.enums import ProvinceKind
from planner.reference.models import JobCategory, Province
from planner.web.shared.rows import Text

# As the question about the departure has them.
YEARS_BACK, YEARS_AHEAD = 15, 5

TITLES: Mapping[What, Text] = {
    What.PEOPLE: gettext_lazy("People"),
    What.TRADE: gettext_lazy("Trades that fit home"),
    What.PLAN: gettext_lazy("Agreed plans"),
    What.BENCHMARKS: gettext_lazy("Benchmarks reached: targets and achievements"),
    What.MONTHS: gettext_lazy("Months told"),
    What.ACTIVE: gettext_lazy("Use of Lối Về"),
    What.RETURN: gettext_lazy("Planned and actual return"),
    What.DEBT: gettext_lazy("Debts paid back, by year of departure"),
    What.PAY: gettext_lazy("Pay promised and paid, by agency"),
}
ABOUT: Mapping[What, Text] = {
    What.PEOPLE: gettext_lazy("How many workers agreed to count in statistics."),
    What.TRADE: gettext_lazy(
        "Who has chosen a trade, and how many of these chose one that fits home. The newest choice counts, as it was shown without health and care duties."
    ),
    What.PLAN: gettext_lazy("Who has agreed the own plan."),
    What.BENCHMARKS: gettext_lazy(
        "Benchmarks whose day and 14 days of grace are over, and how many of these were done by then. What was dropped, and what was over already when it was set, does not count. By agency these are targets against achievements."
    ),
    What.MONTHS: gettext_lazy(
        "Of the people who spent last month in Japan by their plan: who told this month."
    ),
    What.ACTIVE: gettext_lazy("Who was seen in Lối Về in the last 30 days."),
    What.RETURN: gettext_lazy(
        "Of the people whose planned day of return has come: who says to be back home."
    ),
    What.DEBT: gettext_lazy(
        "Of the people who told a debt: whose payments, as told, had reached the amount borrowed 12, 24 and 36 months after arrival. Interest is not counted. A year is told once all of it is so far past."
    ),
    What.PAY: gettext_lazy(
        "The mean pay of the months told, before anything comes off, beside the middle of the newest promise, both in yen; a promise in dong by the rate written down with it. Of each agency the median of its people: half of them got less than this, half more."
    ),
}
# By figure: its column, and of whom it is a share.
FIGURES: Mapping[Figure, tuple[Text, Text]] = {
    Figure.CHOSEN: (gettext_lazy("Have chosen a trade"), gettext_lazy("of all")),
    Figure.ALIGNED: (gettext_lazy("Chose one that fits home"), gettext_lazy("of those who chose")),
    Figure.AGREED: (gettext_lazy("Plan agreed"), gettext_lazy("of all")),
    Figure.REACHED: (gettext_lazy("Reached in time"), gettext_lazy("of benchmarks due")),
    Figure.TOLD: (gettext_lazy("Told last month"), gettext_lazy("of those in Japan")),
    Figure.ACTIVE: (gettext_lazy("Seen in 30 days"), gettext_lazy("of all")),
    Figure.HOME: (gettext_lazy("Back home"), gettext_lazy("of those due")),
    Figure.FREE_12: (gettext_lazy("Paid back by month 12"), gettext_lazy("of those with debts")),
    Figure.FREE_24: (gettext_lazy("Paid back by month 24"), gettext_lazy("of those with debts")),
    Figure.FREE_36: (gettext_lazy("Paid back by month 36"), gettext_lazy("of those with debts")),
}
DIMENSIONS: Mapping[Dimension, Text] = {
    Dimension.SEX: gettext_lazy("Woman or man"),
    Dimension.AGE: gettext_lazy("Age reached this year"),
    Dimension.PROVINCE: gettext_lazy("Home province"),
    Dimension.FORMER: gettext_lazy("Former home province"),
    Dimension.TRADE: gettext_lazy("Trade in Japan"),
    Dimension.AGENCY: gettext_lazy("Agency"),
    Dimension.YEAR: gettext_lazy("Year of departure"),
}


def categories_of(dimension: Dimension, today: date) -> dict[str, str]:
    """Every category that there could be, in order, and "not told" last: none tells whether anybody is in it."""
    match dimension:
        case Dimension.SEX:
            found = {str(key): str(label) for key, label in Sex.choices}
        case Dimension.AGE:
            found = _ages()
        case Dimension.PROVINCE:
            found = dict(_provinces(ProvinceKind.CURRENT).values_list("code", "name"))
        case Dimension.FORMER:
            return _formers()
        case Dimension.TRADE:
            rows = JobCategory.objects.order_by("code")
            found = {row.code: f"{row.name} ({row.code})" for row in rows}
        case Dimension.AGENCY:
            names = sorted(agency_names().items(), key=lambda item: (item[1], item[0]))
            return {**{str(pk): name for pk, name in names}, "": _("With no agency")}
        case _:
            years = range(today.year - YEARS_BACK, today.year + YEARS_AHEAD + 1)
            found = {str(year): str(year) for year in years}
    return {**found, "": _("Not told")}


def _ages() -> dict[str, str]:
    below = {"0": _("Below %s") % AGES[0]}
    groups = {str(first): f"{first}\N{EN DASH}{after - 1}" for first, after in pairwise(AGES)}
    return {**below, **groups, str(AGES[-1]): _("%s and more") % AGES[-1]}


def _provinces(kind: ProvinceKind) -> QuerySet[Province]:
    return Province.objects.filter(kind=kind).order_by("name", "code")


def _formers() -> dict[str, str]:
    """By the province of today, and in each who is not sure which former one it was."""
    found: dict[str, str] = {}
    formers: dict[str, list[tuple[str, str]]] = {}
    for code, name, now in _provinces(ProvinceKind.FORMER).values_list("code", "name", "now__code"):
        formers.setdefault(now or "", []).append((code, name))
    for now, now_name in _provinces(ProvinceKind.CURRENT).values_list("code", "name"):
        for code, name in formers.get(now, []):
            words = _("%(former)s, now in %(now)s") % {"former": name, "now": now_name}
            found[f"{now}{PART}{code}"] = words
        found[f"{now}{PART}"] = _("%s, not sure which former one") % now_name
    return {**found, PART: _("Not told")}
