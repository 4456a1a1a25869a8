from django.urls import include, path

from planner.web.worker.views import economy, mirror, overview, questions, trades

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
    path("at-home-with-my-trade/", mirror.mirror, name="mirror"),
    path("", include("planner.web.accounts.urls")),
]
