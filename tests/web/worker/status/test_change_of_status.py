"""Which changes are possible from when, and telling one."""

from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from planner.plans.answers import Answers
from planner.plans.models import Choice, Plan, StatusChange
from planner.plans.services.told import keep_answers
from tests.factories.plans import way
from tests.factories.status import status_change
from tests.signing_in import signed_in
from tests.web.shared.kept import hidden_of
from tests.web.worker.people import page_of
from tests.web.worker.plan_people import OTHERS, send

pytestmark = pytest.mark.django_db

PAGE, ROUTE, AFTER = reverse("change_of_status"), reverse("my_route"), reverse("lay_out")
READ = "I have read this and continue"
FITS, PARTLY, MISFIT = "TITP-6-4", "TITP-1-1", "TITP-2-1"


def url(step: str, trade: str = "") -> str:
    query = QueryDict(mutable=True)
    if trade:
        query["trade"] = trade
    return reverse("change_status", args=[step]) + (f"?{query.urlencode()}" if trade else "")


def tell(browser: Client, address: str, **typed: str) -> HttpResponse:
    """The page as it was opened, with the match it showed, and this typed into it."""
    shown = browser.get(address).context["form"]["shown"].value()
    return send(browser, address, shown=shown, **typed)


@pytest.fixture
def trainee(worker: User, browser: Client) -> Client:
    """In machining, of Hải Dương, since January 2027."""
    told = Answers(
        province="31",
        former_province="30",
        stage="in_japan",
        trade="TITP 6-4",
        wish="skilled_trade",
    )
    keep_answers(person=worker, answers=told)
    way(worker)
    return browser


def test_without_a_way_it_is_chosen_first(browser: Client) -> None:
    page = page_of(browser.get(PAGE))

    assert "Choose your way first" in page
    assert f'href="{ROUTE}"' in page
    assert browser.get(url("titp_3"))["Location"] == PAGE


def test_changes_are_listed_with_earliest_month_and_conditions(trainee: Client) -> None:
    page = page_of(trainee.get(PAGE))

    assert "Possible from <b>February 2030</b> (day: 15 February 2030)." in page
    assert "Possible from <b>November 2029</b> (day: 15 November 2029)." in page
    assert "It must begin by 14 January 2031." in page
    assert "You passed the Grade 3 practical test (随時3級)." in page
    assert "asea.jp" in page
    assert page.count(f'href="{PAGE}') == 2


def test_ways_without_a_change_say_so(worker: User, browser: Client) -> None:
    way(worker, route="ssw")

    assert "No change is open from your way" in page_of(browser.get(PAGE))
    assert browser.get(url("titp_to_ssw"))["Location"] == PAGE


def test_job_without_third_stage_says_so(worker: User, browser: Client) -> None:
    keep_answers(person=worker, answers=Answers(stage="in_japan", trade="TITP 7-14"))
    way(worker)

    page = page_of(browser.get(PAGE))
    refused = page_of(tell(browser, url("titp_3"), changes_on="2030-03-01"))

    assert page.count("Years four and five are not open to your exact job.") == 1
    assert "Years four and five are not open to your exact job." in refused
    assert not StatusChange.objects.exists()


def test_change_leads_to_what_it_moves(worker: User, trainee: Client) -> None:
    answer = tell(trainee, url("titp_to_ssw", FITS), changes_on="2030-03-01")

    plan = Plan.objects.get(person=worker)
    assert (answer.status_code, answer["Location"]) == (302, AFTER)
    assert (plan.route, plan.ssw_starts_on) == ("titp_ssw", date(2030, 3, 1))
    assert "1 March 2035" in page_of(trainee.get(AFTER))
    assert Choice.objects.get().trade.code == "TITP 6-4"


def test_change_before_its_day_warns_and_does_not_block(worker: User, trainee: Client) -> None:
    early = {"changes_on": "2029-11-14"}

    warned = page_of(tell(trainee, url("titp_to_ssw", FITS), **early))
    nothing = StatusChange.objects.count()
    taken = tell(trainee, url("titp_to_ssw", FITS), **early, acknowledged="on")

    assert "possible from 15 November 2029 at the earliest" in warned
    assert READ in warned
    assert nothing == 0
    assert taken["Location"] == AFTER
    assert Plan.objects.get(person=worker).ssw_starts_on == date(2029, 11, 14)


def test_third_stage_after_a_year_at_home_warns(trainee: Client) -> None:
    late = page_of(tell(trainee, url("titp_3"), changes_on="2031-01-15"))

    assert "By the rules this must begin by 14 January 2031" in late
    assert not StatusChange.objects.exists()


def test_misfit_asks_to_read_why_and_does_not_block(worker: User, trainee: Client) -> None:
    page = page_of(trainee.get(url("titp_to_ssw", MISFIT)))
    refused = page_of(tell(trainee, url("titp_to_ssw", MISFIT), changes_on="2030-03-01"))
    typed = {"changes_on": "2030-03-01", "acknowledged": "on", "operation": "TITP 2-1-1"}

    taken = tell(trainee, url("titp_to_ssw", MISFIT), **typed)

    assert READ in page
    assert "That is a warning, not a ban" in page
    assert "Another field: you pass its skills test" in page
    assert "Tick that you have read it, or choose other work." in refused
    assert taken["Location"] == AFTER
    assert StatusChange.objects.get(trade__code="TITP 2-1").to_route == "titp_ssw"
    assert Plan.objects.get(person=worker).operation == "TITP 2-1-1"


def test_trade_that_fits_asks_for_no_tick(trainee: Client) -> None:
    assert READ not in page_of(trainee.get(url("titp_to_ssw", FITS)))


def test_esd_before_the_law_is_refused_with_the_day(worker: User, browser: Client) -> None:
    way(worker, route="esd", departs_on=date(2027, 5, 20))

    page = page_of(tell(browser, url("esd_transfer"), changes_on="2027-03-31", acknowledged="on"))

    assert "is not in force on that day. Earliest day: 20 May 2028." in page
    assert not StatusChange.objects.exists()


def test_without_a_home_the_change_is_taken_and_home_is_asked(
    worker: User, browser: Client
) -> None:
    keep_answers(person=worker, answers=Answers(stage="in_japan", trade="TITP 6-4"))
    way(worker)

    page = page_of(browser.get(url("titp_to_ssw")))
    answer = tell(browser, url("titp_to_ssw"), changes_on="2030-03-01")

    assert reverse("question", args=["province"]) in page
    assert answer["Location"] == AFTER
    assert not Choice.objects.exists()


def test_earlier_changes_are_listed(worker: User, trainee: Client) -> None:
    status_change(worker)
    status_change(worker, on=date(2030, 5, 1))

    page = page_of(trainee.get(PAGE))

    assert page.index("from 1 May 2030") < page.index("from 1 March 2030")
    assert page.count("Newest") == 1


def test_change_of_the_way_meanwhile_is_shown(worker: User, trainee: Client) -> None:
    sent = hidden_of(page_of(trainee.get(url("titp_to_ssw", FITS))))
    shown = trainee.get(url("titp_to_ssw", FITS)).context["form"]["shown"].value()
    way(worker, route="titp_3")

    page = page_of(
        trainee.post(url("titp_to_ssw", FITS), {**sent, "shown": shown, "changes_on": "2030-03-01"})
    )

    assert "This was changed since you opened the page" in page
    assert not StatusChange.objects.exists()


def test_match_that_changed_meanwhile_is_shown_anew(worker: User, trainee: Client) -> None:
    sent = hidden_of(page_of(trainee.get(url("titp_to_ssw", FITS))))

    page = page_of(
        trainee.post(
            url("titp_to_ssw", FITS), {**sent, "shown": "0" * 24, "changes_on": "2030-03-01"}
        )
    )

    assert "have changed since you opened this page" in page
    assert not StatusChange.objects.exists()


@pytest.mark.parametrize("nonsense", ["nowhere", "9" * 400, "\0", "<b>"])
def test_nonsense_is_refused(trainee: Client, nonsense: str) -> None:
    assert trainee.get(url("titp_to_ssw", nonsense)).status_code == 200
    page = page_of(tell(trainee, url("titp_to_ssw", FITS), changes_on=nonsense))

    assert "Write the day like this" in page
    assert not StatusChange.objects.exists()


@pytest.mark.parametrize("kind", OTHERS)
def test_nobody_else_has_these_pages(worker: User, kind: str) -> None:
    browser = signed_in(OTHERS[kind](worker))

    assert [browser.get(path).status_code for path in (PAGE, url("titp_3"))] == [404, 404]
    assert browser.get(url("nothing")).status_code == 404


def test_as_many_questions_for_one_change_as_for_many(worker: User, trainee: Client) -> None:
    status_change(worker)
    trainee.get(PAGE)
    with CaptureQueriesContext(connection) as one:
        trainee.get(PAGE)
    for month in range(4, 9):
        status_change(worker, on=date(2030, month, 1), trade="TITP 7-13" if month % 2 else "")

    with CaptureQueriesContext(connection) as many:
        trainee.get(PAGE)

    assert len(many) == len(one) <= 14


def test_start_of_ssw_stays_with_its_way_and_goes_with_another(
    worker: User, trainee: Client
) -> None:
    status_change(worker)
    days = {"month": "1", "day": "15", "year": "2027"}

    send(trainee, ROUTE, **days, route="titp_ssw")
    kept = Plan.objects.get(person=worker).ssw_starts_on
    send(trainee, ROUTE, **days, route="titp_home")

    assert kept == date(2030, 3, 1)
    assert Plan.objects.get(person=worker).ssw_starts_on is None
