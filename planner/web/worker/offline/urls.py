from django.urls import path

from planner.web.worker.offline import views

urlpatterns = [
    path("without-signal/", views.offline, name="offline"),
    path("sw.js", views.service_worker, name="service_worker"),
]
