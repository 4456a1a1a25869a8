from django.urls import path

from planner.web.worker.moved import views

urlpatterns = [path("my-plan/moved/<int:pk>/", views.plan_moved, name="plan_moved")]
