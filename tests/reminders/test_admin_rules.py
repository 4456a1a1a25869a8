"""Reminders in the admin: looked at first, saved as a new version, tried on oneself."""

import smtplib
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.mail.backends import locmem
from django.test import Client
from django.urls import reverse

from accounts.enums import Language
from accounts.models import User
from planner.reminders.enums import Source
from planner.reminders.models import ReminderRule
from planner.reminders.services.rule_versions import change_rule, texts_of, values_of
from tests.factories.accounts import UserFactory
from tests.factories.reminders import NOW, new_rule, rule
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
LIST = reverse("admin:reminders_reminderrule_changelist")


def page(name: str, of: ReminderRule) -> str:
    return reverse(f"admin:reminders_reminderrule_{name}", args=[of.pk])


def with_rights(*names: str) -> User:
    person: User = UserFactory.create(staff=True, language="en", name="Mai")
    person.user_permissions.set(Permission.objects.filter(codename__in=names))
    return person


@pytest.fixture
def clerk(client: Client) -> User:
    person = with_rights("view_reminderrule", "change_reminderrule")
    client.cookies = signed_in(person).cookies
    return person


def written(of: ReminderRule, **changes: Any) -> dict[str, Any]:
    """What the form sends when nothing but this is changed."""
    texts = {
        f"{name}_{language}": getattr(text, name)
        for language, text in texts_of(of).items()
        for name in ("subject", "body", "short")
    }
    given = {**values_of(of), **texts, **changes}
    return {name: value for name, value in given.items() if value is not False}


def newest() -> ReminderRule:
    return ReminderRule.objects.current().get(key="trial")


@pytest.mark.parametrize("kind", [{"counselor": True}, {"staff": True}])
def test_who_has_no_right_sees_nothing(client: Client, kind: dict[str, bool]) -> None:
    made = new_rule()
    client.cookies = signed_in(UserFactory.create(**kind)).cookies

    answers = [
        client.get(LIST),
        client.get(page("change", made)),
        client.post(page("change", made), written(made, days=-1, save="1")),
        client.get(page("preview", made)),
        client.post(page("test", made), {"language": "en"}),
    ]

    refused = 403 if "staff" in kind else 302
    assert [answer.status_code for answer in answers] == [refused] * 5
    assert (newest().version, mail.outbox) == (1, [])


def test_who_may_only_look_changes_and_sends_nothing(client: Client) -> None:
    made = new_rule()
    client.cookies = signed_in(with_rights("view_reminderrule")).cookies

    answers = [
        client.get(page("change", made)),
        client.post(page("change", made), written(made, days=-1, save="1")),
        client.post(page("test", made), {"language": "en"}),
    ]

    assert [answer.status_code for answer in answers] == [200, 403, 403]
    assert b"<textarea" not in answers[0].content
    assert (newest().version, mail.outbox) == (1, [])


def test_the_list_has_what_holds_and_older_ones_when_asked(client: Client, clerk: User) -> None:
    made = new_rule()
    change_rule(
        rule=made, values={**values_of(made), "days": -3}, texts=texts_of(made), by=None, now=NOW
    )

    now = client.get(LIST, {"q": "trial"}).context["cl"].result_list
    ever = client.get(LIST, {"q": "trial", "versions": "all"}).context["cl"].result_list

    assert [item.version for item in now] == [2]
    assert {item.version for item in ever} == {1, 2}


def test_what_is_written_is_shown_before_it_is_saved(client: Client, clerk: User) -> None:
    made = new_rule()

    answer = client.post(page("change", made), written(made, short_en="Soon: {day}", preview="1"))

    text = answer.content.decode()
    assert "Nothing is saved yet." in text
    assert "Soon: " in text
    assert "Soon: {day}</" not in text
    assert newest() == made


def test_what_is_saved_is_a_new_version(client: Client, clerk: User) -> None:
    made = new_rule()

    answer = client.post(
        page("change", made), written(made, days=-3, short_en="Soon", save="1"), follow=True
    )

    saved = newest()
    assert (saved.version, saved.days, saved.made_by) == (2, -3, clerk)
    assert texts_of(saved)["en"].short == "Soon"
    assert texts_of(made) == texts_of(ReminderRule.objects.get(pk=made.pk))
    assert "Version 2 of trial saved" in answer.content.decode()


def test_back_keeps_what_was_written(client: Client, clerk: User) -> None:
    made = new_rule()

    answer = client.post(page("change", made), written(made, short_en="Soon", back="1"))

    assert answer.context["form"]["short_en"].value() == "Soon"
    assert newest() == made


def test_switched_off_is_a_version_too(client: Client, clerk: User) -> None:
    made = new_rule()

    client.post(page("change", made), written(made, is_on=False, save="1"))

    assert (newest().version, newest().is_on) == (2, False)


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"body_vi": ""}, "body_vi"),
        ({"short_en": " "}, "short_en"),
        ({"body_en": "{who}"}, "body_en"),
        ({"short_vi": "Trả nợ"}, "short_vi"),
        ({"subject_en": "x" * 70 + "{day}"}, "subject_en"),
        ({"subject_en": "x" * 79}, "subject_en"),
        ({"days": "1.5"}, "days"),
        ({"days": "-401"}, "days"),
        ({"expires_after_hours": "0"}, "expires_after_hours"),
        ({"template_key": "nothing"}, "template_key"),
        ({}, "__all__"),
    ],
)
def test_what_cannot_be_sent_is_refused_at_its_field(
    client: Client, clerk: User, changes: dict[str, Any], field: str
) -> None:
    made = new_rule()

    answer = client.post(page("change", made), written(made, **changes, save="1"))

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert newest() == made


def test_a_subject_is_one_line(client: Client, clerk: User) -> None:
    made = new_rule()

    client.post(page("change", made), written(made, subject_en="One\r\nBcc: two", save="1"))

    assert texts_of(newest())["en"].subject == "One Bcc: two"


def test_of_two_who_edit_the_second_is_told_and_loses_nothing(client: Client, clerk: User) -> None:
    made = new_rule()
    other = UserFactory.create(staff=True, name="Hoa")
    theirs = change_rule(
        rule=made, values={**values_of(made), "days": -3}, texts=texts_of(made), by=other, now=NOW
    )

    told = client.post(page("change", made), written(made, short_en="Mine", save="1"))

    text = told.content.decode()
    assert "Hoa has made version 2 meanwhile" in text
    assert told.context["form"]["short_en"].value() == "Mine"
    assert f'action="{page("change", theirs)}"' in text
    assert newest() == theirs


def test_an_older_version_is_read_only(client: Client, clerk: User) -> None:
    made = new_rule()
    change_rule(
        rule=made, values={**values_of(made), "days": -3}, texts=texts_of(made), by=None, now=NOW
    )

    text = client.get(page("change", made)).content.decode()

    assert "no longer holds" in text
    assert "<textarea" not in text


def test_only_reminders_of_benchmarks_ask_for_one(client: Client, clerk: User) -> None:
    forms = [
        client.get(page("change", rule(key))).context["form"] for key in ("miss-why", "month-told")
    ]

    assert ["template_key" in form.fields for form in forms] == [True, False]


@pytest.mark.parametrize("language", Language.values)
def test_every_reminder_that_the_product_has_can_be_looked_at(
    client: Client, clerk: User, language: str
) -> None:
    clerk.language = language
    clerk.save()

    for source in Source:
        for of in ReminderRule.objects.current().filter(source=source)[:1]:
            text = client.get(page("preview", of)).content.decode()
            assert texts_of(of)["vi"].subject.split("{")[0] in text
            assert "{day}" not in text
            assert "{name}" not in text
            assert "{code}" not in text


@pytest.mark.parametrize("language, subject", [("en", "[Test] trial!"), ("vi", "[Test] Thử!")])
def test_a_test_goes_to_the_own_address_and_is_marked(
    client: Client, clerk: User, language: str, subject: str
) -> None:
    made = new_rule()
    made.texts.filter(language="vi").update(subject="Thử!")

    answer = client.post(page("test", made), {"language": language}, follow=True)

    [sent] = mail.outbox
    assert (sent.to, sent.subject) == ([clerk.email], subject)
    assert "List-Unsubscribe" not in sent.extra_headers
    assert f"The mail server took the test for {clerk.email}." in answer.content.decode()


def test_a_test_that_the_server_refuses_says_so(
    client: Client, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*args: Any) -> None:
        raise smtplib.SMTPDataError(554, b"no thanks")

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", refuses)

    answer = client.post(page("test", new_rule()), {"language": "en"}, follow=True)

    assert "The mail server said: 554 no thanks" in answer.content.decode()


@pytest.mark.parametrize("posted", [{}, {"language": "ja"}])
def test_a_test_in_no_language_is_not_sent(
    client: Client, clerk: User, posted: dict[str, str]
) -> None:
    answer = client.post(page("test", new_rule()), posted, follow=True)

    assert "Choose a language." in answer.content.decode()
    assert mail.outbox == []


def test_a_test_is_not_sent_by_looking(client: Client, clerk: User) -> None:
    made = new_rule()

    assert client.get(page("test", made)).status_code == 405
    assert client.post(page("preview", made)).status_code == 405
    assert (
        client.get(reverse("admin:reminders_reminderrule_preview", args=[10**9])).status_code == 404
    )
