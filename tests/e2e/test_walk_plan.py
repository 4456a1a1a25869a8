"""The whole plan on a phone: from the invitation to the agreed PDF."""

import io
import re
import secrets

import pytest
from django.utils import timezone
from PIL import Image, ImageChops
from playwright.sync_api import ConsoleMessage, FilePayload, Page, expect

from tests.documents.reading import has_ink, letters_of, pages_of, text_of
from tests.e2e.conftest import PageAt, Screenshot
from tests.e2e.walk import (
    FARMER,
    accept_invitation,
    answer_about_home,
    answer_about_wish,
    invite,
    send,
    sign_in_at_desk,
)

NAME = "Huỳnh Nguyễn Thị Bích Phượng"
EMPLOYER = "株式会社 葛飾農園"
DUTY = "Trồng và thu hoạch dưa chuột 胡瓜"
PHOTO = "Thư mời làm việc.jpg"
GOAL = "Tôi có trại rau sạch của mình ở Hải Dương và trả hết nợ"
STEP = "Học hết quyển Minna no Nihongo tập hai"
PROPOSED = "Hỏi xí nghiệp cho thi kỹ năng bậc 3"
WHY = "Chứng chỉ này giúp em xin việc khi về."
NOTE = "Thứ bảy em gọi chị về lịch thi nhé."
SIGNED = "Kế hoạch rõ ràng, cố gắng nhé!"
YEAR_OF_DEPARTURE = timezone.localdate().year + 1


@pytest.fixture
def desk(page_at: PageAt) -> Page:
    return page_at(1280, 800)


@pytest.fixture
def number() -> str:
    """A mobile number of Viet Nam that nobody has yet."""
    return f"098{secrets.randbelow(10**7):07}"


def test_from_the_invitation_to_the_agreed_pdf(
    desk: Page, page: Page, number: str, screenshot: Screenshot
) -> None:
    errors = _errors_of(page, desk)
    sign_in_at_desk(desk, "mai")
    accept_invitation(page, invite(desk, screenshot, NAME), number, screenshot, name=NAME)
    _answer_and_choose(page)

    _write_down_the_offer(page, screenshot)
    _reckon_the_money(page, screenshot)
    _write_goals(page, screenshot)
    _lay_out_benchmarks(page, screenshot)
    _agree(page, screenshot)
    _propose_and_sign(desk, screenshot)
    _accept_the_proposal(page, screenshot)
    _agree(page, screenshot, again=True)

    _read_on_paper(_downloaded(page))
    assert errors == []


def _errors_of(*pages: Page) -> list[str]:
    """What the consoles will say is wrong."""
    errors: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            errors.append(message.text)

    for page in pages:
        page.on("console", on_console)
    return errors


def _answer_and_choose(page: Page) -> None:
    page.goto("/questions/province/")
    answer_about_home(page, FARMER)
    page.goto("/questions/wish/")
    answer_about_wish(page, FARMER)
    page.goto("/trades/")
    page.locator("main article h2 a").first.click()
    page.locator("main a[href$='/choose/']").click()
    send(page)
    expect(page).to_have_url("/my-choice/")


def _write_down_the_offer(page: Page, screenshot: Screenshot) -> None:
    page.goto("/home/")
    screenshot(page, "plan-home-start")
    page.locator("main .tasks a[href='/my-offer/']").click()
    screenshot(page, "offer-empty")
    page.locator("main a[href='/my-offer/pay/']").click()
    send(page)
    expect(page.locator("#id_low_error")).to_be_visible()
    screenshot(page, "offer-pay-errors")
    page.check("[name=currency][value=JPY]")
    page.fill("[name=low]", "182.000")
    page.fill("[name=signed_on]", "2026-09-15")
    page.fill("[name=months]", "36")
    page.fill("[name=basic_wage_jpy]", "176.000")
    page.fill("[name=rent_jpy]", "20.000")
    page.fill("[name=meals_jpy]", "0")
    screenshot(page, "offer-pay")
    send(page)
    expect(page).to_have_url("/my-offer/")

    page.locator("main a[href='/my-offer/job/']").click()
    page.fill("[name=employer]", EMPLOYER)
    page.select_option("[name=prefecture]", "08")
    page.fill("[name=duties]", f"{DUTY}\nĐóng gói rau")
    page.fill("[name=hours_month]", "173,5")
    page.check("[name=housing][value=dormitory]")
    screenshot(page, "offer-work")
    send(page)

    page.locator("main a[href='/my-offer/costs/']").click()
    _type_cost(page, 0, kind="service_fee", amount="95.000.000", words="Công ty phái cử")
    page.locator("main form details summary").nth(1).click()
    _type_cost(page, 1, kind="broker_fee", amount="20000000", words="Chú Tư giới thiệu")
    screenshot(page, "offer-costs")
    send(page)

    page.locator("main a[href='/my-offer/files/']").click()
    photo = FilePayload(name=PHOTO, mimeType="image/jpeg", buffer=_photo())
    page.set_input_files("[name=file]", photo)
    send(page)
    expect(page.locator("main .rows a").first).to_have_text(PHOTO)
    screenshot(page, "offer-files")
    page.goto("/my-offer/")
    main = page.locator("main")
    for words in ("182.000", EMPLOYER, DUTY, "115.000.000", "Chú Tư giới thiệu"):
        expect(main).to_contain_text(words)
    screenshot(page, "offer")


def _type_cost(page: Page, number: int, *, kind: str, amount: str, words: str) -> None:
    page.select_option(f"[name=kind_{number}]", kind)
    page.fill(f"[name=amount_{number}]", amount)
    page.fill(f"[name=words_{number}]", words)


def _photo() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (900, 1200), "white").save(held, "JPEG")
    return held.getvalue()


def _reckon_the_money(page: Page, screenshot: Screenshot) -> None:
    page.goto("/home/")
    page.locator("main .tasks a[href='/my-money/']").click()
    screenshot(page, "money-before-debt")
    page.locator("main a[href='/my-money/debts/add/']").first.click()
    page.select_option("[name=lender]", "social_policy_bank")
    page.fill("[name=amount_vnd]", "100.000.000")
    page.check("[name=interest][value=year_on_rest]")
    page.fill("[name=rate_pct]", "6,6")
    page.fill("[name=payment_vnd]", "5.000.000")
    page.select_option("[name=first_month]", "9")
    page.select_option("[name=first_year]", str(YEAR_OF_DEPARTURE))
    screenshot(page, "money-debt")
    send(page)
    expect(page).to_have_url(re.compile(r"/my-money/(#\w+)?$"))

    page.goto("/my-money/home/")
    page.fill("[name=home_wage_vnd]", "7.500.000")
    page.fill("[name=home_living_vnd]", "4.000.000")
    page.check("[name=has_rent_at_home][value=no]")
    page.fill("[name=dependants]", "0")
    screenshot(page, "money-home")
    send(page)
    expect(page).to_have_url(re.compile(r"/my-money/(#\w+)?$"))
    main = page.locator("main")
    for words in ("100.000.000", "115.000.000", "手取り"):
        expect(main).to_contain_text(words)
    screenshot(page, "money")


def _write_goals(page: Page, screenshot: Screenshot) -> None:
    page.goto("/home/")
    page.locator("main .tasks a[href='/my-goals/']").click()
    screenshot(page, "goals-empty")
    page.locator("main a[href='/my-goals/long_term/']").first.click()
    page.fill("[name=words]", GOAL)
    screenshot(page, "goal")
    send(page)
    page.locator("main a[href='/my-goals/steps/add/']").click()
    page.fill("[name=words]", STEP)
    page.select_option("[name=helper]", "school")
    page.check("[name=target][value=level]")
    page.fill("[name=target_level]", "JLPT N4")
    page.select_option("[name=month]", "7")
    page.select_option("[name=year]", str(YEAR_OF_DEPARTURE))
    screenshot(page, "goals-step")
    send(page)
    main = page.locator("main")
    for words in (GOAL, STEP, "JLPT N4"):
        expect(main).to_contain_text(words)
    screenshot(page, "goals")


def _lay_out_benchmarks(page: Page, screenshot: Screenshot) -> None:
    page.goto("/home/")
    page.locator("main .tasks a[href='/my-benchmarks/']").click()
    screenshot(page, "benchmarks-empty")
    page.locator("main a[href='/my-benchmarks/way/']").click()
    page.select_option("[name=month]", "6")
    page.select_option("[name=year]", str(YEAR_OF_DEPARTURE))
    page.check("[name=route][value=ssw]")
    screenshot(page, "benchmarks-way")
    send(page)
    expect(page).to_have_url("/my-benchmarks/")
    assert page.locator("main ul.rows > li[id^=b]").count() > 10
    expect(page.locator("main")).to_contain_text(f"tháng 6 năm {YEAR_OF_DEPARTURE}")
    screenshot(page, "benchmarks")


def _agree(page: Page, screenshot: Screenshot, *, again: bool = False) -> None:
    page.goto("/home/")
    page.locator("main .tasks a[href='/my-plan/']").click()
    screenshot(page, "plan-again" if again else "plan")
    page.locator("main form.agree button").click()
    expect(page).to_have_url("/my-plan/")
    expect(page.locator("main form.agree")).to_have_count(0)
    screenshot(page, "plan-agreed-again" if again else "plan-agreed")


def _propose_and_sign(desk: Page, screenshot: Screenshot) -> None:
    desk.goto("/workers/")
    desk.get_by_role("link", name=NAME).first.click()
    screenshot(desk, "plan-worker")
    desk.locator("main a[href$='/plan/']").click()
    main = desk.locator("main")
    for words in (GOAL, STEP, EMPLOYER):
        expect(main).to_contain_text(words)
    for closed in ("115.000.000", "100.000.000", "182.000", "Chú Tư"):
        expect(main).not_to_contain_text(closed)
    screenshot(desk, "plan-of-worker")

    desk.fill("[name=words]", SIGNED)
    send(desk)
    expect(main).to_contain_text(SIGNED)
    desk.locator("main a[href$='/propose/step/']").click()
    desk.fill("[name=words]", PROPOSED)
    desk.select_option("[name=helper]", "employer")
    desk.fill("[name=why]", WHY)
    screenshot(desk, "plan-propose")
    send(desk)
    expect(main).to_contain_text(PROPOSED)
    screenshot(desk, "plan-of-worker-signed")

    desk.locator("main a[href$='/notes/']").click()
    desk.fill("[name=text]", NOTE)
    desk.check("[name=audience][value=worker]")
    send(desk)
    expect(main).to_contain_text(NOTE)
    screenshot(desk, "plan-notes")


def _accept_the_proposal(page: Page, screenshot: Screenshot) -> None:
    page.goto("/home/")
    page.locator("main .tasks a[href='/from-my-counselor/']").click()
    expect(page.locator("main")).to_contain_text(NOTE)
    screenshot(page, "from-counselor")
    page.locator("main section.next a.btn").click()
    expect(page.locator("main")).to_contain_text(WHY)
    page.check("[name=answer][value=yes]")
    screenshot(page, "from-counselor-answer")
    send(page)
    expect(page).to_have_url("/from-my-counselor/")
    screenshot(page, "from-counselor-answered")
    page.goto("/my-goals/")
    expect(page.locator("main")).to_contain_text(PROPOSED)
    page.goto("/my-plan/history/")
    expect(page.locator("main")).to_contain_text("Lê Ngọc Mai")
    screenshot(page, "plan-history")


def _downloaded(page: Page) -> bytes:
    """Chromium shows it in a viewer of its own when there is a window: asked for with the same cookies."""
    link = page.locator("main a[href='/my-plan/plan.pdf']")
    answer = page.request.get(link.get_attribute("href") or "")
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def _read_on_paper(pdf: bytes) -> None:
    text = text_of(pdf)
    for words in (NAME, GOAL, STEP, PROPOSED, EMPLOYER, DUTY, "182.000", "100.000.000"):
        assert words in text, words
    assert "Lê Ngọc Mai" in text, "the counselor's signature"
    drawn = [pair for number in range(len(pages_of(pdf))) for pair in letters_of(pdf, number)]
    assert [letter for letter, picture in drawn if letter.isalnum() and not has_ink(picture)] == []
    # A letter that the font has not would be drawn as the same box as the others.
    japanese = {letter: picture for letter, picture in drawn if "\u3041" <= letter <= "\u9fff"}
    vietnamese = {letter: picture for letter, picture in drawn if "\u1ea0" <= letter <= "\u1ef9"}
    assert set("株式会社葛飾農園胡瓜") <= set(japanese)
    assert set("ỳễịợạủ") <= set(vietnamese)
    for letters in (japanese, vietnamese):
        assert _alike(letters) == []


def _alike(letters: dict[str, Image.Image]) -> list[str]:
    pictures = {letter: picture.resize((40, 40)) for letter, picture in letters.items()}
    return [
        first + second
        for first in pictures
        for second in pictures
        if first < second
        and sum(ImageChops.difference(pictures[first], pictures[second]).histogram()[64:]) < 40
    ]
