"""The supervisors' pages about keys and webhooks."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.api_keys import key_of, make_key
from accounts.models import ApiKey, User
from planner.reminders.enums import HookEvent, State
from planner.reminders.hook_signing import hook_secret
from planner.reminders.models import WebhookCall, WebhookEndpoint
from planner.sharing.models import Assignment
from tests.factories.accounts import UserFactory
from tests.factories.hooks import endpoint, waiting
from tests.signing_in import signed_in
from tests.web.worker.people import page_of

pytestmark = pytest.mark.django_db

KEYS, ADD, HOOK = reverse("api_keys"), reverse("add_api_key"), reverse("add_webhook")
URL = "https://hr.example.com/hooks"


@pytest.fixture
def desk(supervisor: User) -> Client:
    return signed_in(supervisor)


@pytest.fixture
def there(assignment: Assignment) -> WebhookEndpoint:
    return endpoint(assignment.agency, events=(HookEvent.CASE_CLOSED,))


def page_url(row: WebhookEndpoint) -> str:
    return reverse("webhook", args=[row.pk])


def test_key_is_shown_once_and_to_who_made_it(
    desk: Client, supervisor: User, assignment: Assignment
) -> None:
    assert "No key yet" in page_of(desk.get(KEYS))

    response = desk.post(ADD, {"name": "HR", "can_write": "on"}, follow=True)

    secret = response.context["secret"]
    key = key_of(secret)
    assert key is not None
    assert (key.name, key.can_write, key.supervisor) == ("HR", True, supervisor)
    assert secret in page_of(desk.get(KEYS))
    colleague = UserFactory.create(supervisor=True, agency=assignment.agency)
    other = page_of(signed_in(colleague).get(KEYS))
    assert key.prefix in other
    assert secret not in other
    desk.post(ADD, {"name": "Payroll"})
    assert secret not in page_of(desk.get(KEYS))


def test_key_needs_a_name(desk: Client) -> None:
    assert "Write what the key is for." in page_of(desk.post(ADD, {"name": " "}))
    assert not ApiKey.objects.exists()


def test_key_is_taken_back_by_any_supervisor_of_the_agency(
    desk: Client, assignment: Assignment
) -> None:
    colleague = UserFactory.create(supervisor=True, agency=assignment.agency)
    key, secret = make_key(by=colleague, name="HR", can_write=False, now=timezone.now())
    url = reverse("revoke_api_key", args=[key.pk])

    assert desk.get(url).status_code == 405
    page = page_of(desk.post(url, follow=True))

    assert "Taken back" in page
    assert key_of(secret) is None


def test_keys_and_webhooks_are_the_agencys_supervisors_alone(
    assignment: Assignment, counselor: User, supervisor: User, there: WebhookEndpoint
) -> None:
    key, _secret = make_key(by=supervisor, name="HR", can_write=False, now=timezone.now())
    own = [ADD, HOOK]
    foreign = [reverse("revoke_api_key", args=[key.pk]), page_url(there)]
    outsider = UserFactory.create(supervisor=True)

    for person, urls in ((counselor, own + foreign), (assignment.worker, own + foreign)):
        client = signed_in(person)
        assert {client.post(url).status_code for url in urls} == {404}
        assert client.get(KEYS).status_code == 404
    client = signed_in(outsider)
    assert {client.post(url, {"what": "remove"}).status_code for url in foreign} == {404}
    assert there.url not in page_of(client.get(KEYS))
    assert ApiKey.objects.get().revoked_at is None
    assert WebhookEndpoint.objects.exists()


def test_webhook_is_added_with_its_secret(desk: Client, assignment: Assignment) -> None:
    response = desk.post(HOOK, {"url": URL, "events": ["case.closed", "worker.left"]}, follow=True)

    row = WebhookEndpoint.objects.get()
    assert (row.agency, row.events) == (assignment.agency, ["worker.left", "case.closed"])
    page = page_of(response)
    assert hook_secret(row.salt) in page
    assert "Nothing was sent yet" in page
    assert URL in page_of(desk.get(KEYS))


@pytest.mark.parametrize(
    "given",
    [
        {"url": "http://hr.example.com/"},
        {"url": "https://192.168.1.1/"},
        {"url": "https://hr.example.com/" + "x" * 300},
        {"url": ""},
        {"events": []},
        {"events": ["worker.paid"]},
    ],
)
def test_what_is_wrong_with_a_webhook_is_said(desk: Client, given: dict[str, object]) -> None:
    answer = desk.post(HOOK, {"url": URL, "events": ["case.closed"], **given})

    assert answer.context["form"].errors
    assert not WebhookEndpoint.objects.exists()


def test_calls_are_shown_with_their_last_answer(desk: Client, there: WebhookEndpoint) -> None:
    WebhookCall.objects.filter(pk=waiting(there).pk).update(answer="no host", tries=3)
    row = waiting(there, 2)
    WebhookCall.objects.filter(pk=row.pk).update(state=State.FAILED, answer="HTTP 500")

    page = page_of(desk.get(page_url(there)))

    for words in (
        "There is no such host",
        "3 tries",
        "Tried again later",
        "HTTP 500",
        "A case was",
    ):
        assert words in page
    assert "Not delivered" in page


def test_webhook_is_tried_stopped_started_and_removed(desk: Client, there: WebhookEndpoint) -> None:
    url = page_url(there)
    desk.post(url, {"what": "test"})
    [call] = WebhookCall.objects.all()
    assert (call.event, call.state) == ("test", State.PLANNED)
    assert ">Test<" in page_of(desk.get(url)).replace("\n", "")

    assert "Nothing is told since" in page_of(desk.post(url, {"what": "off"}, follow=True))
    call.refresh_from_db()
    assert call.state == State.CANCELLED
    assert "Switch it on first." in page_of(desk.post(url, {"what": "test"}, follow=True))

    desk.post(url, {"what": "on"})
    there.refresh_from_db()
    assert there.off_at is None
    assert "use the buttons" in page_of(desk.post(url, {"what": "explode"}, follow=True))

    desk.post(url, {"events": ["worker.left"]})
    there.refresh_from_db()
    assert there.events == ["worker.left"]

    page_of(desk.post(url, {"what": "remove"}, follow=True))
    assert not WebhookEndpoint.objects.exists()
