"""Sent twice, sent late, sent after the session has ended: nothing is doubled, overwritten or lost."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from planner.sharing.models import Draft, FormKey
from planner.sharing.stale import fingerprint
from tests.factories.accounts import PASSWORD, UserFactory
from tests.web.shared.kept import URL, PayForm, Saved, hidden_of, opened

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.shared.kept")]

STANDS = {"currency": "JPY", "amount": 175_000, "signed_on": "2026-05-04", "years": 3}


@pytest.fixture(autouse=True)
def _nothing_saved() -> Iterator[None]:
    Saved.empty()
    yield
    Saved.empty()


@pytest.fixture
def worker() -> User:
    return UserFactory.create(language="en")


@pytest.fixture
def browser(worker: User) -> Client:
    client = Client()
    client.force_login(worker)
    return client


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_a_form_is_saved_and_leads_on(browser: Client) -> None:
    response = browser.post(URL, opened(browser, has_housing="on", helpers=["a", "b"]))

    assert response.headers["Location"] == f"{URL}?saved=1"
    assert Saved.values["amount"] == 180_000
    assert Saved.values["helpers"] == ["a", "b"]


def test_the_same_form_sent_again_gets_the_same_answer_and_saves_nothing(browser: Client) -> None:
    sent = opened(browser, photo=SimpleUploadedFile("a.pdf", b"%PDF-1.7"))

    first = browser.post(URL, sent)
    sent["photo"].seek(0)
    second = browser.post(URL, sent)

    assert second.headers["Location"] == first.headers["Location"]
    assert Saved.times == 1


def test_other_values_under_a_used_key_are_refused_and_can_be_sent_with_a_new_one(
    browser: Client,
) -> None:
    sent = opened(browser)
    browser.post(URL, sent)

    page = text_of(browser.post(URL, {**sent, "amount": "190.000"}))

    assert "You saved this form before" in page
    assert 'value="190.000"' in page
    assert Saved.values["amount"] == 180_000
    assert hidden_of(page)["form_key"] != sent["form_key"]


def test_after_a_used_key_the_second_look_saves(browser: Client) -> None:
    sent = {**opened(browser), "amount": "190.000"}
    browser.post(URL, {**sent, "amount": "180.000"})
    page = text_of(browser.post(URL, sent))
    page = text_of(browser.post(URL, {**sent, **hidden_of(page)}))
    assert "Stands there now: ¥180,000" in page or "Stands there now" in page

    response = browser.post(URL, {**sent, **hidden_of(page)})

    assert response.status_code == 302
    assert Saved.values["amount"] == 190_000


@pytest.mark.parametrize("key", ["", "no key", "\0", "x" * 10_000])
def test_a_garbled_key_is_refused_kindly_and_renewed(browser: Client, key: str) -> None:
    response = browser.post(URL, {**opened(browser), "form_key": key})

    page = text_of(response)
    assert "save again" in page
    assert len(hidden_of(page)["form_key"]) == 36
    assert (Saved.times, FormKey.objects.count()) == (0, 0)


def test_what_others_saved_meanwhile_is_shown_beside_what_was_typed(browser: Client) -> None:
    Saved.values = dict(STANDS)
    sent = opened(browser, signed_on="2026-05-04", years="3", amount="180.000")
    Saved.values = {**STANDS, "amount": 170_000}

    page = text_of(browser.post(URL, sent))

    assert "This was changed since you opened the page" in page
    assert "170,000" in page
    assert 'value="180.000"' in page
    assert page.count("Stands there now") == 1
    assert Saved.times == 0


def test_a_second_save_goes_through_knowingly(browser: Client) -> None:
    Saved.values = dict(STANDS)
    sent = opened(browser)
    Saved.values = {**STANDS, "amount": 170_000}
    page = text_of(browser.post(URL, sent))

    response = browser.post(URL, {**sent, **hidden_of(page)})

    assert response.status_code == 302
    assert Saved.values["amount"] == 180_000


def test_what_is_saved_between_look_and_write_is_shown_too(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = opened(browser)
    monkeypatch.setattr(PayForm, "is_stale", lambda form: Saved.values.update(amount=1) or False)

    page = text_of(browser.post(URL, sent))

    assert "Stands there now" in page
    assert hidden_of(page)["seen"] == fingerprint({"amount": 1})
    assert FormKey.objects.count() == 0


def test_the_same_change_by_two_is_no_conflict(browser: Client) -> None:
    sent = opened(browser)
    Saved.values = {"currency": "JPY", "amount": 180_000}

    assert browser.post(URL, sent).status_code == 302


def test_what_was_typed_when_the_session_ended_is_there_after_sign_in(
    browser: Client, worker: User
) -> None:
    sent = opened(browser, duties="Hàn khung thép\nvà cắt", helpers=["b"], has_housing="on")
    browser.cookies.pop("session")

    response = browser.post(URL, sent)
    assert (
        response.headers["Location"] == "/sign-in/?next=/pay/"
        or "next=/pay/" in response["Location"]
    )
    response = browser.post(
        response["Location"], {"login": worker.email, "password": PASSWORD}, follow=True
    )
    page = text_of(browser.get(URL))

    assert "It is not saved yet" in page
    assert 'value="180.000"' in page
    assert "Hàn khung thép\nvà cắt" in page
    assert '<option value="b" selected' in page
    assert "checked" in page


def test_nobody_else_sees_what_was_typed(browser: Client) -> None:
    sent = opened(browser, duties="a secret")
    browser.cookies.pop("session")
    browser.post(URL, sent)

    browser.force_login(UserFactory.create())
    page = text_of(browser.get(URL))

    assert "a secret" not in page
    assert "180" not in page


def test_a_stranger_without_the_page_keeps_nothing() -> None:
    response = Client().post(URL, {"owner": "made:up", "duties": "x"})

    assert response.status_code == 302
    assert not Draft.objects.exists()


def test_a_form_of_somebody_else_is_not_saved(browser: Client, worker: User) -> None:
    sent = opened(browser)
    browser.force_login(UserFactory.create(language="en"))

    page = text_of(browser.post(URL, sent))

    assert "Somebody else has signed in" in page
    assert Saved.times == 0


def test_only_the_fields_of_the_form_are_kept_and_no_files(browser: Client) -> None:
    sent = opened(browser, password="x", photo=SimpleUploadedFile("a.pdf", b"%PDF-1.7"))
    browser.cookies.pop("session")
    browser.post(URL, sent)

    kept = Draft.objects.get()

    assert kept.section == "money"
    assert set(kept.values) == {"currency", "amount"}


def test_a_save_drops_the_draft(browser: Client) -> None:
    sent = opened(browser)
    browser.post("/drafts/", sent)
    assert Draft.objects.exists()

    browser.post(URL, sent)

    assert not Draft.objects.exists()


def test_a_draft_older_than_what_is_saved_is_left_out(worker: User) -> None:
    now = timezone.now()
    draft = Draft(values={"duties": ["old"]}, saved_at=now - timedelta(days=1))

    form = PayForm(person=worker, draft=draft)

    assert form["duties"].value() == "old"


ANY_TEXT = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            *("", "\0", "9" * 400, "-1", "1.000.000", "1,000,000", "1.5", "1,5", "1e9", "²", "NaN"),
            *("9999-12-31", "0001-01-01", "31/12/99999", "مرحبا", "😀", "\u202eabc", "a" * 10_000),
            *("Infinity", "0x10", "on", "JPY", "a", "2026-02-30", "9" * 5_000, "'; --", "\ud7ff"),
        ]
    ),
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=50,
)
@given(typed=st.fixed_dictionaries({}, optional=dict.fromkeys(PayForm.base_fields, ANY_TEXT)))
def test_whatever_is_typed_gives_values_or_errors(worker: User, typed: dict[str, str]) -> None:
    data = QueryDict(mutable=True)
    data.update({"form_key": str(uuid4()), **typed})

    form = PayForm(data, MultiValueDict(), person=worker)

    if form.is_valid():
        assert 0 <= form.values["amount"] <= 10_000_000
        assert "\0" not in form.values["duties"]
        assert len(form.values["duties"]) <= 2_000
        assert form.values["signed_on"] is None or 1940 <= form.values["signed_on"].year <= 2100
    form.is_stale() if form.is_valid() else None
    assert form.as_div()
