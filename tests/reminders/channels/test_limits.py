"""What each channel can carry."""

import csv

import pytest

from accounts.enums import Language
from planner.reminders.channels.limits import LimitProblem, problems_of, sms_parts
from planner.reminders.enums import Channel, Source
from planner.reminders.services.rules import RULES_FILE

FINE = {"subject": "Một ngày sắp đến", "body": "{name}: {day}.", "short": "Ngày {day}."}


def found(source: str = Source.BENCHMARK, **texts: str) -> list[tuple[str, str, int, int]]:
    problems = problems_of(source=source, **{**FINE, **texts})
    return [(item.code, item.channel, item.length, item.limit) for item in problems]


def test_the_texts_that_the_product_comes_with_go_everywhere_whole() -> None:
    with RULES_FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))

    problems = {
        (row["key"], language.value): problems_of(
            source=row["source"],
            language=language.value,
            **{name: row[f"{name}_{language}"] for name in ("subject", "body", "short")},
        )
        for row in rows
        for language in Language
    }

    assert {key: items for key, items in problems.items() if items} == {}


@pytest.mark.parametrize(
    "text, parts",
    [
        *(("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3)),
        *(("ế" * 70, 1), ("ế" * 71, 2), ("ế" * 134, 2), ("ế" * 135, 3)),
        # One Vietnamese letter makes all of them wide, a euro takes two places, and so does 😀.
        *(("a" * 70 + "ế", 2), ("€" * 80, 1), ("€" * 81, 2), ("😀" * 35, 1), ("😀" * 36, 2)),
    ],
)
def test_an_sms_is_paid_by_parts(text: str, parts: int) -> None:
    assert sms_parts(text) == parts


def test_the_day_and_the_name_are_measured_too() -> None:
    assert found(subject="x" * 40 + "{day}") == []
    assert found(subject="x" * 41 + "{day}") == [(LimitProblem.CUT, Channel.PUSH, 61, 60)]
    assert found(subject="x" * 59 + "{day}") == [
        (LimitProblem.TOO_LONG, Channel.EMAIL, 79, 78),
        (LimitProblem.CUT, Channel.PUSH, 79, 60),
    ]
    assert found(short="x" * 48 + "{name}") == []
    assert found(short="x" * 49 + "{name}") == [(LimitProblem.TOO_LONG, Channel.SMS, 3, 2)]


def test_a_short_text_that_is_far_too_long_is_told_for_each_channel() -> None:
    channels = [channel for _code, channel, *_ in found(short="x" * 5_000)]

    assert channels == [*(Channel.PUSH,) * 2, Channel.LINE, Channel.ZALO, Channel.SMS]


def test_a_reminder_that_can_be_answered_has_less_room() -> None:
    room = 400 - 1 - 45

    assert Channel.ZALO not in {channel for _, channel, *_ in found(short="x" * room)}
    assert Channel.ZALO in {channel for _, channel, *_ in found(Source.CHECK_IN, short="x" * room)}


@pytest.mark.parametrize("text", ["{}", "{0}", "{ day }", "a { b", "{Day}", "{" + "x" * 31 + "}"])
def test_variables_have_names(text: str) -> None:
    assert (LimitProblem.NOT_NAMED, Channel.ZALO) in {item[:2] for item in found(body=text)}
