from django.urls import path

from planner.web.worker.goals import steps, views

urlpatterns = [
    path("my-goals/", views.my_goals, name="my_goals"),
    path("my-goals/steps/add/", steps.add_step, name="add_step"),
    path("my-goals/steps/<int:pk>/", steps.step, name="step"),
    path("my-goals/steps/<int:pk>/finish/", steps.finish_step, name="finish_step"),
    path("my-goals/steps/<int:pk>/remove/", steps.remove_step, name="remove_step"),
    path("my-goals/<slug:kind>/", views.goal, name="goal"),
]
