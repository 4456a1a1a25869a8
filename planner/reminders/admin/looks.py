"""How a rule's texts look where they arrive. Made by what sends them, so that they are the same."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.enums import Language
from accounts.models import User
from planner.reminders.channels.base import Message
from planner.reminders.enums import Channel
from planner.reminders.models import Outgoing, ReminderRule, RuleText
from planner.reminders.services.rule_versions import TextOfRule
from planner.reminders.text_checks import hints_of
from planner.reminders.texts import Texts, Words, message_of

EXAMPLE_NAME = "Nguyễn Thị Lan"
EXAMPLE_CODE = "482913"
SHORT_CHANNELS = (Channel.LINE, Channel.ZALO, Channel.SMS)


@dataclass(frozen=True, slots=True)
class Look:
    """The texts in one language, as somebody gets them."""

    language: str
    label: str
    words: Words
    message: Message
    hints: list[str]
    short_channels: tuple[Channel, ...] = SHORT_CHANNELS


def looks_of(rule: ReminderRule, texts: Mapping[str, TextOfRule], reader: User) -> list[Look]:
    return [
        _look(rule, texts[language.value], language, reader)
        for language in Language
        if language.value in texts
    ]


def message_for(
    rule: ReminderRule, text: TextOfRule, language: str, reader: User, *, name: str
) -> Message:
    """As it would be sent to this person, without an address."""
    row, texts = _row(rule, reader), _texts(rule, text, language)
    return message_of([row], texts, name=name, language=language, code=EXAMPLE_CODE)


def _look(rule: ReminderRule, text: TextOfRule, language: Language, reader: User) -> Look:
    words = _texts(rule, text, language).words(
        _row(rule, reader), EXAMPLE_NAME, language.value, EXAMPLE_CODE
    )
    message = message_for(rule, text, language.value, reader, name=EXAMPLE_NAME)
    hints = hints_of(rule.source, language.value, **asdict(text))
    return Look(language.value, str(language.label), words, message, hints)


def _row(rule: ReminderRule, reader: User) -> Outgoing:
    """One that goes out today. It is kept nowhere."""
    return Outgoing(
        pk=0,
        person=reader,
        rule=rule,
        source=rule.source,
        occasion_on=timezone.localdate() - timedelta(days=rule.days),
        step=rule.days,
        channel=Channel.EMAIL,
    )


def _texts(rule: ReminderRule, text: TextOfRule, language: str) -> Texts:
    """These words in the place of those that are kept."""
    texts = Texts([])
    texts.by_rule = {
        (rule.pk, language): RuleText(rule=rule, language=language, **asdict(text)),
    }
    return texts
