from django.urls import path

from planner.web.counselor.case import acting, closing, facts, told, views

urlpatterns = [
    path("workers/<int:pk>/", views.worker, name="worker"),
    path("workers/<int:pk>/told/", told.worker_told, name="worker_told"),
    path("workers/<int:pk>/timeline/", views.worker_timeline, name="worker_timeline"),
    path("workers/<int:pk>/step/", acting.set_step, name="set_step"),
    path(
        "workers/<int:pk>/step/<int:step>/done/",
        acting.finish_step_of_case,
        name="finish_step_of_case",
    ),
    path("workers/<int:pk>/contact/", acting.log_contact, name="log_contact"),
    path("workers/<int:pk>/flag/", acting.set_flag, name="set_flag"),
    path("workers/<int:pk>/flag/<int:flag>/off/", acting.clear_flag, name="clear_flag"),
    path("workers/<int:pk>/facts/", facts.case_facts, name="case_facts"),
    path("workers/<int:pk>/close/", closing.close_case, name="close_case"),
    path("workers/<int:pk>/reopen/", closing.reopen_case, name="reopen_case"),
    path("workers/<int:pk>/same/<int:other>/not/", closing.not_the_same, name="not_the_same"),
]
