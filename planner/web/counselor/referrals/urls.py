from django.urls import path

from planner.web.counselor.referrals import asking, views

urlpatterns = [
    path("workers/<int:pk>/refer/", asking.refer, name="refer"),
    path("referrals/", views.referrals, name="referrals"),
    path("referrals/<int:pk>/", views.referral, name="referral"),
]
