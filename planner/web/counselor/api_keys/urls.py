from django.urls import path

from planner.web.counselor.api_keys import hooks, keys

urlpatterns = [
    path("keys/", keys.api_keys, name="api_keys"),
    path("keys/new/", keys.add_api_key, name="add_api_key"),
    path("keys/<int:pk>/revoke/", keys.revoke_api_key, name="revoke_api_key"),
    path("webhooks/new/", hooks.add_webhook, name="add_webhook"),
    path("webhooks/<int:pk>/", hooks.webhook, name="webhook"),
]
