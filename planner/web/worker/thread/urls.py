from django.urls import path

from planner.web.worker.thread import views

urlpatterns = [
    path("messages/", views.messages, name="messages"),
    path("messages/read/", views.read_messages, name="read_messages"),
    path("messages/<int:pk>/photo/", views.message_photo, name="message_photo"),
]
