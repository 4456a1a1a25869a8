from datetime import date
from itertools import product

import pytest

from planner.benchmarks.enums import Group, Route, Stage
from planner.benchmarks.routes import applies, group_of, return_of, stage_label_code
from planner.benchmarks.values import Template, Way

TEMPLATES = tuple[Template, ...]
DAY = date(2027, 5, 1)


@pytest.mark.parametrize(
    "way, expected",
    [
        (Way(Route.TITP_HOME, DAY), date(2030, 5, 1)),
        (Way(Route.TITP_3, DAY), date(2032, 5, 1)),
        (Way(Route.TITP_3, DAY, has_titp_3=False), date(2030, 5, 1)),
        (Way(Route.TITP_SSW, DAY), date(2035, 5, 1)),
        (Way(Route.SSW, DAY), date(2032, 5, 1)),
        (Way(Route.ESD, DAY), date(2030, 5, 1)),
        (Way(Route.ESD, DAY, arrives_on=date(2027, 5, 3)), date(2030, 5, 3)),
        (Way(Route.ESD, DAY, returns_on=date(2029, 1, 1)), date(2029, 1, 1)),
    ],
)
def test_return_follows_the_route(way: Way, expected: date) -> None:
    assert return_of(way) == expected


def test_no_heading_names_a_programme(templates: TEMPLATES) -> None:
    codes = {
        stage_label_code(template, Way(route, DAY))
        for template, route in product(templates, Route)
        if applies(template, Way(route, DAY))
    }

    assert not [code for code in codes if "titp" in code or "ssw" in code or "esd" in code]
    assert codes == set(Stage)


@pytest.mark.parametrize(
    "key, route, group, stage",
    [
        ("pre_debt_plan", Route.SSW, Group.BEFORE, Stage.BEFORE_DEPARTURE),
        ("e_entry_rules", Route.ESD, Group.BEFORE, Stage.BEFORE_DEPARTURE),
        ("arr_own_documents", Route.SSW, Group.JAPAN, Stage.JAPAN_YEAR_1),
        ("t1_status_changed_2", Route.TITP_HOME, Group.JAPAN, Stage.JAPAN_YEAR_1),
        ("t2_resident_tax", Route.ESD, Group.JAPAN, Stage.JAPAN_YEARS_2_3),
        ("e_final_tests", Route.ESD, Group.JAPAN, Stage.JAPAN_YEARS_2_3),
        ("t3_home_leave", Route.TITP_3, Group.JAPAN, Stage.JAPAN_YEARS_4_5),
        ("s1_five_year_clock", Route.SSW, Group.JAPAN, Stage.JAPAN_YEAR_1),
        ("s1_five_year_clock", Route.TITP_SSW, Group.JAPAN, Stage.JAPAN_YEARS_4_5),
        ("s1_ssw2_test", Route.SSW, Group.JAPAN, Stage.JAPAN_YEARS_4_5),
        ("s1_ssw2_test", Route.TITP_SSW, Group.JAPAN, Stage.JAPAN_YEARS_6_8),
        ("r_completion_certificate", Route.TITP_SSW, Group.JAPAN, Stage.JAPAN_YEARS_2_3),
        ("r_completion_certificate", Route.TITP_3, Group.BEFORE_RETURN, Stage.BEFORE_RETURN),
        ("r_tax_agent", Route.TITP_SSW, Group.BEFORE_RETURN, Stage.BEFORE_RETURN),
        ("x_social_security_agreement", Route.ESD, Group.HOME, Stage.AFTER_RETURN),
        ("j_jlpt_july", Route.TITP_HOME, Group.JAPAN, Stage.LANGUAGE_TESTS),
    ],
)
def test_a_benchmark_stands_in_its_part(
    key: str, route: Route, group: Group, stage: Stage, templates: TEMPLATES
) -> None:
    template = next(template for template in templates if template.key == key)
    way = Way(route, DAY)

    assert group_of(template, way) == group
    assert stage_label_code(template, way) == stage


def test_a_language_test_before_departure_stands_before(templates: TEMPLATES) -> None:
    template = next(template for template in templates if template.key == "j_jlpt_july")

    assert group_of(template, Way(Route.SSW, DAY), date(2026, 7, 5)) == Group.BEFORE
    assert group_of(template, Way(Route.SSW, DAY), date(2029, 7, 1)) == Group.JAPAN
