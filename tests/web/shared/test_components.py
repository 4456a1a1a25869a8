from typing import Any

from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from planner.web.shared.rows import Crumb, ReasonRow, SummaryRow


def component(name: str, path: str = "/", **context: Any) -> str:
    with translation.override("en"):
        return render_to_string(f"components/{name}.html", context, RequestFactory().get(path))


def test_reasons_say_for_and_against_in_words() -> None:
    page = component(
        "reasons",
        reasons_for=[ReasonRow("Industry is strong", "2024 · NSO")],
        reasons_against=[ReasonRow("No workshop")],
    )

    assert '<span class="visually-hidden">For:</span> Industry is strong' in page
    assert '<span class="visually-hidden">Against:</span> No workshop' in page
    assert page.count('class="src"') == 1


def test_a_summary_shows_one_answer_plainly_and_several_as_a_list() -> None:
    rows = [SummaryRow("Home", ["Hải Dương"], "/home"), SummaryRow("Family has", ["Land", "Pond"])]

    page = component("summary_list", rows=rows)

    assert "<li>Hải Dương</li>" not in page
    assert "<li>Land</li><li>Pond</li>" in page
    assert 'Change<span class="visually-hidden">: Home</span>' in page


def test_a_summary_says_what_is_not_answered_yet() -> None:
    page = component("summary_list", rows=[SummaryRow("Wish", [], "/wish")])

    assert "Not answered yet" in page
    assert '<a href="/wish">Answer' in page


def test_pages_keep_the_filter() -> None:
    page = component("pagination", "/trades/?group=food", page=Paginator(range(30), 10).page(2))

    assert 'href="?group=food&amp;page=1"' in page
    assert "Page 2 of 3" in page


def test_a_single_page_needs_no_paging() -> None:
    assert component("pagination", page=Paginator(range(3), 10).page(1)).strip() == ""


def test_a_source_without_a_year_says_so() -> None:
    assert "undated · TopCV" in component("source", source="TopCV")


def test_a_source_with_an_address_is_a_link() -> None:
    page = component("source", source="NSO", year=2024, url="https://example.org/a")

    assert '2024 · <a href="https://example.org/a" rel="noreferrer">NSO</a>' in page


def test_ticks_belong_to_the_compare_form_wherever_they_stand() -> None:
    tick = component("compare_tick", value="TITP 6-4", label="Machining")
    bar = component("compare_bar", action="/trades/compare/")

    assert 'form="compare" name="trade" value="TITP 6-4"' in tick
    assert 'id="compare" method="get" action="/trades/compare/"' in bar


def test_breadcrumbs_end_where_we_are() -> None:
    page = component("breadcrumbs", crumbs=[Crumb("My home", "/home")], current="Bắc Ninh")

    assert '<li aria-current="page">Bắc Ninh</li>' in page
