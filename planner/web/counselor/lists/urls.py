from django.urls import include, path

from planner.web.counselor.lists import hub, imports, inviting_again

urlpatterns = [
    path("lists/", hub.lists, name="lists"),
    path("lists/imports/new/", imports.new_import, name="new_import"),
    path("lists/imports/<int:pk>/", imports.import_batch, name="import_batch"),
    path("lists/imports/<int:pk>/faults/", imports.import_faults, name="import_faults"),
    path("lists/imports/<int:pk>/drop/", imports.drop_import, name="drop_import"),
    path("workers/<int:pk>/invitation/", inviting_again.invite_again, name="invite_again"),
    path("", include("planner.web.counselor.lists.exports_urls")),
]
