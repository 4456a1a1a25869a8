from dataclasses import replace

import pytest

from planner.matching.atlas import Atlas
from planner.matching.pay import Pay, pay_for
from planner.matching.values import Wage, Work
from tests.matching.strategies import named

WELDER = Work("welding_metalwork", "Welder", "Thợ hàn", "7212", "25", "employed", ())
ELSEWHERE, REGION, HERE = frozenset({"79"}), frozenset({"33"}), frozenset({"24"})


def wage(
    isco: str = "7212",
    divisions: str = "25",
    places: frozenset[str] = frozenset(),
    section: str = "",
    low: int | None = 9_000_000,
) -> Wage:
    name = f"{isco or section} {sorted(places)}"
    return Wage(
        name,
        name,
        isco,
        frozenset({divisions}),
        section,
        places,
        "",
        "",
        low,
        None,
        "2025",
        "source",
        "",
    )


SAME_HERE = wage(places=HERE)
SAME_REGION = wage(places=REGION)
SAME_COUNTRY = wage()
SAME_ELSEWHERE = wage(places=ELSEWHERE)
RELATED_HERE = wage(isco="7213", places=HERE)
INDUSTRY_HERE = wage(isco="7315", places=HERE)
ENGINEER_HERE = wage(isco="2144", places=HERE)
SECTION = wage(isco="", divisions="", section="C")
OTHER = wage(isco="5120", divisions="56", places=HERE)
IN_ORDER = [
    (SAME_HERE, "occupation", "here"),
    (SAME_REGION, "occupation", "region"),
    (SAME_COUNTRY, "occupation", "country"),
    (SAME_ELSEWHERE, "occupation", "elsewhere"),
    (RELATED_HERE, "related_occupation", "here"),
    (INDUSTRY_HERE, "industry", "here"),
    (SECTION, "section", "country"),
]


@pytest.mark.parametrize("first", range(len(IN_ORDER)))
def test_closest_kind_first_then_nearest_place(atlas: Atlas, first: int) -> None:
    left = [found for found, _level, _nearness in IN_ORDER[first:]]
    known = replace(atlas, wages=(OTHER, ENGINEER_HERE, *reversed(left)))

    pay = pay_for(known, WELDER, named(atlas, "Bắc Ninh"))

    assert pay is not None
    assert (pay.wage, pay.level, pay.nearness) == IN_ORDER[first]


def test_no_figure_found_is_none(atlas: Atlas) -> None:
    known = replace(atlas, wages=(OTHER, ENGINEER_HERE))

    assert pay_for(known, WELDER, named(atlas, "Bắc Ninh")) is None


def test_levels_can_be_narrowed(atlas: Atlas) -> None:
    known = replace(atlas, wages=(INDUSTRY_HERE, SECTION))

    pay = pay_for(known, WELDER, named(atlas, "Bắc Ninh"), ("occupation", "section"))

    assert pay is not None
    assert pay.level == "section"


def test_of_two_alike_the_lower_is_told(atlas: Atlas) -> None:
    low = wage(places=HERE, low=6_000_000)
    known = replace(atlas, wages=(SAME_HERE, low))

    pay = pay_for(known, WELDER, named(atlas, "Bắc Ninh"))

    assert pay is not None
    assert pay.wage is low


def test_figures_tell_the_low_value_first_and_one_value_once() -> None:
    band = replace(SAME_HERE, low_vnd=7_000_000, high_vnd=9_000_000)
    single = replace(SAME_HERE, low_vnd=8_000_000, high_vnd=8_000_000)

    assert values(band) == [("pay_low", 7_000_000), ("pay_high", 9_000_000)]
    assert values(single) == [("pay_low", 8_000_000)]


def values(told: Wage) -> list[tuple[str, float | int | str]]:
    return [(figure.what, figure.value) for figure in Pay(told, "occupation", "here").figures]


def test_every_work_of_every_home_finds_pay_or_none_without_error(atlas: Atlas) -> None:
    works = [work for group in atlas.works.values() for work in group]

    for place in (*atlas.former.values(), *atlas.current.values()):
        for work in works:
            pay = pay_for(atlas, work, place)
            assert pay is None or pay.figures
