"""A counselor's morning, and a supervisor's when somebody leaves: at a desk and on a tablet."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PageAt, Screenshot
from tests.e2e.walk import send, sign_in_at_desk

DESK, TABLET = (1280, 800), (820, 1180)
LEAVER = "Phạm Quốc Dũng"


@pytest.mark.parametrize("size, key", [(DESK, "huong"), (TABLET, "phuc")])
def test_a_counselors_morning(
    page_at: PageAt, screenshot: Screenshot, size: tuple[int, int], key: str
) -> None:
    desk = page_at(*size)
    sign_in_at_desk(desk, key)
    expect(desk).to_have_url("/today/")
    screenshot(desk, f"desk-today-{size[0]}")
    first = desk.locator("main ol.today > li").first
    name = first.locator("h2 a").inner_text()
    expect(first.locator("ul li"), "nobody is on the list without a reason").not_to_have_count(0)

    first.locator("h2 a").click()
    expect(desk.locator("h1")).to_have_text(name)
    screenshot(desk, f"desk-case-{size[0]}")
    case = desk.url
    _log_a_call(desk)
    expect(desk).to_have_url(case)
    _set_the_next_step(desk)
    expect(desk.locator("main")).to_contain_text("Gọi lại chủ nhật")
    desk.goto(case + "timeline/")
    expect(desk.locator("main")).to_contain_text("Máy bận, gọi lại")
    screenshot(desk, f"desk-timeline-{size[0]}")

    _find_and_remind(desk, name)
    screenshot(desk, f"desk-caseload-{size[0]}")


def test_a_supervisor_hands_over(page_at: PageAt, screenshot: Screenshot) -> None:
    desk = page_at(*DESK)
    sign_in_at_desk(desk, "giam-sat")
    desk.goto("/team/")
    screenshot(desk, "desk-team")
    row = desk.locator("main tbody tr", has_text=LEAVER)
    count = row.locator("td").first.inner_text().split()[0]
    assert int(count) > 0
    desk.set_viewport_size({"width": TABLET[0], "height": TABLET[1]})
    screenshot(desk, "desk-team-tablet")
    row.locator("a[href*='/hand-over/']").click()
    desk.locator("main form [name=to]").first.check()
    desk.fill("[name=words]", "Nghỉ sinh")
    screenshot(desk, "desk-hand-over-tablet")
    send(desk)
    expect(desk.locator("h1")).to_contain_text(count)
    screenshot(desk, "desk-hand-over-sure-tablet")
    send(desk)

    expect(desk.locator("main [role=status]")).to_be_visible()
    desk.goto("/team/")
    assert desk.locator("main tbody tr", has_text=LEAVER).locator("td").first.inner_text()[0] == "0"


def _log_a_call(desk: Page) -> None:
    desk.locator("main a[href$='/contact/']").first.click()
    desk.select_option("[name=channel]", "call")
    desk.check("[name=result][value=no_answer]")
    desk.fill("[name=words]", "Máy bận, gọi lại")
    send(desk)


def _set_the_next_step(desk: Page) -> None:
    desk.locator("main a[href$='/step/']").first.click()
    desk.check("[name=kind][value=call]")
    desk.fill("[name=words]", "Gọi lại chủ nhật")
    desk.fill("[name=due_on]", (timezone.localdate() + timedelta(days=3)).isoformat())
    send(desk)


def _find_and_remind(desk: Page, name: str) -> None:
    """Without diacritics, as one types in a hurry."""
    desk.goto("/workers/")
    desk.fill("[name=q]", name)
    desk.locator("[name=q]").press("Enter")
    expect(desk.locator("main tbody tr").first).to_contain_text(name)
    desk.locator("main tbody [name=people]").first.check()
    desk.locator("button[value=remind]").click()
    desk.check("[name=kind][value=check_in]")
    send(desk)
    expect(desk.locator("main [role=status]")).to_be_visible()
