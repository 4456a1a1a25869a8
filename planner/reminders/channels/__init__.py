"""Every channel outside the app, behind one interface."""

from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from planner.reminders.channels.base import Carrier
from planner.reminders.enums import Channel

# Loaded when first used: most of them are optional, and none is needed to show a page.
CARRIERS = {
    Channel.EMAIL: "planner.reminders.channels.email.EmailCarrier",
    Channel.PUSH: "planner.reminders.channels.push.PushCarrier",
    Channel.LINE: "planner.reminders.channels.line.LineCarrier",
    Channel.ZALO: "planner.reminders.channels.zalo.ZaloCarrier",
    Channel.SMS: "planner.reminders.channels.sms.SmsCarrier",
}
# The library of each, and what has to be set. In LINE and Zalo an address is verified by what is written to us there.
NEEDS = {
    Channel.PUSH: ("pywebpush", ("VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY", "VAPID_SUBJECT")),
    Channel.LINE: ("requests", ("LINE_CHANNEL_TOKEN", "LINE_CHANNEL_SECRET")),
    Channel.ZALO: ("apprise", ("ZALO_BOT_TOKEN", "ZALO_WEBHOOK_SECRET")),
    Channel.SMS: ("apprise", ("SMS_PROVIDER_URL",)),
}
ANSWERED = frozenset({Channel.LINE, Channel.ZALO})


def carrier_of(channel: str) -> Carrier:
    module, name = CARRIERS[Channel(channel)].rsplit(".", 1)
    carrier: Carrier = getattr(import_module(module), name)()
    return carrier


def is_configured(channel: str) -> bool:
    """Somebody can be reached by it here."""
    if channel == Channel.EMAIL:
        return True
    if channel not in NEEDS:
        return False
    library, names = NEEDS[Channel(channel)]
    return all(getattr(settings, name) for name in names) and _is_installed(library)


def takes_answers(channel: str) -> bool:
    """What somebody writes back there reaches us."""
    return channel in ANSWERED and is_configured(channel)


@lru_cache
def _is_installed(library: str) -> bool:
    """Found, not loaded: that takes a quarter of a second."""
    return find_spec(library) is not None
