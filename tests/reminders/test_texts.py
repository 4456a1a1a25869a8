"""The words that go out."""

from datetime import date

import pytest

from accounts.models import User
from planner.reminders.enums import Source
from planner.reminders.models import Outgoing
from planner.reminders.texts import NoText, Texts, message_of, words_of
from tests.factories.accounts import UserFactory
from tests.factories.reminders import NOW, address, benchmark_due, new_rule, outgoing

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker() -> User:
    return UserFactory.create(name="Hoa")


def message(rows: list[Outgoing], language: str = "vi"):  # type: ignore[no-untyped-def]
    texts = Texts(row.rule_id for row in rows)
    return message_of(rows, texts, name="Hoa", language=language)


def test_a_letter_speaks_the_readers_language(worker: User) -> None:
    row = outgoing(worker, benchmark_due(worker, NOW.date()))

    assert message([row], "vi").subject == "Hôm nay là một mốc trong kế hoạch của bạn"
    assert message([row], "en").subject == "Today a step of your plan is due"
    assert "22 November 2026" in message([row], "en").body
    assert "Ngày 22 tháng 11 năm 2026" in message([row], "vi").body


def test_a_letter_never_names_what_the_benchmark_is(worker: User) -> None:
    row = outgoing(worker, benchmark_due(worker, NOW.date(), words="trả hết nợ"))

    sent = message([row])

    assert "nợ" not in f"{sent.subject} {sent.body} {sent.short}"


def test_several_at_once_are_counted(worker: User) -> None:
    rows = [
        outgoing(worker, benchmark_due(worker, NOW.date())),
        outgoing(worker, source=Source.CHECK_IN),
    ]

    sent = message(rows, "en")

    assert sent.subject == "2 things to look at"
    assert "– Today a step of your plan is due.\n– How was your month?" in sent.body
    assert sent.url == "http://testserver/reminders/"


def test_a_single_kind_leads_to_where_it_is_done(worker: User) -> None:
    assert message([outgoing(worker, source=Source.CHECK_IN)]).url == "http://testserver/check-in/"


def test_a_message_is_named_after_its_row(worker: User) -> None:
    row = outgoing(worker, benchmark_due(worker, NOW.date()), address=address(worker, "a@b.vn"))

    assert (message([row]).number, message([row]).address) == (row.pk, "a@b.vn")


def test_a_placeholder_that_nobody_knows_is_an_error(worker: User) -> None:
    row = outgoing(worker, rule=new_rule(texts={"short": "{worker.password}"}))
    other = outgoing(
        worker, occasion_on=date(2026, 1, 1), rule=new_rule("b", texts={"short": "{x}"})
    )

    # Not a placeholder at all: it stays as it is, and reads nothing.
    assert message([row]).short == "{worker.password}"
    with pytest.raises(NoText):
        message([other])
    assert list(words_of([row, other], "Hoa", "vi")) == [row.pk]
