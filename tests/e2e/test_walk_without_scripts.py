"""JavaScript off: all questions, the ranking, the comparison and an account."""

import secrets

from playwright.sync_api import Page, expect

from tests.e2e.walk import FARMER, answer_everything, press, register, told

PASSWORD = "sông Hồng chảy mãi"


def test_the_whole_way_needs_no_script(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto("/")
    page.locator("main .next a").click()
    answer_everything(page, FARMER)

    ticks = page.locator("main article.card input[name=trade]")
    for place in range(3):
        ticks.nth(place).check()
    page.locator("form.compare-bar button").click()
    expect(page.locator("main article.card")).to_have_count(3)
    page.locator("main a.back").first.click()
    page.locator("details.filters summary").click()
    page.select_option("[name=pathway]", "TITP")
    press(page.locator("details.filters button"))
    expect(page.locator("main article.card")).not_to_have_count(0)

    before = told(page)
    page.goto("/home/")
    page.locator("main a[href='/register/']").click()
    register(page, name="Yến", login=f"094{secrets.randbelow(10**7):07}", password=PASSWORD)
    expect(page.locator("footer form[action='/sign-out/']")).to_be_visible()
    assert told(page) == before
