from django.urls import path

from planner.web.reminders.hooks import views

urlpatterns = [
    path("hooks/line/", views.line_hook, name="line_hook"),
    path("hooks/zalo/", views.zalo_hook, name="zalo_hook"),
]
