from django.urls import path

from planner.web.counselor.japan import messages, shared, standing

urlpatterns = [
    path("workers/<int:pk>/standing/", standing.worker_standing, name="worker_standing"),
    path(
        "workers/<int:pk>/proof/<int:evidence>/", standing.worker_evidence, name="worker_evidence"
    ),
    path("workers/<int:pk>/messages/", messages.worker_messages, name="worker_messages"),
    path(
        "workers/<int:pk>/messages/read/",
        messages.worker_read_messages,
        name="worker_read_messages",
    ),
    path(
        "workers/<int:pk>/messages/<int:message>/photo/",
        messages.worker_message_photo,
        name="worker_message_photo",
    ),
    path("workers/<int:pk>/shared/", shared.worker_shared, name="worker_shared"),
]
