"""Writes of where somebody can be reached: each address is shown to be one's own before anything else goes there."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.core.cache import cache
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from accounts.models import User
from accounts.validators import normalise_email, normalise_phone
from planner.plans.services.writing import NotThere, hold, own_row
from planner.reminders.channels import is_configured
from planner.reminders.codes import CODE_LASTS, MOST_TRIES, code_of, digest_of_code, is_code
from planner.reminders.enums import WAITING, Channel, Source, State
from planner.reminders.models import Address, Outgoing, ReminderRule
from planner.reminders.push_address import PushAddress
from planner.reminders.selectors.addresses import CHATS, MOST_ADDRESSES
from planner.sharing.audiences import PersonalQuerySet
from planner.sharing.sections import Section

A_DAY = timedelta(days=1)
# Within a day: nobody fills a stranger's mailbox, from one account or from several.
CODES_OF_PERSON, CODES_FOR_ADDRESS = 5, 3
# Of one account there, whoever's code it tries.
CHAT_TRIES, CHAT_TRIES_SECONDS = 5, 1800


class ShutHere(Exception):
    """Who got in with somebody's help leads no reminders to another place."""


class TooManyAddresses(Exception):
    """More than anybody needs."""


class AlreadyThere(Exception):
    """This person has this address already."""


class NotOffered(Exception):
    """Nothing is sent by this channel here."""


class TooManyCodes(Exception):
    """Enough for one day."""


class WrongCode(Exception):
    """Another one is right, and may be tried."""


class TooManyTries(WrongCode):
    """Now a right one waits too."""


class NoCodeHolds(Exception):
    """None was sent yet, or it is over: too old, or tried too often."""


@transaction.atomic
def add_address(*, person: User, channel: str, value: str, now: datetime) -> Address:
    """A code is sent to it. For LINE and Zalo without `value`: the page shows what to write to us there.

    Raises ShutHere, NotOffered, TooManyAddresses, TooManyCodes, AlreadyThere, ValidationError for what is no address.
    """
    if channel in (Channel.IN_APP, Channel.PUSH) or not is_configured(channel):
        raise NotOffered
    value = cleaned_value(channel, value)
    _hold(person)
    own = Address.objects.filter(person=person)
    there = own.filter(channel=channel, value=value).first()
    if there is None:
        there = _append(own, Address(person=person, channel=channel, value=value, added_at=now))
    elif channel not in CHATS:
        raise AlreadyThere
    _ask_code(there, now)
    return there


@transaction.atomic
def add_push(*, person: User, push: PushAddress, now: datetime) -> Address:
    """This browser's subscription. The browser asked its owner, so nothing is left to verify.

    Raises ShutHere, NotOffered, TooManyAddresses.
    """
    if not is_configured(Channel.PUSH):
        raise NotOffered
    _hold(person)
    own = Address.objects.filter(person=person)
    rows = own.filter(channel=Channel.PUSH)
    row = next((row for row in rows if push.is_same_browser(row.value)), None)
    if row is None:
        new = Address(person=person, channel=Channel.PUSH, value=push.value, added_at=now)
        row = _append(own, new)
    row.value = push.value
    return _verify(row, now)


@transaction.atomic
def ask_code(*, person: User, pk: int, now: datetime) -> Address:
    """A new code, also for an address that was switched off. One that is on its way already is enough.

    Raises ShutHere, NotThere, NotOffered, TooManyCodes.
    """
    row = _own(person, pk)
    _hold(person)
    row.refresh_from_db()
    if row.verified_at and not row.off_at:
        return row
    if row.channel == Channel.PUSH or not is_configured(row.channel):
        raise NotOffered
    _ask_code(row, now)
    return row


def verify_address(*, person: User, pk: int, code: str, now: datetime) -> Address:
    """Raises ShutHere, NotThere, NoCodeHolds, WrongCode."""
    with transaction.atomic():
        _hold(person)
        row = _own(person, pk)
        if row.verified_at and not row.off_at:
            return row
        is_over = not row.code_until or row.code_until <= now or row.code_tries >= MOST_TRIES
        if is_over or row.channel in CHATS:
            raise NoCodeHolds
        is_right = is_code(row.pk, code, row.code_digest)
        if is_right:
            _verify(row, now)
        else:
            Address.objects.filter(pk=row.pk).update(code_tries=F("code_tries") + 1)
    # Outside: the try counts.
    if not is_right:
        raise WrongCode
    return row


def claim_chat_address(*, channel: str, value: str, code: str, now: datetime) -> Address:
    """Somebody with this id wrote a code to us there: it is the address of whoever was shown that code.

    Raises WrongCode, TooManyTries.
    """
    tries = f"chat-code:{channel}:{sha256(value.encode()).hexdigest()}"
    cache.add(tries, 0, CHAT_TRIES_SECONDS)
    if cache.incr(tries) > CHAT_TRIES:
        raise TooManyTries
    with transaction.atomic():
        waiting = _waiting_chats(channel, now).filter(code_digest=digest_of_code(channel, code))
        found = waiting.select_related("person").first() if code and value else None
        if found is None:
            raise WrongCode
        hold(found.person, Section.PROFILE)
        # Twice at once: whoever comes second finds nothing.
        row: Address | None = waiting.filter(pk=found.pk).first()
        if row is None:
            raise WrongCode
        same = Address.objects.filter(person=row.person_id, channel=channel, value=value)
        if known := same.exclude(pk=row.pk).first():
            row.delete()
            row = known
        row.value = value
        return _verify(row, now)


@transaction.atomic
def move_up(*, person: User, pk: int) -> None:
    """Used before the one that stood above it. Raises NotThere."""
    hold(person, Section.PROFILE)
    rows = list(Address.objects.filter(person=person).order_by("position", "pk"))
    at = next((index for index, row in enumerate(rows) if row.pk == pk), None)
    if at is None:
        raise NotThere
    if at > 0:
        rows[at - 1], rows[at] = rows[at], rows[at - 1]
    for position, row in enumerate(rows):
        row.position = position
    Address.objects.bulk_update(rows, ["position"])


@transaction.atomic
def remove_address(*, person: User, pk: int) -> None:
    """Raises NotThere."""
    hold(person, Section.PROFILE)
    _own(person, pk).delete()


def new_code(address: Address, now: datetime) -> str:
    """For the message that is being sent. The one that a message carried before, when it is sent again."""
    code = code_of(
        address.pk, _codes(address.person_id, address.pk).aggregate(Max("pk"))["pk__max"]
    )
    digest = digest_of_code(address.pk, code)
    row = Address.objects.filter(pk=address.pk)
    row.exclude(code_digest=digest).update(code_digest=digest, code_tries=0)
    row.update(code_until=now + CODE_LASTS)
    return code


def cleaned_value(channel: str, value: str) -> str:
    """In the one spelling under which it is kept. Raises ValidationError with a sentence for whoever typed it."""
    if channel == Channel.EMAIL:
        return normalise_email(value)
    return normalise_phone(value) if channel == Channel.SMS else ""


def _hold(person: User) -> None:
    if person.is_shut_out:
        raise ShutHere
    hold(person, Section.PROFILE)


def _own(person: User, pk: int) -> Address:
    row: Address = own_row(Address.objects.filter(person=person), pk)
    return row


def _append(own: PersonalQuerySet, row: Address) -> Address:
    taken = list(own.values_list("position", flat=True))
    if len(taken) >= MOST_ADDRESSES:
        raise TooManyAddresses
    row.position = max(taken, default=-1) + 1
    row.save()
    return row


def _verify(row: Address, now: datetime) -> Address:
    row.verified_at, row.off_at, row.off_reason, row.refusals = now, None, "", 0
    row.code_digest, row.code_until, row.code_tries = "", None, 0
    row.save()
    return row


def _ask_code(row: Address, now: datetime) -> None:
    """What was switched off is as if it had just been added."""
    row.verified_at, row.off_at, row.off_reason, row.refusals = None, None, "", 0
    if row.channel in CHATS:
        _give_word(row, now)
        row.save()
        return
    row.save()
    codes = _codes(row.person_id, row.pk)
    if codes.filter(state__in=WAITING).exists():
        return
    _check_counts(row, now)
    last = codes.aggregate(Max("round"))["round__max"]
    _send_code(row, 0 if last is None else last + 1, now)


def _give_word(row: Address, now: datetime) -> None:
    """No two that hold at once are the same: who writes one there is known by nothing else."""
    taken = set(_waiting_chats(row.channel, now).values_list("code_digest", flat=True))
    until = now + CODE_LASTS
    while (digest := digest_of_code(row.channel, code_of(row.channel, row.pk, until))) in taken:
        until += timedelta(microseconds=1)
    row.code_digest, row.code_until, row.code_tries = digest, until, 0


def _waiting_chats(channel: str, now: datetime) -> PersonalQuerySet:
    return Address.objects.filter(
        channel=channel, verified_at=None, code_until__gt=now, person__is_active=True
    )


def _check_counts(row: Address, now: datetime) -> None:
    lately = Outgoing.objects.filter(source=Source.ADDRESS, made_at__gt=now - A_DAY)
    same = lately.filter(address__channel=row.channel, address__value=row.value)
    if (
        lately.filter(person=row.person_id).count() >= CODES_OF_PERSON
        or same.count() >= CODES_FOR_ADDRESS
    ):
        raise TooManyCodes


def _send_code(row: Address, round_: int, now: datetime) -> None:
    rule = ReminderRule.objects.on().filter(source=Source.ADDRESS).order_by("pk").first()
    if rule is None:
        raise NotOffered
    Outgoing.objects.create(
        person_id=row.person_id,
        source=Source.ADDRESS,
        subject_id=row.pk,
        occasion_on=timezone.localdate(now),
        step=rule.days,
        round=round_,
        channel=row.channel,
        address=row,
        rule=rule,
        state=State.PLANNED,
        planned_for=now,
        due_at=now,
        eligible_from=now,
        expires_at=now + timedelta(hours=rule.expires_after_hours),
        made_at=now,
    )


def _codes(person: int, address: int) -> PersonalQuerySet:
    return Outgoing.objects.filter(person=person, source=Source.ADDRESS, subject_id=address)
