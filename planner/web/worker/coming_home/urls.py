from django.urls import path

from planner.web.worker.coming_home import sheet, views

urlpatterns = [
    path("coming-home/", views.coming_home, name="coming_home"),
    path("coming-home/side-by-side/", sheet.side_by_side, name="side_by_side"),
    path("coming-home/side-by-side/edit/", sheet.edit_sheet, name="edit_sheet"),
]
