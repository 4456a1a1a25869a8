import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from planner.matching.atlas import Atlas
from planner.plans.answers import Answers
from planner.web.worker.summary_rows import Reader, summary_of
from tests.web.worker.conftest import VisitorWith, WorkerWith
from tests.web.worker.people import FULL, OPEN, page_of

pytestmark = pytest.mark.django_db

SUMMARY = "/my-answers/"
# What stands on a page of whoever may see FULL's health and care.
CANARIES = ("Đau lưng", "Heavy lifting", "even with glasses", "grandparents", "ill or disabled")


def values_of(browser: Client) -> dict[str, list[str]]:
    """What is shown of each question, by its step; the statements under each other."""
    response = browser.get(SUMMARY)
    page_of(response)
    found: dict[str, list[str]] = {}
    with translation.override("en"):
        for part in response.context["parts"]:
            for row in part.rows:
                found.setdefault(row.url.split("/")[2], []).extend(map(str, row.values))
    return found


def test_summary_of_nothing_begins_with_the_questions(client: Client) -> None:
    response = client.get(SUMMARY)

    assert response.status_code == 302
    assert response["Location"] == reverse("question", args=["province"])


def test_summary_shows_everything_told(worker_with: WorkerWith) -> None:
    values = values_of(worker_with(FULL))

    assert values["province"] == ["Hải Dương (former province), now in Hải Phòng"]
    assert values["family"] == ["farmland or garden", "workshop"]
    assert values["land"] == ["1,080 m²"]
    assert values["care"] == ["Parents or grandparents", "Somebody who is ill or disabled"]
    assert values["hope"] == ["A house", "“Sửa lại nhà”"]
    assert values["wish"] == ["A skilled trade", "“Mở xưởng nhỏ”"]
    assert len(values["japan"]) == 2
    assert [len(values[f"statements-{number}"]) for number in range(1, 5)] == [6, 6, 6, 6]
    assert values["birth"] == ["1999"]
    assert values["sex"] == ["Woman"]
    assert values["schooling"] == ["Trade school or intermediate school"]
    assert values["work"] == ["Machining, fitting and machine maintenance", "“Ba năm ở xưởng tiện”"]
    assert values["japanese"] == ["JLPT N4"]
    assert values["departure"] == ["April 2025"]
    assert values["pathway"] == ["technical intern"]
    assert values["health"] == [
        "Heavy lifting or long standing is hard for me",
        "Small things are hard for me to see, even with glasses",
        "“Đau lưng từ năm ngoái”",
    ]


def test_summary_tells_nothing_from_not_told(worker_with: WorkerWith) -> None:
    values = values_of(worker_with(Answers("01", "01", assets=())))

    assert values["province"] == ["Hà Nội"]
    assert values["family"] == ["None of these"]
    assert values["care"] == []
    assert values["health"] == []
    assert values["statements-1"] == []


def test_summary_shows_what_was_written_as_text(worker_with: WorkerWith) -> None:
    told = Answers(wish="farm", wish_words="<b>Trồng hoa</b>")

    page = page_of(worker_with(told).get(SUMMARY))

    assert "&lt;b&gt;Trồng hoa&lt;/b&gt;" in page


def test_summary_leads_back_to_each_question(worker_with: WorkerWith) -> None:
    page = page_of(worker_with(FULL).get(SUMMARY))

    for step in ("province", "family", "land", "care", "hope", "wish", "japan", "statements-4"):
        assert f'{reverse("question", args=[step])}?from=summary"' in page


def test_summary_is_a_visitors_too(visitor_with: VisitorWith) -> None:
    page = page_of(visitor_with(Answers(province="24", former_province="27")).get(SUMMARY))

    assert "Bắc Ninh" in page


def test_summary_takes_the_same_queries_however_much_is_told(worker_with: WorkerWith) -> None:
    numbers = []
    for told in (Answers(wish="farm"), FULL):
        browser = worker_with(told)
        with CaptureQueriesContext(connection) as queries:
            browser.get(SUMMARY)
        numbers.append(len(queries))

    assert numbers == [5, 5]


def test_summary_where_it_is_shut_out_says_that_rows_are_closed(
    worker_with: WorkerWith, shut_out: None
) -> None:
    page = page_of(worker_with(FULL).get(SUMMARY))

    assert page.count("Closed in this browser for now") == 2
    assert not [word for word in CANARIES if word in page]
    assert reverse("question", args=["care"]) not in page
    assert reverse("question", args=["health"]) not in page


def test_summary_for_the_agency_has_neither_closed_rows_nor_links(atlas: Atlas) -> None:
    rows = [row for part in summary_of(FULL, atlas, Reader.AGENCY) for row in part.rows]

    assert not any(row.url for row in rows)
    shown = str([(str(row.label), [str(value) for value in row.values]) for row in rows])
    assert not [word for word in CANARIES if word in shown]
    assert "Mở xưởng nhỏ" in shown


def test_summary_for_the_agency_is_the_same_whatever_is_closed(atlas: Atlas) -> None:
    """Not even that something was told can be seen."""
    full, silent = (summary_of(told, atlas, Reader.AGENCY) for told in (FULL, OPEN))

    assert full == silent
