from django.urls import path

from planner.web.counselor.caseload import bulk, saved, views

urlpatterns = [
    path("workers/", views.my_workers, name="my_workers"),
    path("workers/views/save/", saved.save_view, name="save_view"),
    path("workers/views/<int:pk>/remove/", saved.remove_view, name="remove_view"),
    path("workers/bulk/", bulk.bulk, name="bulk"),
]
