"""The pages of the tests of Japanese."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from planner.plans.models import JapaneseTest
from planner.plans.selectors.told import answers_of
from planner.plans.services import japanese as services
from tests.factories.accounts import UserFactory
from tests.factories.standing import japanese_test
from tests.signing_in import signed_in
from tests.web.worker.people import page_of
from tests.web.worker.plan_people import OTHERS, send, shut

pytestmark = pytest.mark.django_db

ADD = reverse("add_japanese_test")
TYPED = {"level": "n3", "taken_on": "2026-07-05", "is_passed": "1", "points": "104"}


def test_passed_test_is_kept_and_raises_the_level_told(worker: User, browser: Client) -> None:
    answer = send(browser, ADD, **TYPED)

    row = JapaneseTest.objects.get()
    assert answer["Location"] == f"{reverse('where_i_stand')}#japanese"
    assert (row.level, str(row.taken_on), row.is_passed, row.points) == (
        "n3",
        "2026-07-05",
        True,
        104,
    )
    assert answers_of(worker).japanese == "n3"


def test_changed_test_stands_in_its_form(worker: User, browser: Client) -> None:
    row = japanese_test(worker, is_passed=False, points=None)
    url = reverse("japanese_test", args=[row.pk])

    page = page_of(browser.get(url))
    send(browser, url, **{**TYPED, "level": "jft", "points": "210"})

    assert 'value="2026-07-05"' in page
    row.refresh_from_db()
    assert (row.level, row.is_passed, row.points) == ("jft", True, 210)


@pytest.mark.parametrize(
    "typed, words",
    [
        ({"level": ""}, "Choose the test."),
        ({"level": "none"}, "none is not one of"),
        ({"is_passed": ""}, "Choose one."),
        ({"taken_on": ""}, "Choose the day of the test."),
        ({"taken_on": "2026-11-23"}, "This day is too far away"),
        ({"points": "181"}, "The JLPT has at most 180 points."),
        ({"points": "99,5"}, "Whole points only"),
    ],
)
def test_slip_is_said_beside_its_field(typed: dict[str, str], words: str, browser: Client) -> None:
    page = page_of(send(browser, ADD, **{**TYPED, **typed}))

    assert words in page
    assert not JapaneseTest.objects.exists()


def test_same_test_of_one_day_is_refused_kindly(worker: User, browser: Client) -> None:
    send(browser, ADD, **TYPED)

    page = page_of(send(browser, ADD, **TYPED, words="again"))

    assert "You have told this test of that day already." in page


def test_too_many_are_refused_kindly(
    worker: User, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_TESTS", 1)
    japanese_test(worker)

    assert "tests are the most." in page_of(send(browser, ADD, **TYPED, x=""))


def test_removing_asks_first(worker: User, browser: Client) -> None:
    row = japanese_test(worker)
    url = reverse("remove_japanese_test", args=[row.pk])

    page = page_of(browser.get(url))
    browser.post(url)

    assert "Remove this test?" in page
    assert not JapaneseTest.objects.exists()


def test_shut_out_browser_may_tell_a_test(worker: User) -> None:
    send(shut(worker), ADD, **TYPED)

    assert JapaneseTest.objects.filter(person=worker).exists()


def test_nobody_else_has_these_pages(worker: User) -> None:
    row = japanese_test(worker)
    others = [person(worker) for person in OTHERS.values()]

    for other in (*others, UserFactory.create()):
        for name in ("japanese_test", "remove_japanese_test"):
            url = reverse(name, args=[row.pk])
            assert signed_in(other).get(url).status_code == 404

    assert JapaneseTest.objects.get() == row
