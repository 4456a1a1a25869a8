from django.urls import path

from planner.web.worker.offer import changes, files, views

urlpatterns = [
    path("my-offer/", views.my_offer, name="my_offer"),
    path("my-offer/earlier/", views.offer_versions, name="offer_versions"),
    path("my-offer/pay/", changes.offer_pay, name="offer_pay"),
    path("my-offer/job/", changes.offer_work, name="offer_work"),
    path("my-offer/costs/", changes.offer_costs, name="offer_costs"),
    path("my-offer/files/", files.add_offer_file, name="add_offer_file"),
    path("my-offer/files/<int:pk>/", files.offer_file, name="offer_file"),
    path("my-offer/files/<int:pk>/remove/", files.remove_offer_file, name="remove_offer_file"),
]
