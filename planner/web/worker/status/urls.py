from django.urls import path

from planner.web.worker.status import contract, views

urlpatterns = [
    path("change-of-status/", views.change_of_status, name="change_of_status"),
    path("change-of-status/<slug:kind>/", views.tell_change, name="change_status"),
    path("help/contract/", contract.contract_help, name="contract_help"),
]
