from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation

from planner.web.shared.rows import MeterRow, Task, TaskStatus


def rendered(source: str, **context: Any) -> str:
    with translation.override("en"):
        return Template("{% load layout %}" + source).render(Context(context))


def test_a_task_list_counts_what_is_done() -> None:
    tasks = [
        Task("My home", "/home", TaskStatus.DONE),
        Task("My wish", "/wish", TaskStatus.NEXT),
        Task("Myself", "/me", TaskStatus.TO_DO),
    ]

    page = rendered('{% task_list tasks "Before leaving" %}', tasks=tasks)

    assert "1 of 3 done" in page
    assert '<a href="/wish">My wish</a>' in page


def test_a_task_that_is_not_open_yet_has_no_link() -> None:
    page = rendered("{% task_list tasks %}", tasks=[Task("Trades", "/trades", TaskStatus.LATER)])

    assert "/trades" not in page
    assert "Not yet open" in page


def test_a_task_without_an_address_is_no_link() -> None:
    page = rendered("{% task_list tasks %}", tasks=[Task("My wish", "", TaskStatus.DONE)])

    assert "<a" not in page
    assert "My wish" in page


def test_a_task_may_say_its_status_in_words_of_its_own() -> None:
    tasks = [Task("Trades", "/trades", TaskStatus.LOOK, words="Look again at 1 thing")]

    page = rendered("{% task_list tasks %}", tasks=tasks)

    assert '<span class="tag mid">Look again at 1 thing</span>' in page


@pytest.mark.parametrize(
    "verdict, tone", [("aligned", "ok"), ("partly", "mid"), ("misaligned", "no")]
)
def test_a_verdict_is_words_with_a_tone(verdict: str, tone: str) -> None:
    page = rendered("{% verdict_tag verdict words %}", verdict=verdict, words="Fits home")

    assert page.strip() == f'<span class="tag {tone}">Fits home</span>'


def test_a_meter_shows_points_of_a_hundred_and_says_what_is_unknown() -> None:
    rows = [MeterRow("Home economy", 0.864), MeterRow("Person", None), MeterRow("Skill", 1.2)]

    page = rendered("{% meters rows %}", rows=rows)

    assert 'width="86%"' in page
    assert 'width="100%" height="10" rx="5"/></svg>' in page
    assert page.count("no figure") == 1
