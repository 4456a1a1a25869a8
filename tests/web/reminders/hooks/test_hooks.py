"""What LINE and Zalo post to us, and what we answer there."""

import base64
import hmac
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from apprise.plugins.zalo import NotifyZalo
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.enums import Role
from accounts.models import User
from planner.plans.models import CheckIn, MonthMoney, MonthWork
from planner.plans.selectors.months import months_of
from planner.reminders.channels import line
from planner.reminders.enums import Channel, OffReason
from planner.reminders.models import Address
from planner.reminders.selectors.addresses import chat_word
from planner.reminders.services.addresses import add_address
from planner.sharing.drafts import draft_of, keep_draft
from planner.sharing.sections import Section
from planner.web.reminders.hooks import answers
from planner.web.reminders.hooks.months import AMOUNTS
from tests.factories.accounts import UserFactory
from tests.factories.months import told_month
from tests.factories.plans import way
from tests.factories.reminders import address
from tests.reminders.channels.wire import Wire, wire
from tests.signing_in import signed_in
from tests.web.worker.people import page_of

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
CHAT, OTHER_CHAT, SECRET = "U" + "0a" * 16, "U" + "0b" * 16, "line-secret"
FORM = "check-in-2026-10"


@pytest.fixture(autouse=True)
def server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    settings.LINE_CHANNEL_TOKEN, settings.LINE_CHANNEL_SECRET = "line-token=", SECRET
    settings.ZALO_BOT_TOKEN, settings.ZALO_WEBHOOK_SECRET = "123456:zalo", "zalo-secret"
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with wire() as made:
        monkeypatch.setattr(line, "PUSH_URL", f"{made.url}/line")
        monkeypatch.setattr(NotifyZalo, "notify_url", made.url + "/bot{token}/sendMessage")
        yield made


@pytest.fixture
def worker(db: None) -> User:
    """In Japan since January 2025; told of September, asked for October."""
    person = UserFactory.create(language="en")
    way(person, departs_on=date(2025, 1, 10))
    told_month(person, SEPTEMBER)
    address(person, CHAT, channel=Channel.LINE)
    return person


def event(text: str = "", *, chat: str = CHAT, key: str = "", **more: Any) -> dict[str, Any]:
    return {
        "type": "message",
        "message": {"type": "text", "id": "1", "text": text},
        "source": {"type": "user", "userId": chat},
        "webhookEventId": key or f"event {text} {chat}",
        **more,
    }


def post(body: bytes, signature: str | None = None) -> int:
    made = hmac.new(SECRET.encode(), body, "sha256").digest()
    given = base64.b64encode(made).decode() if signature is None else signature
    answer = Client(enforce_csrf_checks=True).post(
        reverse("line_hook"), body, "application/json", headers={"X-Line-Signature": given}
    )
    return answer.status_code


def write(*events: dict[str, Any]) -> int:
    return post(json.dumps({"destination": "U1", "events": events}).encode())


def answered(server: Wire) -> list[str]:
    return [told["messages"][0]["text"] for told in server.told()]


def money(person: User) -> MonthMoney:
    return MonthMoney.objects.get(person=person, check_in__month=OCTOBER)


# ---- Who may post.


@pytest.mark.parametrize("signature", ["", "wrong", "ế", base64.b64encode(b"0" * 32).decode()])
def test_what_line_has_not_signed_is_refused(worker: User, server: Wire, signature: str) -> None:
    body = json.dumps({"events": [event("same")]}).encode()

    assert post(body, signature) == 403
    assert (CheckIn.objects.count(), server.posts) == (1, [])


@pytest.mark.parametrize("word, status", [("zalo-secret", 200), ("wrong", 403), ("", 403)])
def test_zalo_shows_the_word_that_it_was_given(db: None, word: str, status: int) -> None:
    answer = Client().post(
        reverse("zalo_hook"),
        b"{}",
        "application/json",
        headers={"X-Bot-Api-Secret-Token": word},
    )

    assert answer.status_code == status


@pytest.mark.parametrize("name", ["line_hook", "zalo_hook"])
def test_a_channel_that_is_off_has_no_hook(settings: Settings, db: None, name: str) -> None:
    settings.LINE_CHANNEL_SECRET = settings.ZALO_WEBHOOK_SECRET = ""

    assert Client().post(reverse(name), b"{}", "application/json").status_code == 404


@pytest.mark.parametrize("name", ["line_hook", "zalo_hook"])
def test_hooks_are_only_posted_to(db: None, name: str) -> None:
    assert Client().get(reverse(name)).status_code == 405


def test_a_body_that_is_too_long_is_not_read(db: None) -> None:
    assert post(b"x" * 100_001) == 413


@pytest.mark.parametrize(
    "body",
    [
        *(
            b"",
            b"x",
            b"[]",
            b"{}",
            b"null",
            b"\xff",
            b'{"events": 5}',
            b'{"events": [5, null, []]}',
        ),
        b'{"events": [{"type": "message", "source": {"type": "group", "groupId": "C1"}}]}',
        json.dumps({"events": [event("same", chat="U1"), event("same", message=5)]}).encode(),
        json.dumps({"events": [event("same", source={"type": "group", "userId": CHAT})]}).encode(),
        b"[" * 50_000,
    ],
)
def test_what_is_not_understood_is_taken_and_left(worker: User, server: Wire, body: bytes) -> None:
    assert post(body) == 200
    assert (CheckIn.objects.count(), server.posts) == (1, [])


# ---- Codes.


def test_a_code_connects_the_chat(db: None, server: Wire) -> None:
    person = UserFactory.create(language="en")
    row = add_address(person=person, channel=Channel.LINE, value="", now=NOW)

    write(event(chat_word(row, now=NOW)))

    row.refresh_from_db()
    assert (row.value, row.verified_at) == (CHAT, NOW)
    assert answered(server) == ["This chat is connected. Reminders can come here now."]


def test_a_wrong_code_says_where_a_new_one_is(db: None, server: Wire) -> None:
    write(event("123456"))

    [words] = answered(server)
    assert words.endswith("http://testserver/reminders/addresses/")
    assert not Address.objects.exists()


@pytest.mark.parametrize("wrapped", [True, False])
def test_zalo_connects_a_chat_too(db: None, server: Wire, wrapped: bool) -> None:
    row = add_address(person=UserFactory.create(), channel=Channel.ZALO, value="", now=NOW)
    message = {"chat": {"id": "b2c9f8", "chat_type": "PRIVATE"}, "message_id": "m1"}
    told = {
        "event_name": "message.text.received",
        "message": {**message, "text": chat_word(row, now=NOW)},
    }

    answer = Client().post(
        reverse("zalo_hook"),
        json.dumps({"ok": True, "result": told} if wrapped else told),
        "application/json",
        headers={"X-Bot-Api-Secret-Token": "zalo-secret"},
    )

    row.refresh_from_db()
    assert (answer.status_code, row.value, row.verified_at) == (200, "b2c9f8", NOW)
    assert [told["chat_id"] for told in server.told()] == ["b2c9f8"]


# ---- A month.


def test_same_tells_the_month_as_the_one_before(worker: User, server: Wire) -> None:
    assert write(event("như tháng trước")) == 200

    told, before = (months_of(worker)[index] for index in (1, 0))
    assert told.month == OCTOBER
    assert told.money
    assert before.money
    assert told.work
    assert before.work
    assert (told.money.net_jpy, told.money.sent_jpy) == (
        before.money.net_jpy,
        before.money.sent_jpy,
    )
    # The rate belongs to its month, and so does how one felt.
    assert (told.money.vnd_per_jpy, told.feeling) == (None, None)
    assert (told.work.hours, told.work.duties) == (before.work.hours, before.work.duties)
    assert answered(server) == [
        "Noted: October 2026. See it or change it in Lối Về: http://testserver/check-in/2026/10/"
    ]


def test_three_numbers_are_saved_as_they_were_written(worker: User, server: Wire) -> None:
    write(event("118.000 50000 20,000"))

    told = money(worker)
    assert (told.net_jpy, told.sent_jpy, told.saved_jpy) == (118_000, 50_000, 20_000)
    assert (told.gross_jpy, told.debt_paid_vnd) == (None, None)
    assert not MonthWork.objects.filter(check_in__month=OCTOBER).exists()
    assert draft_of(worker, form=FORM) is None
    assert not any(letter in answered(server)[0] for letter in ("118", "50", "¥"))


def test_nothing_sent_home_is_said_with_0(worker: User) -> None:
    write(event("118000 0 0"))

    assert (money(worker).sent_jpy, money(worker).saved_jpy) == (0, 0)


@pytest.mark.parametrize(
    "text",
    [
        # September: 121,000, 50,000 and 10,000.
        *("1180000 50000 10000", "11800 5000 1000", "118 50 10", "118000 500000 10000"),
        *("118000 5000 10000", "118000 50000 100000", "118000 16000 10000", "0 0 0"),
        *("118000 50000 30001", "364000 50000 10000", "99999999 50000 10000"),
    ],
)
def test_what_may_be_a_zero_too_many_waits_in_the_form(
    worker: User, server: Wire, text: str
) -> None:
    write(event(text))

    assert not CheckIn.objects.filter(month=OCTOBER).exists()
    draft = draft_of(worker, form=FORM)
    assert draft
    assert [draft.values[name][0] for name in AMOUNTS] == text.split()
    [words] = answered(server)
    assert words.startswith("October 2026 is not noted yet: something needs a look first. ")
    assert words.endswith(" http://testserver/check-in/2026/10/")
    assert not re.search(r"\d", words.split("http")[0].replace("2026", ""))


def test_the_page_shows_what_waits_there(worker: User) -> None:
    write(event("1180000 50000 10000"))

    page = page_of(signed_in(worker).get("/check-in/2026/10/"))

    assert 'value="1180000"' in page


@pytest.mark.parametrize("text", ["118 0 0", "29999 0 0", "118000 50 0", "118000 100000 50000"])
def test_without_a_month_before_the_form_has_its_own_doubts(worker: User, text: str) -> None:
    CheckIn.objects.all().delete()

    write(event(text))

    assert not CheckIn.objects.exists()
    assert draft_of(worker, form="check-in-2026-09") is not None


def test_a_better_answer_takes_the_place_of_the_strange_one(worker: User) -> None:
    write(event("1180000 50000 10000"), event("118000 50000 10000"))

    assert money(worker).net_jpy == 118_000
    assert draft_of(worker, form=FORM) is None


def test_what_was_typed_on_the_page_is_not_lost(worker: User, server: Wire) -> None:
    typed = {"words": ["nhớ nhà"], "net_jpy": ["5"]}
    keep_draft(
        person=worker,
        form=FORM,
        section=Section.MONEY,
        values=typed,
        seen="x",
        key="k",
        now=NOW,
    )

    write(event("1180000 50000 10000"), event("118000 50000 10000"))

    draft = draft_of(worker, form=FORM)
    assert draft
    assert (draft.values["words"], draft.seen) == (["nhớ nhà"], "x")


def test_a_month_that_was_told_stays_as_it_is(worker: User, server: Wire) -> None:
    told_month(worker, OCTOBER)
    told_month(worker, date(2026, 11, 1))

    write(event("118000 40000 10000"), event("same"))

    assert MonthMoney.objects.filter(sent_jpy=40_000).count() == 0
    assert all(words.startswith("You had told November 2026 before") for words in answered(server))


def test_same_needs_the_month_before(worker: User, server: Wire) -> None:
    CheckIn.objects.all().delete()
    told_month(worker, date(2026, 7, 1))

    write(event("same"))

    assert CheckIn.objects.count() == 1
    assert answered(server)[0].startswith("September 2026 is not noted yet")


def test_what_is_told_twice_counts_once(worker: User, server: Wire) -> None:
    write(event("same", key="one"))
    write(event("same", key="one", deliveryContext={"isRedelivery": True}))

    assert len(server.posts) == 1
    assert CheckIn.objects.count() == 2


def test_what_failed_here_may_be_told_again(
    worker: User, server: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(answers, "tell_month", lambda *_, **__: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            write(event("same", key="one"))

    write(event("same", key="one"))

    assert CheckIn.objects.filter(month=OCTOBER).exists()


# ---- Who it is.


def test_a_chat_of_nobody_is_told_where_codes_are(worker: User, server: Wire) -> None:
    write(event("same", chat=OTHER_CHAT))

    [told] = server.told()
    assert told["to"] == OTHER_CHAT
    assert "/reminders/addresses/" in told["messages"][0]["text"]
    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize(
    "columns", [{"verified_at": None}, {"off_at": NOW}, {"channel": Channel.ZALO}]
)
def test_only_an_address_that_works_speaks_for_somebody(
    worker: User, server: Wire, columns: dict[str, Any]
) -> None:
    Address.objects.update(**columns)

    write(event("same"))

    assert CheckIn.objects.count() == 1
    assert "/reminders/addresses/" in answered(server)[0]


def test_a_closed_account_is_nobody(worker: User, server: Wire) -> None:
    User.objects.filter(pk=worker.pk).update(is_active=False)

    write(event("same"))

    assert CheckIn.objects.count() == 1
    assert "/reminders/addresses/" in answered(server)[0]


def test_two_people_with_one_phone_tell_it_on_the_page(worker: User, server: Wire) -> None:
    address(UserFactory.create(), CHAT, channel=Channel.LINE)

    write(event("same"))

    assert CheckIn.objects.count() == 1
    assert answered(server) == [
        "Two people use this chat. Tell the month in Lối Về: http://testserver/check-in/"
    ]


@pytest.mark.parametrize("role", [Role.COUNSELOR, Role.WORKER])
def test_who_is_not_in_japan_is_asked_nothing(db: None, server: Wire, role: Role) -> None:
    address(UserFactory.create(language="en", role=role), CHAT, channel=Channel.LINE)

    write(event("same"))

    assert answered(server)[0].startswith("No month is asked for")


def test_who_blocks_us_there_is_reached_elsewhere(worker: User, server: Wire) -> None:
    write(event(type="unfollow", message=None))

    kept = Address.objects.get()
    assert (kept.off_at, kept.off_reason, server.posts) == (NOW, OffReason.REFUSED, [])


def test_who_writes_too_much_is_read_but_not_answered(worker: User, server: Wire) -> None:
    write(*(event("xin chào", key=str(number)) for number in range(15)))
    write(event("same"))

    assert len(server.posts) == answers.MOST_ANSWERS
    assert CheckIn.objects.filter(month=OCTOBER).exists()


def test_what_cannot_be_answered_is_noted_all_the_same(
    worker: User, server: Wire, settings: Settings
) -> None:
    settings.LINE_CHANNEL_TOKEN = ""

    assert write(event("same")) == 200
    assert CheckIn.objects.filter(month=OCTOBER).exists()
    assert server.posts == []


def test_an_answer_that_does_not_arrive_changes_nothing(worker: User, server: Wire) -> None:
    server.status = 500

    assert write(event("same")) == 200
    assert CheckIn.objects.filter(month=OCTOBER).exists()
