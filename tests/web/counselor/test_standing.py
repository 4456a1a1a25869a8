"""How a worker stands in Japan, as the counselor sees it: what is shared, and nothing else, told or not."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from planner.benchmarks.enums import Standing
from planner.plans.enums import Japanese, MissCause, Stage
from planner.plans.models import Benchmark
from planner.plans.selectors.open_standing import evidence_open_in
from planner.plans.services.benchmarks import finish_benchmark
from planner.plans.services.misses import WhatNow
from planner.sharing.audiences import Opened
from planner.sharing.enums import Look, Purpose
from planner.sharing.models import AccessLog, Assignment
from planner.sharing.sections import Section
from planner.web.worker.benchmarks.rows import CATCH_UP
from planner.wording.benchmarks import STANDINGS
from tests.factories.accounts import UserFactory
from tests.factories.casework import from_worker
from tests.factories.consents import consent
from tests.factories.months import told_month, told_months
from tests.factories.plans import LAYOUT, benchmark, laid_out, opened_by_counselor, way
from tests.factories.standing import japanese_test, payslip, proof, told_miss
from tests.signing_in import signed_in
from tests.web.counselor.test_worker import OPEN_SECTIONS, without_tokens
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
ARRIVED = datetime(2026, 1, 10, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    real = timezone.localdate
    monkeypatch.setattr(
        "django.utils.timezone.localdate", lambda *args: real(*args) if args else TODAY
    )


@pytest.fixture
def in_japan(worker: User) -> User:
    """Since January 2026, with a benchmark missed in June and one of money missed in July."""
    worker.date_joined = ARRIVED
    worker.save()
    way(worker, departs_on=date(2026, 1, 10), arrives_on=date(2026, 1, 10))
    return worker


@pytest.fixture
def missed(in_japan: User) -> Benchmark:
    return benchmark(in_japan, "Thi chứng chỉ hàn", due_on=date(2026, 6, 1), now=ARRIVED)


@pytest.fixture
def money_mark(in_japan: User) -> Benchmark:
    return benchmark(
        in_japan, "Trả xong 123 triệu", due_on=date(2026, 7, 1), is_money=True, now=ARRIVED
    )


def url(worker: User) -> str:
    return reverse("worker_standing", args=[worker.pk])


def proof_url(worker: User, pk: int) -> str:
    return reverse("worker_evidence", args=[worker.pk, pk])


def signals(browser: Client, worker: User) -> list[str]:
    response = browser.get(url(worker))
    page_of(response)
    return [str(signal.tag) for signal in response.context["rows"].signals]


def test_page_of_somebody_who_has_told_nothing_says_what_is_missing(
    worker: User, browser: Client
) -> None:
    page = page_of(browser.get(url(worker)))

    assert "No benchmark is laid out yet." in page
    assert "The day of arrival is not known" in page
    assert "No work is shared." in page
    assert "No proof is shared yet." in page
    assert "No test was told yet." in page
    assert "Nothing stands out in what is shared." in page


def test_look_is_logged_with_what_the_page_can_show(
    in_japan: User, counselor: User, browser: Client
) -> None:
    consent(in_japan, Purpose.OPEN_MONEY, named=counselor.pk)

    browser.get(url(in_japan))

    look = AccessLog.objects.latest("pk")
    assert (look.reader, look.worker, look.look) == (counselor, in_japan, Look.PERSON)
    assert look.sections == OPEN_SECTIONS


def test_benchmarks_are_counted_by_standing(
    in_japan: User, missed: Benchmark, browser: Client
) -> None:
    benchmark(in_japan, "Gọi tư vấn", due_on=date(2026, 11, 15), now=ARRIVED)
    benchmark(in_japan, "Sắp tới", due_on=date(2026, 12, 1), now=ARRIVED)
    done = benchmark(in_japan, "Xong rồi", due_on=date(2026, 3, 1), now=ARRIVED)
    finish_benchmark(person=in_japan, pk=done.pk, done_on=date(2026, 2, 1), now=ARRIVED)

    rows = browser.get(url(in_japan)).context["rows"]

    assert rows.counts == [
        (STANDINGS[standing], 1)
        for standing in (Standing.MISSED, Standing.IN_GRACE, Standing.DUE_SOON, Standing.DONE)
    ]
    assert [row.title for row in rows.late] == ["Thi chứng chỉ hàn", "Gọi tư vấn"]
    assert rows.next.title == "Sắp tới"
    assert signals(browser, in_japan) == ["Silent", "Missed", "Late"]


def test_what_came_into_the_plan_too_late_is_not_missed(in_japan: User, browser: Client) -> None:
    now = datetime(2026, 11, 20, 5, tzinfo=UTC)
    benchmark(in_japan, "Việc cũ", due_on=date(2026, 6, 1), now=now)

    rows = browser.get(url(in_japan)).context["rows"]

    assert rows.counts == [(CATCH_UP, 1)]
    assert "Missed" not in [signal.tag for signal in rows.signals]


def test_shared_cause_is_shown_in_the_workers_words(
    in_japan: User, missed: Benchmark, browser: Client
) -> None:
    told_miss(missed, MissCause.EMPLOYER, "Công ty không cho nghỉ")

    page = page_of(browser.get(url(in_japan)))

    assert "“My employer or the work”" in page
    assert "Công ty không cho nghỉ" in page
    assert "Cause not shared" not in page


@pytest.mark.parametrize("cause", [MissCause.HEALTH, MissCause.MONEY])
@pytest.mark.parametrize("what_now", [WhatNow.LEAVE, WhatNow.NEW_DAY])
def test_closed_cause_reads_like_one_that_was_never_told(
    what_now: WhatNow, cause: MissCause, in_japan: User, missed: Benchmark, browser: Client
) -> None:
    new_day = date(2027, 3, 1) if what_now == WhatNow.NEW_DAY else None
    if new_day:
        Benchmark.objects.filter(pk=missed.pk).update(due_on=new_day, is_moved=True)
    untold = without_tokens(page_of(browser.get(url(in_japan))))
    Benchmark.objects.filter(pk=missed.pk).update(due_on=date(2026, 6, 1), is_moved=False)

    told_miss(missed, cause, "lý do riêng", what_now=what_now, new_day=new_day)

    assert without_tokens(page_of(browser.get(url(in_japan)))) == untold
    assert ("Cause not shared" in untold) is (what_now == WhatNow.LEAVE)


def test_cause_of_a_day_that_was_moved_stays_readable(
    in_japan: User, missed: Benchmark, browser: Client
) -> None:
    told_miss(missed, MissCause.EMPLOYER, what_now=WhatNow.NEW_DAY, new_day=date(2027, 3, 1))

    rows = browser.get(url(in_japan)).context["rows"]

    assert rows.late == []
    assert [(row.title, row.day) for row in rows.earlier] == [("Thi chứng chỉ hàn", "1 June 2026")]


def tell_money(worker: User, mark: Benchmark) -> None:
    told_miss(mark, MissCause.EMPLOYER, "vạc sành")
    proof(mark, name="vac-sanh.pdf")
    for month in (date(2026, 2, 1), date(2026, 3, 1)):
        payslip(told_month(worker, month, work=None, feeling=None), name="luong-vac-sanh.pdf")


def tell_feelings(worker: User, _mark: Benchmark) -> None:
    for month in (date(2026, 2, 1), date(2026, 3, 1)):
        told_month(worker, month, work=None, feeling={"words": "vạc sành"}, money=None)


def tell_closed_work(worker: User, _mark: Benchmark) -> None:
    work = {"section": Section.WELL_BEING, "other": ["vạc sành"], "duties": []}
    for month in (date(2026, 2, 1), date(2026, 3, 1)):
        told_month(worker, month, work=work, feeling=None, money=None)


@pytest.mark.parametrize("tell", [tell_money, tell_feelings, tell_closed_work])
@pytest.mark.parametrize("is_opened", [False, True])
def test_nothing_closed_makes_a_difference(
    is_opened: bool,
    tell: Callable[[User, Benchmark], None],
    in_japan: User,
    money_mark: Benchmark,
    counselor: User,
    browser: Client,
) -> None:
    """Nor once the worker has opened it: this page never shows it."""
    for month in (date(2026, 2, 1), date(2026, 3, 1)):
        told_month(in_japan, month, money=None, work=None, feeling=None)
    without = without_tokens(page_of(browser.get(url(in_japan))))
    if is_opened:
        for purpose in (Purpose.OPEN_MONEY, Purpose.OPEN_WELL_BEING):
            consent(in_japan, purpose, named=counselor.pk)

    tell(in_japan, money_mark)

    page = without_tokens(page_of(browser.get(url(in_japan))))
    assert page == without
    assert "vạc sành" not in page


def test_months_are_dots_and_silence_is_counted_from_the_due_day(
    in_japan: User, browser: Client
) -> None:
    for month in (2, 3, 6):
        told_month(in_japan, date(2026, month, 1))

    response = browser.get(url(in_japan))

    [year] = response.context["rows"].years
    page = page_of(response)
    assert "".join("●" if dot else "○" for dot in year.dots) == "○●●○○●○○○○"
    assert "3 of 10 told" in page
    assert "not told: January, April, May, July, August, September, October" in page
    assert "A check-in was due on 1 August 2026." in page
    assert "113 days" in page


@pytest.mark.parametrize("how", ["told", "home", "joined lately", "returned"])
def test_who_owes_no_month_is_not_silent(how: str, in_japan: User, browser: Client) -> None:
    if how == "told":
        told_month(in_japan, date(2026, 10, 1))
    elif how == "home":
        in_japan.profile.stage = Stage.HOME
        in_japan.profile.save()
    elif how == "joined lately":
        in_japan.date_joined = datetime(2026, 11, 10, tzinfo=UTC)
        in_japan.save()
    else:
        way(in_japan, returns_on=date(2026, 9, 1))

    assert signals(browser, in_japan) == []


def test_drift_is_counted_from_the_months_whose_work_is_shared(
    in_japan: User, browser: Client
) -> None:
    shared: dict[str, Any] = {"duties": ["hàn"], "other": ["sửa mái", "đào cống"]}
    told_month(in_japan, date(2026, 9, 1), work=shared)
    told_month(in_japan, date(2026, 10, 1), work={"duties": ["hàn"], "other": []})
    told_month(in_japan, date(2026, 8, 1), work=shared | {"section": Section.WELL_BEING})

    response = browser.get(url(in_japan))

    work = response.context["rows"].work
    # The mean of a third and one.
    assert (work.percent, work.months, work.in_contract, work.newest) == (66, 2, 1, "October 2026")
    assert sorted(work.others) == [("sửa mái", 1), ("đào cống", 1)]
    assert signals(browser, in_japan) == []


def test_drift_below_half_is_a_signal(in_japan: User, browser: Client) -> None:
    told_month(in_japan, date(2026, 10, 1), work={"duties": ["hàn"], "other": ["sửa mái", "cống"]})

    assert signals(browser, in_japan) == ["Other work"]


def test_japanese_tests_are_listed_newest_first(in_japan: User, browser: Client) -> None:
    japanese_test(in_japan, level=Japanese.N4, taken_on=date(2026, 7, 5))
    japanese_test(
        in_japan, level=Japanese.N3, taken_on=date(2026, 10, 4), is_passed=False, points=None
    )

    page = page_of(browser.get(url(in_japan)))

    assert page.index("JLPT N3") < page.index("Not passed") < page.index("JLPT N4")
    assert "98 points" in page


def test_new_messages_are_a_signal(in_japan: User, assignment: Assignment, browser: Client) -> None:
    from_worker(assignment)

    page = page_of(browser.get(url(in_japan)))

    assert re.search(
        rf'href="{reverse("worker_messages", args=[in_japan.pk])}">1 new message<', page
    )


def test_proof_of_an_open_benchmark_is_handed_out_to_be_saved(
    in_japan: User, missed: Benchmark, browser: Client
) -> None:
    row = proof(missed, name="chứng chỉ hàn.pdf")
    assert proof_url(in_japan, row.pk) in page_of(browser.get(url(in_japan)))

    answer = browser.get(proof_url(in_japan, row.pk))

    assert answer.getvalue() == b"%PDF-1.7 chung chi"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert AccessLog.objects.latest("pk").worker == in_japan


def test_proof_of_money_is_not_there_even_where_money_is_open(
    in_japan: User, money_mark: Benchmark, counselor: User, browser: Client
) -> None:
    closed = [proof(money_mark), payslip(told_month(in_japan, date(2026, 2, 1)))]
    consent(in_japan, Purpose.OPEN_MONEY, named=counselor.pk)

    for row in closed:
        assert browser.get(proof_url(in_japan, row.pk)).status_code == 404


def test_proof_of_a_benchmark_that_was_closed_since_is_closed_too(
    assignment: Assignment, missed: Benchmark
) -> None:
    row = proof(missed)
    opened: Opened = opened_by_counselor(assignment)
    assert evidence_open_in(opened, row.pk) == row

    Benchmark.objects.filter(pk=missed.pk).update(section=Section.MONEY)

    assert evidence_open_in(opened, row.pk) is None


def test_proof_of_another_worker_is_not_below_this_one(
    in_japan: User, missed: Benchmark, browser: Client
) -> None:
    other = UserFactory.create(agency=in_japan.agency)
    row = proof(benchmark(other, due_on=date(2026, 6, 1)))

    assert browser.get(proof_url(in_japan, row.pk)).status_code == 404
    assert browser.get(proof_url(in_japan, 10**30)).status_code == 404


def test_proof_that_is_lost_on_the_disk_is_not_found(
    in_japan: User, missed: Benchmark, browser: Client
) -> None:
    row = proof(missed)
    row.file.storage.delete(str(row.file.name))

    assert browser.get(proof_url(in_japan, row.pk)).status_code == 404


def test_outsiders_find_nothing(in_japan: User, missed: Benchmark, outsider: Client) -> None:
    row = proof(missed)

    assert outsider.get(url(in_japan)).status_code == 404
    assert outsider.get(proof_url(in_japan, row.pk)).status_code == 404


def test_supervisor_sees_the_same(in_japan: User, missed: Benchmark, supervisor: User) -> None:
    told_miss(missed, MissCause.EMPLOYER)

    assert "“My employer or the work”" in page_of(signed_in(supervisor).get(url(in_japan)))


def test_page_takes_the_same_queries_for_one_month_and_for_sixty(
    in_japan: User, missed: Benchmark, browser: Client
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert browser.get(url(in_japan)).status_code == 200
        return len(found)

    told_month(in_japan, date(2026, 10, 1))
    proof(missed)
    told_miss(missed)
    queries()
    few = queries()
    told_months(in_japan, 60, date(2021, 10, 1))
    for row in laid_out(in_japan, LAYOUT, now=ARRIVED).values():
        proof(row)
    japanese_test(in_japan)

    assert queries() == few
