from django.urls import path

from planner.web.counselor.lists import export_rights, exports

urlpatterns = [
    path("lists/exports/new/", exports.new_export, name="new_export"),
    path("lists/exports/<int:pk>/", exports.export, name="export"),
    path("lists/export-rights/", export_rights.export_rights, name="export_rights"),
]
