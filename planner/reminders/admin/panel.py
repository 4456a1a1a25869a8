"""Whether reminders leave, on one page."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.admin import ReadOnlyAdmin
from planner.reminders.enums import Channel, State
from planner.reminders.models import Alarm, Pulse
from planner.reminders.selectors.panel import Panel, panel_of

PROCESSES = {
    "beat": _("What wakes the others (beat)"),
    "worker": _("What sends (worker)"),
    "plan": _("Finding what is due"),
}
ENDS = (State.SENT, State.FAILED, State.EXPIRED)


@admin.register(Pulse)
class PulseAdmin(ReadOnlyAdmin[Pulse]):
    """The rows have no pages of their own: the panel says what they say, and more."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.panel_view)
        return [path("", view, name="reminders_pulse_changelist")]

    @method_decorator(require_safe)
    def panel_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        panel = panel_of(now=timezone.now())
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Do reminders leave?"),
            "panel": panel,
            "processes": [(PROCESSES[item.name], item) for item in panel.processes],
            "channels": list(_channels(panel)),
            "open_alarms": [(alarm, _about(alarm)) for alarm in panel.open_alarms],
            "past_alarms": [(alarm, _about(alarm)) for alarm in panel.past_alarms],
            "zone": timezone.get_current_timezone_name(),
        }
        return TemplateResponse(request, "admin/reminders/pulse/panel.html", context)


def _channels(panel: Panel) -> Iterator[tuple[Any, list[tuple[int, int]]]]:
    """With sent, failed and too late: in a day and in a week."""
    for row in panel.channels:
        yield row, [(row.day.get(end, 0), row.week.get(end, 0)) for end in ENDS]


def _about(alarm: Alarm) -> Any:
    return Channel(alarm.about).label if alarm.about in Channel.values else alarm.about
