from django.urls import path

from planner.web.counselor.today import views

urlpatterns = [path("today/", views.desk_today, name="desk_today")]
