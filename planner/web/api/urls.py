from django.urls import re_path

from planner.web.api.gateway import gateway

# The root too: what is not there is said in JSON everywhere below it.
urlpatterns = [re_path(r"^api/v1/(?P<rest>.*)$", gateway, name="api")]
