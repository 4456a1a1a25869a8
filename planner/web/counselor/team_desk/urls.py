from django.urls import path

from planner.web.counselor.team_desk import handing_over, moving, views

urlpatterns = [
    path("team/", views.team, name="team"),
    path("team/sign-offs/", views.sign_offs, name="sign_offs"),
    path("team/hand-over/<int:pk>/", handing_over.hand_over, name="hand_over"),
    path("team/<int:pk>/move/", moving.move_worker, name="move_worker"),
]
