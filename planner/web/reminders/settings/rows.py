"""Addresses and settings in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from planner.reminders.enums import Channel, Source
from planner.reminders.models import Address
from planner.reminders.push_address import endpoint_of
from planner.reminders.selectors.addresses import CHATS
from planner.reminders.timing import ABROAD, HOME, zone_of_plan
from planner.web.shared.rows import Text

PLAN_ZONE = _("As in my plan: Vietnam or Japan")
ZONE_WORDS = {HOME.key: _("Vietnam"), ABROAD.key: _("Japan")}
KIND_HINTS: dict[Source, Text] = {
    Source.BENCHMARK: _("Exams, papers and deadlines, before their day."),
    Source.MISS: _("A day is over and you have not said how it went."),
    Source.CHECK_IN: _("A month in Japan is over and not told."),
    Source.PLAN_MOVED: _("A rate or a rule changed, and your plan with it."),
    Source.MESSAGE: _("Somebody wrote to you in the app."),
    Source.DIGEST: _("Each morning one message with those to look after."),
    Source.SILENCE: _("Somebody in your care has told nothing for long."),
    Source.NUDGE: _("Your counselor asks you to look at something."),
    Source.REVIEW: _("A month before leaving, each half year in Japan, and around the return."),
    Source.REFERRAL: _("Somebody else is to look after a worker, and a yes or no is waited for."),
}
# By the host that its notices come from.
BROWSERS = {
    "fcm.googleapis.com": "Chrome",
    "updates.push.services.mozilla.com": "Firefox",
    "push.apple.com": "Safari",
    "notify.windows.com": "Edge",
}


@dataclass(frozen=True)
class AddressRow:
    """`above`: the one that stands above it, `below`: the one to move up so that this one goes down."""

    address: Address
    channel: Text
    words: str
    tag: Text
    tone: str
    is_waiting: bool
    is_first: bool
    below: int | None


def first_working(addresses: Iterable[Address]) -> Address | None:
    return next((row for row in addresses if row.verified_at and not row.off_at), None)


def address_rows(addresses: Sequence[Address]) -> list[AddressRow]:
    first = first_working(addresses)
    return [
        AddressRow(
            row,
            channel_words(row),
            value_words(row),
            *_state(row, first),
            is_waiting=not row.verified_at and not row.off_at,
            is_first=index == 0,
            below=addresses[index + 1].pk if index + 1 < len(addresses) else None,
        )
        for index, row in enumerate(addresses)
    ]


def channel_words(row: Address) -> Text:
    """The list is read on one device and shows all of them."""
    return _("Notices on a device") if row.channel == Channel.PUSH else Channel(row.channel).label


def value_words(row: Address) -> str:
    """What its owner knows it by. The id that a chat gave tells nobody anything."""
    if row.channel in CHATS:
        return ""
    if row.channel != Channel.PUSH:
        return row.value
    host = urlsplit(endpoint_of(row.value)).hostname or ""
    return next((name for known, name in BROWSERS.items() if host.endswith(known)), host)


def zone_words(name: str) -> Text:
    return ZONE_WORDS.get(name, name.replace("_", " "))


def result_of(
    person: User,
    wanted: Mapping[str, Any],
    way: tuple[date | None, date | None],
    *,
    now: datetime,
) -> list[str]:
    """What comes when, in sentences."""
    fixed = wanted["time_zone"] or ("" if person.role == Role.WORKER else person.time_zone)
    hour = wanted["at"]
    when = (
        gettext("Reminders come at %(hour)s, %(zone)s time.")
        % {"hour": hour, "zone": zone_words(fixed)}
        if fixed
        else _hour_of_plan(hour, way, now)
    )
    return [when, _quiet_words(wanted), _cap_words(int(wanted["daily_cap"]))]


def _hour_of_plan(hour: str, way: tuple[date | None, date | None], now: datetime) -> str:
    departs_on, returns_on = way
    values = {"hour": hour}
    if departs_on is None:
        return (
            gettext(
                "Reminders come at %(hour)s Vietnam time. Once your plan has a day of departure, "
                "they come at %(hour)s Japan time from that day on."
            )
            % values
        )
    if zone_of_plan(now, departs_on, returns_on) == ABROAD:
        if returns_on is None:
            return gettext("Reminders come at %(hour)s Japan time.") % values
        return gettext(
            "Reminders come at %(hour)s Japan time, and from %(day)s on at %(hour)s Vietnam time."
        ) % {**values, "day": date_format(returns_on)}
    if now.astimezone(HOME).date() >= departs_on:
        return gettext("Reminders come at %(hour)s Vietnam time.") % values
    return gettext(
        "Reminders come at %(hour)s Vietnam time, and from %(day)s on at %(hour)s Japan time."
    ) % {**values, "day": date_format(departs_on)}


def _quiet_words(wanted: Mapping[str, Any]) -> str:
    if wanted["quiet_from"] == wanted["quiet_to"]:
        return gettext("You have no quiet hours.")
    return gettext("Nothing is sent from %(start)s to %(end)s.") % {
        "start": wanted["quiet_from"],
        "end": wanted["quiet_to"],
    }


def _cap_words(most: int) -> str:
    return ngettext(
        "At most %(most)d message a day leaves the app.",
        "At most %(most)d messages a day leave the app.",
        most,
    ) % {"most": most}


def _state(row: Address, first: Address | None) -> tuple[Text, str]:
    if row.off_at:
        return _("Switched off"), "no"
    if not row.verified_at:
        is_chat = row.channel in CHATS
        return (_("Waits for your message") if is_chat else _("Waits for its code")), "mid"
    if row == first:
        return pgettext_lazy("address", "In use"), "ok"
    return pgettext_lazy("address", "In reserve"), "info"
