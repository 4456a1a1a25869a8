"""SMS: one provider, named by staff as Apprise writes it, to which the number is added."""

import re
from importlib import import_module
from urllib.parse import urlsplit

from apprise.plugins.base import NotifyBase
from django.conf import settings

from planner.reminders.channels.by_apprise import AppriseCarrier, NotSetUp

# Twilio's: no number, no mobile number, and whoever has answered STOP.
# https://www.twilio.com/docs/api/errors
TWILIO_REFUSALS = frozenset({"21211", "21614", "21610"})


class SmsCarrier(AppriseCarrier):
    is_address = re.compile(r"\+[0-9]{8,15}")

    def __init__(self) -> None:
        super().__init__()
        self.provider = urlsplit(settings.SMS_PROVIDER_URL)
        if self.provider.scheme == "twilio":
            self.refusals = TWILIO_REFUSALS

    def service(self, address: str) -> NotifyBase:
        path = f"{self.provider.path.rstrip('/')}/{address}"
        plugin = _plugin_of(self.provider.scheme)
        told = plugin.parse_url(self.provider._replace(path=path).geturl())
        if not told:
            raise NotSetUp
        return plugin(**{**told, "asset": self.asset})


def _plugin_of(scheme: str) -> type[NotifyBase]:
    """By its own file: Apprise itself would load all of its 170 services to find it. Raises NotSetUp."""
    try:
        module = import_module(f"apprise.plugins.{scheme}")
    except ImportError:
        raise NotSetUp from None
    for item in vars(module).values():
        is_plugin = isinstance(item, type) and issubclass(item, NotifyBase)
        if is_plugin and item is not NotifyBase and item.__module__ == module.__name__:
            found: type[NotifyBase] = item
            return found
    raise NotSetUp
