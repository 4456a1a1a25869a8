from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

admin.site.site_title = "Lối Về"
admin.site.site_header = _("Lối Về for programme staff")
admin.site.index_title = _("What you look after")

urlpatterns = [
    path("staff/", admin.site.urls),
    path("", include("planner.web.urls")),
]

handler400 = "planner.web.errors.bad_request"
handler500 = "planner.web.errors.server_error"
