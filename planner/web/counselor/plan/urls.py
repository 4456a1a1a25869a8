from django.urls import path

from planner.web.counselor.plan import proposing, views

urlpatterns = [
    path("workers/<int:pk>/plan/", views.worker_plan, name="worker_plan"),
    path("workers/<int:pk>/propose/<slug:kind>/", proposing.propose, name="propose"),
    path("workers/<int:pk>/notes/", proposing.notes, name="worker_notes"),
]
