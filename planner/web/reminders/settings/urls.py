from django.urls import path

from planner.web.reminders.settings import addresses, push, views

urlpatterns = [
    path("reminders/settings/", views.reminder_settings, name="reminder_settings"),
    path("reminders/addresses/", addresses.addresses, name="addresses"),
    path("reminders/addresses/add/<slug:channel>/", addresses.add_address, name="add_address"),
    path("reminders/addresses/push/", push.push_subscription, name="push_subscription"),
    path("reminders/addresses/<int:pk>/", addresses.verify_address, name="verify_address"),
    path("reminders/addresses/<int:pk>/remove/", addresses.remove_address, name="remove_address"),
    path("reminders/addresses/<int:pk>/up/", addresses.move_address, name="move_address"),
    path("reminders/addresses/<int:pk>/on/", addresses.switch_on, name="switch_on_address"),
]
