"""The questions of *About me*. The clock stands on 22 November 2026."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from accounts.models import User
from planner.plans.answers import Answers
from planner.plans.models import FIRST_BIRTH_YEAR
from planner.plans.selectors.told import answers_of
from planner.web.worker.steps import ABOUT
from tests.web.worker.conftest import VisitorWith, WorkerWith
from tests.web.worker.people import FULL, HAI_DUONG, page_of

pytestmark = pytest.mark.django_db

BEFORE = Answers(stage="before_departure")
IN_JAPAN = Answers(stage="in_japan", trade="TITP 6-4")
HOME = "/home/"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: date(2026, 11, 22))


def url(step: str, query: str = "") -> str:
    return f"/questions/{step}/{query}"


def offered(browser: Client) -> list[str]:
    form = browser.get(url("pathway")).context["form"]
    return [value for value, _label in form.fields["pathway"].choices]


@pytest.mark.parametrize(
    "step, told, given, told_after",
    [
        ("birth", Answers(), {"year": "2001"}, Answers(birth_year=2001)),
        ("birth", Answers(), {"year": " ２００１ "}, Answers(birth_year=2001)),
        ("birth", Answers(), {"year": str(FIRST_BIRTH_YEAR)}, Answers(birth_year=1940)),
        ("birth", Answers(birth_year=1999), {"year": "2011"}, Answers(birth_year=2011)),
        ("sex", Answers(), {"sex": "female"}, Answers(sex="female")),
        ("sex", Answers(sex="female"), {"sex": "other"}, Answers(sex="other")),
        ("schooling", Answers(), {"schooling": "college"}, Answers(schooling="college")),
        ("work", Answers(), {"experience": ["none"], "words": ""}, Answers(experience=())),
        (
            "work",
            Answers(),
            {"experience": ["machining", "sewing"], "words": " May áo "},
            Answers(experience=("machining", "sewing"), work_words="May áo"),
        ),
        (
            "work",
            Answers(experience=("sewing",), work_words="May áo"),
            {"experience": ["sewing"], "words": ""},
            Answers(experience=("sewing",)),
        ),
        ("japanese", Answers(), {"japanese": "none"}, Answers(japanese="none")),
        ("japanese", Answers(japanese="none"), {"japanese": "jft"}, Answers(japanese="jft")),
        ("health", Answers(), {"health": ["none"], "words": ""}, Answers(health=())),
        (
            "health",
            Answers(),
            {"health": ["lifting", "eyes"], "words": "Đau lưng"},
            Answers(health=("lifting", "eyes"), health_words="Đau lưng"),
        ),
        (
            "departure",
            BEFORE,
            {"month": "11", "year": "2026"},
            replace(BEFORE, departure_month="2026-11-01"),
        ),
        (
            "departure",
            Answers(),
            {"month": "12", "year": "2031"},
            Answers(departure_month="2031-12-01"),
        ),
        (
            "departure",
            IN_JAPAN,
            {"month": "11", "year": "2026"},
            replace(IN_JAPAN, departure_month="2026-11-01"),
        ),
        (
            "departure",
            IN_JAPAN,
            {"month": "1", "year": "2011"},
            replace(IN_JAPAN, departure_month="2011-01-01"),
        ),
        ("pathway", BEFORE, {"pathway": "ESD"}, replace(BEFORE, pathway="ESD")),
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


FOUR_DIGITS = "Only the year, please: four digits, for example 2001."
BOUNDS = "Write a year from 1940 to 2011."


@pytest.mark.parametrize(
    "step, told, given, wrong, words",
    [
        ("birth", Answers(), {}, "year", "Write the year, or skip this question."),
        ("birth", Answers(), {"year": "1939"}, "year", BOUNDS),
        ("birth", Answers(), {"year": "2012"}, "year", BOUNDS),
        ("birth", Answers(), {"year": "0000"}, "year", BOUNDS),
        ("birth", Answers(), {"year": "1.999"}, "year", FOUR_DIGITS),
        ("birth", Answers(), {"year": "1999.0"}, "year", FOUR_DIGITS),
        ("birth", Answers(), {"year": "२००१"}, "year", FOUR_DIGITS),
        ("birth", Answers(), {"year": "2_001"}, "year", FOUR_DIGITS),
        ("birth", Answers(), {"year": "+2001"}, "year", FOUR_DIGITS),
        ("birth", Answers(), {"year": "99"}, "year", FOUR_DIGITS),
        ("birth", Answers(), {"year": "999999999999"}, "year", FOUR_DIGITS),
        ("birth", Answers(), {"year": "9" * 5000}, "year", FOUR_DIGITS),
        ("birth", Answers(), {"year": "12/3/1999"}, "year", FOUR_DIGITS),
        ("birth", Answers(), {"year": "200\0"}, "year", "Null characters are not allowed."),
        ("schooling", Answers(), {}, "schooling", "Choose one, or skip this question."),
        ("schooling", Answers(), {"schooling": "hogwarts"}, "schooling", "Select a valid choice."),
        ("work", Answers(), {}, "experience", "Tick what you have done, or “none of these”."),
        ("work", Answers(), {"experience": ["magic"]}, "experience", "Select a valid choice."),
        ("work", Answers(), {"experience": ["none", "sewing"]}, "experience", "not both"),
        ("work", Answers(), {"experience": ["sewing"], "words": "a" * 301}, "words", "300"),
        ("japanese", Answers(), {}, "japanese", "Choose one, or skip this question."),
        ("japanese", Answers(), {"japanese": "n0"}, "japanese", "Select a valid choice."),
        ("health", Answers(), {}, "health", "Tick what is true, or “nothing”."),
        ("health", Answers(), {"health": ["none", "eyes"]}, "health", "not both"),
        ("health", Answers(), {"health": ["fear"]}, "health", "Select a valid choice."),
        ("health", Answers(), {"health": ["eyes"], "words": "a" * 301}, "words", "300"),
        ("departure", BEFORE, {"year": "2027"}, "month", "Choose the month, or skip"),
        ("departure", BEFORE, {"month": "3"}, "year", "Choose the year, or skip"),
        ("departure", BEFORE, {"month": "13", "year": "2027"}, "month", "Select a valid choice."),
        ("departure", BEFORE, {"month": "3", "year": "2032"}, "year", "Select a valid choice."),
        ("departure", BEFORE, {"month": "3", "year": "2025"}, "year", "Select a valid choice."),
        ("departure", BEFORE, {"month": "10", "year": "2026"}, "month", "This month is over."),
        ("departure", Answers(), {"month": "1", "year": "2026"}, "month", "This month is over."),
        ("departure", IN_JAPAN, {"month": "12", "year": "2026"}, "month", "has not come yet"),
        ("departure", IN_JAPAN, {"month": "1", "year": "2027"}, "year", "Select a valid choice."),
        ("pathway", BEFORE, {}, "pathway", "Choose one, or skip this question."),
        ("pathway", BEFORE, {"pathway": "EPA"}, "pathway", "This way is not open then."),
    ],
)
def test_answer_that_is_wrong_is_said_and_not_kept(
    step: str,
    told: Answers,
    given: dict[str, Any],
    wrong: str,
    words: str,
    worker: User,
    worker_with: WorkerWith,
) -> None:
    response = worker_with(told).post(url(step), given)

    page = page_of(response)
    errors = response.context["form"].errors
    assert list(errors) == [wrong]
    with translation.override("en"):
        assert words in str(errors[wrong][0])
    assert "<title>Error: " in page
    assert answers_of(worker) == told


def test_wrong_answer_stands_there_to_be_mended(worker_with: WorkerWith) -> None:
    page = page_of(worker_with(BEFORE).post(url("birth"), {"year": "12/3/1999"}))

    assert 'value="12/3/1999"' in page


@pytest.mark.parametrize("step", [step.slug for step in ABOUT])
def test_question_about_me_can_be_skipped(step: str, worker: User, worker_with: WorkerWith) -> None:
    response = worker_with(BEFORE).post(url(step), {"skip": "1"})

    assert response.status_code == 302
    assert answers_of(worker) == replace(BEFORE, skipped=(step,))


def test_questions_about_me_follow_each_other_and_end_at_home(
    worker: User, worker_with: WorkerWith
) -> None:
    given: list[tuple[str, dict[str, Any]]] = [
        ("birth", {"year": "2001"}),
        ("sex", {"sex": "male"}),
        ("schooling", {"schooling": "upper_secondary"}),
        ("work", {"experience": ["sewing"], "words": "Ở Nam Định"}),
        ("japanese", {"japanese": "n5"}),
        ("departure", {"month": "7", "year": "2027"}),
        ("pathway", {"pathway": "ESD"}),
        ("health", {"health": ["none"], "words": ""}),
    ]
    browser = worker_with(replace(HAI_DUONG, stage="before_departure"))
    here = url("birth")

    for step, answer in given:
        assert here == url(step)
        here = browser.post(here, answer)["Location"]

    assert here == HOME
    assert answers_of(worker) == replace(
        HAI_DUONG,
        stage="before_departure",
        birth_year=2001,
        sex="male",
        schooling="upper_secondary",
        experience=("sewing",),
        work_words="Ở Nam Định",
        japanese="n5",
        departure_month="2027-07-01",
        pathway="ESD",
        health=(),
    )


def test_visitors_answers_about_me_stay_in_the_browser(visitor_with: VisitorWith) -> None:
    browser = visitor_with(HAI_DUONG)

    browser.post(url("birth"), {"year": "2001"})
    browser.post(url("sex"), {"sex": "female"})
    browser.post(url("health"), {"health": ["eyes"], "words": ""})

    kept = browser.session["answers"]["answers"]
    assert (kept["birth_year"], kept["sex"], kept["health"]) == (2001, "female", ["eyes"])


@pytest.mark.parametrize(
    "step, back", [("birth", HOME), ("schooling", url("sex")), ("health", url("pathway"))]
)
def test_question_about_me_leads_back_to_the_one_before(
    step: str, back: str, worker_with: WorkerWith
) -> None:
    assert worker_with(BEFORE).get(url(step)).context["back_url"] == back


def test_question_about_me_is_filled_with_what_was_told(worker_with: WorkerWith) -> None:
    browser = worker_with(FULL)

    initial = {step.slug: browser.get(url(step.slug)).context["form"].initial for step in ABOUT}

    assert initial == {
        "birth": {"year": 1999},
        "sex": {"sex": "female"},
        "schooling": {"schooling": "vocational"},
        "work": {"experience": ["machining"], "words": "Ba năm ở xưởng tiện"},
        "japanese": {"japanese": "n4"},
        "departure": {"month": 4, "year": 2025},
        "pathway": {"pathway": "TITP"},
        "health": {"health": ["lifting", "eyes"], "words": "Đau lưng từ năm ngoái"},
    }


def test_the_first_pages_count_only_their_own_questions(worker_with: WorkerWith) -> None:
    context = worker_with(BEFORE).get(url("health")).context

    assert (context["number"], context["total"]) == (8, 8)


@pytest.mark.parametrize(
    "stage, first, last", [("before_departure", 2026, 2031), ("in_japan", 2026, 2011)]
)
def test_years_to_leave_in_lie_ahead_and_to_have_left_in_behind(
    stage: str, first: int, last: int, worker_with: WorkerWith
) -> None:
    form = worker_with(replace(IN_JAPAN, stage=stage)).get(url("departure")).context["form"]

    years = [int(value) for value, _label in form.fields["year"].choices if value]
    assert (years[0], years[-1]) == (first, last)


@pytest.mark.parametrize(
    "month, pathways",
    [
        ("2027-03-01", ["SSW", "TITP"]),
        ("2027-04-01", ["ESD", "SSW", "TITP"]),
        ("2027-05-01", ["ESD", "SSW", "TITP"]),
        ("2027-06-01", ["ESD", "SSW", "TITP"]),
        ("2027-07-01", ["ESD", "SSW"]),
        (None, ["ESD", "SSW", "TITP"]),
    ],
)
def test_pathways_are_offered_when_they_are_open(
    month: str | None, pathways: list[str], worker_with: WorkerWith
) -> None:
    assert sorted(offered(worker_with(replace(BEFORE, departure_month=month)))) == pathways


@pytest.mark.parametrize(
    "month, pathways",
    [("2018-05-01", ["TITP"]), ("2019-04-01", ["SSW", "TITP"]), (None, ["SSW", "TITP"])],
)
def test_pathways_of_somebody_in_japan_are_those_that_were_open(
    month: str | None, pathways: list[str], worker_with: WorkerWith
) -> None:
    assert sorted(offered(worker_with(replace(IN_JAPAN, departure_month=month)))) == pathways


@pytest.mark.parametrize("month, closed", [("2027-07-01", "TITP"), ("2027-03-01", "ESD")])
def test_a_closed_pathway_is_refused_whoever_sends_it(
    month: str, closed: str, worker: User, worker_with: WorkerWith
) -> None:
    told = replace(BEFORE, departure_month=month)

    response = worker_with(told).post(url("pathway"), {"pathway": closed})

    page_of(response)
    assert list(response.context["form"].errors) == ["pathway"]
    assert answers_of(worker) == told


@pytest.mark.parametrize(
    "pathway, month, year, kept",
    [
        ("TITP", "7", "2027", None),
        ("TITP", "6", "2027", "TITP"),
        ("ESD", "3", "2027", None),
        ("ESD", "8", "2028", "ESD"),
        ("SSW", "12", "2026", "SSW"),
    ],
)
def test_another_month_drops_a_pathway_that_is_not_open_then(
    pathway: str, month: str, year: str, kept: str | None, worker: User, worker_with: WorkerWith
) -> None:
    browser = worker_with(replace(BEFORE, departure_month="2027-05-01", pathway=pathway))

    browser.post(url("departure"), {"month": month, "year": year})

    assert answers_of(worker).pathway == kept


def test_another_month_from_the_summary_asks_for_the_pathway_again(
    worker_with: WorkerWith,
) -> None:
    response = worker_with(replace(BEFORE, departure_month="2027-05-01", pathway="TITP")).post(
        url("departure", "?from=summary"), {"month": "7", "year": "2027"}
    )

    assert response["Location"] == url("pathway", "?from=summary")


def test_pathway_says_until_when_one_may_enter_it(worker_with: WorkerWith) -> None:
    page = page_of(worker_with(replace(BEFORE, departure_month="2027-05-01")).get(url("pathway")))

    assert "These are open in May 2027." in page
    assert "last entry 30 June 2027" in page
    assert "from 1 April 2027" in page


@pytest.mark.parametrize("step", ["care", "health"])
@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_closed_question_is_not_asked_where_it_is_shut_out(
    step: str, method: str, worker: User, worker_with: WorkerWith, shut_out: None
) -> None:
    browser = worker_with(FULL)

    response = getattr(browser, method)(url(step), {"health": ["allergy"], "care": ["children"]})

    assert response.status_code == 302
    assert answers_of(worker) == FULL


@pytest.mark.parametrize("step", [step.slug for step in ABOUT if step.slug != "health"])
def test_other_questions_are_asked_where_it_is_shut_out(
    step: str, worker_with: WorkerWith, shut_out: None
) -> None:
    page = page_of(worker_with(FULL).get(url(step)))

    assert "Đau lưng" not in page
