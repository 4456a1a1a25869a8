from django.urls import path

from planner.web.reminders.inbox import calendar, stopping, views

urlpatterns = [
    path("reminders/", views.reminders, name="reminders"),
    path("reminders/read/", views.read_reminders, name="read_reminders"),
    path("reminders/<int:pk>/snooze/", views.snooze_reminder, name="snooze_reminder"),
    path("reminders/stop/<str:token>/", stopping.stop_kind, name="stop_kind"),
    path("reminders/calendar/", calendar.calendar, name="calendar"),
    path("calendar/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
]
