"""Zalo: a bot, to whoever has written to it."""

import re

from apprise.plugins.base import NotifyBase
from apprise.plugins.zalo import NotifyZalo
from django.conf import settings

from planner.reminders.channels.by_apprise import AppriseCarrier


class ZaloCarrier(AppriseCarrier):
    is_address = re.compile(r"[A-Za-z0-9._-]{1,64}")

    def service(self, address: str) -> NotifyBase:
        return NotifyZalo(token=settings.ZALO_BOT_TOKEN, targets=[address], asset=self.asset)
