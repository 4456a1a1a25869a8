"""Lists taken out of the caseload: asked for, fetched, and what the files hold."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import User
from planner.casework.enums import ExportFormat, ExportKind, NoteAudience
from planner.casework.models import Export, ExportRight
from planner.casework.services.threads import write_note
from planner.plans.models import DecisionSheet
from planner.sharing.enums import Purpose
from planner.sharing.models import AccessLog, Assignment
from planner.sharing.services import end_assignment
from tests.factories import plans
from tests.factories.accounts import UserFactory
from tests.factories.cases import case_of, flag, follow_up
from tests.factories.consents import consent
from tests.factories.lists import export_of, invited_into_care_of, right_of
from tests.factories.sharing import AssignmentFactory
from tests.plans.told import FULL
from tests.signing_in import signed_in
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

NEW, RIGHTS = reverse("new_export"), reverse("export_rights")
CASELOAD, PLAIN, LINKS = ExportKind.CASELOAD, ExportKind.PLAIN, ExportKind.LINKS
XLSX, CSV = ExportFormat.XLSX, ExportFormat.CSV
LENDER, ILLNESS, DECISION, NOTE = "bà-chủ-nợ-7511", "đau-lưng-7512", "ở-lại-7513", "kín-7514"
OWED = 287_654_321


@pytest.fixture
def overseer(supervisor: User) -> Client:
    """The supervisor's browser."""
    return signed_in(supervisor)


def url(export: Export) -> str:
    return reverse("export", args=[export.pk])


def asked(by: User, kind: ExportKind, form: ExportFormat, filters: str = "") -> Export:
    return export_of(by, kind, form, now=timezone.now(), filters=filters)


def lines(browser: Client, export: Export) -> list[list[str]]:
    response = browser.post(url(export))
    assert response["Content-Disposition"].startswith("attachment"), response.content
    return list(csv.reader(StringIO(bytes(response.getvalue()).decode("utf-8-sig"))))


def cells(browser: Client, export: Export) -> list[list[Any]]:
    content = browser.post(url(export)).getvalue()
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(content)).worksheets[0]]


def by_heading(rows: list[list[Any]]) -> dict[str, Any]:
    assert len(rows) == 2, rows
    return dict(zip(*rows, strict=True))


@pytest.fixture
def known(assignment: Assignment) -> Assignment:
    """The agency knows much of her, and she has told more that is closed."""
    case = case_of(
        assignment,
        reference="=HYPERLINK(1)",
        email="hoa@example.com",
        phone="+84 912 345 678",
        employer="Sakura",
        returns_on=date(2027, 3, 5),
        status_ends_on=date(2027, 4, 6),
    )
    follow_up(case, date(2026, 12, 1), words="Gọi chị")
    flag(case)
    return assignment


def tell_what_is_closed(assignment: Assignment) -> None:
    worker, counselor = assignment.worker, assignment.counselor
    assert counselor is not None
    plans.debt(worker, amount_vnd=OWED, lender="private", lender_words=LENDER)
    worker.healthlimits.words = ILLNESS
    worker.healthlimits.save()
    DecisionSheet.objects.create(person=worker, words={"risk": {"stay": DECISION}})
    for purpose in (Purpose.OPEN_MONEY, Purpose.OPEN_WELL_BEING, Purpose.OPEN_DECISION):
        consent(worker, purpose)
    write_note(
        opened=plans.opened_by_counselor(assignment),
        by=counselor,
        text=NOTE,
        audience=NoteAudience.COUNSELORS,
        now=timezone.now(),
    )


def test_named_list_tells_what_the_agency_works_with(
    known: Assignment, supervisor: User, overseer: Client
) -> None:
    told = by_heading(lines(overseer, asked(supervisor, CASELOAD, CSV)))

    assert told == {
        "Worker": "Phạm Thị Hoa",
        "Your own number": "'=HYPERLINK(1)",
        "Phone": "'+84 912 345 678",
        "E-mail": "hoa@example.com",
        "Stage": "In Japan",
        "Where home is": "Hải Dương (former province), now in Hải Phòng",
        "Trade": told["Trade"],
        "Employer in Japan": "Sakura",
        "Departs on": "2025-04-01",
        "Returns on": "2027-03-05",
        "Status ends": "2027-04-06",
        "Next step": "Call: Gọi chị",
        "Next step by": "2026-12-01",
        "Flags": "Urgent",
        "Last activity": "",
        "Counselor": "Trần Thị Hương",
        "Invited, not accepted yet": "",
        "Closed": "",
    }
    assert told["Trade"]


def test_workbook_holds_the_same_with_days_as_days(
    known: Assignment, supervisor: User, overseer: Client
) -> None:
    told = by_heading(cells(overseer, asked(supervisor, CASELOAD, XLSX)))

    assert (told["Worker"], told["Your own number"]) == ("Phạm Thị Hoa", "=HYPERLINK(1)")
    assert (told["Phone"], told["Returns on"].date()) == ("+84 912 345 678", date(2027, 3, 5))


def test_plain_list_names_nobody(known: Assignment, supervisor: User, overseer: Client) -> None:
    told = by_heading(lines(overseer, asked(supervisor, PLAIN, CSV)))

    assert told == {
        "Stage": "In Japan",
        "Where home is": "Hải Dương (former province), now in Hải Phòng",
        "Trade": told["Trade"],
        "Month of departure": "2025-04",
        "Month of return": "2027-03",
        "Month in which the status ends": "2027-04",
        "Next step": "Call",
        "Flags": "Urgent",
        "Invited, not accepted yet": "",
    }


def test_plain_list_is_in_an_order_of_chance(supervisor: User, overseer: Client) -> None:
    counselor = UserFactory.create(counselor=True, agency=supervisor.agency)
    for month in range(1, 13):
        for year in (2027, 2028):
            case_of(AssignmentFactory.create(counselor=counselor), returns_on=date(year, month, 5))
    export = asked(supervisor, PLAIN, CSV)

    first, second = lines(overseer, export)[1:], lines(overseer, export)[1:]

    assert first != second
    assert sorted(first) == sorted(second)


@pytest.mark.parametrize("kind", ExportKind.values)
def test_nothing_closed_is_in_any_file_even_if_it_was_opened(
    kind: str, known: Assignment, counselor: User, browser: Client
) -> None:
    invited_into_care_of(counselor)
    for form in ExportFormat:
        right_of(counselor, ExportKind(kind), form)
    tell_what_is_closed(known)

    found = [
        *lines(browser, asked(counselor, ExportKind(kind), CSV)),
        *cells(browser, asked(counselor, ExportKind(kind), XLSX)),
    ]

    text = " ".join(str(cell) for row in found for cell in row)
    assert len(found) == (4 if kind == LINKS else 6)
    for canary in (LENDER, ILLNESS, DECISION, NOTE, OWED, f"{OWED:,}", FULL.wish_words):
        assert str(canary) not in text


def test_links_lead_to_the_invitation(
    counselor: User, supervisor: User, overseer: Client, client: Client
) -> None:
    case_of(invited_into_care_of(counselor), phone="0912345678")

    told = by_heading(lines(overseer, asked(supervisor, LINKS, CSV)))

    assert (told["Worker"], told["Phone"], told["Counselor"]) == (
        "Vũ Thị Mơ",
        "0912345678",
        counselor.name,
    )
    assert told["Good until"] == (timezone.localdate() + timedelta(days=14)).isoformat()
    link = told["Link of the invitation"].removeprefix("http://testserver")
    assert client.get(link).status_code == 200


def test_file_is_saved_and_kept_by_no_cache(
    known: Assignment, counselor: User, browser: Client
) -> None:
    response = browser.post(url(asked(counselor, PLAIN, CSV)))

    name = f"loi-ve-plain-{timezone.localdate().isoformat()}.csv"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Cache-Control"].startswith("private, no-store")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_what_the_list_shows_is_what_goes_out(
    known: Assignment, counselor: User, supervisor: User, overseer: Client
) -> None:
    AssignmentFactory.create(counselor=counselor, worker__name="Lê Thị Cúc")
    page = page_of(overseer.get(f"{NEW}?q=hoa&page=2&x=1"))
    assert "Search: “hoa”" in page

    sent = {"kind": CASELOAD, "form": CSV, "filters": "q=hoa"}
    response = overseer.post(NEW, sent)

    made = Export.objects.get()
    assert response["Location"] == url(made)
    assert (made.by, made.kind, made.format, made.filters) == (supervisor, CASELOAD, CSV, "q=hoa")
    assert "Search: “hoa”" in page_of(overseer.get(url(made)))
    assert [row[0] for row in lines(overseer, made)] == ["Worker", "Phạm Thị Hoa"]
    look = AccessLog.objects.get()
    assert (look.filters, look.count) == ("export caseload csv q=hoa", 1)


def test_reading_the_page_writes_nothing(
    known: Assignment, counselor: User, browser: Client
) -> None:
    export = asked(counselor, PLAIN, CSV)

    browser.get(NEW)
    browser.get(url(export))

    export.refresh_from_db()
    assert (export.fetched, AccessLog.objects.count(), Export.objects.count()) == (0, 0, 1)


def test_who_left_since_is_not_in_the_file(
    known: Assignment, supervisor: User, overseer: Client
) -> None:
    export = asked(supervisor, CASELOAD, CSV)
    end_assignment(worker=known.worker, now=timezone.now())

    assert len(lines(overseer, export)) == 1


@pytest.mark.parametrize("filters", ["stage=mars", "counselor=999999", "reason=rich"])
def test_filter_that_is_gone_lets_nothing_out(
    filters: str, known: Assignment, supervisor: User, overseer: Client
) -> None:
    """On the list it narrows nothing: then the file would hold everybody."""
    export = asked(supervisor, CASELOAD, CSV, filters)

    page = page_of(overseer.post(url(export), follow=True))
    response = overseer.post(NEW, {"kind": CASELOAD, "form": CSV, "filters": filters})

    assert "A filter is not there any more" in page
    assert "A filter is not there any more" in page_of(response)
    assert (Export.objects.count(), AccessLog.objects.count()) == (1, 0)


def test_what_was_opened_about_money_is_no_list_to_take_out(
    known: Assignment, counselor: User, browser: Client
) -> None:
    export = asked(counselor, PLAIN, CSV, "reason=pay_gap")

    page = page_of(browser.post(url(export), follow=True))
    response = browser.post(NEW, {"kind": PLAIN, "form": CSV, "filters": "reason=pay_gap"})

    assert "opened to you about money cannot be exported" in page
    assert "opened to you about money cannot be exported" in page_of(response)
    assert Export.objects.get() == export


def test_counselor_is_offered_what_there_is_a_right_to(counselor: User, browser: Client) -> None:
    page = page_of(browser.get(NEW))
    assert 'value="plain"' in page
    assert 'value="caseload"' not in page
    assert 'value="xlsx"' not in page

    refused = page_of(browser.post(NEW, {"kind": CASELOAD, "form": XLSX}))
    right_of(counselor, CASELOAD, XLSX)
    half = page_of(browser.post(NEW, {"kind": CASELOAD, "form": CSV}))

    assert "You may not export this. Ask your supervisor." in refused
    assert "but not as CSV" in half
    assert Export.objects.count() == 0


def test_right_that_was_taken_away_is_told(
    known: Assignment, counselor: User, browser: Client
) -> None:
    export = asked(counselor, CASELOAD, CSV)

    page = page_of(browser.get(url(export)))
    refused = page_of(browser.post(url(export), follow=True))

    assert "Fetch the file" not in page
    assert "You may not export this any more." in page
    assert "You may not export this any more." in refused
    assert AccessLog.objects.count() == 0


def test_ended_export_can_be_asked_for_again(
    known: Assignment, counselor: User, browser: Client
) -> None:
    export = export_of(counselor, now=timezone.now() - timedelta(hours=24), filters="q=hoa")

    page = page_of(browser.get(url(export)))
    refused = page_of(browser.post(url(export), follow=True))

    assert f'href="{NEW}?q=hoa"' in page
    assert "Fetch the file" not in page
    assert "This export has ended." in refused


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_export_of_somebody_else_is_not_there(
    method: str, known: Assignment, counselor: User, overseer: Client
) -> None:
    assert getattr(overseer, method)(url(asked(counselor, PLAIN, CSV))).status_code == 404
    for pk in (0, 2**63, 10**30):
        assert getattr(overseer, method)(reverse("export", args=[pk])).status_code == 404


@pytest.mark.parametrize("method", ["get", "head", "post"])
@pytest.mark.parametrize("cast", [{}, {"staff": True}, {"role": "supervisor", "agency": None}])
def test_pages_are_not_there_for_others(method: str, cast: dict[str, Any]) -> None:
    person = UserFactory.create(**cast)
    browser, export = signed_in(person), asked(person, PLAIN, CSV)

    for address in (NEW, RIGHTS, url(export)):
        assert getattr(browser, method)(address).status_code == 404


def test_nobody_signed_in_is_asked_to(client: Client, counselor: User) -> None:
    export = asked(counselor, PLAIN, CSV)

    for address in (NEW, RIGHTS, url(export)):
        assert client.get(address).status_code == client.post(address).status_code == 302
    assert Export.objects.get().fetched == 0


def test_supervisor_ticks_what_each_counselor_may_take_out(
    counselor: User, overseer: Client
) -> None:
    right_of(counselor, LINKS, CSV)
    tick = f'name="rights" value="{counselor.pk}-%s"'

    before = page_of(overseer.get(RIGHTS))
    response = overseer.post(RIGHTS, {"rights": [f"{counselor.pk}-caseload-xlsx"]}, follow=True)

    assert (
        f'{tick % "links-csv"} aria-label="{counselor.name}: Links of invitations · CSV" checked'
        in before
    )
    assert "Saved." in page_of(response)
    right = ExportRight.objects.get()
    assert (right.person, right.kind, right.format) == (counselor, CASELOAD, XLSX)


def test_ticks_for_somebody_else_are_refused_and_kept(counselor: User, overseer: Client) -> None:
    elsewhere = UserFactory.create(counselor=True)
    own, other = f"{counselor.pk}-caseload-xlsx", f"{elsewhere.pk}-caseload-xlsx"

    page = page_of(overseer.post(RIGHTS, {"rights": [own, other]}))

    assert "Somebody of this list is no counselor of your agency any more." in page
    assert page.count(" checked") == 1
    assert ExportRight.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_counselor_gives_no_rights(method: str, browser: Client) -> None:
    assert getattr(browser, method)(RIGHTS).status_code == 404


def test_one_and_many_take_the_same_queries(counselor: User, overseer: Client) -> None:
    export = asked(counselor, PLAIN, CSV)
    Export.objects.update(by=User.objects.get(role="supervisor"))
    numbers = []
    for count in (1, 8):
        for _number in range(count):
            follow_up(case_of(AssignmentFactory.create(counselor=counselor)))
        with CaptureQueriesContext(connection) as queries:
            response: HttpResponse = overseer.post(url(export))  # type: ignore[assignment]
        assert response.status_code == 200
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]
