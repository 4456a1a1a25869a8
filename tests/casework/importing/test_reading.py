"""A row as what it says of a worker."""

from datetime import date

import pytest

from planner.casework.importing.places import PlaceNames, TradeNames
from planner.casework.importing.reading import RowReader
from planner.casework.importing.values import FaultCode, Field, WorkerValues
from planner.reference.selectors import current_atlas

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture
def places() -> PlaceNames:
    return PlaceNames(current_atlas())


@pytest.fixture
def trades() -> TradeNames:
    return TradeNames(current_atlas())


@pytest.mark.parametrize(
    "text, names",
    [
        ("Thanh Hóa", ("Thanh Hóa", "Thanh Hóa")),
        ("tỉnh Thanh Hoá", ("Thanh Hóa", "Thanh Hóa")),
        (
            "Thôn 5, xã Quảng Lưu, huyện Quảng Xương, tỉnh Thanh Hóa, Việt Nam",
            ("Thanh Hóa", "Thanh Hóa"),
        ),
        ("Quảng Lưu - Quảng Xương - Thanh Hóa", ("Thanh Hóa", "Thanh Hóa")),
        ("xã Quảng Lưu huyện Quảng Xương tỉnh Thanh Hóa", ("Thanh Hóa", "Thanh Hóa")),
        ("Hải Dương", ("Hải Phòng", "Hải Dương")),
        ("Nam Định", ("Ninh Bình", "Nam Định")),
        # Both an old province and a new, larger one: which is not known.
        ("Ninh Bình", ("Ninh Bình", "")),
        ("TP.HCM", ("Hồ Chí Minh", "")),
        ("Vũng Tàu, Bà Rịa - Vũng Tàu", ("Hồ Chí Minh", "Bà Rịa - Vũng Tàu")),
    ],
)
def test_a_province_is_found_by_old_and_new_name_and_in_an_address(
    places: PlaceNames, text: str, names: tuple[str, str]
) -> None:
    atlas = current_atlas()

    found = places.find(text)

    assert found is not None
    former = atlas.former[found[1]].name if found[1] else ""
    assert (
        atlas.current[found[0]].name.removeprefix("Thành phố "),
        former.replace("–", "-"),
    ) == names


def test_a_trade_is_found_by_code_and_by_name_in_each_language(trades: TradeNames) -> None:
    found = {
        trades.find(text)
        for text in ("TITP 1-1", "1-1", "1-1-1", "Trồng trọt", "trong trot", "耕種農業")
    }

    assert found == {"TITP 1-1"}
    assert trades.find("việc gì cũng được") == ""


def test_a_bad_cell_holds_the_row_back_and_an_unknown_word_does_not(
    places: PlaceNames, trades: TradeNames
) -> None:
    columns = {0: Field.NAME, 1: Field.PHONE, 2: Field.PLACE, 3: Field.TRADE, 4: Field.DEPARTS_ON}
    reader = RowReader(columns, places, trades, today=TODAY)

    odd = reader.read(["Lan", "0912345678", "Sao Hỏa", "phi công", "9/2024"])
    bad = reader.read(["", "12", None, None, "09/25/2024"])

    assert odd.values == WorkerValues(name="Lan", phone="+84912345678", departs_on=date(2024, 9, 1))
    assert [fault.code for fault in odd.faults] == [
        FaultCode.UNKNOWN_PLACE,
        FaultCode.UNKNOWN_TRADE,
    ]
    assert not odd.is_held_back
    assert {fault.code for fault in bad.faults} == {
        FaultCode.NO_NAME,
        FaultCode.BAD_PHONE,
        FaultCode.MONTH_FIRST,
    }
    assert bad.is_held_back


def test_values_survive_being_kept() -> None:
    values = WorkerValues(
        name="Lan", birth_on=date(1999, 9, 8), birth_year=1999, departs_on=date(2024, 9, 1)
    )

    assert WorkerValues.from_json(values.to_json()) == values
