"""The morning page: who needs somebody, why in words, one tap to act, and nothing of what is closed."""

import re
from datetime import UTC, date, datetime
from random import Random

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from planner.casework.enums import (
    CloseReason,
    FlagKind,
    ReferralKind,
    ReferralState,
    StepKind,
)
from planner.casework.models import Case, CaseFlag, FollowUp, Referral
from planner.casework.services.cases import open_case
from planner.plans.enums import MissCause
from planner.reminders.enums import Channel, OffReason
from planner.sharing.enums import Look, Purpose
from planner.sharing.models import AccessLog, Assignment
from tests.factories.accounts import AgencyFactory, UserFactory
from tests.factories.caseload import Made
from tests.factories.casework import from_worker
from tests.factories.consents import consent
from tests.factories.months import told_month
from tests.factories.plans import benchmark, goal, promised_pay, way
from tests.factories.reminders import address
from tests.factories.standing import told_miss
from tests.factories.triage import Desk
from tests.signing_in import signed_in
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

PAGE = reverse("desk_today")
TODAY = date(2026, 11, 22)
ARRIVED = datetime(2026, 1, 10, 5, tzinfo=UTC)
OFF = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    real = timezone.localdate
    monkeypatch.setattr(
        "django.utils.timezone.localdate", lambda *args: real(*args) if args else TODAY
    )


@pytest.fixture
def silent(worker: User) -> User:
    """In Japan since January, and no month told."""
    worker.date_joined = ARRIVED
    worker.save()
    way(worker, departs_on=date(2026, 1, 10), arrives_on=date(2026, 1, 10))
    return worker


@pytest.fixture
def case(assignment: Assignment) -> Case:
    return open_case(assignment=assignment, now=ARRIVED)


def switched_off(person: User) -> None:
    address(person, "lan@example.net", off_at=OFF, off_reason=OffReason.REFUSED)


def flagged(case: Case, kind: FlagKind) -> None:
    CaseFlag.objects.create(case=case, kind=kind, raised_at=OFF, raised_by_name="Hương")


def next_step(case: Case, due_on: date, words: str = "") -> None:
    FollowUp.objects.create(
        case=case,
        kind=StepKind.MEET,
        words=words,
        due_on=due_on,
        made_at=ARRIVED,
        made_by_name="Hương",
    )


def reasons_on(browser: Client, query: str = "") -> list[tuple[str, str]]:
    response = browser.get(PAGE + query)
    page_of(response)
    with override("en"):
        rows = response.context["rows"]
        return [(str(why.tag), why.words) for row in rows for why in row.reasons]


def test_page_says_why_in_words(
    silent: User, assignment: Assignment, case: Case, browser: Client
) -> None:
    mark = benchmark(silent, "Thi hàn", due_on=date(2026, 11, 1), now=ARRIVED)
    told_miss(mark, MissCause.EMPLOYER)
    benchmark(silent, "Gọi điện về nhà", due_on=date(2026, 10, 20), now=ARRIVED)
    from_worker(assignment, now=ARRIVED)
    switched_off(silent)
    flagged(case, FlagKind.URGENT)
    next_step(case, date(2026, 11, 25))
    case.status_ends_on, case.returns_on = date(2027, 2, 10), date(2027, 4, 21)
    case.save()
    Referral.objects.create(
        case=case,
        kind=ReferralKind.HELP,
        to_place="Trạm y tế",
        why="Cần khám",
        state=ReferralState.AGREED,
        made_at=ARRIVED,
        worker_answered_at=OFF,
    )

    found = reasons_on(browser)

    assert found == [
        ("Urgent", "Marked as urgent on 2 November 2026."),
        (
            "Silent",
            "A check-in was due on 1 February 2026. Since then no month was told: 294 days.",
        ),
        ("Message", "1 message that nobody has read, since 10 January 2026."),
        ("Residence status", "The residence status ends in 80 days, on 10 February 2027."),
        ("Missed", "Gọi điện về nhà, due on 20 October 2026."),
        (
            "Missed",
            "Thi hàn, due on 1 November 2026. Cause, in the worker's words: “My employer or the work”",
        ),
        ("Next step", "The next step is due on 25 November 2026."),
        (
            "Not reachable",
            "Outside the app nothing reaches this person any more: e-mail, since 2 November 2026.",
        ),
        (
            "Referral",
            "Agreed on 2 November 2026 to a place that helps. What the place said is not written down.",
        ),
        (
            "No plan for home",
            "Returns in 150 days, on 21 April 2027, and you can see no plan for home.",
        ),
    ]


def test_each_row_leads_to_everything_with_one_tap(
    worker: User, case: Case, browser: Client
) -> None:
    flagged(case, FlagKind.WATCH)
    next_step(case, TODAY, "Hỏi về lớp hàn")
    case.phone = "+819012345678"
    case.save()

    page = page_of(browser.get(PAGE))

    for name in ("worker", "worker_messages", "worker_notes", "set_step"):
        assert f'href="{reverse(name, args=[worker.pk])}"' in page
    assert 'href="tel:+819012345678"' in page
    assert "Hỏi về lớp hàn" in page
    assert "Keep an eye on it" in page
    assert 'tag no">Act today<' in page


def test_phone_of_the_account_is_called_where_the_agency_knows_none(
    worker: User, case: Case, browser: Client
) -> None:
    next_step(case, TODAY)
    of_account = page_of(browser.get(PAGE))
    User.objects.filter(pk=worker.pk).update(phone=None, email="hoa@example.com")

    without = page_of(browser.get(PAGE))

    assert f'href="tel:{worker.phone}"' in of_account
    assert "No phone number known" in without
    assert "tel:" not in without


def test_page_names_three_misses_and_counts_the_others(silent: User, browser: Client) -> None:
    for day in range(1, 6):
        benchmark(silent, f"Mốc {day}", due_on=date(2026, 11, day), now=ARRIVED)

    found = reasons_on(browser)

    assert found[1:] == [
        *[("Missed", f"Mốc {day}, due on {day} November 2026.") for day in (1, 2, 3)],
        ("Missed", "2 benchmarks more"),
    ]


@pytest.mark.parametrize(
    ("ends_on", "words"),
    [
        (TODAY, "The residence status ends today."),
        (date(2026, 11, 21), "The residence status ended 1 day ago, on 21 November 2026."),
    ],
)
def test_page_says_that_a_status_is_over(
    ends_on: date, words: str, case: Case, browser: Client
) -> None:
    case.status_ends_on = ends_on
    case.save()

    assert reasons_on(browser) == [("Residence status", words)]


def test_page_says_nothing_of_what_is_closed(
    silent: User, supervisor: User, browser: Client
) -> None:
    benchmark(silent, "Trả xong 123 triệu", due_on=date(2026, 11, 1), is_money=True, now=ARRIVED)
    mark = benchmark(silent, "Thi hàn", due_on=date(2026, 11, 1), now=ARRIVED)
    told_miss(mark, MissCause.HEALTH, "đau lưng nặng")
    goal(silent, "Có 123 triệu", is_money=True)
    switched_off(silent)
    short_of_money(silent)
    for purpose in (Purpose.OPEN_WELL_BEING, Purpose.OPEN_DECISION):
        consent(silent, purpose, named=silent.assignments.get().counselor_id)

    pages = [page_of(who.get(PAGE)) for who in (browser, signed_in(supervisor))]

    for page in pages:
        assert "Thi hàn, due on 1 November 2026.<" in page
        hidden = ("123", "đau lưng", "health", "example.net", "Pay<", "promised", "saved")
        assert not [word for word in hidden if word in page]


def short_of_money(person: User) -> None:
    """Paid 88 888 yen of 150 000 promised."""
    promised_pay(person, low=150_000, high=150_000)
    told_month(person, date(2026, 10, 1), money={"gross_jpy": 88_888, "net_jpy": 77_777})


def test_money_that_was_opened_to_this_counselor_is_a_reason_without_a_figure(
    silent: User, counselor: User, supervisor: User, browser: Client
) -> None:
    short_of_money(silent)
    consent(silent, Purpose.OPEN_MONEY, named=counselor.pk)

    page = page_of(browser.get(PAGE))

    assert reasons_on(browser) == [
        ("Pay", "The pay is clearly below what was promised. The worker opened this to you.")
    ]
    digits = ("88", "77", "150", "41", "%")
    # Keys in addresses are figures too.
    words = re.sub(r"<[^>]+>", " ", page.split("<main")[1])
    assert not [figure for figure in digits if figure in words]
    assert reasons_on(signed_in(supervisor)) == []


def test_supervisor_sees_the_agency_with_its_counselors(
    silent: User, counselor: User, supervisor: User
) -> None:
    agency = AgencyFactory.create()
    elsewhere = UserFactory.create(counselor=True, agency=agency)
    Made(TODAY, Random(1)).workers(agency, [elsewhere], 5)

    response = signed_in(supervisor).get(PAGE)

    assert counselor.name in page_of(response)
    [row] = response.context["rows"]
    assert (row.name, row.counselor) == (silent.name, counselor.name)


def test_colleague_sees_nothing_of_it(silent: User, counselor: User) -> None:
    colleague = UserFactory.create(counselor=True, agency=counselor.agency)

    assert not signed_in(colleague).get(PAGE).context["rows"]


def test_closed_case_is_not_on_the_page(silent: User, case: Case, browser: Client) -> None:
    before = reasons_on(browser)
    case.closed_at, case.close_reason = ARRIVED, CloseReason.LEFT
    case.save()

    assert before
    assert reasons_on(browser) == []


def test_who_has_not_accepted_yet_is_shown_by_the_days_of_the_case(
    silent: User, case: Case, browser: Client
) -> None:
    User.objects.filter(pk=silent.pk).update(
        is_invited=True, is_active=False, email=None, phone=None
    )
    case.status_ends_on = date(2026, 12, 1)
    case.save()

    page = page_of(browser.get(PAGE))

    assert [tag for tag, _words in reasons_on(browser)] == ["Residence status"]
    assert "Invited, not accepted yet" in page
    assert reverse("worker_messages", args=[silent.pk]) not in page


def test_page_can_be_narrowed_to_one_priority(
    counselor: User, assignment: Assignment, browser: Client
) -> None:
    assert counselor.agency is not None
    Desk(TODAY, Random(3)).workers(counselor.agency, [counselor], 30)

    parts = browser.get(PAGE).context["parts"]
    narrowed = [browser.get(PAGE + part.query) for part in parts]
    odd = browser.get(f"{PAGE}?priority=9")

    counts = [answer.context["page"].paginator.count for answer in narrowed]
    assert counts == [part.count for part in parts]
    assert counts[0] == sum(counts[1:])
    assert all(counts)
    tones = [{row.tone for row in answer.context["rows"]} for answer in narrowed[1:]]
    assert tones == [{"no"}, {"mid"}, {"info"}]
    assert odd.context["page"].paginator.count == counts[0]


def test_page_of_a_good_morning_leads_to_the_workers(worker: User, browser: Client) -> None:
    page = page_of(browser.get(PAGE))

    assert "Nobody needs you today" in page
    assert f'href="{reverse("my_workers")}"' in page


def test_part_without_anybody_leads_back_to_all(silent: User, browser: Client) -> None:
    page = page_of(browser.get(f"{PAGE}?priority=3"))

    assert "Nobody of this kind today" in page
    assert "Nobody needs you today" not in page


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_look_is_one_row_in_the_log(
    method: str, silent: User, counselor: User, browser: Client
) -> None:
    getattr(browser, method)(f"{PAGE}?priority=1")

    look = AccessLog.objects.get()
    assert (look.look, look.reader, look.worker) == (Look.LIST, counselor, None)
    assert (look.count, look.filters) == (1, "needs somebody today, priority 1, page 1")


def test_page_takes_the_same_queries_for_one_and_for_many(
    silent: User, counselor: User, supervisor: User, browser: Client
) -> None:
    def queries_for(who: Client) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            response = who.get(PAGE)
        return len(response.context["rows"]), len(queries)

    overseer = signed_in(supervisor)
    one = queries_for(browser), queries_for(overseer)
    assert counselor.agency is not None
    Desk(TODAY, Random(2)).workers(counselor.agency, [counselor], 60)

    many = queries_for(browser), queries_for(overseer)

    assert ({rows for rows, _ in one}, {rows for rows, _ in many}) == ({1}, {25})
    assert [queries for _, queries in many] == [queries for _, queries in one]


@pytest.mark.parametrize("query", ["?page=0", "?page=99", "?page=x", "?page=1\0", "?priority=x"])
def test_page_that_does_not_exist_is_one_that_does(query: str, browser: Client) -> None:
    page_of(browser.get(PAGE + query))


def test_page_is_in_the_navigation_of_the_desk_alone(worker: User, browser: Client) -> None:
    assert f'href="{PAGE}"' in page_of(browser.get(reverse("my_workers")))
    assert f'href="{PAGE}"' not in signed_in(worker).get(reverse("home")).content.decode()


@pytest.mark.parametrize("cast", [{}, {"staff": True, "is_superuser": True}])
def test_page_is_not_there_for_who_looks_after_nobody(cast: dict[str, bool]) -> None:
    assert signed_in(UserFactory.create(**cast)).get(PAGE).status_code == 404


def test_page_of_a_worker_says_since_when_nothing_reaches_outside_the_app(
    worker: User, browser: Client
) -> None:
    """The channel and the day, not the address; and nothing as long as another one works."""
    url = reverse("worker", args=[worker.pk])
    words = "Outside the app nothing reaches this person any more: e-mail, since 2 November 2026."
    switched_off(worker)

    page = page_of(browser.get(url))
    address(worker, "U1", channel=Channel.LINE)

    assert words in page
    assert "example.net" not in page
    assert "Outside the app" not in page_of(browser.get(url))
