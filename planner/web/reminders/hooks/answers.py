"""What we do with what somebody wrote, and what we answer: no amounts, and nothing of anybody whom we do not know."""

from datetime import date, datetime
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from planner.reminders.channels import carrier_of, is_configured
from planner.reminders.channels.base import Message
from planner.reminders.enums import Channel
from planner.reminders.replies import Code, Same, Told, read_reply
from planner.reminders.selectors.chats import people_of_chat
from planner.reminders.services.addresses import TooManyTries, WrongCode, claim_chat_address
from planner.reminders.services.chats import close_chat
from planner.reminders.texts import page_url
from planner.web.reminders.hooks.months import Result, tell_month
from planner.web.reminders.hooks.reading import Heard, What

# LINE tells again what was not answered with 200 in time.
REMEMBERED_SECONDS = 3_600
# Each costs money there. Whoever writes more is read, not answered.
MOST_ANSWERS, ANSWERS_SECONDS = 12, 3_600


def take(channel: Channel, heard: Heard, *, now: datetime) -> None:
    """Once, however often it is told."""
    key = f"chat-event:{channel}:{_digest(heard.key)}"
    if not cache.add(key, 1, REMEMBERED_SECONDS):
        return
    try:
        if heard.what == What.LEFT:
            close_chat(channel=channel, value=heard.chat, now=now)
            return
        words, language = _done(channel, heard, now)
    except BaseException:
        # It may be told again.
        cache.delete(key)
        raise
    if is_configured(channel) and _may_answer(channel, heard.chat):
        _answer(channel, heard.chat, words, language)


def _done(channel: Channel, heard: Heard, now: datetime) -> tuple[str, str]:
    """The answer and its language."""
    reply = read_reply(heard.text)
    if isinstance(reply, Code):
        return _claimed(channel, heard.chat, reply.digits, now)
    people = people_of_chat(channel, heard.chat)
    language = people[0].language if people else settings.LANGUAGE_CODE
    with translation.override(language):
        if not people:
            return _unknown(), language
        if reply is None:
            return _not_understood(), language
        if len(people) > 1:
            return _several(), language
        return _told(people[0], reply, now), language


def _claimed(channel: Channel, chat: str, code: str, now: datetime) -> tuple[str, str]:
    try:
        row = claim_chat_address(channel=channel, value=chat, code=code, now=now)
    except WrongCode as error:
        people = people_of_chat(channel, chat)
        language = people[0].language if people else settings.LANGUAGE_CODE
        with translation.override(language):
            return _wrong_code(is_last=isinstance(error, TooManyTries)), language
    language = row.person.language
    with translation.override(language):
        return _("This chat is connected. Reminders can come here now."), language


def _wrong_code(*, is_last: bool) -> str:
    url = page_url("addresses")
    if is_last:
        return _("Too many codes. Wait half an hour, then get a new one here: %s") % url
    return _("This code does not hold. Get a new one here: %s") % url


def _told(person: User, reply: Told | Same, now: datetime) -> str:
    result, month = tell_month(person, reply, now=now)
    if month is None:
        return _("No month is asked for just now. Look in Lối Về: %s") % page_url("check_in")
    values = {"month": date_format(month, "YEAR_MONTH_FORMAT"), "url": _month_url(month)}
    if result == Result.SAVED:
        return _("Noted: %(month)s. See it or change it in Lối Về: %(url)s") % values
    if result == Result.TOLD_BEFORE:
        return (
            _("You had told %(month)s before. Nothing was changed. See it in Lối Về: %(url)s")
            % values
        )
    return (
        _("%(month)s is not noted yet: something needs a look first. Open it in Lối Về: %(url)s")
        % values
    )


def _unknown() -> str:
    return _("We do not know this chat. Get a code in Lối Về, then write it here: %s") % page_url(
        "addresses"
    )


def _not_understood() -> str:
    return _(
        "We did not understand this. Write “same”, or three numbers: what came, what you sent home, what you put aside. Or tell it in Lối Về: %s"
    ) % page_url("check_in")


def _several() -> str:
    return _("Two people use this chat. Tell the month in Lối Về: %s") % page_url("check_in")


def _month_url(month: date) -> str:
    path = reverse("check_in_month", args=[month.year, month.month])
    return f"{settings.SITE_URL}{path}"


def _may_answer(channel: Channel, chat: str) -> bool:
    key = f"chat-answers:{channel}:{_digest(chat)}"
    cache.add(key, 0, ANSWERS_SECONDS)
    return bool(cache.incr(key) <= MOST_ANSWERS)


def _answer(channel: Channel, chat: str, words: str, language: str) -> None:
    """If it does not arrive, the page still says it."""
    message = Message(
        number=0,
        address=chat,
        language=language,
        subject="",
        body="",
        short=words,
        url="",
        stop_url="",
    )
    with carrier_of(channel) as carrier:
        carrier.send(message)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
