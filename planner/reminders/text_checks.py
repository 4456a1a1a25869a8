"""Whether a text can be sent as it is: its placeholders, its length, and who may read it over a shoulder."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from planner.reminders.channels import limits
from planner.reminders.channels.limits import LimitProblem
from planner.reminders.enums import Channel, Source

PLACEHOLDERS = ("{day}", "{name}")
CODE = "{code}"

# Whole words, without capitals. "đồng" alone is no money: a contract is "hợp đồng"; nor is "yên": peace.
MONEY_WORDS = (
    *("nợ", "tiền", "lương", "vay", "lãi", "thu nhập", "chi phí", "chuyển khoản", "trả góp"),
    *("triệu đồng", "nghìn đồng", "ngàn đồng", "tỷ đồng", "yên nhật"),
    *("debt", "debts", "owe", "owes", "owed", "money", "cash", "income", "dollar", "dollars"),
    *("pay", "pays", "paid", "payment", "payments", "payday", "payslip", "payslips"),
    *("salary", "salaries", "wage", "wages", "loan", "loans", "lender", "lenders"),
    *("remittance", "remittances", "yen", "jpy", "vnd", "usd"),
)
_MONEY = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, MONEY_WORDS))})(?!\w)")
# A number with a currency on either side of it.
_AMOUNT = re.compile(r"\d[\d.,  ]*\s*(?:[¥$₫€円万đ]|đồng|yên|man)(?!\w)|[¥$₫€]\s*\d")
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")


class Problem(NamedTuple):
    """`field`: subject, body or short. `words`: for staff."""

    field: str
    words: Promise | str


def problems_of(
    source: str, language: str, *, subject: str, body: str, short: str
) -> list[Problem]:
    """Everything that keeps these three from being sent."""
    texts = {"subject": subject, "body": body, "short": short}
    found = [
        Problem(field, words)
        for field, text in texts.items()
        for words in _problems(source, field, unicodedata.normalize("NFC", text))
    ]
    measured = limits.problems_of(source=source, language=language, **texts)
    long = [item for item in measured if item.code == LimitProblem.TOO_LONG]
    return found + [Problem(item.field, _too_long(item)) for item in long]


def hints_of(source: str, language: str, *, subject: str, body: str, short: str) -> list[str]:
    """What arrives, but not as a whole: for staff to weigh."""
    texts = {"subject": subject, "body": body, "short": short}
    words = _("On a notice the end of “%(text)s” may be cut: %(limit)d letters are shown.")
    return [
        words % {"text": texts[item.field], "limit": item.limit}
        for item in limits.problems_of(source=source, language=language, **texts)
        if item.code == LimitProblem.CUT
    ]


def _problems(source: str, field: str, text: str) -> Iterator[Promise | str]:
    if not text.strip():
        yield _("Write this text too: everybody gets it in their own language.")
        return
    yield from _wrong_placeholders(source, field, text)
    folded = text.casefold()
    found = sorted({match.group() for match in _MONEY.finditer(folded)})
    if found:
        yield _("This may stand on a lock screen. Leave out: %(words)s.") % {
            "words": ", ".join(found)
        }
    if _AMOUNT.search(folded):
        yield _("This may stand on a lock screen. Leave out the amount.")


def _too_long(item: limits.Problem) -> Promise | str:
    values = {"count": item.length, "limit": item.limit, "channel": item.channel.label}
    if item.channel == Channel.SMS:
        return (
            _("Too long for an SMS: it would be paid as %(count)d; %(limit)d are allowed.") % values
        )
    return (
        _(
            "Too long for %(channel)s: with the longest day and name it has %(count)d letters; "
            "%(limit)d are allowed."
        )
        % values
    )


def _wrong_placeholders(source: str, field: str, text: str) -> Iterator[Promise | str]:
    is_code = source == Source.ADDRESS
    allowed = (*PLACEHOLDERS, CODE) if is_code else PLACEHOLDERS
    wrong = sorted({found for found in _BRACES.findall(text) if found not in allowed})
    if wrong:
        yield _("Not known here: %(found)s. Allowed: %(allowed)s.") % {
            "found": " ".join(wrong),
            "allowed": " ".join(allowed),
        }
    if is_code and field != "subject" and CODE not in text:
        yield _("This text carries the code: write {code} where it belongs.")
