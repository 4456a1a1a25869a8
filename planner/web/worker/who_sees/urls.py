from django.urls import path

from planner.web.worker.who_sees import views

urlpatterns = [
    path("who-sees/", views.who_sees, name="who_sees"),
    path("who-sees/<slug:purpose>/", views.answer_consent, name="answer_consent"),
]
