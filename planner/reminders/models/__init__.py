from planner.reminders.models.hooks import WebhookCall, WebhookEndpoint
from planner.reminders.models.outbox import Outgoing
from planner.reminders.models.people import Address, CalendarFeed, ReminderSettings, StoppedKind
from planner.reminders.models.rules import ReminderRule, RuleText
from planner.reminders.models.watch import Alarm, Pulse

__all__ = [
    "Address",
    "Alarm",
    "CalendarFeed",
    "Outgoing",
    "Pulse",
    "ReminderRule",
    "ReminderSettings",
    "RuleText",
    "StoppedKind",
    "WebhookCall",
    "WebhookEndpoint",
]
