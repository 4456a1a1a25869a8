import csv
import unicodedata
from collections.abc import Callable

import pytest

from planner.matching.atlas import Atlas
from planner.reference.places import find_places, nearest_names, plain_name
from planner.reference.selectors import current_atlas
from planner.reference.services import DATA_FOLDER

pytestmark = pytest.mark.django_db

SPELLINGS: dict[str, Callable[[str], str]] = {
    "as written": str,
    "without marks": plain_name,
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "upper case": str.upper,
    "with spaces": lambda name: f"  {name.replace(' ', '  ')} ",
    "province before": lambda name: f"Tỉnh {name}",
    "city before": lambda name: f"Thành phố {name}",
    "city in short before": lambda name: f"TP. {name}",
    "typed in haste": lambda name: f"tp {plain_name(name)}",
}


def names() -> list[tuple[str, str, str]]:
    with (DATA_FOLDER / "provinces.csv").open(encoding="utf-8") as rows:
        return [(row["kind"], row["code"], row["name"]) for row in csv.DictReader(rows)]


@pytest.fixture
def atlas() -> Atlas:
    return current_atlas()


def keys(atlas: Atlas, text: str) -> list[tuple[str, str]]:
    return [place.key for place in find_places(atlas, text)]


def test_there_are_97_provinces() -> None:
    assert len(names()) == 97


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_province_is_found_by_its_name(spelling: str, atlas: Atlas) -> None:
    by_name: dict[str, set[tuple[str, str]]] = {}
    for kind, code, name in names():
        by_name.setdefault(name, set()).add((kind, code))

    found = {name: set(keys(atlas, SPELLINGS[spelling](name))) for name in by_name}

    assert found == by_name


@pytest.mark.parametrize(
    "alias, name",
    [
        ("Sài Gòn", "Hồ Chí Minh"),
        ("sai gon", "Hồ Chí Minh"),
        ("HCM", "Hồ Chí Minh"),
        ("TPHCM", "Hồ Chí Minh"),
        ("TP.HCM", "Hồ Chí Minh"),
        ("Đắc Lắc", "Đắk Lắk"),
        ("Đắc Nông", "Đắk Nông"),
        ("BRVT", "Bà Rịa - Vũng Tàu"),
        ("Bà Rịa Vũng Tàu", "Bà Rịa - Vũng Tàu"),
    ],
)
def test_province_is_found_by_other_names(alias: str, name: str, atlas: Atlas) -> None:
    found = {place.name for place in find_places(atlas, alias)}

    assert {plain_name(one) for one in found} == {plain_name(name)}


def test_name_of_two_provinces_gives_the_former_first(atlas: Atlas) -> None:
    assert keys(atlas, "bac ninh") == [("former", "27"), ("current", "24")]


def test_part_of_a_name_gives_all_that_have_it(atlas: Atlas) -> None:
    found = [place.name for place in find_places(atlas, "quang n")]

    assert found == ["Quảng Nam", "Quảng Ngãi", "Quảng Ngãi", "Quảng Ninh", "Quảng Ninh"]


@pytest.mark.parametrize("text", ["", "  ", "…", "Tokyo", "\x00", "🌾", "x" * 5000])
def test_what_is_no_province_is_not_found(text: str, atlas: Atlas) -> None:
    assert find_places(atlas, text) == []


@pytest.mark.parametrize(
    "text, name",
    [("Bắc Nih", "Bắc Ninh"), ("hai duog", "Hải Dương"), ("Nghe Ann", "Nghệ An")],
)
def test_slip_of_the_finger_gives_the_nearest_name_first(
    text: str, name: str, atlas: Atlas
) -> None:
    assert nearest_names(atlas, text)[0] == name


def test_nearest_names_are_three_at_most(atlas: Atlas) -> None:
    assert len(nearest_names(atlas, "Quảng")) == 3


@pytest.mark.parametrize("text", ["", "qqqq", "\x00", "x" * 5000])
def test_nothing_near_gives_no_name(text: str, atlas: Atlas) -> None:
    assert nearest_names(atlas, text) == []
