import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command, execute_from_command_line
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.matching.enums import Ability, Against, Asset, Confidence, For, Pathway, Verdict, Wish
from planner.reference.models import DataVersion

pytestmark = pytest.mark.django_db

MATCH_KEYS = [
    "trade",
    "operations",
    "pathways",
    "group",
    "name_vi",
    "name_en",
    "name_ja",
    "verdict",
    "score",
    "components",
    "confidence",
    "for",
    "against",
]


def match_trades(*arguments: str) -> str:
    out = StringIO()
    call_command("match_trades", *arguments, stdout=out)
    return out.getvalue()


def answer(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(match_trades(*arguments, "--json"))
    return found


def refusal(*arguments: str) -> str:
    with pytest.raises(CommandError) as raised:
        match_trades(*arguments)

    assert raised.value.returncode == 2
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_json_has_the_shape_that_scripts_read() -> None:
    found = answer(
        "--former-province", "Bắc Ninh", "--family", "shop", "--family", "craft",
        "--ability", "machines", "--wish", "own_business", "--trade", "TITP 6-4-1", "--top", "3",
    )  # fmt: skip

    assert list(found) == ["home", "data_version", "matches", "current_trade"]
    assert found["home"] == {
        "kind": "former",
        "code": "27",
        "former_province": "Bắc Ninh",
        "province": "Bắc Ninh",
        "family": ["craft", "shop"],
        "wish": "own_business",
        "abilities": ["machines"],
    }
    assert found["data_version"] == DataVersion.objects.get().digest
    assert len(found["matches"]) == 3
    for match in (*found["matches"], found["current_trade"]):
        assert list(match) == MATCH_KEYS
        assert match["verdict"] in list(Verdict)
        assert match["confidence"] in list(Confidence)
        assert list(match["components"]) == ["home_economy", "family_and_wish", "person", "skill"]
        assert {reason["code"] for reason in match["for"]} <= set(For)
        assert {reason["code"] for reason in match["against"]} <= set(Against)
        assert match["against"]
    assert found["current_trade"]["trade"] == "TITP 6-4"
    assert "TITP 6-4-1" in found["current_trade"]["operations"]


def test_figures_carry_unit_year_source_place_and_what() -> None:
    found = answer("--former-province", "Cà Mau", "--wish", "farm", "--family", "pond")

    figures = [
        figure
        for match in found["matches"]
        for reason in (*match["for"], *match["against"])
        for figure in reason["figures"]
    ]
    assert figures
    for figure in figures:
        assert list(figure) == ["value", "unit", "year", "source", "place", "what"]


def test_without_a_trade_there_is_no_current_trade() -> None:
    assert answer("--former-province", "Hà Nam")["current_trade"] is None


@pytest.mark.parametrize(
    "typed",
    ["Đắk Lắk", "dak lak", "ĐẮK LẮK", "Tỉnh Đắk Lắk", "  Đắk   Lắk ", "\u0110a\u0306\u0301k La\u0306\u0301k"],
)  # fmt: skip
def test_a_province_is_found_however_it_is_typed(typed: str) -> None:
    assert answer("--former-province", typed)["home"]["former_province"] == "Đắk Lắk"


@pytest.mark.parametrize("typed", ["TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh", "ho chi minh"])
def test_the_title_of_a_city_is_left_out(typed: str) -> None:
    assert answer("--former-province", typed)["home"]["former_province"] == "Hồ Chí Minh"


def test_a_name_that_only_today_knows_leads_to_its_former_province() -> None:
    home = answer("--former-province", "Huế")["home"]

    assert (home["former_province"], home["province"]) == ("Thừa Thiên Huế", "Huế")


def test_an_old_province_tells_its_new_name() -> None:
    assert answer("--former-province", "Bắc Giang")["home"]["province"] == "Bắc Ninh"


def test_unknown_province_suggests_the_nearest_names() -> None:
    said = refusal("--former-province", "Bac Nihn")

    assert "Bắc Ninh" in said


def test_unknown_province_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        execute_from_command_line(
            ["manage.py", "match_trades", "--skip-checks", "--former-province", "Atlantis"]
        )

    assert raised.value.code == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "nearest names" in said


@pytest.mark.parametrize(
    "option, allowed",
    [
        ("--family", [*Asset, "none"]),
        ("--ability", Ability),
        ("--wish", Wish),
        ("--pathway", Pathway),
        ("--language", ["vi", "en"]),
        ("--top", ["1", "99"]),
    ],
)
@pytest.mark.parametrize(
    "value", ["", "cow", "FARMLAND", "0", "-1", "100", "1" * 10_000, "\0", "🐄"]
)
def test_a_bad_value_is_refused_with_what_is_allowed(
    option: str, allowed: list[str], value: str
) -> None:
    said = refusal("--former-province", "Hà Nội", f"{option}={value}")

    assert said.startswith(option)
    assert [name for name in allowed if name not in said] == []
    assert len(said) < 400


def test_family_not_told_differs_from_nothing() -> None:
    told = answer("--former-province", "Hà Nội", "--family", "none")
    not_told = answer("--former-province", "Hà Nội")

    assert (told["home"]["family"], not_told["home"]["family"]) == ([], None)
    assert "--family" in refusal(
        "--former-province", "Hà Nội", "--family", "none", "--family", "shop"
    )


def test_pathway_keeps_what_is_open_on_it() -> None:
    everything = answer("--former-province", "Hà Nội", "--top", "99")["matches"]

    for pathway in Pathway:
        found = answer("--former-province", "Hà Nội", "--pathway", pathway, "--top", "99")[
            "matches"
        ]
        assert found == [match for match in everything if pathway in match["pathways"]]
        assert found


def test_the_current_trade_is_told_on_whatever_pathway() -> None:
    found = answer(
        "--former-province", "Hà Nội", "--pathway", "TITP", "--trade", "SSW-13-road_transport"
    )

    assert found["current_trade"]["trade"] == "SSW-13-road_transport"


@pytest.mark.parametrize("code", ["SSW-09-agriculture", "ESD-08-agriculture", "ssw-09-AGRICULTURE"])
def test_a_field_that_lumps_trades_answers_with_the_best_of_them(code: str) -> None:
    found = answer("--former-province", "Cà Mau", "--trade", code, "--top", "99")

    order = [match["trade"] for match in found["matches"]]
    inside = [trade for trade in order if trade in ("TITP 1-1", "TITP 1-2")]
    assert found["current_trade"]["trade"] == inside[0]


def test_the_esd_field_of_a_row_of_its_own_is_that_row() -> None:
    found = answer("--former-province", "Cà Mau", "--trade", "ESD-16-logistics_warehouse")

    assert found["current_trade"]["trade"] == "SSW-18-logistics_warehouse"


def test_unknown_trade_suggests_the_nearest_codes() -> None:
    assert "TITP 6-4" in refusal("--former-province", "Hà Nội", "--trade", "TITP 6-44")


def test_text_is_a_table_with_sentences_in_the_language_asked_for() -> None:
    asked = ("--former-province", "Cà Mau", "--wish", "farm", "--family", "pond", "--top", "2")

    english, vietnamese = match_trades(*asked, "--language", "en"), match_trades(*asked)

    assert "TITP 2-2" in english
    assert "Aquaculture" in english
    assert "Nuôi trồng thủy sản" in vietnamese
    assert "Your family's pond helps in this trade." in english
    assert max(len(line) for line in english.splitlines()) <= 100


def test_the_current_trade_stands_below_the_table_with_its_place() -> None:
    text = match_trades(
        "--former-province", "Cà Mau", "--wish", "farm", "--trade", "TITP 6-13", "--top", "1",
        "--language", "en",
    )  # fmt: skip

    below = text.split("The trade of today:")[1]
    assert "Electronic equipment assembling" in below


def test_same_question_same_answer() -> None:
    asked = ("--former-province", "Nghệ An", "--family", "farmland", "--json")

    assert match_trades(*asked) == match_trades(*asked)


def test_no_reference_data_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    DataVersion.objects.all().delete()

    with pytest.raises(CommandError, match="load_reference"):
        match_trades("--former-province", "Hà Nội")


texts = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["\0", "🐄🌾", "e\u0301", "Đa\u0306\u0301k", "x" * 10_000, "ắ" * 10_000, "-", "\n"]
    ),
)


@settings(max_examples=50)
@given(
    province=texts | st.just("Hà Nội"),
    others=st.dictionaries(
        st.sampled_from(
            ["--family", "--ability", "--wish", "--pathway", "--trade", "--top", "--language"]
        ),
        texts,
        max_size=3,
    ),
)
def test_any_text_is_answered_or_refused_in_one_line(province: str, others: dict[str, str]) -> None:
    arguments = [f"{option}={value}" for option, value in others.items()]

    try:
        said = match_trades(f"--former-province={province}", *arguments)
    except CommandError as refused:
        said, code = str(refused), refused.returncode
    else:
        code = 0

    assert said
    if code:
        assert (code, len(said) < 600, said.isprintable()) == (2, True, True)
