"""The words of a reminder: those of its rule, in the language of the one who reads it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.enums import Language
from planner.reminders.channels import takes_answers
from planner.reminders.channels.base import Message
from planner.reminders.enums import Source
from planner.reminders.models import Outgoing, RuleText
from planner.reminders.stopping import stop_url

# Where it is done. Everything else is told in the inbox.
INBOX = "reminders"
PAGES = {Source.CHECK_IN: "check_in", Source.DIGEST: "desk_today"}


PLACEHOLDER = re.compile(r"\{(\w*)\}")
# Where a letter is filled in. No text can hold them.
BODY, URL, STOP_URL = "\0body\0", "\0url\0", "\0stop\0"


class NoText(Exception):
    """A rule has no words in any language, or a placeholder that nobody knows."""


@dataclass(frozen=True, slots=True)
class Words:
    subject: str
    body: str
    short: str


class Texts:
    """Those of the rules of some rows, read once."""

    def __init__(self, rules: Iterable[int]) -> None:
        texts = RuleText.objects.filter(rule__in=set(rules))
        self.by_rule = {(text.rule_id, text.language): text for text in texts}

    def words(self, row: Outgoing, name: str, language: str, code: str = "") -> Words:
        """Raises NoText."""
        text = self.by_rule.get((row.rule_id, language)) or self.by_rule.get(
            (row.rule_id, Language.VIETNAMESE)
        )
        if text is None:
            raise NoText
        values = {"day": day_words(row.occasion_on, language), "name": name, "code": code}
        return Words(*(_filled(part, values) for part in (text.subject, text.body, text.short)))


def words_of(rows: Sequence[Outgoing], name: str, language: str) -> dict[int, Words]:
    """Of one person's rows, for a page; a row whose words cannot be made is left out. One query."""
    texts = Texts(row.rule_id for row in rows)
    found = {}
    for row in rows:
        with suppress(NoText):
            found[row.pk] = texts.words(row, name, language)
    return found


def message_of(
    bundle: Sequence[Outgoing], texts: Texts, *, name: str, language: str, code: str = ""
) -> Message:
    """All of these in one message, named after its lead. Raises NoText."""
    first = bundle[0]
    words = [texts.words(row, name, language, code) for row in bundle]
    same = dict.fromkeys(words)
    one = next(iter(same))
    if len(same) > 1:
        one = _digest(list(same), language)
    url = _url(bundle)
    stop = "" if first.source == Source.ADDRESS else stop_url(first.person_id, first.source)
    letter = _letter(language, is_asked_for=not stop)
    body = letter.replace(BODY, one.body).replace(URL, url).replace(STOP_URL, stop)
    return Message(
        number=first.lead or first.pk,
        address=first.address.value if first.address else "",
        language=language,
        subject=one.subject,
        body=body,
        short=one.short,
        url=url,
        stop_url=stop,
        reply=_reply(bundle, language),
    )


def _digest(words: Sequence[Words], language: str) -> Words:
    count = len(words)
    with translation.override(language):
        subject = ngettext("%(count)d thing to look at", "%(count)d things to look at", count) % {
            "count": count
        }
        short = _("%(subject)s. Open Lối Về to see.") % {"subject": subject}
    return Words(subject, "\n".join(f"– {one.short}" for one in words), short)


def _reply(bundle: Sequence[Outgoing], language: str) -> str:
    """How to tell a month by an answer, where one reaches us."""
    is_asked = any(row.source == Source.CHECK_IN for row in bundle)
    if not is_asked or not takes_answers(bundle[0].channel):
        return ""
    with translation.override(language):
        return _(
            "You can answer here: write “same”, or three numbers: what came, what you sent home, what you put aside."
        )


def _filled(text: str, values: Mapping[str, str]) -> str:
    try:
        return PLACEHOLDER.sub(lambda found: values[found[1]], text)
    except KeyError as error:
        raise NoText(error) from error


@lru_cache(maxsize=8)
def _letter(language: str, *, is_asked_for: bool) -> str:
    """The same for everybody but for three places: made once, it costs each message nothing."""
    places = {"body": BODY, "url": URL, "stop_url": "" if is_asked_for else STOP_URL}
    with translation.override(language):
        settings_url = page_url("reminder_settings")
        return render_to_string("emails/reminder.txt", {**places, "settings_url": settings_url})


def _url(bundle: Sequence[Outgoing]) -> str:
    first = bundle[0]
    if first.source == Source.ADDRESS:
        return str(settings.SITE_URL + reverse("verify_address", args=[first.subject_id]))
    is_one_kind = len({row.source for row in bundle}) == 1
    return page_url(PAGES.get(Source(first.source), INBOX) if is_one_kind else INBOX)


@lru_cache(maxsize=8)
def page_url(name: str) -> str:
    return str(settings.SITE_URL + reverse(name))


@lru_cache(maxsize=4096)
def day_words(day: date, language: str) -> str:
    with translation.override(language):
        return date_format(day, "DATE_FORMAT")
