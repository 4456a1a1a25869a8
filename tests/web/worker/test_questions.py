from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from planner.matching.person import STATEMENTS
from planner.plans.answers import Answers
from planner.plans.selectors.told import answers_of
from planner.web.worker.steps import STEPS
from tests.web.worker.conftest import VisitorWith, WorkerWith
from tests.web.worker.people import FULL, page_of

pytestmark = pytest.mark.django_db

HAI_PHONG = Answers(province="31")
FARMERS = Answers(province="01", former_province="01", assets=("farmland",))
FIRST_SIX = list(STATEMENTS)[:6]


def url(step: str, query: str = "") -> str:
    return f"/questions/{step}/{query}"


@pytest.mark.parametrize("slug", [step.slug for step in STEPS])
@pytest.mark.parametrize("told", [replace(FULL, former_province=None), FULL], ids=["", "full"])
def test_question_shows(slug: str, told: Answers, worker_with: WorkerWith) -> None:
    if slug == "former":
        told = replace(told, former_province=None)

    page = page_of(worker_with(told).get(url(slug)))

    assert page.count("<h1") == 1
    assert '<form method="post" novalidate>' in page


def test_question_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get(url("shoe-size")).status_code == 404


@pytest.mark.parametrize(
    "step, told, given, told_after",
    [
        ("province", Answers(), {"name": "hai duong"}, Answers("31", "30")),
        ("province", Answers(), {"name": "Hải Phòng"}, HAI_PHONG),
        ("province", Answers(), {"name": "TP. Hà Nội"}, Answers("01", "01")),
        ("province", Answers("31", "30"), {"name": "Hải Phòng"}, Answers("31", "30")),
        ("province", Answers("31", "30"), {"name": "Bắc Ninh"}, Answers("24")),
        ("former", HAI_PHONG, {"former": "31"}, Answers("31", "31")),
        ("former", Answers("31", "31"), {"former": "unsure"}, HAI_PHONG),
        ("family", Answers(), {"assets": ["none"]}, Answers(assets=())),
        ("family", Answers(), {"assets": ["pond", "shop"]}, Answers(assets=("pond", "shop"))),
        ("land", FARMERS, {"amount": "3", "unit": "sao_north"}, replace(FARMERS, land_m2=1080)),
        ("land", FARMERS, {"amount": "1.080", "unit": "m2"}, replace(FARMERS, land_m2=1080)),
        ("land", FARMERS, {"amount": "1,5", "unit": "ha"}, replace(FARMERS, land_m2=15_000)),
        ("land", FARMERS, {"amount": "100", "unit": "ha"}, replace(FARMERS, land_m2=1_000_000)),
        ("care", Answers(), {"care": ["none"]}, Answers(care=())),
        ("care", Answers(), {"care": ["sick", "parents"]}, Answers(care=("sick", "parents"))),
        ("hope", Answers(), {"hope": "house", "words": ""}, Answers(family_hope="house")),
        (
            "hope",
            Answers(),
            {"hope": "house", "words": " Nhà mới "},
            Answers(family_hope="house", family_words="Nhà mới"),
        ),
        ("wish", Answers(), {"wish": "unsure", "words": ""}, Answers(wish="unsure")),
        (
            "wish",
            Answers(wish="farm", wish_words="Hoa"),
            {"wish": "service", "words": ""},
            Answers(wish="service"),
        ),
        ("japan", Answers(), {"stage": "before_departure"}, Answers(stage="before_departure")),
        (
            "japan",
            Answers(),
            {"stage": "in_japan", "trade": "TITP 6-4"},
            Answers(stage="in_japan", trade="TITP 6-4"),
        ),
        (
            "japan",
            Answers(stage="in_japan", trade="TITP 6-4"),
            {"stage": "before_departure", "trade": "TITP 6-4"},
            Answers(stage="before_departure"),
        ),
        ("statements-1", Answers(), {}, Answers(ratings={})),
        (
            "statements-1",
            Answers(ratings={"grow_things": 2}),
            {"thread_needle": "2", "lift_all_day": "0"},
            Answers(ratings={"grow_things": 2, "thread_needle": 2, "lift_all_day": 0}),
        ),
    ],
)
def test_answer_is_kept(
    step: str,
    told: Answers,
    given: dict[str, Any],
    told_after: Answers,
    worker: User,
    worker_with: WorkerWith,
) -> None:
    response = worker_with(told).post(url(step), given)

    assert response.status_code == 302
    assert answers_of(worker) == told_after


@pytest.mark.parametrize(
    "step, told, given, wrong",
    [
        ("province", Answers(), {}, "name"),
        ("province", Answers(), {"name": "Tokyo"}, "name"),
        ("province", Answers(), {"name": "Quảng"}, "name"),
        ("province", Answers(), {"name": "…"}, "name"),
        ("former", HAI_PHONG, {}, "former"),
        ("former", HAI_PHONG, {"former": "01"}, "former"),
        ("family", Answers(), {}, "assets"),
        ("family", Answers(), {"assets": ["none", "pond"]}, "assets"),
        ("family", Answers(), {"assets": ["gold"]}, "assets"),
        ("land", FARMERS, {"amount": "", "unit": "m2"}, "amount"),
        ("land", FARMERS, {"amount": "0", "unit": "ha"}, "amount"),
        ("land", FARMERS, {"amount": "0,500", "unit": "ha"}, "amount"),
        ("land", FARMERS, {"amount": "1.000.000", "unit": "ha"}, "amount"),
        ("land", FARMERS, {"amount": "99999999999999999999", "unit": "ha"}, "amount"),
        ("land", FARMERS, {"amount": "3 sào", "unit": "m2"}, "amount"),
        ("land", FARMERS, {"amount": "3", "unit": "acre"}, "unit"),
        ("care", Answers(), {}, "care"),
        ("care", Answers(), {"care": ["none", "sick"]}, "care"),
        ("hope", Answers(), {"words": "Nhà"}, "hope"),
        ("hope", Answers(), {"hope": "house", "words": "a" * 301}, "words"),
        ("wish", Answers(), {"wish": "astronaut"}, "wish"),
        ("wish", Answers(), {"wish": "farm", "words": "a\0b"}, "words"),
        ("japan", Answers(), {}, "stage"),
        ("japan", Answers(), {"stage": "in_japan"}, "trade"),
        ("japan", Answers(), {"stage": "in_japan", "trade": "TITP 99-9"}, "trade"),
        ("statements-1", Answers(), {"thread_needle": "3"}, "thread_needle"),
    ],
)
def test_answer_that_is_wrong_is_said_and_not_kept(
    step: str,
    told: Answers,
    given: dict[str, Any],
    wrong: str,
    worker: User,
    worker_with: WorkerWith,
) -> None:
    response = worker_with(told).post(url(step), given)

    page = page_of(response)
    assert list(response.context["form"].errors) == [wrong]
    assert "<title>Error: " in page
    assert answers_of(worker) == told


def test_unknown_province_suggests_the_nearest(client: Client) -> None:
    page = page_of(client.post(url("province"), {"name": "Hai Duog"}))

    assert "Hải Dương" in page.split("<datalist")[0]


def test_province_offers_every_name_once(client: Client) -> None:
    page = page_of(client.get(url("province")))

    assert page.count('<option value="Bắc Ninh">') == 1
    assert page.count("<option value=") == 64


@pytest.mark.parametrize(
    "told, is_asked",
    [
        (Answers(), False),
        (Answers("01", "01"), False),
        (Answers("31", "30"), False),
        (Answers("31", "31"), True),
        (HAI_PHONG, True),
    ],
    ids=["no home", "not merged", "told by its name", "new and old name", "not sure"],
)
def test_former_province_is_asked_only_where_the_name_leaves_it_open(
    told: Answers, is_asked: bool, worker_with: WorkerWith
) -> None:
    response = worker_with(told).get(url("former"))

    assert response.status_code == (200 if is_asked else 302)
    assert is_asked or response["Location"] == url("province")


def test_land_is_asked_only_of_a_family_with_farmland(worker_with: WorkerWith) -> None:
    response = worker_with(Answers(assets=("pond",))).get(url("land"))

    assert response["Location"] == url("province")


@pytest.mark.parametrize(
    "step, told, given, onward",
    [
        ("province", Answers(), {"name": "Hải Phòng"}, url("former")),
        ("province", Answers(), {"name": "Hải Dương"}, url("family")),
        ("province", Answers(), {"name": "Hà Nội"}, url("family")),
        ("former", HAI_PHONG, {"former": "30"}, url("family")),
        ("family", Answers(), {"assets": ["farmland"]}, url("land")),
        ("family", Answers(), {"assets": ["none"]}, url("care")),
        ("land", FARMERS, {"amount": "3", "unit": "cong"}, url("care")),
        ("care", Answers(), {"care": ["none"]}, url("hope")),
        ("hope", Answers(), {"hope": "house"}, url("wish")),
        ("wish", Answers(), {"wish": "farm"}, url("japan")),
        ("japan", Answers(), {"stage": "before_departure"}, url("statements-1")),
        ("statements-3", Answers(), {}, url("statements-4")),
        ("statements-4", Answers(), {}, "/trades/"),
    ],
)
def test_answer_leads_to_the_next_question(
    step: str, told: Answers, given: dict[str, Any], onward: str, worker_with: WorkerWith
) -> None:
    response = worker_with(told).post(url(step), given)

    assert response["Location"] == onward


@pytest.mark.parametrize(
    "step, told, given, onward",
    [
        ("province", Answers("01", "01"), {"name": "Hà Nội"}, "/my-answers/"),
        ("province", Answers("01", "01"), {"name": "Hải Phòng"}, url("former", "?from=summary")),
        ("former", HAI_PHONG, {"former": "30"}, "/my-answers/"),
        ("family", Answers(), {"assets": ["farmland"]}, url("land", "?from=summary")),
        ("family", FARMERS, {"assets": ["none"]}, "/my-answers/"),
        ("land", FARMERS, {"amount": "3", "unit": "cong"}, "/my-answers/"),
        ("wish", Answers(), {"wish": "farm"}, "/my-answers/"),
        ("statements-1", Answers(), {}, "/my-answers/"),
    ],
)
def test_change_from_the_summary_leads_back_to_it(
    step: str, told: Answers, given: dict[str, Any], onward: str, worker_with: WorkerWith
) -> None:
    response = worker_with(told).post(url(step, "?from=summary"), given)

    assert response["Location"] == onward


@pytest.mark.parametrize(
    "step", ["family", "land", "care", "hope", "wish", "japan", "statements-2"]
)
def test_question_can_be_skipped(step: str, worker: User, worker_with: WorkerWith) -> None:
    browser = worker_with(FARMERS)

    response = browser.post(url(step), {"skip": "1"})

    assert response.status_code == 302
    assert response["Location"] != url(step)
    assert answers_of(worker) == replace(FARMERS, skipped=(step,))


@pytest.mark.parametrize("step", ["province", "former"])
def test_home_cannot_be_skipped(step: str, worker: User, worker_with: WorkerWith) -> None:
    browser = worker_with(HAI_PHONG)

    page = page_of(browser.post(url(step), {"skip": "1"}))

    assert 'name="skip"' not in page
    assert answers_of(worker) == HAI_PHONG


@pytest.mark.parametrize(
    "step, told, back",
    [
        ("province", Answers(), "/"),
        ("family", Answers(), url("province")),
        ("family", HAI_PHONG, url("former")),
        ("care", Answers(), url("family")),
        ("care", FARMERS, url("land")),
        ("statements-1", Answers(), url("japan")),
    ],
)
def test_question_leads_back_to_the_one_before(
    step: str, told: Answers, back: str, worker_with: WorkerWith
) -> None:
    response = worker_with(told).get(url(step))

    assert response.context["back_url"] == back


def test_question_from_the_summary_leads_back_to_it(worker_with: WorkerWith) -> None:
    response = worker_with(FULL).get(url("wish", "?from=summary"))

    assert response.context["back_url"] == "/my-answers/"


@pytest.mark.parametrize(
    "told, place", [(Answers("01", "01"), (3, 10)), (FARMERS, (4, 11)), (HAI_PHONG, (4, 11))]
)
def test_question_says_where_in_the_row_it_stands(
    told: Answers, place: tuple[int, int], worker_with: WorkerWith
) -> None:
    context = worker_with(told).get(url("care")).context

    assert (context["number"], context["total"]) == place


def test_question_is_filled_with_what_was_told(worker_with: WorkerWith) -> None:
    browser = worker_with(FULL)

    initial = {
        step: browser.get(url(step)).context["form"].initial
        for step in ("province", "family", "land", "care", "wish", "japan")
    }

    assert initial == {
        "province": {"name": "Hải Dương"},
        "family": {"assets": ["farmland", "workshop"]},
        "land": {"amount": "1080", "unit": "m2"},
        "care": {"care": ["parents", "sick"]},
        "wish": {"wish": "skilled_trade", "words": "Mở xưởng nhỏ"},
        "japan": {"stage": "in_japan", "trade": "TITP 6-4"},
    }


def test_answer_of_nothing_is_ticked_again(worker_with: WorkerWith) -> None:
    response = worker_with(Answers(assets=())).get(url("family"))

    assert response.context["form"].initial == {"assets": ["none"]}


def test_seeing_a_question_keeps_nothing(worker: User, worker_with: WorkerWith) -> None:
    browser = worker_with(Answers())

    for step in STEPS:
        browser.get(url(step.slug))

    assert answers_of(worker).is_empty


def test_visitor_walks_from_the_first_question_to_the_trades(client: Client) -> None:
    given: list[tuple[str, dict[str, Any]]] = [
        ("province", {"name": "Hải Phòng"}),
        ("former", {"former": "30"}),
        ("family", {"assets": ["farmland"]}),
        ("land", {"amount": "3", "unit": "sao_north"}),
        ("care", {"skip": "1"}),
        ("hope", {"hope": "house"}),
        ("wish", {"wish": "farm"}),
        ("japan", {"stage": "before_departure"}),
        ("statements-1", {"thread_needle": "2"}),
        *((f"statements-{number}", {"skip": "1"}) for number in (2, 3, 4)),
    ]
    here = url("province")

    for step, answer in given:
        assert here == url(step)
        here = client.post(here, answer)["Location"]

    assert here == "/trades/"
    page_of(client.get(here))


def test_question_takes_the_same_queries_however_much_is_told(worker_with: WorkerWith) -> None:
    numbers = []
    for told in (HAI_PHONG, FULL):
        browser = worker_with(told)
        with CaptureQueriesContext(connection) as queries:
            browser.get(url("japan"))
        numbers.append(len(queries))

    assert numbers == [5, 5]


def test_visitors_answer_is_kept_in_the_session_alone(visitor_with: VisitorWith) -> None:
    browser = visitor_with(Answers())

    browser.post(url("wish"), {"wish": "farm"})

    assert browser.session["answers"]["answers"] == {"wish": "farm", "wish_words": ""}
