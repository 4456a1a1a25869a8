from django.urls import path

from planner.web.counselor.offers import views

urlpatterns = [
    path("offers/", views.agency_offers, name="agency_offers"),
    path("offers/new/", views.add_offer, name="add_offer"),
    path("offers/<int:pk>/", views.edit_offer, name="edit_offer"),
    path("offers/<int:pk>/remove/", views.remove_offer, name="remove_offer"),
]
