from django.urls import include, path

from planner.web.counselor import invitations, team
from planner.web.counselor import views as counselor
from planner.web.worker.views import (
    choice,
    economy,
    guides,
    mirror,
    overview,
    privacy,
    questions,
    trades,
)

urlpatterns = [
    path("", overview.front, name="front"),
    path("home/", overview.home, name="home"),
    path("my-answers/", overview.summary, name="summary"),
    path("questions/<slug:step>/", questions.question, name="question"),
    path("my-home/economy/", economy.my_economy, name="my_economy"),
    path("provinces/<slug:kind>/<slug:code>/", economy.economy, name="economy"),
    path("trades/", trades.trades, name="trades"),
    path("trades/compare/", trades.compare, name="compare"),
    path("trades/<slug:code>/", trades.trade, name="trade"),
    path("trades/<slug:code>/choose/", choice.choose, name="choose"),
    path("my-choice/", choice.my_choice, name="my_choice"),
    path("who-looked/", privacy.who_looked, name="who_looked"),
    path("ways/", guides.ways, name="ways"),
    path("ways/<slug:key>/", guides.way, name="way"),
    path("help/", guides.help_page, name="help"),
    path("at-home-with-my-trade/", mirror.mirror, name="mirror"),
    path("workers/", counselor.my_workers, name="my_workers"),
    path("workers/invite/", invitations.invite, name="invite"),
    path("workers/<int:pk>/", counselor.worker, name="worker"),
    path("workers/<int:pk>/password-help/", counselor.password_help, name="confirm_number"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<int:pk>/", invitations.sent_invitation, name="sent_invitation"),
    path("invitations/<int:pk>/take-back/", invitations.revoke, name="revoke_invitation"),
    path("team/", team.team, name="team"),
    path("team/<int:pk>/move/", team.move_worker, name="move_worker"),
    path("", include("planner.web.accounts.urls")),
]
