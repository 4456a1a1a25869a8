"""Every page there is: axe finds nothing, and nothing scrolls sideways, on the smallest phone or on a desk."""

from collections.abc import Callable
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.e2e.cast import Cast, Place
from tests.e2e.conftest import WCAG_2_2_AA, PageAt
from tests.sweeps.samples import LEADS_TO_ITSELF, is_of_figures_key

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
OPTIONS = {
    "runOnly": {"type": "tag", "values": WCAG_2_2_AA},
    "resultTypes": ["violations"],
    "preload": False,  # it would write styles into the page, which our policy forbids
}
# A long list has a hundred rows of a kind, and axe looks at each for long.
FEWER_ALIKE = """document.querySelectorAll(
    "tbody tr:nth-child(n+6), #changelist-filter li:nth-child(n+5), option:nth-child(n+9)"
).forEach(one => one.remove());"""
# The long list of what is as it should be stays in the browser.
LOOK = f"""async options => {{
    {FEWER_ALIKE}
    return (await axe.run(document, options)).violations;
}}"""
# Colours come from one sheet for all pages: they are measured on some, in the light and in the dark.
NO_COLOURS = {"color-contrast": {"enabled": False}}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
KINDS = ["changelist", "add", "change", "history", "delete"]
# Rules that pages of the framework's admin break, and why that is left.
LEFT_IN_ADMIN: dict[str, str] = {
    "aria-prohibited-attr": "the framework's two-column picker puts aria-label on a plain icon",
}
COLOURS_OF = [
    *("front", "home", "question", "trade", "economy"),
    *("my_offer", "my_money", "my_benchmarks", "worker_plan"),
]


def _part(place: Place) -> str:
    if not place.is_admin:
        return "a question" if place.key == "question" else "ours"
    return next((kind for kind in KINDS if place.key.endswith(f"_{kind}")), "rest of the admin")


@pytest.mark.parametrize("part", ["ours", "a question", "rest of the admin", *KINDS])
def test_no_page_shuts_anybody_out(page_at: PageAt, cast: Cast, part: str) -> None:
    places = [place for place in cast.places if _part(place) == part]
    if part in KINDS:
        places = [place for place in places if not is_of_figures_key(place.key)]

    faults = _look_at(
        places, lambda name: page_at(320, 800, session=cast.sessions[name]), **NO_COLOURS
    )

    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_can_be_read(page_at: PageAt, cast: Cast, scheme: str) -> None:
    places = [_first(cast, key) for key in COLOURS_OF]

    faults = _look_at(
        places, lambda name: page_at(320, 800, session=cast.sessions[name], scheme=scheme)
    )

    assert not faults, "\n".join(faults)


def _first(cast: Cast, key: str) -> Place:
    return next(place for place in cast.places if place.key == key)


def _look_at(places: list[Place], browser_of: Callable[[str], Page], **rules: object) -> list[str]:
    options = {**OPTIONS, "rules": rules}
    pages = {name: browser_of(name) for name in {place.seen_by for place in places} - {""}}
    for page in pages.values():
        page.add_init_script(AXE)
    faults = []
    for place in places:
        if place.seen_by and _opens(pages[place.seen_by], place):
            found = _faults(pages[place.seen_by], place, options)
            faults += [f"{place.name}: {fault}" for fault in found]
        else:
            faults.append(f"{place.name}: nobody sees it")
    return faults


def _opens(page: Page, place: Place) -> bool:
    response = page.goto(place.path)
    assert response is not None
    is_here = page.url.endswith(place.path) or place.key in LEADS_TO_ITSELF
    return is_here and response.status == 200


def _faults(page: Page, place: Place, options: dict[str, object]) -> list[str]:
    # The framework's pages may be wide on a desk.
    widths = (320,) if place.is_admin else (1280, 320)
    sideways = {width: _sideways(page, width) for width in widths}
    found = page.evaluate(LOOK, options)
    faults = [
        f"{item['id']} {node['target']} {node['any'][:1]}"
        for item in found
        if not (place.is_admin and item["id"] in LEFT_IN_ADMIN)
        for node in item["nodes"][:2]
    ]
    return faults + [
        f"scrolls sideways by {pixels} pixels at {width}"
        for width, pixels in sideways.items()
        if pixels
    ]


def _sideways(page: Page, width: int) -> int:
    if page.viewport_size != {"width": width, "height": 800}:
        page.set_viewport_size({"width": width, "height": 800})
    pixels: int = page.evaluate(SIDEWAYS)
    return pixels
