"""Forty-eight more workers, so that a caseload looks like one. The same ones on every machine."""

from collections.abc import Iterator

from planner.matching.atlas import Atlas
from planner.matching.person import STATEMENTS
from planner.plans.answers import Answers
from planner.plans.enums import CareFor, FamilyHope, Japanese, Schooling, Sex, Stage
from planner.web.demo.people import DemoPerson

HOW_MANY = 48
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương")
MIDDLES = ("Thị", "Văn", "Ngọc", "Đình", "Thị Thanh", "Quang", "Thị Kim", "Xuân", "Thị Hồng")
GIVEN = (
    *(
        "Ánh",
        "Bình",
        "Chiến",
        "Duyên",
        "Giang",
        "Hạnh",
        "Hưng",
        "Khánh",
        "Liên",
        "Long",
        "Ly",
        "My",
    ),
    *("Nam", "Ngân", "Nhung", "Oanh", "Phượng", "Quỳnh", "Sang", "Thắng", "Trang", "Tú", "Vân"),
    "Nguyễn Phương Thảo",
)
# Counselors have more or less on their hands; a few workers are with nobody.
COUNSELORS = ("huong", "dung", "mai", "phuc", "thu", "huong", "phuc", "", "thu", "dung")
ASSETS: tuple[tuple[str, ...], ...] = (
    ("farmland",),
    (),
    ("workshop",),
    ("farmland", "livestock"),
    ("shop",),
    ("pond",),
    ("vehicle", "craft"),
)
WISHES = ("farm", "skilled_trade", "own_business", "quality_manufacturing", "service", "unsure")
TRADES = ("TITP 6-4", "TITP 1-1", "TITP 7-7", "TITP 3-9", "TITP 4-8", "TITP 2-1", "TITP 5-1")
STAGES = (
    *(Stage.BEFORE_DEPARTURE, Stage.IN_JAPAN, Stage.IN_JAPAN, Stage.BEFORE_DEPARTURE),
    *(Stage.BEFORE_RETURN, Stage.IN_JAPAN, Stage.HOME),
)
SILENT = (0, 1, 3, 7, 2, 15, 33, None, 5, 61)
# Who would rather not say.
WITHOUT_SEX = (12, 37)


def crowd(atlas: Atlas) -> Iterator[DemoPerson]:
    formers = list(atlas.former.values())
    trades = [code for code in TRADES if code in atlas.trades_by_code]
    keys = list(STATEMENTS)
    for number in range(HOW_MANY):
        former = formers[number * 17 % len(formers)]
        stage = STAGES[number % len(STAGES)]
        has_left = stage != Stage.BEFORE_DEPARTURE
        assets = ASSETS[number % len(ASSETS)]
        trade = trades[number % len(trades)]
        middle = MIDDLES[number * 2 % len(MIDDLES)]
        yield DemoPerson(
            key=f"nguoi-{number + 1:02}",
            name=f"{SURNAMES[number % len(SURNAMES)]} {middle} {GIVEN[number * 5 % len(GIVEN)]}",
            answers=Answers(
                province=former.now_code,
                former_province=former.code,
                assets=assets,
                land_m2=1_000 + 500 * (number % 9) if "farmland" in assets else None,
                care=(CareFor.PARENTS.value,) if number % 3 == 0 else (),
                wish=WISHES[number % len(WISHES)],
                family_hope=FamilyHope.values[number % len(FamilyHope.values)],
                ratings={
                    key: (number + place) % 3
                    for place, key in enumerate(keys[: 12 if number % 5 == 4 else None])
                },
                stage=stage.value,
                trade=trade if has_left else None,
                birth_year=1988 + number * 7 % 18,
                sex=None if number in WITHOUT_SEX else _sex(middle),
                schooling=Schooling.values[1 + number % 4],
                japanese=Japanese.values[number % 6],
                experience=() if number % 4 else None,
                health=("lifting",) if number % 6 == 0 else (),
                departure_month=f"{2021 + number % 5}-0{1 + number % 9}-01"
                if has_left
                else f"2027-0{1 + number % 9}-01",
                pathway="TITP" if has_left and number % 4 else "SSW",
            ),
            counselor=COUNSELORS[number % len(COUNSELORS)],
            chosen=trade if number % 4 else "",
            days_silent=SILENT[number % len(SILENT)],
        )


def _sex(middle: str) -> str:
    return (Sex.FEMALE if middle.startswith("Thị") else Sex.MALE).value
