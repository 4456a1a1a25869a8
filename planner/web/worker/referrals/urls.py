from django.urls import path

from planner.web.worker.referrals import views

urlpatterns = [
    path("who-looks-after-me/<int:pk>/", views.worker_referral, name="worker_referral"),
]
