from django.urls import path

from planner.web.worker.savings import inputs, views

urlpatterns = [
    path("my-money/in-japan/", views.money_in_japan, name="money_in_japan"),
    path("my-money/savings/", views.my_savings, name="my_savings"),
    path("my-money/savings/edit/", inputs.savings_plan, name="savings_plan"),
    path("my-money/sent-home/", inputs.remittances, name="remittances"),
    path("my-money/sent-home/add/", inputs.add_remittance, name="add_remittance"),
    path("my-money/sent-home/<int:pk>/", inputs.remittance, name="remittance"),
    path("my-money/sent-home/<int:pk>/remove/", inputs.remove_remittance, name="remove_remittance"),
]
