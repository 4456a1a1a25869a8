"""The pages on which a list comes in."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Invitation, User
from planner.casework.enums import BatchState
from planner.casework.models import ImportBatch
from planner.casework.tasks import go_on_with_lists, work_on_list
from planner.documents.sheets import open_table
from planner.sharing.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.imports import (
    HEADINGS,
    checked_list,
    csv,
    imported_list,
    list_of,
    worker_row,
    xlsx,
)
from tests.factories.sharing import AssignmentFactory
from tests.signing_in import signed_in
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db
NEW, LISTS = reverse("new_import"), reverse("lists")


@pytest.fixture
def counselor() -> User:
    return UserFactory.create(counselor=True, language="en", name="Trần Thị Hương")


@pytest.fixture
def browser(counselor: User) -> Client:
    return signed_in(counselor)


def at(batch: ImportBatch, name: str = "import_batch") -> str:
    return reverse(name, args=[batch.pk])


def upload(browser: Client, content: bytes, name: str = "ds.xlsx") -> Any:
    return browser.post(NEW, {"file": SimpleUploadedFile(name, content)})


def columns_of(batch: ImportBatch) -> dict[str, str]:
    return {f"column-{column}": field for column, field in batch.columns.items()}


def test_a_list_from_upload_to_caseload(
    browser: Client,
    counselor: User,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("planner.casework.tasks.work_on_list.delay", work_on_list)
    assert "Send the file" in page_of(browser.get(NEW))
    rows = [*list_of(2), worker_row(3, departs="09/25/2024", phone="12")]
    response = upload(browser, xlsx(rows), "..\\..\\Danh sách tháng 5.xlsx")
    batch = ImportBatch.objects.get()
    assert (response.url, batch.name) == (at(batch), "Danh sách tháng 5.xlsx")

    page = page_of(browser.get(at(batch)))
    assert "Nguyễn Văn An 1" in page
    assert re.search(r'<option value="departs_on" selected>', page)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(at(batch), columns_of(batch))

    page = page_of(browser.get(at(batch)))
    assert "Import all 2 good rows" in page
    assert "8 September 1991" in page
    assert "The month stands first here" in page
    response = browser.get(at(batch, "import_faults"))
    table = list(open_table(BytesIO(b"".join(response))).rows)
    assert len(table) == 2
    assert table[1].cells[4] == "12"
    assert "row 4, “Ngày xuất cảnh”: The month stands first here" in str(table[1].cells[-1])
    assert "row 4, “SĐT”" in str(table[1].cells[-1])

    with django_capture_on_commit_callbacks(execute=True):
        browser.post(at(batch), {"what": "import"})
    page = page_of(browser.get(at(batch)))
    assert "?state=invited" in page
    assert Assignment.objects.filter(counselor=counselor).count() == 2
    assert "Danh sách tháng 5.xlsx" in page_of(browser.get(LISTS))


def test_while_it_runs_the_page_looks_again_by_itself(browser: Client, counselor: User) -> None:
    batch = checked_list(counselor, xlsx(list_of(1)))
    for state in (BatchState.CHECKING, BatchState.IMPORTING):
        ImportBatch.objects.update(state=state, done=0)

        response = browser.get(at(batch))

        assert response["Refresh"] == "2"
        assert '<progress class="done" id="done" max="1" value="0">' in page_of(response)
    go_on_with_lists()
    batch.refresh_from_db()
    assert batch.state == BatchState.DONE


@pytest.mark.parametrize(
    "content, words",
    [
        (b"%PDF-1.7", "This is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .xlsx without a password"),
        (b"<html><table>", "web page under another name"),
        (b"", "nothing in this file"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(
    browser: Client, content: bytes, words: str
) -> None:
    assert words in page_of(upload(browser, content))
    assert not ImportBatch.objects.exists()


def test_no_file_at_all_is_asked_for(browser: Client) -> None:
    assert "Choose the file." in page_of(browser.post(NEW, {}))


@pytest.mark.parametrize(
    "columns, words",
    [
        ({"column-1": ""}, "Say which column holds the name."),
        ({"column-0": "name"}, "Two columns are “Full name”"),
        ({"column-3": "salary"}, "Choose one of the meanings offered."),
    ],
)
def test_columns_that_make_no_sense_are_said(
    browser: Client, counselor: User, columns: dict[str, str], words: str
) -> None:
    upload(browser, xlsx(list_of(1)))
    batch = ImportBatch.objects.get()

    page = page_of(browser.post(at(batch), columns_of(batch) | columns))

    assert words in page
    batch.refresh_from_db()
    assert batch.state == BatchState.UPLOADED


def test_letters_that_had_to_be_guessed_are_said(browser: Client) -> None:
    odd = csv([["Ho ten", "Email"], ["Lê Hoa", "hoa@example.com"]], encoding="cp1252")

    page = page_of(browser.get(upload(browser, odd, "ds.csv").url))

    assert "We read it as Windows-1252" in page


def test_none_is_imported_when_somebody_says_so(browser: Client, counselor: User) -> None:
    batch = checked_list(counselor, csv(list_of(1)))

    assert "Nothing was imported" in page_of(browser.post(at(batch, "drop_import"), follow=True))

    assert not User.objects.filter(is_invited=True).exists()
    assert "Nothing was imported" in page_of(browser.get(at(batch)))


def test_columns_can_be_changed_after_the_look(browser: Client, counselor: User) -> None:
    batch = checked_list(counselor, csv(list_of(1)))

    page = page_of(browser.post(at(batch), {"what": "columns"}, follow=True))

    assert "What each column means" in page
    assert batch.rows.count() == 0


def test_a_supervisor_says_whose_the_new_ones_are_and_sees_every_list(counselor: User) -> None:
    supervisor = UserFactory.create(supervisor=True, agency=counselor.agency, language="en")
    elsewhere = UserFactory.create(counselor=True)
    browser = signed_in(supervisor)
    upload(browser, xlsx(list_of(1)))
    batch = ImportBatch.objects.get()

    page = page_of(browser.post(at(batch), columns_of(batch) | {"counselor": str(elsewhere.pk)}))
    assert "no counselor of your agency" in page
    browser.post(at(batch), columns_of(batch) | {"counselor": str(counselor.pk)})

    batch.refresh_from_db()
    assert (batch.counselor, batch.state) == (counselor, BatchState.CHECKING)
    own = checked_list(counselor, xlsx(list_of(1)))
    assert browser.get(at(own)).status_code == 200


@pytest.mark.parametrize("who", ["colleague", "elsewhere", "worker", "staff"])
def test_a_list_is_not_there_for_others(counselor: User, who: str) -> None:
    batch = checked_list(counselor, xlsx([HEADINGS, worker_row(1), worker_row(2, name="")]))
    casts: dict[str, dict[str, Any]] = {
        "colleague": {"counselor": True, "agency": counselor.agency},
        "elsewhere": {"supervisor": True},
        "worker": {"agency": counselor.agency},
        "staff": {"staff": True},
    }
    other = signed_in(UserFactory.create(**casts[who]))

    answers = [
        other.get(at(batch)),
        other.post(at(batch), {"what": "import"}),
        other.get(at(batch, "import_faults")),
        other.post(at(batch, "drop_import")),
    ]

    assert {answer.status_code for answer in answers} == {404}
    batch.refresh_from_db()
    assert batch.state == BatchState.CHECKED


def test_a_foreign_account_changes_nothing_that_is_shown(browser: Client, counselor: User) -> None:
    """A row whose phone and e-mail belong to an account elsewhere, and one that is new: alike to the byte."""
    shown = []
    for number in (1, 2):
        if number == 1:
            elsewhere = UserFactory.create(counselor=True)
            owner = UserFactory.create(
                agency=elsewhere.agency,
                name="Vũ Minh 1",
                email="an1@example.com",
                phone="+84900000001",
            )
            AssignmentFactory.create(worker=owner, counselor=elsewhere)
        row = worker_row(number, name=f"Vũ Minh {number}", born="08/09/1999", sex="Nam")
        batch = checked_list(
            counselor, csv([HEADINGS, row, worker_row(9, name="", email=f"an{number}@example.com")])
        )
        before = browser.get(at(batch))
        faults = b"".join(browser.get(at(batch, "import_faults")))
        ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.IMPORTING)
        work_on_list(batch.pk)
        done = browser.get(at(batch))
        person = User.objects.get(is_invited=True, name=f"Vũ Minh {number}")
        case_page = browser.get(reverse("worker", args=[person.pk]))
        caseload = browser.get(f"{reverse('my_workers')}?state=invited&q=Minh+{number}")
        texts = [page_of(answer) for answer in (before, done, case_page, caseload)]
        shown.append(
            [_plain(text, batch, person, number) for text in [*texts, faults.decode("utf-8-sig")]]
        )

    for first, second in zip(*shown, strict=True):
        assert first.splitlines() == second.splitlines()


def _plain(text: str, batch: ImportBatch, person: User, number: int) -> str:
    """Without keys, names and tokens, which are anybody's own."""
    text = re.sub(r'name="(csrfmiddlewaretoken|form_key|owner|seen)" value="[^"]*"', "", text)
    text = re.sub(rf"/imports/{batch.pk}/", "/imports/PK/", text)
    text = re.sub(rf"(/workers/|value=\"){person.pk}\b", r"\1PK", text)
    for own in (
        f"Minh {number}",
        f"minh {number}",
        f"Minh+{number}",
        f"minh+{number}",
        f"an{number}@",
        f"0000000{number}",
        f"-0000{number}",
    ):
        text = text.replace(own, "OWN")
    return text


def test_lists_take_the_same_queries_for_one_and_for_ten(browser: Client, counselor: User) -> None:
    numbers = []
    for count in (1, 3):
        for _number in range(count):
            upload(browser, csv(list_of(1)))
        with CaptureQueriesContext(connection) as queries:
            browser.get(LISTS)
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


def test_a_fresh_link_is_shown_once_and_ends_the_one_before(
    browser: Client, counselor: User
) -> None:
    imported_list(counselor, csv(list_of(1)))
    person = User.objects.get(is_invited=True)
    address = reverse("invite_again", args=[person.pk])

    pages = [page_of(browser.post(address, follow=True)) for _ in range(2)]

    links = [re.search(r'value="(http://testserver[^"]+)"', page) for page in pages]
    assert all(links)
    stranger = Client()
    answers = [stranger.get(link[1].replace("http://testserver", "")) for link in links if link]
    assert [answer.status_code for answer in answers] == [404, 200]
    assert Invitation.objects.filter(person=person, revoked_at=None).count() == 1
    assert browser.get(address).status_code == 405
    assert signed_in(UserFactory.create(counselor=True)).post(address).status_code == 404
    joined = AssignmentFactory.create(counselor=counselor).worker
    assert browser.post(reverse("invite_again", args=[joined.pk])).status_code == 404


def test_the_link_turns_the_invited_person_into_an_account(
    browser: Client, counselor: User
) -> None:
    imported_list(counselor, csv(list_of(1)))
    person = User.objects.get(is_invited=True)
    page = page_of(browser.post(reverse("invite_again", args=[person.pk]), follow=True))
    found = re.search(r'value="http://testserver([^"]+)"', page)
    assert found

    newcomer = Client()
    newcomer.post(
        found[1], {"name": "An", "login": "0987 654 321", "password": "sông Hồng chảy mãi"}
    )

    person.refresh_from_db()
    assert (person.phone, person.is_invited, person.is_active) == ("+84987654321", False, True)
    assert newcomer.get(reverse("home")).status_code == 200
