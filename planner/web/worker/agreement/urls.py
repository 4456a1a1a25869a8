from django.urls import path

from planner.web.worker.agreement import from_counselor, views

urlpatterns = [
    path("my-plan/", views.my_plan, name="my_plan"),
    path("my-plan/plan.pdf", views.pdf, name="plan_pdf"),
    path("my-plan/history/", views.history, name="plan_history"),
    path("from-my-counselor/", from_counselor.from_counselor, name="from_counselor"),
    path("from-my-counselor/<int:pk>/", from_counselor.answer, name="answer_proposal"),
]
