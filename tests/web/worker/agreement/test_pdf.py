"""The plan on paper."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from planner.plans.services.told import keep_answers
from planner.sharing.models import Assignment
from tests.documents.reading import language_of, text_of
from tests.factories.plans import LATER, agreed_plan, goal, planned, promised_pay, signed_off
from tests.plans.choosing import choose
from tests.plans.told import FULL
from tests.signing_in import signed_in
from tests.web.worker.agreement.test_my_plan import OF_MONEY

pytestmark = pytest.mark.django_db

PAPER = reverse("plan_pdf")


def paper(browser: Client) -> str:
    return text_of(browser.get(PAPER).content)


def test_paper_is_a_private_pdf(worker: User, browser: Client) -> None:
    planned(worker)

    response = browser.get(PAPER)

    assert response.content.startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="loi-ve-plan.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))


def test_paper_holds_the_plan_in_vietnamese_with_japanese_terms(worker: User) -> None:
    worker.language, worker.name = "vi", "Phạm Văn Tuấn"
    worker.save()
    keep_answers(person=worker, answers=FULL)
    choose(worker, "TITP 6-4")
    planned(worker)

    response = signed_in(worker).get(PAPER)

    text = text_of(response.content)
    assert language_of(response.content) == "vi"
    for words in (
        "Phạm Văn Tuấn",
        "Mở xưởng tiện ở quê",
        "機械加工",
        "技能実習",
        "愛知県",
        "cắt rau",
    ):
        assert words in text, words
    assert "150.000" in text


def test_paper_is_in_english_for_who_reads_english(worker: User, browser: Client) -> None:
    planned(worker)

    response = browser.get(PAPER)

    text = text_of(response.content)
    assert language_of(response.content) == "en"
    for words in ("My plan: the way home", "Not agreed yet.", "What I owe", "Mở xưởng tiện ở quê"):
        assert words in text, words
    assert "Page 1 of" in text


def test_paper_of_a_newcomer_is_whole(browser: Client) -> None:
    assert "No goal is written down yet." in paper(browser)


def test_paper_says_what_was_agreed_and_signed(
    worker: User, browser: Client, assignment: Assignment
) -> None:
    agreed_plan(worker)
    signed_off(assignment)

    signed = paper(browser)
    promised_pay(worker, low=140_000, now=LATER)
    of_money = paper(browser)
    goal(worker, "Mở quán ăn", now=LATER)
    of_the_plan = paper(browser)

    assert signed.count("Agreed on 22 November 2026.") == 2
    assert "Read the open parts and signed on 22 November 2026." in signed
    assert of_money.count("Agreed on 22 November 2026, changed since.") == 2
    assert "before the last change" not in of_money
    assert "before the last change" in of_the_plan


def test_paper_of_a_shut_out_browser_holds_nothing_of_money(
    worker: User, browser: Client, shut_out: None
) -> None:
    until = worker.helped_until
    User.objects.filter(pk=worker.pk).update(helped_until=None)
    agreed_plan(User.objects.get(pk=worker.pk))
    open_text = paper(browser)
    User.objects.filter(pk=worker.pk).update(helped_until=until)

    text = paper(browser)

    assert "Mở xưởng tiện ở quê" in text
    assert [words for words in OF_MONEY if words in text] == []
    # The test looks for words that do stand there otherwise.
    assert [words for words in OF_MONEY if words not in open_text] == []
