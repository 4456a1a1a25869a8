from django.urls import include, path

urlpatterns = [
    path("", include("planner.web.reminders.inbox.urls")),
    path("", include("planner.web.reminders.settings.urls")),
    path("", include("planner.web.reminders.hooks.urls")),
]
