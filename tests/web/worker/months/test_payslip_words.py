"""The words of a payslip: for everybody, the same for everybody."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planner.money.enums import Line
from planner.wording.payslip import PAYSLIP
from tests.factories.accounts import UserFactory
from tests.signing_in import signed_in
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db
URL = "/payslip/"
ASKED = (
    *(
        "支給",
        "控除",
        "差引支給額",
        "基本給",
        "時間外手当",
        "残業",
        "健康保険",
        "厚生年金",
        "雇用保険",
    ),
    *(
        "所得税",
        "住民税",
        "家賃",
        "寮費",
        "食費",
        "水道光熱費",
        "有給休暇",
        "欠勤",
        "勤怠",
        "労働時間",
    ),
    *("雇用契約書", "雇用条件書", "賃金", "締日", "支払日", "社会保険", "扶養", "年末調整"),
    *("源泉徴収票", "積立", "強制貯金"),
)
TERMS = [term for group in PAYSLIP for term in group.terms]


def test_every_word_is_explained() -> None:
    page = page_of(Client().get(URL, {"language": "en"}))

    assert [word for word in ASKED if word not in page] == []
    for term in TERMS:
        assert f'<p id="{term.key}">' in page
        assert term.kana in page


def test_every_line_that_is_typed_is_among_them() -> None:
    keys = [term.key for term in TERMS]

    assert set(Line) - {Line.ALL_TOGETHER} <= set(keys)
    assert len(set(keys)) == len(keys)


def test_readings_are_kana_and_romaji() -> None:
    for term in TERMS:
        assert re.fullmatch(r"[ぁ-んー・/]+", term.kana), term.japanese
        assert re.fullmatch(r"[a-zāīūēō'/ ]+", term.romaji), term.japanese


def test_sketch_leads_to_every_word_of_the_slip() -> None:
    sketch = page_of(Client().get(URL)).split("</table>")[0]

    on_slip = [term.key for group in PAYSLIP if group.is_on_slip for term in group.terms]
    assert re.findall(r'href="#([\w-]+)"', sketch.split("<table")[1]) == on_slip


def test_it_is_the_same_for_all_and_leaves_nothing() -> None:
    worker = signed_in(UserFactory.create(language="vi"))
    stranger = Client()

    with CaptureQueriesContext(connection) as captured:
        answer = stranger.get(URL)

    assert len(captured) == 0
    assert not answer.cookies
    assert "public" in answer["Cache-Control"]
    assert worker.get(URL).content == answer.content


def test_language_is_switched_by_the_address() -> None:
    english = Client().get(URL, {"language": "en"})

    assert english["Content-Language"] == "en"
    assert "Pay that comes to you" in page_of(english)
