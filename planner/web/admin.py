"""The reports stand among the pages of the admin site, but belong to no table of it."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path

from planner.web.staff import views

_urls_of_tables = admin.site.get_urls


def _with_reports() -> list[URLResolver | URLPattern]:
    guarded = admin.site.admin_view
    return [
        path("reports/", guarded(views.reports), name="reports"),
        path("reports/<slug:what>/", guarded(views.report_table), name="report_table"),
        path("reports/<slug:what>/csv/", guarded(views.report_csv), name="report_csv"),
        *_urls_of_tables(),
    ]


admin.site.get_urls = _with_reports  # type: ignore[method-assign]
