from django.urls import path

from planner.web.worker.months import payslip, views

urlpatterns = [
    path("check-in/", views.check_in, name="check_in"),
    path("check-in/<int:year>/<int:month>/", views.check_in_month, name="check_in_month"),
    path("check-ins/", views.check_ins, name="check_ins"),
    path("payslip/", payslip.payslip_words, name="payslip_words"),
]
