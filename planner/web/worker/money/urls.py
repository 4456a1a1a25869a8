from django.urls import path

from planner.web.worker.money import debts, inputs, views

urlpatterns = [
    path("my-money/", views.my_money, name="my_money"),
    path("my-money/debts/add/", debts.add_debt, name="add_debt"),
    path("my-money/debts/<int:pk>/", debts.debt, name="debt"),
    path("my-money/debts/<int:pk>/remove/", debts.remove_debt, name="remove_debt"),
    path("my-money/pay/<int:year>/", inputs.pay_year, name="pay_year"),
    path("my-money/home/", inputs.money_basis, name="money_basis"),
    path("my-money/rate/", inputs.money_rate, name="money_rate"),
]
