import csv

import pytest
from django.utils import translation

from planner.matching import enums
from planner.matching.economy import PRODUCTION
from planner.matching.pay import LEVELS
from planner.matching.values import Components
from planner.reference.services import DATA_FOLDER
from planner.wording import terms
from planner.wording.figures import UNITS


def _parts(file: str, column: str) -> set[str]:
    with (DATA_FOLDER / file).open(encoding="utf-8") as rows:
        return {part for row in csv.DictReader(rows) for part in row[column].split("|")}


@pytest.mark.parametrize(
    "labels, codes",
    [
        (terms.SECTORS, set(enums.Sector)),
        (terms.ASSETS, set(enums.Asset)),
        (terms.WISHES, set(enums.Wish)),
        (terms.ABILITIES, set(enums.Ability)),
        (terms.HEALTH_LIMITS, set(enums.HealthLimit)),
        (terms.STRENGTHS, set(enums.Strength)),
        (terms.VERDICTS, set(enums.Verdict)),
        (terms.CONFIDENCES, set(enums.Confidence)),
        (terms.GAPS, set(enums.Gap)),
        (terms.PATHWAYS, set(enums.Pathway)),
        (terms.PAY_LEVELS, set(LEVELS)),
        (terms.COMPONENTS, set(Components.__annotations__)),
        (terms.GROUPS, _parts("job_categories.csv", "group")),
        (terms.NEEDS, _parts("home_work.csv", "needs") - {"none"}),
        (terms.FORMS, _parts("home_work.csv", "form")),
        (terms.PRODUCTS, {name for names in PRODUCTION.values() for name in names}),
    ],
    ids=lambda value: f"{len(value)} codes" if isinstance(value, set) else "",
)
def test_every_code_has_a_label(labels: dict[str, object], codes: set[str]) -> None:
    assert set(labels) == codes


def test_every_unit_of_a_product_has_a_name_in_the_readers_language() -> None:
    with (DATA_FOLDER / "indicators.csv").open(encoding="utf-8") as rows:
        units = {row["key"]: row["unit_en"] for row in csv.DictReader(rows)}

    assert {units[product] for product in terms.PRODUCTS} - UNITS.keys() == set()


@pytest.mark.parametrize(
    "labels, text",
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_joined_reads_as_a_list(labels: list[str], text: str) -> None:
    with translation.override("en"):
        assert terms.joined(labels) == text
